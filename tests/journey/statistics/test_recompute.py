"""Each kind of printed figure is recomputed exactly, and what is missing is never zero."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.journey.statistics import recompute, verify
from rettvis.journey.statistics.rounding import RULES, rounded
from rettvis.rulekit.wording import Sentence

from .publications import figures, observed, printed

FOUR = figures(
    observed(100, 2020),
    observed(10, 2020, "bpa_users", unit="persons"),
    observed(250, 2025),
    observed(20, 2025, "bpa_users", unit="persons"),
)
GROUPED = figures(
    observed(30, group="adult"),
    observed(10, group="child"),
    observed(99, group="all"),
    observed(3, measure="bpa_users", group="adult"),
    observed(1, measure="bpa_users", group="child"),
)


@pytest.mark.parametrize(
    ("kind", "base_year", "exact"),
    [
        ("ratio", None, Fraction(25, 2)),
        ("share", None, Fraction(1250)),
        ("change", 2020, Fraction(150)),
        ("change_of_ratio", 2020, Fraction(25)),
        ("difference", 2020, Fraction(150)),
    ],
)
def test_each_kind_over_two_measures_and_two_years(kind, base_year, exact) -> None:
    assert recompute(printed(0, kind, base_year=base_year), FOUR) == exact


def test_a_sum_is_over_every_group_but_everybody() -> None:
    assert recompute(printed(0, "sum"), GROUPED) == 40


def test_a_weighted_mean_weighs_every_group_by_the_other_measure() -> None:
    assert recompute(printed(0, "weighted_mean"), GROUPED) == Fraction(30 * 3 + 10 * 1, 4)


def reason(figure, found) -> str:
    exact = recompute(figure, found)
    assert isinstance(exact, Sentence)
    return exact.say("en")


def test_a_missing_figure_is_never_zero() -> None:
    found = figures(observed(None), observed(5, measure="bpa_users"))
    assert reason(printed(0), found) == "The figure BPA hours for 2025 is missing."


def test_a_group_with_a_missing_figure_stops_the_sum() -> None:
    found = figures(observed(30, group="adult"), observed(None, group="child"))
    assert "group children, is missing" in reason(printed(0, "sum"), found)


def test_a_figure_divided_by_zero_is_not_checked() -> None:
    found = figures(observed(30), observed(0, measure="bpa_users"))
    assert reason(printed(0), found) == "A figure that is divided by is zero."


def test_a_place_without_figures_is_not_checked() -> None:
    assert reason(printed(0, place=""), FOUR) == "There are no figures for Storvik."


def test_a_break_in_the_series_stops_a_change_across_it_but_not_after_it() -> None:
    found = figures(observed(10, 2020), observed(20, 2022, series_break=True), observed(30, 2025))
    assert "has a break in 2022" in reason(printed(0, "change", base_year=2020), found)
    assert recompute(printed(0, "change", base_year=2022), found) == 50


def test_the_new_version_of_iplos_is_a_break_in_figures_from_kostra() -> None:
    rows = [observed(10, 2018, source="kostra"), observed(20, 2019, source="kostra")]
    assert "break in 2019" in reason(printed(0, "change", year=2019, base_year=2018), figures(*rows))


def test_a_change_across_a_merger_is_not_computed() -> None:
    rows = [observed(10, 2019, place="4204"), observed(20, 2021, place="4204")]
    figure = printed(0, "change", year=2021, base_year=2019, place="4204")
    assert "not the same place" in reason(figure, figures(*rows))


counts = st.integers(1, 10**9)


@settings(deadline=None)
@given(counts, counts, counts, counts)
def test_a_change_of_ratio_is_the_changes_of_its_parts(new, new_users, old, old_users) -> None:
    found = figures(
        observed(old, 2020),
        observed(old_users, 2020, "bpa_users"),
        observed(new),
        observed(new_users, measure="bpa_users"),
    )
    change = recompute(printed(0, "change_of_ratio", base_year=2020), found)
    assert change == 100 * (Fraction(new, old) / Fraction(new_users, old_users) - 1)


@settings(deadline=None)
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=8))
def test_a_weighted_mean_lies_between_the_least_and_the_most(pairs) -> None:
    rows = [observed(value, group=str(place)) for place, (value, _) in enumerate(pairs)]
    rows += [
        observed(weight, measure="bpa_users", group=str(place)) for place, (_, weight) in enumerate(pairs)
    ]
    mean = recompute(printed(0, "weighted_mean"), figures(*rows))
    assert min(value for value, _ in pairs) <= mean <= max(value for value, _ in pairs)


@settings(deadline=None)
@given(counts, counts, st.integers(0, 6))
def test_the_right_figure_rounded_a_half_up_always_agrees(hours, users, decimals) -> None:
    found = figures(observed(hours), observed(users, measure="bpa_users"))
    right = rounded(Fraction(hours, users), decimals)
    assert verify([printed(right, decimals=decimals)], found).agree == 1


@settings(deadline=None)
@given(st.fractions(), st.integers(0, 6), st.sampled_from(sorted(RULES)))
def test_rounding_moves_a_number_by_less_than_one_in_its_last_place(value, decimals, rule) -> None:
    found = rounded(value, decimals, rule)
    assert abs(found - value) < Fraction(1, 10**decimals)
    assert (found * 10**decimals).denominator == 1


@settings(deadline=None)
@given(st.fractions(), st.integers(0, 6))
def test_rounding_down_and_up_are_on_each_side_of_the_number(value, decimals) -> None:
    assert abs(rounded(value, decimals, "down")) <= abs(value) <= abs(rounded(value, decimals, "up"))
