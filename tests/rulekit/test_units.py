"""Hours become whole minutes exactly or not at all, and a week, a month and a year agree."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import (
    WEEKS_BY_CALENDAR,
    WEEKS_BY_PRACTICE,
    minutes_from_hours,
    per_month,
    per_week_of_month,
    per_week_of_year,
    per_year,
    round_down,
    round_half_even,
    round_half_up,
    round_to_half_hour,
    whole_minutes,
)

MINUTES = st.integers(0, 60 * 24 * 400)
FRACTIONS = st.fractions(-1000, 1000, max_denominator=720)
WEEKS = st.sampled_from([WEEKS_BY_PRACTICE, WEEKS_BY_CALENDAR])


@pytest.mark.parametrize(
    "hours", ["7,5", "7.5", "7:30", " 7,50 ", Decimal("7.5"), Decimal("7.50"), Fraction(15, 2)]
)
def test_every_way_of_writing_seven_and_a_half_hours_is_450_minutes(hours: str | Decimal | Fraction) -> None:
    assert minutes_from_hours(hours, "hours") == 450


def test_whole_hours_are_read() -> None:
    assert minutes_from_hours(32, "hours") == 1920
    assert minutes_from_hours("0", "hours") == 0
    assert minutes_from_hours("333", "hours") == 19980


@pytest.mark.parametrize("hours", ["0,33", "7.51", Decimal("0.01"), Fraction(1, 7)])
def test_what_is_not_a_whole_minute_is_refused_and_never_rounded_silently(
    hours: str | Decimal | Fraction,
) -> None:
    fault = minutes_from_hours(hours, "needs.1")
    assert isinstance(fault, Fault)
    assert fault.place == "needs.1"


def test_the_refusal_names_the_two_nearest_minutes() -> None:
    fault = minutes_from_hours("0,33", "hours")
    assert isinstance(fault, Fault)
    assert "between 19 minutes and 20 minutes" in fault.say("en").replace("\u00a0", " ")


def test_a_named_rounding_is_used_where_it_is_given() -> None:
    assert minutes_from_hours("0,33", "hours", rounding=round_half_up) == 20
    assert minutes_from_hours("0,33", "hours", rounding=round_down) == 19


@pytest.mark.parametrize(
    "text",
    ["", "-", "7:5", "7:60", "7,5,5", "7h", "1e3", "∞", "7,", ",5", "٣", "7 30", "1.000,5", "9" * 10, "true"],
)
def test_what_is_not_a_number_of_hours_is_refused(text: str) -> None:
    assert isinstance(minutes_from_hours(text, "hours"), Fault)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), True])
def test_what_is_no_number_at_all_is_refused(value: Decimal | bool) -> None:
    assert isinstance(minutes_from_hours(value, "hours"), Fault)


@pytest.mark.parametrize("value", ["-1", "−0,5", "-0:30", -1, Decimal("-0.5")])
def test_a_negative_time_is_refused(value: str | int | Decimal) -> None:
    fault = minutes_from_hours(value, "hours")
    assert isinstance(fault, Fault)
    assert "negative" in fault.say("en")


def test_a_time_longer_than_there_can_be_is_refused_with_the_limit() -> None:
    assert minutes_from_hours("24", "hours", at_most=1440) == 1440
    fault = minutes_from_hours("24:01", "hours", at_most=1440)
    assert isinstance(fault, Fault)
    assert "24 hours 1 minute" in fault.say("en").replace("\u00a0", " ")


def test_a_float_is_a_broken_promise() -> None:
    with pytest.raises(TypeError):
        minutes_from_hours(7.5, "hours")  # type: ignore[arg-type]


def test_minutes_are_read_as_minutes_and_a_clock_is_not() -> None:
    assert whole_minutes("45", "minutes") == 45
    assert whole_minutes(45, "minutes", at_most=45) == 45
    assert isinstance(whole_minutes("0:45", "minutes"), Fault)
    assert isinstance(whole_minutes("45,5", "minutes"), Fault)


@given(MINUTES)
def test_hours_and_minutes_written_out_are_read_back(minutes: int) -> None:
    assert minutes_from_hours(f"{minutes // 60}:{minutes % 60:02d}", "hours") == minutes
    assert minutes_from_hours(Fraction(minutes, 60), "hours") == minutes


@given(st.integers(0, 99999), st.integers(0, 99), st.sampled_from([",", "."]))
def test_a_decimal_is_read_exactly_or_refused(whole: int, part: int, mark: str) -> None:
    exact = Fraction(whole * 100 + part, 100) * 60
    read = minutes_from_hours(f"{whole}{mark}{part:02d}", "hours")
    assert read == exact if exact.denominator == 1 else isinstance(read, Fault)


@pytest.mark.parametrize(
    ("value", "up", "even", "down"),
    [
        (Fraction(5, 2), 3, 2, 2),
        (Fraction(7, 2), 4, 4, 3),
        (Fraction(1, 2), 1, 0, 0),
        (Fraction(-5, 2), -3, -2, -3),
        (Fraction(29, 10), 3, 3, 2),
        (Fraction(-21, 10), -2, -2, -3),
        (Fraction(0), 0, 0, 0),
    ],
)
def test_each_rounding_rule_does_what_its_name_says(value: Fraction, up: int, even: int, down: int) -> None:
    assert (round_half_up(value), round_half_even(value), round_down(value)) == (up, even, down)


@given(FRACTIONS)
def test_rounding_to_the_nearest_is_never_more_than_a_half_away(value: Fraction) -> None:
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)
    assert abs(round_half_even(value) - value) <= Fraction(1, 2)
    assert round_down(value) <= value < round_down(value) + 1
    assert round_half_up(-value) == -round_half_up(value)


@given(FRACTIONS)
def test_half_hours_are_half_hours_and_the_nearest(minutes: Fraction) -> None:
    rounded = round_to_half_hour(minutes)
    assert rounded % 30 == 0
    assert abs(rounded - minutes) <= 15


def test_a_quarter_goes_up_to_the_half_hour() -> None:
    assert [round_to_half_hour(Fraction(minutes)) for minutes in (14, 15, 44, 45)] == [0, 30, 30, 60]


def test_the_two_conventions_for_weeks_in_a_year_differ_as_published() -> None:
    week = 31 * 60 + 30
    assert per_year(12 * 60, WEEKS_BY_PRACTICE) == 624 * 60
    assert per_year(week, WEEKS_BY_PRACTICE) == 1638 * 60
    assert per_year(week, WEEKS_BY_CALENDAR) == Fraction(3285, 2) * 60


@given(MINUTES, WEEKS)
def test_a_week_a_month_and_a_year_agree_exactly(minutes: int, weeks: Fraction) -> None:
    assert per_month(minutes, weeks) * 12 == per_year(minutes, weeks)
    assert per_week_of_month(per_month(minutes, weeks), weeks) == minutes
    assert per_week_of_year(per_year(minutes, weeks), weeks) == minutes
