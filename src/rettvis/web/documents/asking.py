"""Asking for documents by letter: the letter, the request, the wait and the day, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from rettvis.journey.decision.document import Document, Recipient, Signer
from rettvis.journey.documents import AskedOf, Asking, DocumentRules, request_letter
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.models import User
from rettvis.web.application.addresses import Receiver, address_lines
from rettvis.web.application.models import Case
from rettvis.web.application.saving import Settled
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.correspondence.sending import letterhead_of, send_letter
from rettvis.web.documents.models import DocumentRequest
from rettvis.web.documents.waits import begin_wait

KIND = "documents"


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the kinds (keys), of whom and at what address, until when, in which language."""

    kinds: tuple[str, ...]
    asked_of: AskedOf
    recipient: tuple[str, ...]
    answer_by: date
    language: str
    more: str
    form_key: str


def written(case: Case, wanted: Wanted, rules: DocumentRules, user: User, on: date) -> Document:
    """The letter as it would be sent on the day ``on``."""
    grant = require(user, Action.SEND_LETTER, case)
    with override(wanted.language):
        title = str(grant.get_role_display())
    asking = Asking(
        letterhead=letterhead_of(case, on, _recipient(case, wanted, user)),
        kinds=tuple(rules.kind(key) for key in wanted.kinds),
        answer_by=wanted.answer_by,
        asked_of=wanted.asked_of,
        person=case.person.name,
        received_on=case.received_on,
        by=Signer(user.name, title),
        more=wanted.more,
        synthetic=case.municipality.synthetic,
    )
    return request_letter(asking, wanted.language)


def ask(
    case: Case, wanted: Wanted, rules: DocumentRules, user: User, now: datetime
) -> tuple[CaseLetter, bool]:
    """Send the letter; the letter, and whether it was sent now. The same form sent twice is one letter.

    Raises ``Settled`` for a case that is decided, and ``Refused``.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if not locked.is_open:
            raise Settled
        document = written(case, wanted, rules, user, on)
        letter, is_new = send_letter(
            case, KIND, document, user, now, key=f"{KIND}:{wanted.form_key}", answer_by=wanted.answer_by
        )
        if is_new:
            DocumentRequest.objects.create(
                case=case,
                letter=letter,
                kinds=list(wanted.kinds),
                asked_of=str(wanted.asked_of),
                sent_on=on,
                answer_by=wanted.answer_by,
            )
            begin_wait(locked, wanted.asked_of, wanted.answer_by, user, on, letter.pk)
    return letter, is_new


def _recipient(case: Case, wanted: Wanted, user: User) -> Recipient:
    """Somebody else is named by the first line; the person by the case, with her own address where none is
    written."""
    if wanted.asked_of is AskedOf.PERSON:
        return Recipient(case.person.name, wanted.recipient or address_lines(case, user, Receiver.PERSON))
    return Recipient(wanted.recipient[0], wanted.recipient[1:])
