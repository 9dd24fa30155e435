"""Decisions and practice that do not fit together are told, and those that do are not."""

from fractions import Fraction

from rettvis.journey.statistics.comparison.doubts import doubt_decisions, doubt_practice
from rettvis.journey.statistics.comparison.practice import Practice
from rettvis.journey.statistics.comparison.vignettes import ServiceGranted, VignetteDecision


def decision(
    *services: ServiceGranted,
    weekly: int | None = None,
    yearly: int | None = None,
    printed: int | None = None,
) -> VignetteDecision:
    bpa = None if weekly is None else ServiceGranted("bpa", weekly)
    hours = None if yearly is None else Fraction(yearly)
    return VignetteDecision(
        "sak-1", "Storvik", bpa is not None, bpa, hours, services, printed, found_at="x:2"
    )


def told(one: VignetteDecision) -> list[tuple[str, bool]]:
    return [(doubt.message.say("en"), doubt.contradiction) for doubt in doubt_decisions([one])]


HELP, NURSING = ServiceGranted("home_help", 120), ServiceGranted("home_nursing")


def test_a_printed_total_that_is_not_the_sum_of_its_lines_is_a_contradiction() -> None:
    ((message, contradiction),) = told(decision(HELP, printed=180))
    assert message == (
        "Case 1, Storvik: the services make 2\u00a0hours a week, and the total is printed as 3\u00a0hours."
    )
    assert contradiction


def test_a_total_above_what_is_stated_is_asked_about_where_a_line_has_no_extent() -> None:
    assert [contradiction for _, contradiction in told(decision(HELP, NURSING, printed=180))] == [False]
    assert [contradiction for _, contradiction in told(decision(HELP, NURSING, printed=60))] == [True]


def test_a_total_that_is_the_sum_gives_no_doubt() -> None:
    assert told(decision(HELP, printed=120)) == []
    assert told(decision(HELP)) == []


def test_hours_of_a_year_that_are_not_52_weeks_are_told_and_beyond_one_percent_a_contradiction() -> None:
    assert told(decision(weekly=720, yearly=624)) == []
    assert [contradiction for _, contradiction in told(decision(weekly=720, yearly=626))] == [False]
    assert told(decision(weekly=720, yearly=642)) == [
        ("Case 1, Storvik: 12 hours a week make 624 hours in 52 weeks; the yearly figure is 642.", True)
    ]


def test_more_hours_than_a_week_has_are_asked_about() -> None:
    ((message, contradiction),) = told(decision(weekly=169 * 60))
    assert "169 hours a week is more than the 168 hours of a week" in message
    assert not contradiction


def test_a_number_beside_another_number_of_names_is_told_with_its_place() -> None:
    norms = {
        "main_measures": 6,
        "main_measures_named": ["a", "b"],
        "measures": 2,
        "measures_named": ["a", "b"],
    }
    places = {"Storvik": {"norms": norms}}
    (doubt,) = doubt_practice(Practice(places, {}, "", {"municipalities.Storvik.norms.main_measures": "x:7"}))
    assert doubt.contradiction
    assert doubt.place == "x:7"
    assert doubt.message.say("en") == (
        "Storvik – Norms: number of main areas. The number is 6, but 2 are named."
    )
