"""The cost of one step in one year, from persons × hours × weeks × price, or from the printed cost."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rettvis.journey.simulation.assumptions import Assumptions, Group
from rettvis.journey.simulation.convolution import Persons, TotalOfPersons, total_of_persons
from rettvis.journey.simulation.outcome import outcome
from rettvis.journey.simulation.sensitivity import VarianceShare, variance_shares
from rettvis.journey.simulation.uncertain import Numbers
from rettvis.lawbook.supplement.scheme import Step
from rettvis.rulekit.units import round_half_up

FEW = 128
MANY = 4096
"""At how many points it is described how much a person uses: fewer where the groups are many."""
FINE = 10**12
"""A mean that is not exact is rounded to so many parts."""


@dataclass(frozen=True)
class CostOfYear:
    """The cost of a year, or of the part of it that a scheme holds for. Whole øre, a half rounded up.

    ``share_of_year`` is by days. ``full_take_up`` is what it costs when everybody who is there today uses
    every hour, at today's prices and without administration. ``quantiles`` gives for each level the cost
    that is not exceeded with that chance. ``chance_over`` is the chance of breaking the budget; None without
    one. ``method`` is certain, convolution or simulation.
    """

    share_of_year: Fraction
    full_take_up: int
    administration: int | None
    expected: int
    quantiles: tuple[tuple[Fraction, int], ...]
    chance_over: float | None
    variance_shares: tuple[VarianceShare, ...]
    method: str


def cost_of_year(step: Step, posts: Fraction, assumptions: Assumptions, share: Fraction) -> CostOfYear:
    """The cost of ``step`` in ``share`` of a year, with ``posts`` full-time equivalents of administration."""
    administration = (
        None if assumptions.administration is None else posts * assumptions.administration * share
    )
    kinds = [_persons(group, step, assumptions, share) for group in assumptions.groups]
    full = _full_cost(step, kinds, share)
    total = outcome(_together(full, kinds), assumptions, administration or Fraction(0))
    groups = {
        group.name: (float(kind.mean), kind.variance)
        for group, kind in zip(assumptions.groups, kinds, strict=True)
    }
    take_up, growth, budget = assumptions.shared_take_up, assumptions.price_growth, assumptions.budget
    mean = sum((kind.mean for kind in kinds), Fraction(0)) if kinds else full
    expected = take_up.mean * (1 + growth.mean) * mean + (administration or 0)
    return CostOfYear(
        share_of_year=share,
        full_take_up=round_half_up(full),
        administration=None if administration is None else round_half_up(administration),
        expected=round_half_up(expected),
        quantiles=tuple((level, round_half_up(total.value(float(level)))) for level in assumptions.levels),
        chance_over=None if budget is None else total.chance_above(Fraction(budget)),
        variance_shares=variance_shares(take_up, growth, groups or {"": (float(full), 0.0)}),
        method=total.method,
    )


def _full_cost(step: Step, kinds: list[Persons], share: Fraction) -> Fraction:
    """What it costs when everybody who is there today uses every hour; without groups, as printed."""
    if not kinds:
        return (step.annual_cost or 0) * share
    return sum((kind.count * kind.unit for kind in kinds), Fraction(0))


def _unit(group: Group, step: Step, assumptions: Assumptions) -> Fraction:
    """One person's whole year at full use, in øre."""
    return Fraction(group.price * step.minutes_per_week, 60) * assumptions.weeks_per_year


def _persons(group: Group, step: Step, assumptions: Assumptions, share: Fraction) -> Persons:
    values, weights, mean = _use(group, step, max(MANY // len(assumptions.groups), FEW))
    unit = _unit(group, step, assumptions) * share
    return Persons(group.persons, unit, values, weights, mean, group.newcomers * share, group.leavers * share)


def _use(group: Group, step: Step, points: int) -> tuple[Numbers, Numbers, Fraction]:
    """The shares of the step's hours that one person uses, their weights, and the mean."""
    if group.wanted is None:
        return *group.take_up.nodes(points), group.take_up.mean
    wanted, weights = group.wanted.nodes(points)
    values = np.minimum(wanted / step.minutes_per_week, 1.0)
    return values, weights, Fraction(round(float(values @ weights) * FINE), FINE)


def _together(full: Fraction, kinds: list[Persons]) -> TotalOfPersons | Fraction:
    """The cost of all persons: its distribution where anything about them is uncertain."""
    if not kinds:
        return full
    if all(kind.known for kind in kinds):
        return sum((kind.mean for kind in kinds), Fraction(0))
    return total_of_persons(kinds)
