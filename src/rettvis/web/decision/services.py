"""What a person does with a decision: write it, send it for approval, approve it, return it."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from rettvis.journey.application import Application
from rettvis.journey.decision import MAY_BE_EDITED, Act, Chosen, Decision, Event, Official, State
from rettvis.journey.decision.checks import check_decision
from rettvis.journey.decision.gate import Blocker, gate, of_the_content
from rettvis.journey.handling import EventKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, Status
from rettvis.web.application.saving import Saved, Settled, save_sheet
from rettvis.web.application.services import mark_step
from rettvis.web.decision.authority import check_authority
from rettvis.web.decision.forms import DecisionSheet
from rettvis.web.decision.models import DecisionRevision
from rettvis.web.decision.returns import keep_given
from rettvis.web.decision.store import KEPT, Draft, content_of
from rettvis.web.decision.whole_case import WholeCase, check_sees, right_of, whole_case
from rettvis.web.pages import steps

WHAT = gettext_noop("The decision")

ACTIONS = {
    Act.SEND_FOR_APPROVAL: Action.CHANGE_CASE,
    Act.WITHDRAW: Action.CHANGE_CASE,
    Act.APPROVE: Action.APPROVE_DECISION,
    Act.TAKE_BACK_APPROVAL: Action.APPROVE_DECISION,
    Act.RETURN: Action.CHANGE_CASE,
    Act.SEND: Action.SEND_DECISION,
}
"""What somebody must be allowed for each act."""

_STATUS = {
    State.DRAFT: Status.IN_PROGRESS,
    State.FOR_APPROVAL: Status.AWAITING_APPROVAL,
    State.APPROVED: Status.AWAITING_APPROVAL,
    State.RETURNED: Status.IN_PROGRESS,
    State.SENT: Status.DECIDED,
}

_EVENTS = {
    Act.SEND_FOR_APPROVAL: EventKind.SENT_FOR_APPROVAL,
    Act.WITHDRAW: EventKind.TAKEN_BACK,
    Act.APPROVE: EventKind.APPROVED,
    Act.TAKE_BACK_APPROVAL: EventKind.APPROVAL_TAKEN_BACK,
    Act.RETURN: EventKind.RETURNED,
}


NOT_MOVED = (State.SENT, State.REPLACED, State.ANNULLED)
"""States of a decision that was sent: nothing more is done with it as a draft."""


class Blocked(Exception):
    """The gate is closed: what stands between the decision and the next act."""

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        self.blockers = blockers
        super().__init__("; ".join(str(blocker.message) for blocker in blockers))


def official(user: User, case: Case, language: str) -> Official:
    """``user`` as the decision names her, her title in the letter's ``language``; whether she may approve."""
    grant = require(user, Action.SEE_CASE, case)
    authority = may(user, Action.APPROVE_DECISION, case)
    with override(language):
        return Official(str(user.pk), user.name, str(grant.get_role_display()), authority)


def prepare(
    case: Case,
    based_on: int,
    draft: Draft,
    application: Application,
    user: User,
    sheet: type[DecisionSheet] = DecisionSheet,
) -> Saved[Draft]:
    """Save the decision as it is written; what was done with it stays.

    Raises ``Faulty`` with every fault (also when it waits for approval and may not be edited),
    :class:`~rettvis.web.application.saving.Conflict`, ``Settled`` and ``Refused``.
    """
    faults = check_decision(draft.decision, application)
    if faults:
        raise Faulty(faults)

    def written(now: Draft) -> Draft:
        if now.decision.state not in MAY_BE_EDITED:
            raise Faulty([Fault("status", _not_now(now.decision.state))])
        decision = replace(draft.decision, history=now.decision.history)
        return replace(draft, decision=decision, stood_on=())

    saved = save_sheet(KEPT, sheet, written, case, based_on, user)
    mark_step(case, "decision", steps.State.STARTED)
    _mark_basis(case)
    return saved


def blockers_for(whole: WholeCase, on: date, act: Act | None = None) -> tuple[Blocker, ...]:
    """What stands in the way of ``act``; of the next one that can be done when none is given."""
    state = whole.snapshot.decision.state
    if state in NOT_MOVED:
        return ()
    found = gate(whole.snapshot, on)
    return found if act is Act.SEND else of_the_content(found)


