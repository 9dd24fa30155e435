"""What stands between a decision and the person it is about, each with where it is mended."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application import Service
from rettvis.journey.application.choice import Choice
from rettvis.journey.conditions import RightTried
from rettvis.journey.decision.snapshot import CaseSnapshot
from rettvis.journey.decision.status import Act
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.wording import N_, Sentence


class Step(Choice):
    """The step of the journey where a blocker is mended; the word is the step's folder."""

    APPLICATION = "application", N_("Application")
    ASSESSMENT = "assessment", N_("Assessment")
    CALCULATION = "calculation", N_("Calculation")
    CONDITIONS = "conditions", N_("Conditions")
    DECISION = "decision", N_("Decision")


@dataclass(frozen=True)
class Blocker:
    """One thing that stops a decision: its stable ``name``, where it is mended, and its sentence.

    ``anchor`` is the place within the step, as faults name it. ``stops`` is the act that it stops: sending
    for approval (and so everything after), or sending the letter.
    """

    name: str
    step: Step
    anchor: str
    message: Sentence
    stops: Act = Act.SEND_FOR_APPROVAL


@dataclass(frozen=True)
class Seen:
    """What a check looks at: the case, the right as tried (``None`` where no law covers the day), the day."""

    case: CaseSnapshot
    right: RightTried | None
    on: date
    law_faults: tuple[Fault, ...] = ()

    @property
    def met(self) -> bool | None:
        """The right is there (true), is not (false), or is not settled (``None``)."""
        outcome = None if self.right is None else self.right.outcome
        return {Outcome.MET: True, Outcome.NOT_MET: False}.get(outcome) if outcome else None

    @property
    def bpa_concerned(self) -> bool:
        """BPA is asked for, decided on, or a right that the person should be told of."""
        asked = self.case.application.asks_for_bpa
        return bool(asked) or bool(self.case.lines_of(Service.BPA)) or self.met is True

    @property
    def bpa_granted(self) -> bool:
        """Some line grants BPA."""
        return any(line.granted for line in self.case.lines_of(Service.BPA))


Check = Callable[[Seen], Iterable[Blocker]]


def blockers(name: str, step: Step, faults: Iterable[Fault]) -> Iterator[Blocker]:
    """Faults as blockers of one name and step."""
    return (Blocker(name, step, fault.place, fault.message) for fault in faults)


def look(case: CaseSnapshot, on: date) -> Seen:
    """The case with the right tried; a day before the right existed gives faults instead of a right."""
    try:
        return Seen(case, case.right_on(on), on)
    except Faulty as faulty:
        return Seen(case, None, on, faulty.faults)


def of_the_content(found: Iterable[Blocker]) -> tuple[Blocker, ...]:
    """The blockers that must be gone before the decision is sent for approval."""
    return tuple(blocker for blocker in found if blocker.stops is Act.SEND_FOR_APPROVAL)
