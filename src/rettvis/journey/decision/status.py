"""The states of a decision and what may be done in each: one table, and one function that follows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import N_, sentence


class State(Choice):
    """Where a decision stands."""

    DRAFT = "draft", N_("Draft")
    FOR_APPROVAL = "for_approval", N_("Sent for approval")
    RETURNED = "returned", N_("Returned")
    APPROVED = "approved", N_("Approved")
    SENT = "sent", N_("Sent")
    REPLACED = "replaced", N_("Replaced by a new decision")
    ANNULLED = "annulled", N_("Annulled")


class Act(Choice):
    """What somebody does with a decision."""

    SEND_FOR_APPROVAL = "send_for_approval", N_("Send for approval")
    WITHDRAW = "withdraw", N_("Take back from approval")
    RETURN = "return", N_("Return with a reason")
    APPROVE = "approve", N_("Approve")
    TAKE_BACK_APPROVAL = "take_back_approval", N_("Take back the approval")
    SEND = "send", N_("Send the letter")
    REPLACE = "replace", N_("Replace by a new decision")
    ANNUL = "annul", N_("Annul")


TRANSITIONS: Mapping[tuple[State, Act], State] = {
    (State.DRAFT, Act.SEND_FOR_APPROVAL): State.FOR_APPROVAL,
    (State.RETURNED, Act.SEND_FOR_APPROVAL): State.FOR_APPROVAL,
    (State.FOR_APPROVAL, Act.WITHDRAW): State.DRAFT,
    (State.FOR_APPROVAL, Act.RETURN): State.RETURNED,
    (State.FOR_APPROVAL, Act.APPROVE): State.APPROVED,
    (State.APPROVED, Act.TAKE_BACK_APPROVAL): State.FOR_APPROVAL,
    (State.APPROVED, Act.RETURN): State.RETURNED,
    (State.APPROVED, Act.SEND): State.SENT,
    (State.SENT, Act.REPLACE): State.REPLACED,
    (State.SENT, Act.ANNUL): State.ANNULLED,
}
"""Every step there is. A sent decision is never changed: a new one takes its place, or it is annulled."""

MAY_BE_EDITED = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True)
class Official:
    """Somebody who handles or approves the case; ``key`` is unique, ``may_approve`` is the authority."""

    key: str
    name: str
    title: str = ""
    may_approve: bool = False


@dataclass(frozen=True)
class Chosen:
    """A reason chosen from a municipality's list: its key, by which it is counted, and its words that day."""

    key: str
    text: str


@dataclass(frozen=True)
class Event:
    """One act: who did it, on which day and why (a return needs the reason; a replacement the new case).

    ``chosen`` are the reasons of a return that were chosen from a list, beside the comment in ``reason``.
    """

    act: Act
    by: Official
    on: date
    reason: str = ""
    chosen: tuple[Chosen, ...] = ()


def state_after(history: Iterable[Event]) -> State:
    """Where a decision stands after ``history``. Raises ValueError for a step the table does not have."""
    state = State.DRAFT
    for event in history:
        following = TRANSITIONS.get((state, event.act))
        if following is None:
            raise ValueError(f"a decision that is {state} cannot be given the act {event.act}")
        state = following
    return state


def allowed_acts(state: State) -> tuple[Act, ...]:
    """What may be done with a decision in ``state``."""
    return tuple(act for act in Act if (state, act) in TRANSITIONS)


def last_by(history: Iterable[Event], act: Act) -> Event | None:
    """The newest event of a kind, ``None`` where there is none."""
    return next((event for event in reversed(tuple(history)) if event.act is act), None)


def check_event(history: tuple[Event, ...], event: Event) -> list[Fault]:
    """Why ``event`` may not follow ``history``: an empty list means that it may."""
    state = state_after(history)
    if (state, event.act) not in TRANSITIONS:
        message = sentence(
            "“{act}” cannot be done while the decision is: {state}. Open the case again to see what is next.",
            act=event.act.label,
            state=state.label,
        )
        return [Fault("status", message)]
    faults = []
    if event.act in (Act.RETURN, Act.REPLACE, Act.ANNUL) and not event.reason.strip():
        faults.append(Fault("reason", sentence("Write why, so that whoever takes it up again knows.")))
    prepared, approved = last_by(history, Act.SEND_FOR_APPROVAL), last_by(history, Act.APPROVE)
    if event.act is Act.APPROVE:
        faults += check_approver(prepared, event.by)
    return [*faults, *_check_own(event, prepared, approved)]


def _check_own(event: Event, prepared: Event | None, approved: Event | None) -> list[Fault]:
    """What somebody has done, only she takes back."""
    own = {Act.WITHDRAW: prepared, Act.TAKE_BACK_APPROVAL: approved}.get(event.act)
    if own is None or own.by.key == event.by.key:
        return []
    return [Fault("status", sentence("Only {name} can take this back. Return it instead.", name=own.by.name))]


def check_approver(prepared: Event | None, approver: Official) -> list[Fault]:
    """A second person with the authority approves; never the one who prepared it."""
    faults = []
    if prepared is not None and prepared.by.key == approver.key:
        message = sentence(
            "{name} prepared the decision. Another person must approve it.", name=approver.name
        )
        faults.append(Fault("approver", message))
    if not approver.may_approve:
        message = sentence(
            "{name} does not have the authority to approve decisions. Ask somebody who has.",
            name=approver.name,
        )
        faults.append(Fault("approver", message))
    return faults