def do(
    case: Case,
    act: Act,
    user: User,
    on: date,
    *,
    reason: str = "",
    chosen: tuple[Chosen, ...] = (),
    seen: int | None = None,
) -> WholeCase:
    """Send for approval, approve, return, or take one of the first two back: one transaction.

    ``seen`` is the number of the revision that the person had before her, ``chosen`` the reasons of a return
    from the list. The same act twice by the same person is one.

    Raises ``Faulty``, :class:`Blocked`, ``Settled`` and ``Refused``.
    """
    grant = require(user, ACTIONS[act], case)
    with transaction.atomic():
        whole = locked(case)
        if _done_already(whole, act, user):
            return whole
        if not whole.case.is_open:
            raise Settled
        check_seen(whole, seen)
        if act in (Act.SEND_FOR_APPROVAL, Act.APPROVE):
            check_sees(whole, user)
        if act is Act.SEND_FOR_APPROVAL:
            whole = whole.with_texts(whole.draft)
        by = official(user, case, whole.draft.language)
        done = after(whole, Event(act, by, on, reason.strip(), chosen))
        check_unchanged(whole, act)
        check_gate(whole, act, on)
        if act is Act.APPROVE:
            check_authority(whole, user, on)
        stood_on = whole.stands_on if act is Act.SEND_FOR_APPROVAL else whole.draft.stood_on
        keep(whole, replace(whole.draft, decision=done, stood_on=stood_on), user)
        _write_state(whole.case, done.state)
        keep_given(whole.case, chosen, user, on)
        record_event(whole.case, _EVENTS[act], user, on=on, reason=_why(reason, chosen))
        look_up(grant, ACTIONS[act], case_number=case.number, what=WHAT)
    case.status, case.steps = whole.case.status, whole.case.steps
    return whole


def locked(case: Case) -> WholeCase:
    """The case as it is saved, with its row locked; call it in a transaction."""
    Case.objects.select_for_update().only("pk").get(pk=case.pk)
    return whole_case(Case.objects.select_related("person", "municipality", "unit").get(pk=case.pk))


def after(whole: WholeCase, event: Event) -> Decision:
    """The decision with ``event`` done; raises ``Faulty`` where it cannot be."""
    done = whole.snapshot.decision.after(event)
    if isinstance(done, list):
        raise Faulty(done)
    return done


def check_seen(whole: WholeCase, seen: int | None) -> None:
    """Raises ``Faulty`` when somebody has saved since the page was opened."""
    if seen is not None and seen != whole.number:
        message = sentence(
            "Somebody has saved the decision since you opened the page. Look at it again, then choose "
            "once more."
        )
        raise Faulty([Fault("status", message)])


def check_unchanged(whole: WholeCase, act: Act) -> None:
    """Raises ``Faulty`` when what the decision stands on was changed after it was sent for approval."""
    if act in (Act.APPROVE, Act.SEND) and whole.changed_since:
        raise Faulty([Fault("status", changed_since_words(whole.changed_since))])


def check_gate(whole: WholeCase, act: Act, on: date) -> None:
    """Raises :class:`Blocked` while something stands in the way."""
    if act in (Act.RETURN, Act.WITHDRAW, Act.TAKE_BACK_APPROVAL):
        return
    found = blockers_for(whole, on, act)
    if found:
        raise Blocked(found)


def changed_since_words(changed: list[str]) -> Sentence:
    """What was changed after the decision was sent for approval, and what to do."""
    names = [_STEP_WORDS[step] for step in changed]
    return sentence(
        "This was changed after the decision was sent for approval: {steps}. Return the decision, and send "
        "it for approval again.",
        steps=names,
    )


_STEP_WORDS = {
    "application": sentence("the application"),
    "assessment": sentence("the assessment"),
    "calculation": sentence("the calculation"),
    "conditions": sentence("the answers about the conditions"),
}


def keep(whole: WholeCase, draft: Draft, user: User) -> DecisionRevision:
    """Write ``draft`` as the next revision; the case row is locked."""
    return DecisionRevision.objects.create(
        case=whole.case, number=whole.number + 1, content=content_of(draft), saved_by=user
    )


def _why(reason: str, chosen: tuple[Chosen, ...]) -> str:
    """The reasons chosen, then the comment."""
    return ". ".join([*(one.text for one in chosen), reason.strip()]) if chosen else reason.strip()


def _done_already(whole: WholeCase, act: Act, user: User) -> bool:
    history = whole.draft.decision.history
    return bool(history) and history[-1].act is act and history[-1].by.key == str(user.pk)


def _write_state(case: Case, state: State) -> None:
    case.status = _STATUS[state]
    case.save(update_fields=["status"])
    shown = steps.State.NEEDS_ATTENTION if state is State.RETURNED else steps.State.STARTED
    mark_step(case, "decision", steps.State.DONE if state is State.APPROVED else shown)


def _mark_basis(case: Case) -> None:
    """A calculation or conditions that needed nothing of anybody are done once the decision is written."""
    whole = whole_case(case)
    right = right_of(whole.snapshot, timezone.localdate())
    settled = (
        right is not None and right.outcome in (Outcome.MET, Outcome.NOT_MET) and not right.open_questions
    )
    for step, done in (("calculation", whole.snapshot.calculation.complete), ("conditions", settled)):
        if done and case.steps.get(step) != steps.State.DONE:
            mark_step(case, step, steps.State.DONE)


def _not_now(state: State) -> Sentence:
    return sentence(
        "The decision cannot be changed while it is: {state}. Have it returned first.", state=state.label
    )
