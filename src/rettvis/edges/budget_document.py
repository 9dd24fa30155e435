"""A budget as a document with stable keys, from which it can be computed again."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rettvis.edges.budget_words import notes
from rettvis.edges.given.amounts import decimal
from rettvis.edges.given.assumed import assumptions_data
from rettvis.edges.given.scheme import scheme_data
from rettvis.journey.simulation import Budget, CostOfYear, StepCost
from rettvis.journey.simulation.sensitivity import METHOD
from rettvis.rulekit.units import MINUTES_PER_HOUR


def budget_data(found: Budget) -> Mapping[str, Any]:
    """The answer as a document with stable keys, from which it can be computed again."""
    return {
        "scheme": scheme_data(found.version),
        "assumptions": assumptions_data(found.assumptions),
        "basis": found.basis,
        "steps": [_step_data(step) for step in found.steps],
        "largest_step": found.largest_step,
        "largest_step_first_year": found.largest_step_first_year,
        "rounding": "half_up",
        "variance_method": METHOD,
        "notes": list(notes(found)),
    }


def _step_data(found: StepCost) -> Mapping[str, Any]:
    step = found.step
    return {
        "step": step.number,
        "extra_hours_per_week": decimal(Fraction(step.minutes_per_week, MINUTES_PER_HOUR)),
        "printed_annual_cost_nok": _kroner(step.annual_cost),
        "full_year": _year_data(found.full_year),
        "first_year": _year_data(found.first_year),
    }


def _year_data(cost: CostOfYear) -> Mapping[str, Any]:
    return {
        "share_of_year": cost.share_of_year,
        "full_take_up_nok": _kroner(cost.full_take_up),
        "administration_nok": _kroner(cost.administration),
        "expected_nok": _kroner(cost.expected),
        "quantiles": [
            {"percent": decimal(level * 100), "nok": _kroner(value)} for level, value in cost.quantiles
        ],
        "chance_over_budget": None if cost.chance_over is None else _chance(cost.chance_over),
        "variance_shares": [
            {"name": one.name, "group": one.group, "level": one.level, "share": _chance(one.share)}
            for one in cost.variance_shares
        ],
        "method": cost.method,
    }


def _kroner(ore: int | None) -> Any:
    return None if ore is None else decimal(Fraction(ore, 100))


def _chance(value: float) -> Decimal:
    """A chance or a share with four decimals: no assumption bears more."""
    return Decimal(round(value * 10**4)).scaleb(-4)
