"""The letter that tells that a decision is annulled by the municipality itself, and from when.

Law: fvl. § 35. Which ground there is, is a person's answer: nothing here decides it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.journey.decision import CaseSnapshot, ServiceLine
from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    Paragraph,
    Signature,
    Signer,
)
from rettvis.journey.decision.letter.letter import letterhead
from rettvis.journey.decision.letter.voice import Telling, ended
from rettvis.lawbook import references as law
from rettvis.rulekit.wording import N_, Sentence, sentence


class AnnulGround(Choice):
    """On what ground the municipality changes its own decision (fvl. § 35): a person chooses."""

    NO_DETRIMENT = "no_detriment", N_("It is not to the disadvantage of anybody whom the decision favours")
    NOT_NOTIFIED = "not_notified", N_("The person has not yet been told of the decision")
    INVALID = "invalid", N_("The decision is invalid")
    OTHER_BASIS = "other_basis", N_("Another basis: another law, the decision itself, or general rules")


@dataclass(frozen=True)
class Annulment:
    """What is told: from which day, on what ground, why, what counts again, until when to complain."""

    from_on: date
    ground: AnnulGround
    why: str
    restored: Sequence[ServiceLine] = ()
    complaint_by: date | None = None


def annulment_letter(
    case: CaseSnapshot, annulment: Annulment, language: str, on: date, signer: Signer | None = None
) -> Document:
    """The letter, dated ``on``. Raises ``Faulty`` where no law covers the decision's day."""
    telling = Telling(case, language, on, case.right_on(on))
    blocks = (
        *_what(telling, annulment),
        *_why(telling, annulment),
        *_now(telling, annulment),
        *_complaint(telling, annulment),
        *([Signature(telling.say(sentence("Kind regards")), (signer,))] if signer else []),
    )
    title = telling.say(sentence("We annul our decision in case {number}", number=case.number))
    return Document(language, letterhead(case, on), title, blocks, case.synthetic)


def _what(telling: Telling, annulment: Annulment) -> Iterator[Block]:
    decided = telling.case.decision.sent_on or telling.on
    title = sentence(
        "The decision of {day:date} does not count from {from_on:date}",
        day=decided,
        from_on=annulment.from_on,
    )
    services = telling.services(telling.case.decision.lines)
    text = sentence(
        "The decision was about {services}. It stands as it was sent, but it is annulled.", services=services
    )
    yield Callout(telling.say(title), (telling.say(text),))


def _why(telling: Telling, annulment: Annulment) -> Iterator[Block]:
    yield Heading(telling.say(sentence("Why")))
    yield Paragraph(ended(annulment.why))
    bases = telling.cite([law.REVERSAL.on(telling.law_date)])
    text = sentence("The ground is: {ground} ({law}).", ground=annulment.ground.label, law=bases)
    yield Paragraph(telling.say(text))


def _now(telling: Telling, annulment: Annulment) -> Iterator[Block]:
    yield Heading(telling.say(sentence("What you have now")))
    if not annulment.restored:
        text = sentence("The services of the annulled decision stop. If you need help, tell us at once.")
        yield Paragraph(telling.say(text))
        return
    yield Paragraph(telling.say(sentence("What you had before that decision is in force again:")))
    yield BulletList(tuple(telling.say(_line(line)) for line in annulment.restored))


def _line(line: ServiceLine) -> Sentence:
    if line.extent is None:
        return line.service.label
    return sentence("{service}: {extent}", service=line.service.label, extent=line.extent.words())


def _complaint(telling: Telling, annulment: Annulment) -> Iterator[Block]:
    yield Heading(telling.say(sentence("You can complain")))
    office = telling.case.office
    texts = [
        telling.say(
            sentence(
                "If you disagree, you can complain to {governor}. Send the complaint to us.",
                governor=office.county_governor or "–",
            )
        )
    ]
    if annulment.complaint_by is not None:
        text = sentence("The last day for a complaint is {day:date}.", day=annulment.complaint_by)
        texts.append(telling.say(text))
    cite = telling.cite([one.on(telling.law_date) for one in (law.COMPLAINT, law.COMPLAINT_DEADLINE)])
    texts.append(telling.say(sentence("The rules are in {law}.", law=cite)))
    yield Paragraph(" ".join(texts))
    if office.contact:
        yield Paragraph("\n".join([telling.say(sentence("This is how you reach us:")), *office.contact]))
