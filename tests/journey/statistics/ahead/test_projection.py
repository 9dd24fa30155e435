"""A look ahead holds the rates still, adds up by hand, and says how sure it is."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.journey.statistics.ahead import AgeRate, Alternative, assumptions, look_ahead, places_ahead
from rettvis.journey.statistics.ahead.uncertainty import interval_of
from rettvis.journey.statistics.figures import Figures, gather
from rettvis.journey.statistics.observation import FigureCell, Observation

YOUNG, OLD = "0-66", "67+"


def one(measure: str, year: int, group: str, value: int | None, **more: object) -> Observation:
    exact = None if value is None else Fraction(value)
    cell = FigureCell("9999", year, measure, group)
    return Observation(cell, "9999", "Storvik", "persons", exact, "municipality", **more)


def base(**more: object) -> list[Observation]:
    """Two years: 10 and 12 of 1,000 younger, 2 and 2 of 100 and 300 older, who have hours of their own."""
    return [
        one("bpa_users", 2024, YOUNG, 10),
        one("bpa_users", 2025, YOUNG, 12),
        one("inhabitants", 2024, YOUNG, 1000),
        one("inhabitants", 2025, YOUNG, 1000),
        one("bpa_users", 2024, OLD, 2),
        one("bpa_users", 2025, OLD, 2, **more),
        one("inhabitants", 2024, OLD, 100),
        one("inhabitants", 2025, OLD, 300),
        one("bpa_users", 2025, "all", 14),
        one("bpa_hours", 2025, "all", 14_000),
        one("bpa_hours", 2025, OLD, 3_000),
    ]


def projected(
    year: int, young: int, old: int, alternative: Alternative = Alternative.MAIN
) -> list[Observation]:
    return [one(alternative.measure, year, YOUNG, young), one(alternative.measure, year, OLD, old)]


def figures(*observations: Observation) -> Figures:
    found, faults = gather(observations)
    assert faults == []
    return found


def test_users_and_hours_are_rates_by_age_times_the_inhabitants_there_will_be() -> None:
    known = figures(*base(), *projected(2030, 2000, 400))
    assert places_ahead(known) == ["9999"]
    found = look_ahead(known, "9999")
    assert found.base_years == (2024, 2025)
    assert [(rate.group, rate.rate) for rate in found.rates] == [
        (YOUNG, Fraction(11, 1000)),
        (OLD, Fraction(1, 100)),
    ]
    (year,) = found.years
    assert year.users.value == 22 + 4
    assert year.hours.value == 22 * 1000 + 4 * 1500
    assert year.users.low < 26 < year.users.high
    assert found.trend == Fraction(14, 1300) / Fraction(12, 1100) - 1
    assert found.continued(year) == 26 * (1 + 5 * found.trend)


def test_each_alternative_that_is_lacking_is_named() -> None:
    found = look_ahead(figures(*base(), *projected(2030, 2000, 400)), "9999")
    assert {year.alternative for year in found.years} == {Alternative.MAIN}
    assert len(found.left_out) == 2


def test_a_group_that_is_not_shown_gives_no_projection() -> None:
    hidden = [row for row in base() if row.cell != FigureCell("9999", 2025, "bpa_users", OLD)]
    found = look_ahead(figures(*hidden, one("bpa_users", 2025, OLD, None), *projected(2030, 1, 1)), "9999")
    assert found.base_years in ((), (2024,)), "2025 is not a base year"


def test_groups_that_are_not_all_users_are_no_base() -> None:
    found = look_ahead(figures(*base()[:4], one("bpa_users", 2025, "all", 20)), "9999")
    assert 2025 not in found.base_years


def test_no_base_year_lies_before_a_break() -> None:
    broken = figures(*base(series_break=True), *projected(2030, 1000, 100))
    assert look_ahead(broken, "9999").base_years[-1] == 2025


def test_what_it_rests_on_is_said_in_every_language() -> None:
    found = look_ahead(figures(*base(), *projected(2030, 2000, 400)), "9999")
    for language in ("nb", "nn", "en"):
        told = " ".join(text.say(language) for text in assumptions(found, 80))
        assert "80" in told
        assert "2024" in told


@given(st.integers(0, 40), st.integers(100, 5000), st.integers(0, 5000), st.sampled_from([50, 80, 95]))
@settings(deadline=None)
def test_a_wider_interval_holds_a_narrower_one(
    users: int, inhabitants: int, people: int, within: int
) -> None:
    rates = [AgeRate("all", Fraction(users), Fraction(inhabitants), Fraction(1000))]
    low, high = interval_of(rates, [Fraction(people)], [Fraction(1)], within)
    least, most = interval_of(rates, [Fraction(people)], [Fraction(1)], 99)
    assert least <= low <= high <= most
    expected = users * people / inhabitants
    assert low <= expected + 1 + people / inhabitants


@pytest.mark.parametrize("weights", [(1, 1), (1300, 700)])
def test_the_interval_is_that_of_drawing_it(weights: tuple[int, int]) -> None:
    """The same distribution by simulation: a Gamma rate, then a Poisson count."""
    chance = random.Random(7)
    rates = [
        AgeRate("a", Fraction(11), Fraction(1000), Fraction(1)),
        AgeRate("b", Fraction(2), Fraction(200), Fraction(1)),
    ]
    people = [2000.0, 400.0]
    drawn = sorted(
        sum(
            weight
            * poisson(chance, chance.gammavariate(float(rate.users) + 0.5, many / float(rate.inhabitants)))
            for rate, many, weight in zip(rates, people, weights, strict=True)
        )
        for _ in range(20_000)
    )
    low, high = interval_of(rates, [Fraction(2000), Fraction(400)], [Fraction(one) for one in weights], 80)
    scale = max(weights)
    assert abs(low - drawn[2000]) <= scale
    assert abs(high - drawn[18_000]) <= scale


def poisson(chance: random.Random, mean: float) -> int:
    """A Poisson count by the time between events."""
    count, passed = 0, chance.expovariate(1)
    while passed < mean:
        count += 1
        passed += chance.expovariate(1)
    return count
