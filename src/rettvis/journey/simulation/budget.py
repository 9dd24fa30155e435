"""The cost of each step of a scheme: a whole year and the first, and the largest step within a budget."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.simulation.assumptions import Assumptions
from rettvis.journey.simulation.year import CostOfYear, cost_of_year
from rettvis.lawbook.supplement import SchemeVersion, Step

ALMOST = 1e-9
"""What the arithmetic of chances may be wrong by."""


@dataclass(frozen=True)
class StepCost:
    """One step: a whole year, and the year in which the scheme starts."""

    step: Step
    full_year: CostOfYear
    first_year: CostOfYear


@dataclass(frozen=True)
class Budget:
    """Every step's cost, with the scheme and the assumptions it rests on.

    ``basis`` is ``printed`` (the scheme's printed yearly costs) or ``persons`` (persons × hours × weeks ×
    price). The largest step keeps within the budget with the certainty asked for; None where no step
    does, or no budget is given.
    """

    version: SchemeVersion
    assumptions: Assumptions
    basis: str
    steps: tuple[StepCost, ...]
    largest_step: int | None
    largest_step_first_year: int | None


def budget(version: SchemeVersion, assumptions: Assumptions) -> Budget:
    """The cost of every step, in rising order; the same input gives the same figures.

    Takes what :func:`check_assumptions` has found sound.
    """
    first, posts = first_year_share(version.period.first), version.administration
    steps = tuple(
        StepCost(
            step,
            cost_of_year(step, posts, assumptions, Fraction(1)),
            cost_of_year(step, posts, assumptions, first),
        )
        for step in sorted(version.steps, key=lambda step: step.number)
    )
    return Budget(
        version,
        assumptions,
        "persons" if assumptions.groups else "printed",
        steps,
        _largest([(one.step.number, one.full_year) for one in steps], assumptions),
        _largest([(one.step.number, one.first_year) for one in steps], assumptions),
    )


def first_year_share(start: date) -> Fraction:
    """The share of its days that a year has from ``start`` on: from 1 September, 122 of 365."""
    days = 366 if isleap(start.year) else 365
    return Fraction((date(start.year, 12, 31) - start).days + 1, days)


def _largest(costs: list[tuple[int, CostOfYear]], assumptions: Assumptions) -> int | None:
    wanted = float(assumptions.certainty) - ALMOST
    within = [n for n, cost in costs if cost.chance_over is not None and 1 - cost.chance_over >= wanted]
    return max(within, default=None)
