"""The preliminary reply of a case: what it is told from, how it looks, and its sending."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from rettvis.journey.application import Application, RepresentativeKind
from rettvis.journey.decision.document import Document, Recipient, Signer
from rettvis.journey.handling import (
    Awaited,
    Clock,
    EventKind,
    ReplyCase,
    ReplyPlan,
    check_reply,
    clock_of,
    preliminary_reply_letter,
)
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.models import User
from rettvis.web.application.addresses import Receiver, address_lines
from rettvis.web.application.due import preliminary_reply
from rettvis.web.application.events import events_of, record_event
from rettvis.web.application.models import ApplicationRevision, Case, Group
from rettvis.web.application.newest import Newest
from rettvis.web.application.store import application_in
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.correspondence.sending import letterhead_of, send_letter
from rettvis.web.decision.models import DecisionRevision
from rettvis.web.decision.services import official
from rettvis.web.decision.store import draft_in

LETTER_KIND = "preliminary_reply"
LONGEST_WAIT_REASON = 500


@dataclass(frozen=True)
class Written:
    """What a letter is written from: the application, and the address and language in the draft decision."""

    application: Application
    address: tuple[str, ...]
    language: str


def written_in(case: Case) -> Written:
    """What the case says about whom to write to, and how."""
    newest = Newest(case, ApplicationRevision, DecisionRevision)
    draft, application = draft_in(newest.content(DecisionRevision)), newest.content(ApplicationRevision)
    known = Application() if application is None else application_in(application)
    return Written(known, draft.address, draft.language)


def number_of_replies(case: Case) -> int:
    """How many preliminary replies were sent from here: a new one gets a new number."""
    return CaseLetter.objects.filter(case=case, kind=LETTER_KIND).count()


def reply_letter(case: Case, plan: ReplyPlan, user: User, today: date, written: Written) -> Document:
    """The letter as it would be sent today."""
    writer = official(user, case, plan.language)
    due = preliminary_reply(case.received_on)
    parent = _parent(case, written.application)
    lines = written.address or address_lines(case, user, Receiver.PERSON)
    recipient = Recipient(parent or case.person.name, lines)
    return preliminary_reply_letter(
        ReplyCase(
            received=case.received_on,
            letterhead=letterhead_of(case, today, recipient),
            signer=Signer(writer.name, writer.title),
            child=case.person.name if parent else "",
            late=due is not None and today > due.last_day and number_of_replies(case) == 0,
            synthetic=case.municipality.synthetic,
        ),
        plan,
    )


def send_reply(case: Case, plan: ReplyPlan, number: int, user: User, now: datetime) -> CaseLetter:
    """Send the preliminary reply: the letter, its event, and the new deadlines, all or nothing.

    ``number`` is how many there were when the form was opened: sent twice it is one letter. What is asked for
    begins a wait for the person, until the day she was given. Raises ``Faulty`` and ``Refused``.
    """
    require(user, Action.SEND_LETTER, case)
    today = timezone.localdate(now)
    faults = check_reply(plan, today)
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        clock = clock_of(events_of(case))
        key = f"{LETTER_KIND}:{number}"
        earlier = CaseLetter.objects.filter(case=case, key=key).first()
        if earlier is not None:
            return earlier
        if clock.ended is not None:
            raise Faulty([Fault("expected", sentence("The case is decided. No preliminary reply is sent."))])
        document = reply_letter(case, plan, user, today, written_in(case))
        letter, _new = send_letter(case, LETTER_KIND, document, user, now, key=key, answer_by=plan.answer_by)
        _write_events(case, plan, letter, clock, user, now)
    return letter


def _write_events(
    case: Case, plan: ReplyPlan, letter: CaseLetter, clock: Clock, user: User, now: datetime
) -> None:
    assert plan.expected is not None
    expected = plan.expected.isoformat()
    record_event(case, EventKind.PRELIMINARY_REPLY_SENT, user, now, expected=expected, letter=letter.pk)
    waits = any(
        wait.party is Awaited.APPLICANT and wait.kind is EventKind.WAIT_BEGAN for wait in clock.open_waits
    )
    if plan.missing and plan.answer_by is not None and not waits:
        record_event(
            case,
            EventKind.WAIT_BEGAN,
            user,
            now,
            waits_for=Awaited.APPLICANT,
            reason="; ".join(plan.missing)[:LONGEST_WAIT_REASON],
            expected=plan.answer_by.isoformat(),
            letter=letter.pk,
        )


def _parent(case: Case, application: Application) -> str:
    """The parent a letter about a child goes to; empty where it goes to the person herself."""
    representative = application.representative
    if case.group != Group.CHILD or representative is None:
        return ""
    return representative.name if representative.kind is RepresentativeKind.PARENT else ""
