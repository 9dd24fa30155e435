"""Use against the plan: the months add up, nothing is lost by rounding, and the forecast keeps its word."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.simulation import check_plan, follow_up, plan_by_days, plan_of_hours
from rettvis.journey.simulation.follow_up import STUDENT_95

PLAN = plan_of_hours(2027, [6000] * 12, 48_000)

hours = st.lists(st.integers(0, 10**6), min_size=12, max_size=12)
prices = st.integers(1, 200_000)


@given(st.integers(0, 10**12), prices, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_a_plan_by_days_adds_up_and_begins_when_the_scheme_does(cost: int, price: int, start: date) -> None:
    plan = plan_by_days(2028, cost, price, start)
    assert plan.cost == cost
    assert abs(plan.minutes - Fraction(cost * 60, price)) <= Fraction(1, 2)
    for number, month in enumerate(plan.months, 1):
        if (2028, number) < (start.year, start.month):
            assert (month.minutes, month.cost) == (0, 0)
        assert month.minutes >= 0
        assert month.cost >= 0


def test_a_month_has_its_share_of_the_days() -> None:
    plan = plan_by_days(2026, 122_00, 6000, date(2026, 9, 1))
    assert [month.cost for month in plan.months] == [0] * 8 + [3000, 3100, 3000, 3100]
    leap = plan_by_days(2028, 366_00, 6000, date(2020, 1, 1))
    assert leap.months[1].cost == 2900
    assert plan_by_days(2028, 30_700, 6000, date(2028, 2, 29)).months[1].cost == 100


@given(hours, hours, prices, st.integers(0, 12))
def test_the_months_add_up_to_the_year_in_minutes_and_in_ore(
    planned: list[int], used: list[int], price: int, through: int
) -> None:
    found = follow_up(plan_of_hours(2027, planned, price), dict(enumerate(used, 1)), through)
    over = found.rows[:through]
    assert found.used == sum(used[:through]) == sum(row.used or 0 for row in over)
    assert found.cost == sum(row.cost or 0 for row in over)
    assert abs(found.cost - Fraction(found.used * price, 60)) <= Fraction(1, 2)
    assert found.planned.minutes == sum(planned[:through])
    assert all(row.used is None for row in found.rows[through:])


@given(hours, prices, st.integers(0, 12))
def test_who_uses_just_what_is_planned_ends_at_the_plan(planned: list[int], price: int, through: int) -> None:
    plan = plan_of_hours(2027, planned, price)
    found = follow_up(plan, dict(enumerate(planned, 1)), through)
    if found.forecast is None:
        assert not found.planned.minutes
        return
    assert (found.forecast.minutes, found.forecast.cost) == (plan.minutes, plan.cost)
    assert found.forecast.low in (None, plan.minutes)


def test_half_of_the_plan_used_is_half_of_the_year() -> None:
    found = follow_up(PLAN, {1: 3000, 2: 3000, 3: 3000, 4: 3000}, 4)
    assert found.share_used == Fraction(1, 2)
    assert found.forecast is not None
    assert (found.forecast.minutes, found.forecast.low, found.forecast.high) == (36_000, 36_000, 36_000)
    assert found.forecast.cost == 36_000 * 48_000 // 60


def test_nothing_is_foretold_before_there_is_something_to_go_by() -> None:
    assert follow_up(PLAN, {}, 0).forecast is None
    late = plan_by_days(2026, 10**9, 48_000, date(2026, 9, 1))
    assert follow_up(late, {3: 500}, 8).forecast is None
    one = follow_up(PLAN, {1: 5000}, 1).forecast
    assert one is not None
    assert (one.minutes, one.low) == (60_000, None)
    whole = follow_up(PLAN, {month: 4000 + month for month in range(1, 13)}, 12).forecast
    assert whole is not None
    assert whole.minutes == whole.low == whole.high == sum(range(4001, 4013))
    with pytest.raises(ValueError, match="twelve"):
        follow_up(PLAN, {}, 13)


def test_a_correction_below_zero_takes_out_of_what_was_used() -> None:
    found = follow_up(PLAN, {1: 6000, 2: -500}, 2)
    assert found.used == 5500
    assert found.rows[1].cost == -500 * 48_000 // 60


def test_the_interval_holds_the_year_nine_times_of_ten() -> None:
    """Years drawn at random: the interval after six months is right about as often as it says."""
    generator = np.random.default_rng(12)
    right = 0
    for _ in range(1000):
        months = [int(value) for value in generator.normal(4500, 600, 12)]
        forecast = follow_up(PLAN, dict(enumerate(months, 1)), 6).forecast
        assert forecast is not None
        assert forecast.low is not None
        assert forecast.high is not None
        right += forecast.low <= sum(months) <= forecast.high
    assert 870 <= right <= 930


def test_the_quantiles_are_those_of_students_distribution() -> None:
    generator = np.random.default_rng(1)
    for free in (1, 4, 11):
        drawn = np.quantile(generator.standard_t(free, 1_000_000), 0.95)
        assert float(STUDENT_95[free - 1]) == pytest.approx(drawn, rel=0.01)


def test_what_is_wrong_with_a_plan_is_told_at_once() -> None:
    assert check_plan(2027, 48_000, [60] * 12) == []
    assert check_plan(2027, 48_000, (), date(2027, 12, 31)) == []
    places = [fault.place for fault in check_plan(2026, 0, (), date(2027, 1, 1))]
    assert places == ["year", "price"]
    assert [fault.place for fault in check_plan(2026, 1, [0] * 12)] == ["months"]
    assert [fault.place for fault in check_plan(2026, 1, [-1] + [0] * 11)] == ["months"]
