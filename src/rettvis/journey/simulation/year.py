"""The cost of one step in one year, from persons × hours × weeks × price, or from the printed cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np

from rettvis.journey.simulation.assumptions import FULL, Assumptions, Group
from rettvis.journey.simulation.convolution import Persons, TotalOfPersons, total_of_persons
from rettvis.journey.simulation.outcome import Sums, outcome
from rettvis.journey.simulation.sensitivity import GroupSpread, VarianceShare, variance_shares
from rettvis.journey.simulation.uncertain import Numbers, Uncertain
from rettvis.lawbook.supplement.scheme import Step
from rettvis.rulekit.units import round_half_up

FEW = 128
MANY = 4096
"""At how many points it is described how much a person uses: fewer where the groups are many."""
FINE = 10**12
"""A mean that is not exact is rounded to so many parts."""
AN_HOUR = Step(0, 60)
"""An hour a week: what every step is so many of."""
PRINTED = Sums(Fraction(1))
"""Without groups: the printed cost itself."""


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
    full = _full_cost(step, assumptions, share)
    sums, scale = _sums(step, assumptions, share, kinds, full)
    total = outcome(sums, scale, assumptions, administration or Fraction(0))
    groups = [
        GroupSpread(group.name, float(kind.mean), kind.variance, _level(group))
        for group, kind in zip(assumptions.groups, kinds, strict=True)
    ]
    take_up, growth, budget = assumptions.shared_take_up, assumptions.price_growth, assumptions.budget
    mean = _mean(assumptions.groups, kinds) if kinds else full
    expected = take_up.mean * (1 + growth.mean) * mean + (administration or 0)
    return CostOfYear(
        share_of_year=share,
        full_take_up=round_half_up(full),
        administration=None if administration is None else round_half_up(administration),
        expected=round_half_up(expected),
        quantiles=tuple((level, round_half_up(total.value(float(level)))) for level in assumptions.levels),
        chance_over=None if budget is None else total.chance_above(Fraction(budget)),
        variance_shares=variance_shares(take_up, growth, groups or [GroupSpread("", float(full))]),
        method=total.method,
    )


def _full_cost(step: Step, assumptions: Assumptions, share: Fraction) -> Fraction:
    """What it costs when everybody who is there today uses every hour; without groups, as printed."""
    if not assumptions.groups:
        return (step.annual_cost or 0) * share
    # The price and the hours are whole numbers: they are summed before they meet weeks and shares.
    hourly = sum(group.persons * group.price for group in assumptions.groups)
    return Fraction(hourly * step.minutes_per_week, 60) * assumptions.weeks_per_year * share


@lru_cache(maxsize=64)
def _hours(step: Step, weeks_per_year: Fraction, share: Fraction) -> Fraction:
    """One person's hours in ``share`` of a year at full use; kept, since everybody's are the same."""
    return Fraction(step.minutes_per_week, 60) * weeks_per_year * share


def _level(group: Group) -> Uncertain:
    """What is common to all in the group and not known; one that is known stands in each person's cost."""
    shared = group.shared_take_up
    return FULL if shared is FULL or shared.known else shared


def _persons(group: Group, step: Step, assumptions: Assumptions, share: Fraction) -> Persons:
    values, weights, mean = _use(group, step, max(MANY // len(assumptions.groups), FEW))
    unit = group.price * _hours(step, assumptions.weeks_per_year, share)
    if group.shared_take_up is not FULL and group.shared_take_up.known:
        unit *= group.shared_take_up.mean
    return Persons(group.persons, unit, values, weights, mean, group.newcomers * share, group.leavers * share)


def _use(group: Group, step: Step, points: int) -> tuple[Numbers, Numbers, Fraction]:
    """The shares of the step's hours that one person uses, their weights, and the mean."""
    if group.wanted is None:
        return *group.take_up.nodes(points), group.take_up.mean
    wanted, weights = group.wanted.nodes(points)
    values = np.minimum(wanted / step.minutes_per_week, 1.0)
    return values, weights, Fraction(round(float(values @ weights) * FINE), FINE)


def _mean(groups: Sequence[Group], kinds: Sequence[Persons]) -> Fraction:
    """The expected cost of all groups together."""
    found = Fraction(0)
    for group, kind in zip(groups, kinds, strict=True):
        level = _level(group)
        found += kind.mean if level is FULL else kind.mean * level.mean
    return found


def _sums(
    step: Step, assumptions: Assumptions, share: Fraction, kinds: Sequence[Persons], printed: Fraction
) -> tuple[Sums, Fraction]:
    """What all persons cost, and what it is to be multiplied with.

    Where everybody uses a share of the step's hours, whatever the step, one sum serves every step.
    """
    if not kinds:
        return PRINTED, printed
    if all(group.wanted is None for group in assumptions.groups):
        hour = _sums_of_an_hour(assumptions.groups, assumptions.weeks_per_year, share)
        return hour, Fraction(step.minutes_per_week, AN_HOUR.minutes_per_week)
    return _sums_of(assumptions.groups, kinds), Fraction(1)


@lru_cache(maxsize=16)
def _sums_of_an_hour(groups: tuple[Group, ...], weeks: Fraction, share: Fraction) -> Sums:
    assumptions = Assumptions(groups=groups, weeks_per_year=weeks)
    return _sums_of(groups, [_persons(group, AN_HOUR, assumptions, share) for group in groups])


def _sums_of(groups: Sequence[Group], kinds: Sequence[Persons]) -> Sums:
    """The groups without a level of their own as one sum, and each of the others."""
    both = list(zip(groups, kinds, strict=True))
    alone = [kind for group, kind in both if _level(group) is FULL]
    levels = [(_together([kind]), _level(group)) for group, kind in both if _level(group) is not FULL]
    return Sums(_together(alone), tuple(levels))


def _together(kinds: list[Persons]) -> TotalOfPersons | Fraction:
    """The cost of all persons: its distribution where anything about them is uncertain."""
    if all(kind.known for kind in kinds):
        return sum((kind.mean for kind in kinds), Fraction(0))
    return total_of_persons(kinds)
