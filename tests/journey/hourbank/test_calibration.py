"""The forecast's range holds about four years of five, whatever the weeks are like."""

import os
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from rettvis.journey.hourbank import Entry, EntryKind, Ledger, balance, forecast
from rettvis.rulekit.units import WEEKS_BY_CALENDAR
from tests.journey.hourbank.ledgers import ACCOUNT, YEAR, at, grant

WEEKS = 52
PERSONS = int(os.environ.get("RETTVIS_EXAMPLES", 100))
Years = NDArray[np.float64]


def each_week_for_itself(random: np.random.Generator) -> Years:
    return random.gamma(9, 100, (PERSONS, WEEKS))


def weeks_without_use(random: np.random.Generator) -> Years:
    return random.gamma(9, 100, (PERSONS, WEEKS)) * (random.random((PERSONS, WEEKS)) < 0.8)


def busy_weeks_follow_each_other(random: np.random.Generator) -> Years:
    noise = random.normal(0, 1, (PERSONS, WEEKS + 20))
    for week in range(1, WEEKS + 20):
        noise[:, week] = 0.5 * noise[:, week - 1] + np.sqrt(1 - 0.25) * noise[:, week]
    return np.maximum(0, 900 + 250 * noise[:, 20:])


def less_in_summer(random: np.random.Generator) -> Years:
    share = np.ones(WEEKS)
    share[26:31] = 0.6
    return random.gamma(9, 100, (PERSONS, WEEKS)) * share


def a_sum_each_month(random: np.random.Generator) -> Years:
    years = np.zeros((PERSONS, WEEKS))
    years[:, 3::4] = random.gamma(9, 400, (PERSONS, WEEKS // 4))
    return years


def held(years: Years, seen: int) -> float:
    """The share of the invented years that end within the range foretold after ``seen`` weeks."""
    first = date(YEAR, 1, 1)
    granted = grant(minutes=1000, weeks=WEEKS_BY_CALENDAR)
    inside = told = 0
    for year in years:
        entries = [
            Entry(
                f"u{week}-{day}",
                ACCOUNT,
                EntryKind.USE,
                first + timedelta(days=7 * week + day),
                -round(minutes / 2),
                at(first),
            )
            for week, minutes in enumerate(year)
            for day in (2, 6)
            if minutes
        ]
        ledger = Ledger((granted,), (), tuple(entries))
        day = first + timedelta(days=7 * seen - 1)
        found = forecast(ledger, ACCOUNT, day)
        end = balance(ledger, ACCOUNT, ACCOUNT.last).left
        if found.least is not None and found.most is not None:
            told += 1
            inside += found.least <= end <= found.most
    assert told > 0.9 * len(years)
    return inside / told


@pytest.mark.parametrize("seen", [10, 30])
@pytest.mark.parametrize(
    ("invented", "least", "most"),
    [
        (each_week_for_itself, 0.73, 0.92),
        (weeks_without_use, 0.73, 0.92),
        (busy_weeks_follow_each_other, 0.6, 0.9),  # few weeks cannot show how much they do
        (less_in_summer, 0.7, 0.95),  # it cannot know of a summer to come
        (a_sum_each_month, 0.9, 1.0),  # single weeks then seem more uneven than they are
    ],
)
def test_the_range_holds_about_four_years_of_five(
    invented: Callable[[np.random.Generator], Years], least: float, most: float, seen: int
) -> None:
    assert least <= held(invented(np.random.default_rng(seen)), seen) <= most


def test_the_quantile_of_few_weeks_is_that_of_the_t_distribution() -> None:
    from scipy import stats

    from rettvis.journey.hourbank.forecast import _t

    for degrees in (5, 7, 12, 30, 51):
        assert abs(_t(degrees) - stats.t.ppf(0.9, degrees)) < 0.004
