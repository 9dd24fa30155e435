"""The advance notice as an act: made from the case, sent once, and its answer written down."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.assessment import check_reason
from rettvis.journey.decision import MAY_BE_EDITED, reductions
from rettvis.journey.decision.document import Document, Recipient, Signer
from rettvis.journey.handling import EventKind
from rettvis.journey.review.notice_letter import notice_letter
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.addresses import Receiver, address_lines
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case
from rettvis.web.application.saving import Settled
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.correspondence.sending import send_letter
from rettvis.web.decision.control import settings_of
from rettvis.web.decision.services import locked, official
from rettvis.web.decision.whole_case import WholeCase, check_sees
from rettvis.web.pages.content import to_json

KIND = "advance_notice"
WHAT = gettext_noop("The advance notice")
OF_HIS_OWN = 15
"""From this age a represented person gets a notice of her own (fvl. § 16 first paragraph)."""


def usual_answer_by(case: Case, on: date) -> date:
    """The last day for an answer by the municipality's usual number of days."""
    return on + timedelta(days=settings_of(case.municipality_id).answer_days)


def made_notice(whole: WholeCase, user: User, on: date, answer_by: date, language: str = "") -> Document:
    """The notice of the case as it stands, in the letter's language unless another is asked for."""
    chosen = language or whole.draft.language
    who = official(user, whole.case, chosen)
    return notice_letter(whole.snapshot, chosen, on, answer_by, Signer(who.name, who.title))


def send_advance_notice(
    case: Case, user: User, now: datetime, answer_by: date, *, seen: int | None = None
) -> CaseLetter:
    """Send the notice of what the decision, as it is saved, would make less; gives the letter.

    Sent twice, it is one: the first. What is changed in the decision afterwards calls for a new one. Raises
    ``Faulty`` with every fault, ``Settled`` and ``Refused``.
    """
    require(user, Action.SEND_LETTER, case)
    on = timezone.localdate(now)
    with transaction.atomic():
        whole = locked(case)
        if not whole.case.is_open:
            raise Settled
        check_sees(whole, user)
        faults = notice_faults(whole, on, answer_by, seen)
        key = f"{KIND}:{whole.number}"
        if faults and not CaseLetter.objects.filter(case=case, key=key).exists():
            raise Faulty(faults)
        letter, new = send_letter(
            whole.case, KIND, made_notice(whole, user, on, answer_by), user, now, key=key, answer_by=answer_by
        )
        if new:
            _also_to_the_young(whole, user, now, answer_by, key)
            told = [to_json(one.told()) for one in reductions(whole.snapshot, on)]
            record_event(
                whole.case,
                EventKind.ADVANCE_NOTICE_SENT,
                user,
                now,
                on,
                answer_by=answer_by.isoformat(),
                expected=answer_by.isoformat(),
                told=told,
                letter=letter.pk,
            )
    return letter


def notice_faults(whole: WholeCase, on: date, answer_by: date, seen: int | None = None) -> list[Fault]:
    """Why the notice cannot be sent now; an empty list means that it may."""
    faults = []
    if seen is not None and seen != whole.number:
        message = sentence("Somebody has saved the decision since you opened the page. Look at it again.")
        faults.append(Fault("notice", message))
    if whole.snapshot.decision.state not in MAY_BE_EDITED:
        message = sentence("The decision waits for approval. Have it returned before a notice is sent.")
        faults.append(Fault("notice", message))
    if not reductions(whole.snapshot, on):
        message = sentence("The decision, as it is saved, gives nothing less. No notice is called for.")
        faults.append(Fault("notice", message))
    if answer_by <= on:
        faults.append(Fault("answer_by", sentence("The last day for an answer must be after today.")))
    return faults


def write_answer(case: Case, user: User, answer: str, on: date, now: datetime) -> None:
    """Write down what the person answered ``on`` a day. Raises ``Faulty``, ``Settled`` and ``Refused``."""
    grant = require(user, Action.CHANGE_CASE, case)
    with transaction.atomic():
        whole = locked(case)
        if not whole.case.is_open:
            raise Settled
        notice = whole.draft.decision.advance_notice
        faults = check_reason(answer, "answer", sentence("Write what the person answered."))
        if notice is None or notice.sent_on is None:
            faults.append(Fault("answer", sentence("No notice is sent yet.")))
        elif not notice.sent_on <= on <= timezone.localdate(now):
            message = sentence(
                "The day of the answer must be from {day:date}, when the notice was sent, until today.",
                day=notice.sent_on,
            )
            faults.append(Fault("answered_on", message))
        if faults:
            raise Faulty(faults)
        assert notice is not None
        if answer.strip() in notice.answer.split("\n") and on == notice.answered_on:
            return
        record_event(whole.case, EventKind.ADVANCE_NOTICE_ANSWERED, user, now, on, answer=answer.strip())
        look_up(grant, Action.CHANGE_CASE, case_number=case.number, what=WHAT)


def is_represented_minor(whole: WholeCase, on: date) -> bool:
    """Over 15, under 18 and with somebody who acts for her."""
    born = whole.case.person.birth_date
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return OF_HIS_OWN <= age < 18 and whole.snapshot.application.representative is not None


def _also_to_the_young(whole: WholeCase, user: User, now: datetime, answer_by: date, key: str) -> None:
    on = timezone.localdate(now)
    if not is_represented_minor(whole, on):
        return
    document = made_notice(whole, user, on, answer_by)
    head = document.letterhead
    own = Recipient(whole.case.person.name, address_lines(whole.case, user, Receiver.PERSON))
    send_letter(
        whole.case,
        KIND,
        replace(document, letterhead=replace(head, recipient=own)),
        user,
        now,
        key=f"{key}:young",
        answer_by=answer_by,
    )
