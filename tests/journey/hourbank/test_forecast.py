"""The year's end is foretold with a range, from enough weeks, and a word comes in good time."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.hourbank import ForecastWarnings, GrantEnd, Ledger, balance, forecast
from tests.journey.hourbank.ledgers import ACCOUNT, YEAR, at, days, grant, ledgers, used


def week_by_week(minutes: list[int], weekly: int = 700) -> Ledger:
    entries = [
        used(date(YEAR, 1, 5) + timedelta(days=7 * week), use, f"u{week}") for week, use in enumerate(minutes)
    ]
    return Ledger((grant(minutes=weekly),), (), tuple(entries))


def test_too_few_weeks_foretell_nothing() -> None:
    found = forecast(week_by_week([700] * 3), ACCOUNT, date(YEAR, 1, 28))
    assert (found.left, found.words) == (None, ())


def test_even_use_of_all_that_is_granted_ends_near_nothing_and_needs_no_word() -> None:
    found = forecast(week_by_week([700] * 26), ACCOUNT, date(YEAR, 7, 1))
    assert found.left is not None
    assert abs(found.left) < 700
    assert found.words == ()


def test_use_ahead_of_the_year_is_told_early() -> None:
    found = forecast(week_by_week([1000] * 20), ACCOUNT, date(YEAR, 5, 20))
    assert "før året er slutt" in found.words[0].say("nb")
    assert found.most is not None
    assert found.most < 0


def test_hours_that_would_go_unused_are_told_kindly() -> None:
    found = forecast(week_by_week([200] * 30), ACCOUNT, date(YEAR, 8, 1))
    assert "kan brukes" in found.words[0].say("nb")


def test_a_municipality_sets_when_a_word_is_said() -> None:
    late = ForecastWarnings(least_weeks=40, unused_share=Fraction(9, 10))
    assert forecast(week_by_week([200] * 30), ACCOUNT, date(YEAR, 8, 1), late).left is None


def test_uneven_use_has_a_wider_range_than_even_use() -> None:
    even = forecast(week_by_week([500] * 20), ACCOUNT, date(YEAR, 5, 24))
    uneven = forecast(week_by_week([0, 1000] * 10), ACCOUNT, date(YEAR, 5, 24))
    assert even.least is not None
    assert uneven.least is not None
    assert uneven.least < even.least


@given(ledgers(), days(), st.integers(2, 20))
def test_the_range_holds_what_is_expected(made: tuple, day: date, weeks: int) -> None:
    ledger, account = made
    found = forecast(ledger, account, day, ForecastWarnings(least_weeks=weeks))
    if found.left is not None:
        assert found.least is not None
        assert found.most is not None
        assert found.least <= found.left <= found.most


def test_use_follows_what_is_granted_in_the_weeks_to_come() -> None:
    """Twice the hours from July are used in the same measure; after the last grant nothing is used."""
    july = date(YEAR, 7, 1)
    so_far = week_by_week([500] * 25, 1000)
    doubled = replace(
        so_far,
        ends=(GrantEnd("g1", july - timedelta(days=1), at(july), "endret"),),
        grants=(*so_far.grants, grant("g2", 2000, first=july)),
    )
    ended = replace(doubled, grants=so_far.grants)
    seen = date(YEAR, 6, 28)
    found = forecast(doubled, ACCOUNT, seen)
    assert found.left is not None
    assert abs(found.left - balance(doubled, ACCOUNT, ACCOUNT.last).granted_year / 2) < 1000
    stopped = forecast(ended, ACCOUNT, seen)
    assert stopped.left is not None
    assert abs(stopped.left - balance(ended, ACCOUNT, seen).left) < 9 * 500 / 7


def test_weeks_whose_timesheets_have_not_come_are_not_weeks_without_use() -> None:
    on_the_day = forecast(week_by_week([700] * 20), ACCOUNT, date(YEAR, 5, 18))
    weeks_later = forecast(week_by_week([700] * 20), ACCOUNT, date(YEAR, 6, 15))
    assert weeks_later.left == on_the_day.left
    stopped = forecast(week_by_week([700] * 20), ACCOUNT, date(YEAR, 8, 15))
    assert stopped.left is not None
    assert on_the_day.left is not None
    assert stopped.left > on_the_day.left + 5000


def test_no_more_can_be_left_than_there_is_now() -> None:
    found = forecast(week_by_week([0, 0, 0, 900] * 5), ACCOUNT, date(YEAR, 12, 20))
    assert found.most is not None
    assert found.most <= balance(week_by_week([0, 0, 0, 900] * 5), ACCOUNT, ACCOUNT.last).left
