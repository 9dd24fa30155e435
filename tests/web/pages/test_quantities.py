"""Amounts and texts as people type them: read exactly, or refused with a sentence."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rettvis.web.pages.quantities import (
    ClockTime,
    Hours,
    Text,
    Times,
    WholeNumber,
    clock_typed,
    hours_typed,
    times_typed,
)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120),
        ("2,5", 150),
        ("2.5", 150),
        ("2:30", 150),
        (" 1 000 ", 60_000),
        ("0,25", 15),
        ("-1", -60),
        ("", None),
    ],
)
def test_hours_are_read_as_whole_minutes(typed: str, minutes: int | None) -> None:
    assert Hours(required=False).clean(typed) == minutes


@pytest.mark.parametrize("typed", ["2,33", "to", "2:75", "1e3", "9" * 40, "½"])
def test_hours_that_are_no_whole_minutes_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        Hours(required=False).clean(typed)


@pytest.mark.parametrize(
    ("typed", "times"), [("7", Fraction(7)), ("0,5", Fraction(1, 2)), ("1/3", Fraction(1, 3)), ("", None)]
)
def test_times_a_week_are_exact(typed: str, times: Fraction | None) -> None:
    assert Times(required=False).clean(typed) == times


@pytest.mark.parametrize("typed", ["1/0", "ofte", "1/2/3"])
def test_times_that_cannot_be_read_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        Times(required=False).clean(typed)


@pytest.mark.parametrize(
    ("typed", "minute"),
    [("07:30", 450), ("7.30", 450), ("0730", 450), ("kl. 7", 420), ("00:00", 0), ("", None)],
)
def test_a_clock_time_is_read_as_it_is_written(typed: str, minute: int | None) -> None:
    assert ClockTime(required=False).clean(typed) == minute


@pytest.mark.parametrize("typed", ["24:00", "7:60", "morgen", "12345"])
def test_a_time_that_no_clock_shows_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        ClockTime(required=False).clean(typed)


@given(st.integers(-100_000, 100_000))
def test_hours_are_shown_as_they_can_be_typed_again(minutes: int) -> None:
    assert Hours(required=False).clean(hours_typed(minutes)) == minutes


@given(st.fractions(0, 168, max_denominator=60))
def test_times_are_shown_as_they_can_be_typed_again(times: Fraction) -> None:
    assert Times(required=False).clean(times_typed(times)) == times


@given(st.integers(0, 1439))
def test_clock_times_are_shown_as_they_can_be_typed_again(minute: int) -> None:
    assert ClockTime(required=False).clean(clock_typed(minute)) == minute


@pytest.mark.parametrize("typed", ["tretti", "1,5", "9" * 10, "1_0", "--3"])
def test_a_number_that_is_not_whole_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        WholeNumber(required=False).clean(typed)


def test_line_ends_are_made_alike_and_control_signs_refused() -> None:
    assert Text().clean(" a\r\nb\rc ") == "a\nb\nc"
    with pytest.raises(ValidationError):
        Text().clean("a\x07b")
    with pytest.raises(ValidationError, match="20001"):
        Text().clean("x" * 20_001)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eab", "\u202eab\u202c"),
        ("\u202eab\u202c c", "\u202eab\u202c c"),
        ("\u2067a\nb", "\u2067a\u2069\nb"),
        ("\u2067\u202ea", "\u2067\u202ea\u202c\u2069"),
    ],
)
def test_writing_from_right_to_left_turns_nothing_after_itself(typed: str, kept: str) -> None:
    assert Text().clean(typed) == kept
    assert Text().clean(kept) == kept
