"""What a run of what-ifs tells: counts that are exact, and bounds where facts are missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.journey.simulation.what_if.money import Prices
from rettvis.journey.simulation.what_if.scenario import Scenario
from rettvis.rulekit.direction import Direction
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.frames.grouped import Amounts, GroupCount, Key
from rettvis.rulekit.frames.outcomes import CODES
from rettvis.rulekit.period import Period

OPEN = (Outcome.UNKNOWN, Outcome.HUMAN)
"""Not settled: a fact is missing, or a person must answer."""


@dataclass(frozen=True)
class Between:
    """A number that is certain to be at least ``least`` and at most ``most``; None is no upper bound."""

    least: int
    most: int | None

    @property
    def certain(self) -> bool:
        """Whether nothing missing can change it."""
        return self.least == self.most


@dataclass(frozen=True)
class Moves:
    """How many persons went from each outcome today to each outcome in the what-if.

    ``unsure`` are settled in neither, and could turn out differently in the two. ``direction`` is the way in
    which the change can move the right, whatever is missing; None where it can be both.
    """

    moved: Mapping[tuple[Outcome, Outcome], int]
    unsure: int = 0
    direction: Direction = None

    def count(self, before: tuple[Outcome, ...], after: tuple[Outcome, ...]) -> int:
        """How many have one of the outcomes today, and one of those then."""
        return sum(n for (one, two), n in self.moved.items() if one in before and two in after)

    def outcomes(self, *, today: bool = False) -> dict[Outcome, int]:
        """How many have each outcome, in the what-if or today."""
        found = dict.fromkeys(CODES, 0)
        for (before, after), number in self.moved.items():
            found[before if today else after] += number
        return found

    @property
    def persons(self) -> int:
        """How many there are."""
        return sum(self.moved.values())

    @property
    def right(self) -> Between:
        """How many have the right in the what-if."""
        found = self.outcomes()
        met = found[Outcome.MET]
        return Between(met, met + sum(found[one] for one in OPEN))

    @property
    def gain(self) -> Between:
        """How many come to have the right who do not have it today; at the most, where facts are missing."""
        certain = self.count((Outcome.NOT_MET,), (Outcome.MET,))
        possible = self.count((Outcome.NOT_MET,), OPEN) + self.count(OPEN, (Outcome.MET,)) + self.unsure
        return Between(certain, certain + (0 if self.direction in (0, -1) else possible))

    @property
    def lose(self) -> Between:
        """How many have the right today and not then; at the most, where facts are missing."""
        certain = self.count((Outcome.MET,), (Outcome.NOT_MET,))
        possible = self.count((Outcome.MET,), OPEN) + self.count(OPEN, (Outcome.NOT_MET,)) + self.unsure
        return Between(certain, certain + (0 if self.direction in (0, 1) else possible))

    @property
    def become_open(self) -> int:
        """How many have an answer today and none then."""
        return self.count((Outcome.MET, Outcome.NOT_MET), OPEN)

    @property
    def become_settled(self) -> int:
        """How many have no answer today and have one then."""
        return self.count(OPEN, (Outcome.MET, Outcome.NOT_MET))


@dataclass(frozen=True)
class Supplement:
    """Hours by the supplement scheme: its step, who fulfils the condition, and minutes a week in all."""

    step: int
    persons: Between
    minutes: Between


@dataclass(frozen=True)
class Counted:
    """One what-if (or today) over the population. Minutes are whole minutes a week, money whole øre a year.

    ``by`` divides the persons: the division ("age", "sex"), its groups, and the moves of each.
    ``minutes`` count for those with the right. ``assessed`` are the counted minutes of everybody for whom
    they are known, and ``not_assessed`` says for how many they are not.
    """

    scenario: Scenario
    whole: Moves
    by: Mapping[str, Mapping[str, Moves]]
    minutes: Between
    assessed: int
    not_assessed: int
    supplement: Supplement | None
    cost: Between | None
    more_than_otherwise: Between | None


@dataclass(frozen=True)
class Result:
    """Today, and each what-if beside it, over the same persons by the law of the same day."""

    law_date: date
    versions: tuple[Period, ...]
    persons: int
    prices: Prices
    today: Counted
    scenarios: tuple[Counted, ...]


def added(groups: Mapping[Key, GroupCount], place: int, direction: Direction) -> dict[str, Moves]:
    """The groups of the division at ``place``, whatever else divides the persons."""
    found: dict[str, GroupCount] = {}
    for key, count in groups.items():
        found[key[place]] = found.get(key[place], GroupCount({}, Amounts())) + count
    return {key: Moves(count.moved, count.unsure, direction) for key, count in found.items()}
