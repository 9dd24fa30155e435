"""A period includes both its days, and its parts put together are the period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period, read_period

DAYS = st.one_of(
    st.dates(date(2023, 12, 20), date(2024, 3, 10)), st.sampled_from([date.min, date.max, date(2024, 2, 29)])
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period, with and without an end."""
    first = draw(DAYS)
    last = draw(st.one_of(st.none(), DAYS))
    return Period(first, last if last is None or last >= first else first)


def holds(period: Period | None, day: date) -> bool:
    """Whether ``day`` is in ``period``, by comparison alone."""
    return period is not None and period.first <= day <= (period.last or date.max)


def test_the_first_and_the_last_day_are_both_in_the_period() -> None:
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert date(2026, 1, 1) in january
    assert date(2026, 1, 31) in january
    assert date(2025, 12, 31) not in january
    assert date(2026, 2, 1) not in january
    assert january.days == 31


def test_a_period_of_one_day_has_one_day() -> None:
    assert Period(date(2024, 2, 29), date(2024, 2, 29)).days == 1


def test_a_period_without_an_end_has_no_number_of_days() -> None:
    assert Period(date(2026, 1, 1)).days is None


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_an_end_before_the_start_given_by_a_person_is_a_fault_with_its_place() -> None:
    fault = read_period("need_until", date(2026, 1, 2), date(2026, 1, 1))
    assert isinstance(fault, Fault)
    assert fault.place == "need_until"
    assert "1 January 2026" in fault.say("en").replace("\u00a0", " ")


def test_a_period_given_by_a_person_may_be_without_an_end() -> None:
    assert read_period("need", date(2026, 1, 1), None) == Period(date(2026, 1, 1))


@given(periods(), periods())
def test_overlap_is_the_same_from_both_sides_and_means_a_day_in_common(one: Period, two: Period) -> None:
    assert one.overlaps(two) == two.overlaps(one)
    assert one.overlaps(two) == (one.intersection(two) is not None)


@given(periods(), periods(), DAYS)
def test_a_day_is_in_the_intersection_when_it_is_in_both(one: Period, two: Period, day: date) -> None:
    assert holds(one.intersection(two), day) == (day in one and day in two)


@given(periods(), periods())
def test_two_periods_overlap_or_one_comes_before_the_other(one: Period, two: Period) -> None:
    assert [one.overlaps(two), one.is_before(two), one.is_after(two)].count(True) == 1


@given(periods(), DAYS, DAYS)
def test_split_parts_hold_each_day_once_and_nothing_more(period: Period, cut: date, day: date) -> None:
    before, after = period.split(cut)
    assert holds(before, day) + holds(after, day) == (day in period)
    assert not holds(before, cut)
    assert before is None or after is None or before.meets(after)


@given(periods(), DAYS)
def test_the_days_of_split_parts_add_up(period: Period, cut: date) -> None:
    if period.days is not None:
        assert sum(part.days or 0 for part in period.split(cut) if part) == period.days


@given(periods())
def test_the_following_period_starts_the_day_after(period: Period) -> None:
    if period.next_first is not None:
        assert period.next_first not in period
        assert period.next_first - timedelta(days=1) in period
        assert period.meets(Period(period.next_first))
