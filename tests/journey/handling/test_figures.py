"""Median, 90th percentile and share over the limit: exact, and as counted by hand."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.handling import CaseTime, months_back, time_figures
from rettvis.journey.handling.figures import median_of, nearest_rank


def test_the_figures_of_ten_cases_counted_by_hand():
    cases = [CaseTime(days, waiting, 30) for days, waiting in zip(range(10, 110, 10), range(10), strict=True)]
    figures = time_figures(cases)
    assert figures.whole.median == 55
    assert figures.whole.percentile_90 == 90  # nine of ten took 90 days or fewer
    assert (figures.whole.over, figures.whole.share_over) == (7, Fraction(7, 10))
    assert figures.own.median == Fraction(46 + 55, 2)
    assert figures.own.percentile_90 == 82
    assert figures.own.share_over == Fraction(7, 10)


def test_exactly_at_the_limit_is_within_it_and_cases_without_a_limit_are_left_out_of_the_share():
    figures = time_figures([CaseTime(30, 0, 30), CaseTime(31, 1, 30), CaseTime(400, 0)])
    assert (figures.whole.limited, figures.whole.over, figures.own.over) == (2, 1, 0)
    assert figures.whole.cases == 3


def test_no_cases_have_no_figures():
    figures = time_figures([])
    assert (figures.whole.median, figures.whole.percentile_90, figures.whole.share_over) == (None, None, None)


def test_one_case_is_its_own_median_and_percentile():
    figures = time_figures([CaseTime(17, 2)])
    assert (figures.whole.median, figures.whole.percentile_90, figures.own.percentile_90) == (17, 17, 15)
    assert figures.whole.share_over is None


@given(st.lists(st.integers(0, 900), min_size=1).map(sorted))
def test_at_least_nine_in_ten_take_no_longer_than_the_percentile_and_no_shorter_time_has_that(days):
    found = nearest_rank(days, Fraction(9, 10))
    assert found in days
    assert 10 * sum(day <= found for day in days) >= 9 * len(days)
    assert 10 * sum(day < found for day in days) < 9 * len(days)


@given(st.lists(st.integers(0, 900), min_size=1).map(sorted))
def test_as_many_are_below_the_median_as_above(days):
    middle = median_of(days)
    assert sum(day < middle for day in days) <= len(days) / 2
    assert sum(day > middle for day in days) <= len(days) / 2


def test_the_months_go_back_over_new_year():
    assert months_back(date(2026, 2, 20), 4) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
