"""How a year goes against its plan: use month by month, and where the year ends if it goes on so.

Whole minutes and whole øre; what is spread over months or made into money is rounded once, on the sum so
far, a half up, so that the months always add up to the year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import isqrt

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import sentence

MONTHS = 12
TERTIALS = {1: 4, 2: 8, 3: 12}
"""The last month of each tertial."""
FEWEST_MONTHS = 2
"""So many months of use are needed before anything is said of how sure a forecast is."""
MOST_MINUTES = 10**10
MOST_PRICE = 10**7
STUDENT_95 = tuple(
    Fraction(number, 1000) for number in (6314, 2920, 2353, 2132, 2015, 1943, 1895, 1860, 1833, 1812, 1796)
)
"""The 95 percent quantile of Student's t for 1, 2 … 11 degrees of freedom (any statistical table)."""
_FINE = 10**6


@dataclass(frozen=True)
class MonthPlan:
    """What one month is planned to use and cost: whole minutes, whole øre."""

    minutes: int
    cost: int


@dataclass(frozen=True)
class UsePlan:
    """The plan of a year, a month at a time, and the price in øre an hour that use is made into money by."""

    year: int
    price: int
    months: tuple[MonthPlan, ...]

    @property
    def minutes(self) -> int:
        """Planned in the whole year."""
        return sum(month.minutes for month in self.months)

    @property
    def cost(self) -> int:
        """Planned in the whole year, in øre."""
        return sum(month.cost for month in self.months)


@dataclass(frozen=True)
class MonthRow:
    """A month of the follow-up. ``used`` and ``cost`` are None where the month is not over."""

    month: int
    plan: MonthPlan
    used: int | None
    cost: int | None

    @property
    def difference(self) -> int | None:
        """Minutes more than planned."""
        return None if self.used is None else self.used - self.plan.minutes


@dataclass(frozen=True)
class YearForecast:
    """Minutes and øre of the whole year; low and high hold 90 percent, None where nothing is said of it."""

    minutes: int
    cost: int
    low: int | None = None
    high: int | None = None
    low_cost: int | None = None
    high_cost: int | None = None


@dataclass(frozen=True)
class FollowUp:
    """A year so far: every month, the sums of those that are over, and the forecast; None before any use."""

    plan: UsePlan
    through: int
    rows: tuple[MonthRow, ...]
    planned: MonthPlan
    used: int
    cost: int
    forecast: YearForecast | None

    @property
    def share_used(self) -> Fraction | None:
        """Use so far as a share of what was planned so far; None where nothing was."""
        return Fraction(self.used, self.planned.minutes) if self.planned.minutes else None


def plan_by_days(year: int, cost: int, price: int, start: date) -> UsePlan:
    """A plan that spreads a year's ``cost`` (øre) evenly over its days from ``start``, at a price an hour."""
    first = max(start, date(year, 1, 1))
    days = [_days(year, month, first) for month in range(1, MONTHS + 1)]
    costs = _spread(Fraction(cost), days)
    minutes = _spread(Fraction(cost * MINUTES_PER_HOUR, price), days)
    return UsePlan(year, price, tuple(MonthPlan(*pair) for pair in zip(minutes, costs, strict=True)))


def plan_of_hours(year: int, minutes: Sequence[int], price: int) -> UsePlan:
    """A plan of minutes entered for each of twelve months."""
    return UsePlan(
        year, price, tuple(MonthPlan(*pair) for pair in zip(minutes, _money(minutes, price), strict=True))
    )


def check_plan(year: int, price: int, minutes: Sequence[int], start: date | None = None) -> list[Fault]:
    """Every fault of a plan, with the field it is about."""
    faults = []
    if start is not None and start > date(year, 12, 31):
        message = sentence(
            "The scheme starts on {start:date}, after the end of {year}.", start=start, year=str(year)
        )
        faults.append(Fault("year", message))
    if not 0 < price <= MOST_PRICE:
        message = sentence("The price must be more than 0 kroner and at most {most:kroner}.", most=MOST_PRICE)
        faults.append(Fault("price", message))
    if any(not 0 <= one <= MOST_MINUTES for one in minutes):
        message = sentence("The hours of a month must be from 0 to {most:hours}.", most=MOST_MINUTES)
        faults.append(Fault("months", message))
    if start is None and not any(minutes):
        faults.append(Fault("months", sentence("Write the hours of at least one month.")))
    return faults


