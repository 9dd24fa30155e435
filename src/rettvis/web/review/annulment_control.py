"""Annulling takes two: one who handles the case proposes it, another with the authority approves or returns.

A proposal and what became of it are events of the case, never changed: the newest tells how it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.assessment import check_reason
from rettvis.journey.decision import Chosen
from rettvis.journey.handling import EventKind
from rettvis.journey.review import AnnulGround
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, CaseEvent
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.authority import check_authority
from rettvis.web.decision.returns import keep_given
from rettvis.web.decision.services import locked
from rettvis.web.pages.notices import Notice
from rettvis.web.review.annulling import KIND, WHAT, Asked, annul_faults, carry_out

KINDS = (
    EventKind.ANNULMENT_PROPOSED,
    EventKind.ANNULMENT_TAKEN_BACK,
    EventKind.ANNULMENT_RETURNED,
    EventKind.ANNULLED,
)


@dataclass(frozen=True)
class Proposal:
    """An annulment that somebody has proposed: the event it stands in, what was asked, by whom and when."""

    number: int
    asked: Asked
    by: User
    on: date


def newest_event(case: Case) -> CaseEvent | None:
    """The last that was done about annulling the decision of ``case``."""
    rows = CaseEvent.objects.filter(case=case, kind__in=[str(kind) for kind in KINDS])
    return rows.select_related("by").order_by("-pk").first()


def proposal_in(event: CaseEvent | None) -> Proposal | None:
    """The proposal that waits, where the newest event is one."""
    if event is None or event.kind != EventKind.ANNULMENT_PROPOSED or event.by is None:
        return None
    return Proposal(event.pk, asked_in(event), event.by, event.on)


def asked_in(event: CaseEvent) -> Asked:
    """What was proposed."""
    data = event.data
    ground, from_on = AnnulGround(data["ground"]), date.fromisoformat(data["from_on"])
    return Asked(ground, event.reason, from_on, data["restore"], data["heard"])


def asked_before(event: CaseEvent | None) -> Asked | None:
    """What was proposed in the proposal that ``event`` returned or took back: where a new one starts."""
    number = None if event is None else event.data.get("proposal")
    if event is None or number is None or event.kind == EventKind.ANNULLED:
        return None
    return asked_in(CaseEvent.objects.get(pk=number, case=event.case_id))


def propose_annulment(case: Case, asked: Asked, user: User, now: datetime) -> Proposal:
    """Propose that the sent decision of ``case`` is annulled: another person must approve it.

    The same proposal twice is one. Raises ``Faulty`` with every fault, and ``Refused``.
    """
    grant = require(user, Action.PROPOSE_ANNULMENT, case)
    with transaction.atomic():
        whole = locked(case)
        waiting = proposal_in(newest_event(case))
        if waiting is not None and waiting.by == user and waiting.asked == _trimmed(asked):
            return waiting
        faults = annul_faults(whole, asked)
        if waiting is not None:
            message = sentence(
                "{name} has proposed to annul the decision already. It waits for approval.",
                name=waiting.by.name,
            )
            faults.append(Fault("annul", message))
        if faults:
            raise Faulty(faults)
        event = record_event(
            whole.case,
            EventKind.ANNULMENT_PROPOSED,
            user,
            now,
            reason=asked.why.strip(),
            ground=str(asked.ground),
            from_on=asked.from_on.isoformat(),
            restore=asked.restore,
            heard=asked.heard.strip(),
        )
        look_up(grant, Action.PROPOSE_ANNULMENT, case_number=case.number, what=WHAT)
    return Proposal(event.pk, _trimmed(asked), user, event.on)


def approve_annulment(case: Case, seen: int, user: User, now: datetime) -> CaseLetter:
    """Approve the proposal with the number ``seen``: the letter is sent, and the lines stop.

    One transaction. Twice is once: the first letter comes back. Raises ``Faulty`` (also for whoever proposed
    it, and where the authority of ``user`` does not reach) and ``Refused``.
    """
    grant = require(user, Action.ANNUL_DECISION, case)
    with transaction.atomic():
        whole = locked(case)
        sent = CaseLetter.objects.filter(case=case, key=KIND).first()
        if sent is not None:
            return sent
        waiting = _waiting(case, seen)
        if waiting.by == user:
            message = sentence(
                "{name} proposed the annulment. Another person must approve it.", name=user.name
            )
            raise Faulty([Fault("approver", message)])
        check_authority(whole, user, timezone.localdate(now), waiting.by.pk)
        proposed = {"proposal": waiting.number, "proposed_by": waiting.by.pk}
        letter = carry_out(whole, waiting.asked, user, now, **proposed)
        look_up(grant, Action.ANNUL_DECISION, case_number=case.number, what=WHAT)
    return letter


def return_annulment(
    case: Case, seen: int, reason: str, chosen: tuple[Chosen, ...], user: User, now: datetime
) -> None:
    """Return the proposal with reasons from the list and a comment. Twice is once.

    Raises ``Faulty`` and ``Refused``.
    """
    grant = require(user, Action.ANNUL_DECISION, case)
    with transaction.atomic():
        whole = locked(case)
        if _done_already(case, EventKind.ANNULMENT_RETURNED, seen, user):
            return
        waiting = _waiting(case, seen)
        faults = check_reason(
            reason, "reason", sentence("Write why, so that whoever takes it up again knows.")
        )
        if waiting.by == user:
            faults.append(Fault("approver", sentence("You proposed it yourself. Take it back instead.")))
        if faults:
            raise Faulty(faults)
        words = ". ".join([*(one.text for one in chosen), reason.strip()])
        record_event(whole.case, EventKind.ANNULMENT_RETURNED, user, now, reason=words, proposal=seen)
        keep_given(whole.case, chosen, user, timezone.localdate(now))
        look_up(grant, Action.ANNUL_DECISION, case_number=case.number, what=WHAT)


def take_back_annulment(case: Case, seen: int, user: User, now: datetime) -> None:
    """Whoever proposed it regrets, before it is approved. Twice is once; ``Faulty`` and ``Refused``."""
    grant = require(user, Action.PROPOSE_ANNULMENT, case)
    with transaction.atomic():
        whole = locked(case)
        if _done_already(case, EventKind.ANNULMENT_TAKEN_BACK, seen, user):
            return
        waiting = _waiting(case, seen)
        if waiting.by != user:
            message = sentence("Only {name} can take this back. Return it instead.", name=waiting.by.name)
            raise Faulty([Fault("status", message)])
        record_event(whole.case, EventKind.ANNULMENT_TAKEN_BACK, user, now, proposal=seen)
        look_up(grant, Action.PROPOSE_ANNULMENT, case_number=case.number, what=WHAT)


def annulment_notices(case: Case, user: User, _today: date) -> Iterable[Notice]:
    """A proposal that waits, to everybody who sees the case; a returned one, to whoever handles it."""
    event = newest_event(case) if case.decided_on is not None else None
    if event is None:
        return
    link = (reverse("annulment", args=[case.number]), _("To the annulment"))
    handles = may(user, Action.PROPOSE_ANNULMENT, case)
    if waiting := proposal_in(event):
        words = _("%(name)s has proposed to annul the decision. Another person must approve it.")
        yield Notice("warning", words % {"name": waiting.by.name}, *(link if handles else ()))
    elif event.kind == EventKind.ANNULMENT_RETURNED and handles:
        words = _("The proposal to annul the decision is returned: %(reason)s")
        yield Notice("info", words % {"reason": event.reason}, *link)


def _waiting(case: Case, seen: int) -> Proposal:
    """The proposal that waits; raises ``Faulty`` where it is not the one that was seen."""
    waiting = proposal_in(newest_event(case))
    if waiting is None or waiting.number != seen:
        message = sentence(
            "Somebody has done something with the proposal since you opened the page. Look at it again."
        )
        raise Faulty([Fault("annul", message)])
    return waiting


def _done_already(case: Case, kind: EventKind, seen: int, user: User) -> bool:
    newest = newest_event(case)
    same = newest is not None and newest.kind == kind and newest.by_id == user.pk
    return newest is not None and same and newest.data.get("proposal") == seen


def _trimmed(asked: Asked) -> Asked:
    return Asked(asked.ground, asked.why.strip(), asked.from_on, asked.restore, asked.heard.strip())
