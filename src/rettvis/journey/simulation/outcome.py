"""What a cost may come to: known, exact by convolution, or drawn."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rettvis.journey.simulation.assumptions import Assumptions
from rettvis.journey.simulation.convolution import TotalOfPersons
from rettvis.journey.simulation.uncertain import Numbers, Uncertain


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


@dataclass(frozen=True, eq=False)
class Sums:
    """What all persons cost, before anything that is common to them.

    ``alone`` is the sum of those who are independent of each other; ``levels`` are the sums of groups with an
    uncertain level that is common to the group, each with that level.
    """

    alone: TotalOfPersons | Fraction
    levels: tuple[tuple[TotalOfPersons | Fraction, Uncertain], ...] = ()


@dataclass(frozen=True, eq=False)
class Drawn:
    """Costs drawn with a seed, in rising order; times a known factor, with a known addition."""

    costs: Numbers
    factor: Fraction
    addition: Fraction
    method: str = "simulation"

    def value(self, chance: float) -> Fraction:
        """The lowest drawn cost that is not exceeded with ``chance``."""
        place = max(int(np.ceil(chance * len(self.costs) - 1e-9)) - 1, 0)
        return Fraction(float(self.costs[place])) * self.factor + self.addition

    def chance_above(self, limit: Fraction) -> float:
        """The share of the draws above ``limit``; less than half an øre above is not above."""
        if not self.factor:
            return float(self.addition > limit)
        highest = float((limit + Fraction(1, 2) - self.addition) / self.factor)
        below = int(np.searchsorted(self.costs, highest, side="right"))
        return (len(self.costs) - below) / len(self.costs)


def outcome(sums: Sums, scale: Fraction, assumptions: Assumptions, addition: Fraction) -> Outcome:
    """The cost of the persons times ``scale``, with what is common to all of them, and the addition."""
    take_up, growth = assumptions.shared_take_up, assumptions.price_growth
    if assumptions.in_common:
        costs = _costs(sums, take_up, growth, assumptions.seed, assumptions.draws)
        return Drawn(costs, scale, addition)
    factor = take_up.mean * (1 + growth.mean) * scale
    if isinstance(sums.alone, Fraction):
        return Known(sums.alone * factor + addition)
    return Added(sums.alone, factor, addition)


@lru_cache(maxsize=8)
def _costs(sums: Sums, take_up: Uncertain, growth: Uncertain, seed: int, draws: int) -> Numbers:
    """Draws of what is common, and of the persons from their exact distribution; kept for every step."""
    stretches = iter(_stretches(seed, draws, 3 + 2 * len(sums.levels)))

    def drawn(what: Uncertain | TotalOfPersons | Fraction) -> Numbers | float:
        uniform, order = next(stretches)
        if isinstance(what, Fraction):
            return float(what)
        values = what.at(uniform) if isinstance(what, Uncertain) else what.draw(uniform)
        return values[order]

    common = (1 + drawn(growth)) * drawn(take_up)
    persons = drawn(sums.alone)
    for cost, level in sums.levels:
        persons = persons + drawn(level) * drawn(cost)
    costs = np.sort(common * persons)
    costs.flags.writeable = False
    return costs


@lru_cache(maxsize=4)
def _stretches(seed: int, draws: int, count: int) -> tuple[tuple[Numbers, NDArray[np.int64]], ...]:
    """For each number that is drawn: one number in each stretch of the range, rising, and a chance order.

    Each draw has its own stretch of the whole range (Latin hypercube), so that chance alone moves little.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    return tuple(
        ((np.arange(draws) + generator.random(draws)) / draws, generator.permutation(draws))
        for _ in range(count)
    )
