"""Norms are guidance: a range with its source for each municipality and day, and nothing guessed."""

from datetime import date

import pytest

from rettvis.lawbook import norms
from rettvis.lawbook.norms import Norm

JULY = date(2026, 7, 28)


def hours(municipality: str, activity: str, group: str = "adult") -> tuple[int | None, int | None]:
    """A norm's range in minutes a week."""
    norm = norms.at(municipality, activity, group, JULY)
    assert norm is not None
    return norm.low, norm.high


@pytest.mark.parametrize(
    ("municipality", "activity", "group", "expected"),
    [
        ("Ullensaker", "leisure", "adult", (180, 300)),
        ("Ullensaker", "leisure", "child", (180, 300)),
        ("Ullensaker", "practical_help_at_home", "adult", (None, None)),
        ("Lillestrøm", "leisure", "adult", (180, 300)),
        ("Lillestrøm", "leisure", "child", (180, 180)),
        ("Lillestrøm", "practical_help_at_home", "child", (0, 0)),
        ("Lørenskog", "physical_activity", "adult", (150, 300)),
        ("Lørenskog", "social_participation", "adult", (120, 240)),
        ("Lørenskog", "practical_help_at_home", "adult", (30, 60)),
        ("Nes", "leisure", "adult", (120, 240)),
        ("Nes", "practical_help_at_home", "adult", (60, 840)),
        ("Larvik", "practical_help_at_home", "adult", (15, None)),
    ],
)
def test_a_norm_is_the_range_that_its_source_states(
    municipality: str, activity: str, group: str, expected: tuple[int | None, int | None]
) -> None:
    assert hours(municipality, activity, group) == expected


def test_a_municipality_is_found_by_name_in_any_case_and_by_number() -> None:
    assert norms.at("lørenskog", "physical_activity", "adult", JULY) is not None
    assert norms.at("3222", "physical_activity", "adult", JULY) is not None


@pytest.mark.parametrize(
    ("municipality", "activity", "day"),
    [
        ("Oslo", "leisure", JULY),
        ("Nes", "shopping_and_errands", JULY),
        ("Nes", "leisure", date(2026, 8, 1)),
        ("Nes", "leisure", date(2020, 1, 1)),
    ],
)
def test_where_no_norm_is_known_there_is_none(municipality: str, activity: str, day: date) -> None:
    assert norms.at(municipality, activity, "adult", day) is None


def every_norm() -> list[Norm]:
    """Every norm that holds on the day."""
    return [norm for name in set(norms.MUNICIPALITIES.values()) for norm in norms.norms_of(name, JULY)]


def test_every_norm_has_a_source_and_a_name_in_norwegian() -> None:
    for norm in every_norm():
        assert norm.source
        assert norm.label.say("nb") != norm.label.text
        assert norm.low is None or norm.high is None or norm.low <= norm.high


def test_a_norm_without_figures_says_in_words_what_it_is() -> None:
    for norm in every_norm():
        if norm.low is None and norm.high is None:
            assert all(norm.note(language) for language in ("nb", "nn", "en"))


def test_what_holds_in_a_municipality_is_listed() -> None:
    assert [norm.activity for norm in norms.norms_of("Ullensaker", JULY)] == [
        "leisure",
        "practical_help_at_home",
        "parents_meetings",
    ]
    assert norms.norms_of("Oslo", JULY) == ()