def follow_up(plan: UsePlan, used: Mapping[int, int], through: int) -> FollowUp:
    """The year until the end of month ``through`` (0 to 12), with ``used`` minutes by month number.

    ValueError for another month. What a month has below zero (corrections of earlier months) is counted so.
    """
    if not 0 <= through <= MONTHS:
        raise ValueError("a year has twelve months")
    minutes = [used.get(month, 0) for month in range(1, through + 1)]
    costs = _money(minutes, plan.price)
    done = [*zip(minutes, costs, strict=True), *[(None, None)] * (MONTHS - through)]
    rows = tuple(
        MonthRow(number, month, of_month, cost)
        for number, (month, (of_month, cost)) in enumerate(zip(plan.months, done, strict=True), 1)
    )
    over = plan.months[:through]
    planned = MonthPlan(sum(month.minutes for month in over), sum(month.cost for month in over))
    return FollowUp(
        plan, through, rows, planned, sum(minutes), sum(costs), _forecast(plan, minutes, planned.minutes)
    )


def _forecast(plan: UsePlan, used: Sequence[int], planned: int) -> YearForecast | None:
    """What is left of the plan is used as much of as the plan so far was.

    A month's use is taken to vary about its share of the plan with a variance that grows with the plan; the
    interval counts both that variation ahead and how surely the share itself is known (Student's t).
    """
    if not planned:
        return None
    so_far, ahead = sum(used), plan.minutes - planned
    share = Fraction(so_far, planned)
    expected = so_far + share * ahead
    spread = _spread_ahead(plan, used, share, planned, ahead)
    if spread is None:
        return YearForecast(round_half_up(expected), _cost(expected, plan.price))
    low, high = max(expected - spread, Fraction(so_far)), expected + spread
    return YearForecast(
        round_half_up(expected),
        _cost(expected, plan.price),
        round_half_up(low),
        round_half_up(high),
        _cost(low, plan.price),
        _cost(high, plan.price),
    )


def _spread_ahead(
    plan: UsePlan, used: Sequence[int], share: Fraction, planned: int, ahead: int
) -> Fraction | None:
    months = [
        (minutes, month.minutes) for minutes, month in zip(used, plan.months, strict=False) if month.minutes
    ]
    if not ahead:
        return Fraction(0)
    if len(months) < FEWEST_MONTHS:
        return None
    free = len(months) - 1
    variance = sum(
        (Fraction((minutes - share * plan_) ** 2) / plan_ for minutes, plan_ in months), Fraction(0)
    )
    ahead_variance = variance / free * (ahead + Fraction(ahead**2, planned))
    return STUDENT_95[free - 1] * _root(ahead_variance)


def _root(value: Fraction) -> Fraction:
    """A square root, a millionth below at most."""
    return Fraction(isqrt(value.numerator * _FINE**2 // value.denominator), _FINE)


def _cost(minutes: Fraction, price: int) -> int:
    return round_half_up(minutes * price / MINUTES_PER_HOUR)


def _money(minutes: Sequence[int], price: int) -> list[int]:
    """Øre of each month, rounded on the sum so far."""
    found, before, total = [], 0, 0
    for one in minutes:
        total += one
        now = _cost(Fraction(total), price)
        found.append(now - before)
        before = now
    return found


def _spread(whole: Fraction, days: Sequence[int]) -> list[int]:
    """``whole`` by days, rounded on the sum so far."""
    found, before, passed, all_days = [], 0, 0, sum(days)
    for one in days:
        passed += one
        now = round_half_up(whole * passed / all_days) if all_days else 0
        found.append(now - before)
        before = now
    return found


def _days(year: int, month: int, first: date) -> int:
    """How many days of the month are from ``first`` on."""
    begin = date(year, month, 1)
    end = date(year + month // MONTHS, month % MONTHS + 1, 1) - timedelta(days=1)
    return max((end - max(begin, first)).days + 1, 0)
