"""Sending a letter: its blocks and its bytes are frozen in the transaction of what it is about."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.edges.letters import render_pdf
from rettvis.journey.decision.document import Document, Letterhead, Recipient
from rettvis.web.access.gate import Action, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.correspondence.kinds import kind_named
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.documents import as_data
from rettvis.web.decision.models import OfficeDetails

A_LETTER = gettext_noop("A letter of the case")


def send_letter(
    case: Case,
    kind: str,
    document: Document,
    user: User,
    now: datetime,
    *,
    key: str,
    answer_by: date | None = None,
) -> tuple[CaseLetter, bool]:
    """Send ``document`` as a letter of ``kind``; the letter, and whether it was sent now.

    One transaction with the case's row locked; put your own rows (events, deadlines) in the same one. A
    second letter with the same ``key`` in the case is not sent: the first comes back, with False. Raises
    ``Refused``, and ``KeyError`` for a kind that nobody registered.
    """
    kind_named(kind)
    grant = require(user, Action.SEND_LETTER, case)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        earlier = CaseLetter.objects.filter(case=case, key=key).first()
        if earlier is not None:
            return earlier, False
        pdf = render_pdf(document)
        letter = CaseLetter.objects.create(
            case=case,
            kind=kind,
            key=key,
            language=document.language,
            title=document.title,
            document=as_data(document),
            pdf=pdf,
            sha256=sha256(pdf).hexdigest(),
            sent_at=now,
            sent_by=user,
            answer_by=answer_by,
        )
        look_up(grant, Action.SEND_LETTER, case_number=case.number, what=A_LETTER)
    return letter, True


def letterhead_of(case: Case, day: date, recipient: Recipient | None = None) -> Letterhead:
    """Who writes in ``case``, and to whom: the person, unless another ``recipient`` is given."""
    office = OfficeDetails.objects.filter(unit=case.unit_id).first()
    contact = "" if office is None else office.contact
    return Letterhead(
        municipality=case.municipality.name,
        unit=case.unit.name,
        day=day,
        case_number=case.number,
        recipient=recipient or Recipient(case.person.name),
        contact=tuple(line for line in contact.splitlines() if line.strip()),
        exempt="" if office is None else office.exempt,
    )
