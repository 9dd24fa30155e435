"""What a cost may come to: known, exact by convolution, or drawn."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from rettvis.journey.simulation.assumptions import Assumptions
from rettvis.journey.simulation.convolution import TotalOfPersons
from rettvis.journey.simulation.uncertain import Numbers


class Outcome(Protocol):
    """The distribution of a cost in øre; ``method`` says how it was found."""

    @property
    def method(self) -> str:
        """``certain``, ``convolution`` or ``simulation``."""

    def value(self, chance: float) -> Fraction:
        """The cost that is not exceeded with ``chance``."""

    def chance_above(self, limit: Fraction) -> float:
        """The chance that the cost is more than ``limit``."""


@dataclass(frozen=True)
class Known:
    """A cost about which nothing is uncertain."""

    cost: Fraction
    method: str = "certain"

    def value(self, chance: float) -> Fraction:
        """The cost, whatever the chance."""
        return self.cost

    def chance_above(self, limit: Fraction) -> float:
        """1 where the cost is above ``limit``, else 0."""
        return float(self.cost > limit)


@dataclass(frozen=True)
class Added:
    """Independent persons, times a known factor, with a known addition; exact by convolution."""

    persons: TotalOfPersons
    factor: Fraction
    addition: Fraction
    method: str = "convolution"

    def value(self, chance: float) -> Fraction:
        """The cost that is not exceeded with ``chance``."""
        return self.persons.value(chance) * self.factor + self.addition

    def chance_above(self, limit: Fraction) -> float:
        """The chance that the cost is more than ``limit``."""
        if not self.factor:
            return float(self.addition > limit)
        return self.persons.chance_above((limit - self.addition) / self.factor)


@dataclass(frozen=True)
class Drawn:
    """Costs drawn with a seed, in rising order."""

    costs: Numbers
    method: str = "simulation"

    def value(self, chance: float) -> Fraction:
        """The lowest drawn cost that is not exceeded with ``chance``."""
        place = max(int(np.ceil(chance * len(self.costs) - 1e-9)) - 1, 0)
        return Fraction(float(self.costs[place]))

    def chance_above(self, limit: Fraction) -> float:
        """The share of the draws above ``limit``; less than half an øre above is not above."""
        below = int(np.searchsorted(self.costs, float(limit) + 0.5, side="right"))
        return (len(self.costs) - below) / len(self.costs)


def outcome(persons: TotalOfPersons | Fraction, assumptions: Assumptions, addition: Fraction) -> Outcome:
    """The cost of the persons, with what is common to all of them, and the addition."""
    take_up, growth = assumptions.shared_take_up, assumptions.price_growth
    if assumptions.in_common:
        return _drawn(persons, assumptions, addition)
    factor = take_up.mean * (1 + growth.mean)
    if isinstance(persons, Fraction):
        return Known(persons * factor + addition)
    return Added(persons, factor, addition)


def _drawn(persons: TotalOfPersons | Fraction, assumptions: Assumptions, addition: Fraction) -> Drawn:
    """Draws of what is common, and of the persons from their exact distribution.

    Each draw takes its own stretch of the whole range (Latin hypercube), so that chance alone moves little.
    """
    generator = np.random.Generator(np.random.PCG64(assumptions.seed))
    number = assumptions.draws
    uniform = [(generator.permutation(number) + generator.random(number)) / number for _ in range(3)]
    cost = float(persons) if isinstance(persons, Fraction) else persons.draw(uniform[2])
    common = assumptions.shared_take_up.at(uniform[0]) * (1 + assumptions.price_growth.at(uniform[1]))
    return Drawn(np.sort(common * cost + float(addition)))
