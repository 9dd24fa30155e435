"""Published figures that cannot be true together are told, and those that can are not."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.journey.statistics.plausibility import (
    HoursRange,
    IntervalRow,
    IntervalTable,
    ServiceSummary,
    Spread,
    doubt_intervals,
    doubt_ranges,
    doubt_summary,
    doubt_totals,
)
from rettvis.journey.statistics.price_rank import PriceRank, doubt_ranks

from .publications import figures, observed


def row(low, high, hours, users, share=None, age=None) -> IntervalRow:
    exact = [None if value is None else Fraction(value) for value in (low, high, hours, share, age)]
    return IntervalRow(exact[0], exact[1], exact[2], users, exact[3], 1, exact[4], "intervals.csv:2")


def told(doubts) -> list[str]:
    return [doubt.message.say("en") for doubt in doubts]


def table(*rows: IntervalRow) -> IntervalTable:
    return IntervalTable("bpa", 2025, rows, "intervals.csv")


def test_sums_that_no_number_of_weeks_makes_right_are_a_contradiction() -> None:
    (doubt,) = doubt_intervals(table(row(1, 10, 1000, 10), row(11, 20, 110, 10)))
    assert doubt.contradiction
    assert "fit no number of weeks" in doubt.message.say("en")


def test_shares_that_do_not_follow_from_the_hours_are_named() -> None:
    shown = told(doubt_intervals(table(row(1, 10, 50, 10, "60.0"), row(11, 20, 150, 10, "75.0"))))
    assert "The share of the interval 1–10 is printed as 60 percent; it is 25." in shown
    assert "The shares add up to 135 percent." in shown


def test_intervals_that_overlap_and_hours_without_users_are_named() -> None:
    shown = told(doubt_intervals(table(row(1, 10, 50, 10), row(10, 20, 5, 0))))
    assert shown == [
        "The interval from 10 begins before the one above ends, at 10.",
        "The interval 10–20 has 5 hours and no users.",
    ]


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.data())
def test_a_table_made_from_real_users_gives_no_doubt(counts, data) -> None:
    rows = []
    for place, users in enumerate(counts):
        low, high = 10 * place + 1, 10 * place + 10
        rows.append(row(low, high, data.draw(st.integers(users * low, users * high)), users))
    assert list(doubt_intervals(table(*rows))) == []


def test_over_168_hours_a_week_is_to_be_asked_about_and_no_contradiction() -> None:
    (doubt,) = doubt_ranges(
        [HoursRange("Storvik", "9999", "all", 2025, Fraction(5), Fraction(183), "x:2")], figures()
    )
    assert not doubt.contradiction
    assert "183 hours a week is more than the 168 hours of a week" in doubt.message.say("en")


def test_a_mean_outside_the_lowest_and_the_highest_is_told() -> None:
    found = figures(observed(5200), observed(1, measure="bpa_users"))
    shown = told(
        doubt_ranges([HoursRange("Storvik", "9999", "all", 2025, Fraction(5), Fraction(20), "x:2")], found)
    )
    assert shown == [
        "Storvik 2025: the yearly hours make 100.0 hours a week for each user, outside the lowest and "
        "highest, 5 and 20."
    ]


def test_missing_bounds_give_no_doubt() -> None:
    assert (
        list(doubt_ranges([HoursRange("Storvik", "9999", "all", 2025, None, None, "x:2")], figures())) == []
    )


def summary(**spreads: Spread) -> ServiceSummary:
    return ServiceSummary("bpa", 2025, {"users_in_text": 20}, spreads, "summary.yaml:1")


def test_a_mean_outside_its_own_minimum_and_maximum_is_a_contradiction() -> None:
    values = {"min": Fraction(4), "mean": Fraction(3), "max": Fraction(9)}
    shown = told(doubt_summary(summary(age=Spread(values, 0, "summary.yaml:3")), ()))
    assert shown == ["BPA, age: mean (3) is outside min and max (4–9)."]


def test_two_totals_for_one_thing_are_named_with_their_places() -> None:
    shown = told(doubt_summary(summary(), (table(row(1, 10, 50, 10)),)))
    assert shown == [
        "BPA: the number of users is not the same everywhere: 20 in users_in_text and 10 in intervals.csv."
    ]


def test_a_yearly_table_that_is_52_weeks_of_the_mean_gives_no_doubt() -> None:
    weekly = Spread({"mean": Fraction(5)}, 0, "summary.yaml:3")
    assert list(doubt_summary(summary(hours_per_week=weekly), (table(row(1, 10, 5200, 20)),))) == []
    assert "neither" in told(doubt_summary(summary(hours_per_week=weekly), (table(row(1, 10, 9000, 20)),)))[0]


def test_groups_that_do_not_add_up_to_everybody_are_a_contradiction() -> None:
    found = figures(observed(10), observed(4, group="adult"), observed(5, group="child"))
    (doubt,) = doubt_totals(found)
    assert doubt.contradiction
    assert "add up to 9, and everybody together is 10" in doubt.message.say("en")


def test_weekly_hours_that_do_not_make_the_yearly_are_a_contradiction() -> None:
    weekly = observed(10, measure="bpa_hours_per_week", unit="hours_per_week")
    assert list(doubt_totals(figures(observed(520), weekly))) == []
    assert (
        "10 hours a week make 520 hours in 52 weeks" in told(doubt_totals(figures(observed(700), weekly)))[0]
    )


def test_ranks_may_be_shared_but_not_left_out() -> None:
    def ranks(*given: int | None) -> list[PriceRank]:
        return [PriceRank("Storvik", "9999", 2025, rank, "rank.csv:2") for rank in given]

    assert list(doubt_ranks(ranks(1, 2, 2, 4, None))) == []
    assert told(doubt_ranks(ranks(1, 3))) == ["The ranks of 2025 are 1 and 3; none may be left out."]
