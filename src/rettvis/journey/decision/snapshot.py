"""A case as it stood when it was decided on: all that the gate, the letter and the record read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rettvis.journey.application import Application, RepresentativeKind, Service
from rettvis.journey.assessment import Assessment
from rettvis.journey.calculation import Calculation, Choices, calculate
from rettvis.journey.conditions import HumanAnswer, RightTried, Subject, assess_right, facts_for_right
from rettvis.journey.decision.decision import Decision
from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.outcome import LineOutcome, line_outcome, whole_outcome
from rettvis.rulekit.wording import Sentence


@dataclass(frozen=True)
class Party:
    """Whose case it is: name, birth date and the address lines of the envelope."""

    name: str
    birth_date: date | None = None
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Office:
    """Who decides: municipality and unit, how to reach them, and where a complaint ends.

    ``contact`` are the lines by which the person reaches the unit, and sends a complaint to it.
    """

    municipality: str
    unit: str
    contact: tuple[str, ...] = ()
    county_governor: str = ""
    exempt: str = ""


@dataclass(frozen=True)
class DecisionInForce:
    """What the person has now, and a new decision would replace: the newest decision's day and case number.

    ``lines`` are those in force, by whichever decision; ``cases`` the case number of each, where it is known.
    """

    decided_on: date
    lines: tuple[ServiceLine, ...]
    case_number: str = ""
    cases: tuple[str, ...] = ()

    def case_of(self, place: int) -> str:
        """The number of the case in which the line at ``place`` was decided."""
        return self.cases[place] if place < len(self.cases) else self.case_number


@dataclass(frozen=True)
class CopiedPart:
    """A part of a case that began as a copy: whether it stands unchanged, and who has confirmed it."""

    name: str
    title: Sentence
    unchanged: bool
    confirmed_by: str = ""


@dataclass(frozen=True)
class CopyOf:
    """The decided case that a case began as a copy of.

    ``changes`` are what differs from the copy, in the language of the record: what, before and now.
    """

    case_number: str
    decided_on: date
    parts: tuple[CopiedPart, ...]
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class CaseSnapshot:
    """One case, whole. ``synthetic`` marks invented data, and is shown on every page made from it."""

    number: str
    party: Party
    office: Office
    application: Application = field(default_factory=Application)
    assessment: Assessment = field(default_factory=Assessment)
    choices: Choices = field(default_factory=Choices)
    answers: tuple[HumanAnswer, ...] = ()
    decision: Decision = field(default_factory=Decision)
    in_force: DecisionInForce | None = None
    synthetic: bool = False
    copied: CopyOf | None = None

    @cached_property
    def calculation(self) -> Calculation:
        """The assessed day clock, measured."""
        return calculate(self.assessment.clock, self.choices)

    def right_on(self, on: date) -> RightTried:
        """The right to BPA by the decision's law date, or by the law of ``on`` while it has none."""
        day = self.decision.law_date or on
        subject = Subject(self.party.birth_date, self.application.received_on, day)
        return assess_right(facts_for_right(subject, self.assessment, self.calculation, self.answers), day)

    def lines_of(self, service: Service) -> tuple[ServiceLine, ...]:
        """The decision's lines for one service."""
        return tuple(line for line in self.decision.lines if line.service is service)

    def outcome_of(self, line: ServiceLine) -> LineOutcome | None:
        """One line's outcome."""
        return line_outcome(line, self.application, self.choices.weeks)

    @property
    def outcome(self) -> LineOutcome | None:
        """The whole decision's outcome."""
        return whole_outcome(self.outcome_of(line) for line in self.decision.lines)

    @property
    def granted(self) -> tuple[ServiceLine, ...]:
        """The lines that give something."""
        return tuple(line for line in self.decision.lines if line.granted)

    @property
    def written_to_parents(self) -> bool:
        """The letter goes to the parents of the child whose case it is."""
        representative = self.application.representative
        parent = representative is not None and representative.kind is RepresentativeKind.PARENT
        return self.assessment.child is not None and parent


def keys_answered(lines: Iterable[ServiceLine]) -> frozenset[str]:
    """The requests that some line answers."""
    return frozenset(key for line in lines for key in line.answers)
