"""The decision: one decision with its service lines, its reasons, and what has been done with it."""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from rettvis import __version__
from rettvis.journey.application import Service
from rettvis.journey.application.choice import Choice
from rettvis.journey.decision.lines import Per, ServiceLine
from rettvis.journey.decision.reasons import Tried
from rettvis.journey.decision.status import (
    Act,
    Event,
    Official,
    State,
    check_event,
    last_by,
    state_after,
)
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import N_


class WithoutNotice(Choice):
    """When advance notice may be left out (fvl. § 16 third paragraph): a person says which, and why."""

    NOT_POSSIBLE = "not_possible", N_("Notice is not possible in practice, or could stop the decision")
    NO_ADDRESS = "no_address", N_("The person has no known address, and finding it takes too much")
    KNOWS_ALREADY = "knows_already", N_("The person knows already, and has had fair time to answer")
    UNNECESSARY = "unnecessary", N_("Notice is plainly unnecessary for another reason")


@dataclass(frozen=True)
class ToldAmount:
    """What a notice told of a service: the exact amount ``per`` so often; no service is the sum of hours."""

    service: Service | None
    per: Per
    amount: Fraction


@dataclass(frozen=True)
class AdvanceNotice:
    """Notice given before a decision to the person's disadvantage (fvl. § 16).

    ``answer_by`` is the last day the municipality has set for an answer: the law sets none. ``answer`` is
    what the person answered, empty where no answer came, and ``weighed`` how it was taken into account.
    ``told`` are the amounts that the notice spoke of. ``without`` is a person's answer that no notice is
    needed, with ``without_why``.
    """

    sent_on: date | None = None
    answer_by: date | None = None
    answer: str = ""
    weighed: str = ""
    answered_on: date | None = None
    told: tuple[ToldAmount, ...] = ()
    without: WithoutNotice | None = None
    without_why: str = ""


@dataclass(frozen=True)
class GoesOn:
    """A line of an earlier decision that is not touched: its case number and its key there."""

    case_number: str
    line: str


@dataclass(frozen=True)
class Decision:
    """One decision. Everything may be absent while it is written; the gate says what is missing.

    ``right`` is § 2-1 d tried on its own, ``necessary_help`` what help is necessary (pbrl § 2-1), tried
    apart, and ``offer_after_no`` whether BPA should be offered all the same (hol § 3-8); each is a person's
    answer. ``right_refused_why`` is what follows when the right is there and BPA is refused all the same.
    ``goes_on`` are lines of earlier decisions that a person has said go on unchanged beside this one.
    ``law_date`` and ``software_version`` are what it was made with. ``history`` is what was done, in order.
    """

    lines: tuple[ServiceLine, ...] = ()
    right: Tried = field(default_factory=Tried)
    necessary_help: Tried = field(default_factory=Tried)
    offer_after_no: Tried = field(default_factory=Tried)
    right_refused_why: str = ""
    advance_notice: AdvanceNotice | None = None
    law_date: date | None = None
    software_version: str = ""
    history: tuple[Event, ...] = ()
    goes_on: tuple[GoesOn, ...] = ()

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_after(self.history)

    @property
    def prepared_by(self) -> Official | None:
        """Who last sent it for approval."""
        event = last_by(self.history, Act.SEND_FOR_APPROVAL)
        return None if event is None else event.by

    @property
    def approved(self) -> Event | None:
        """The approval in force; ``None`` before it, and after a return."""
        there = self.state in (State.APPROVED, State.SENT, State.REPLACED)
        return last_by(self.history, Act.APPROVE) if there else None

    @property
    def sent_on(self) -> date | None:
        """The day the letter was sent."""
        event = last_by(self.history, Act.SEND)
        return None if event is None else event.on

    def after(self, event: Event) -> "Decision | list[Fault]":
        """The decision with ``event`` done, or why it cannot be done.

        What is sent for approval keeps the software version, and the law of that day unless another is set.
        """
        faults = check_event(self.history, event)
        if faults:
            return faults
        done = replace(self, history=(*self.history, event))
        if event.act is not Act.SEND_FOR_APPROVAL:
            return done
        return replace(done, law_date=self.law_date or event.on, software_version=__version__)
