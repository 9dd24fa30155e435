"""The decision letter, whole: the answer first, then why, then what the person can do."""

from datetime import date

from rettvis.journey.decision.document import Document, Letterhead, Recipient
from rettvis.journey.decision.letter import after, facts, opening, why
from rettvis.journey.decision.letter.voice import Telling
from rettvis.journey.decision.snapshot import CaseSnapshot
from rettvis.lawbook.deadlines import Holidays

_SECTIONS = (
    opening.opening,
    opening.applied_for,
    opening.notice,
    opening.wishes,
    facts.found_out,
    facts.hours,
    why.right_to_bpa,
    why.offer_after_no,
    why.necessary_help,
    why.best_interests,
    after.what_now,
    after.co_payment,
    after.complaint,
    after.law_used,
    after.signatures,
)


def letter(case: CaseSnapshot, language: str, on: date, holidays: Holidays | None = None) -> Document:
    """The letter in ``language``, dated when it was sent, else ``on``; an empty section is left out.

    With ``holidays`` the complaint deadline is computed once the letter is sent (pbrl. § 7-5), otherwise
    described. Raises ``Faulty`` where no law covers the decision's law date.
    """
    day = case.decision.sent_on or on
    telling = Telling(case, language, day, case.right_on(day), holidays)
    blocks = tuple(block for section in _SECTIONS for block in section(telling))
    return Document(language, letterhead(case, day), opening.title(telling), blocks, case.synthetic)


def letterhead(case: CaseSnapshot, day: date, *, with_recipient: bool = True) -> Letterhead:
    """Who writes, to whom: the representative where there is one, else the person."""
    representative = case.application.representative
    name = case.party.name if representative is None else representative.name
    office = case.office
    return Letterhead(
        municipality=office.municipality,
        unit=office.unit,
        day=day,
        case_number=case.number,
        recipient=Recipient(name, case.party.address) if with_recipient else None,
        contact=office.contact,
        exempt=office.exempt,
    )
