"""The day clock: laid out over 24 hours, with every fault of its rows and of the whole."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import TimeUse
from rettvis.journey.assessment import (
    Arc,
    ClockRow,
    DayClock,
    DayPart,
    DayParts,
    When,
    check_clock,
    lay_out,
    night_minutes,
)
from rettvis.journey.assessment.layout import by_part

DAILY = Fraction(7)


def row(key: str, minutes: int, times: Fraction | None = DAILY, when: When | None = None) -> ClockRow:
    return ClockRow(key, activity="meals", when=when, assessed=TimeUse(minutes, times))


def at(hour: int, minute: int = 0) -> When:
    return When(start=60 * hour + minute)


def places(*rows: ClockRow) -> list[str]:
    return [fault.place for fault in check_clock(DayClock(rows))]


def test_rows_stand_at_their_clock_time_or_after_each_other_in_their_day_part() -> None:
    clock = DayClock(
        (
            row("up", 60, when=at(7, 30)),
            row("meal", 30, when=When(DayPart.DAY)),
            row("walk", 90, when=When(DayPart.DAY)),
            row("unknown", 20),
        )
    )
    assert lay_out(clock) == (
        Arc("up", 450, 60, exact=True),
        Arc("meal", 600, 30, exact=False),
        Arc("walk", 630, 90, exact=False),
    )


def test_an_hour_over_the_start_of_the_night_is_half_evening_and_half_night() -> None:
    late = row("late", 60, when=at(21, 30))
    assert by_part(late, DayParts())[DayPart.NIGHT] == 30
    assert night_minutes(late, DayParts()) == 210


def test_the_night_is_the_municipality_s_own_choice() -> None:
    late = row("late", 60, when=at(22))
    assert night_minutes(late, DayParts(night=23 * 60)) == 0
    assert night_minutes(late, DayParts(night=22 * 60)) == 420


def test_help_after_midnight_is_at_night() -> None:
    assert night_minutes(row("turn", 15, when=at(3)), DayParts()) == 105


def test_an_unknown_time_of_day_is_never_taken_for_day() -> None:
    assert night_minutes(row("meal", 30), DayParts()) is None


def test_night_minutes_count_every_assistant() -> None:
    two = ClockRow("turn", activity="meals", when=When(DayPart.NIGHT), assessed=TimeUse(15, DAILY, 2))
    assert night_minutes(two, DayParts()) == 210


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_every_minute_falls_on_exactly_one_part_of_the_day(start: int, minutes: int) -> None:
    spread = by_part(row("row", minutes, when=When(start=start)), DayParts())
    assert sum(spread.values()) == minutes


def test_24_hours_for_one_assistant_are_accepted_and_a_minute_more_is_not() -> None:
    assert places(row("a", 1440)) == []
    assert places(row("a", 1440), row("b", 1)) == ["clock"]


def test_more_than_24_hours_names_the_fullest_part_of_the_day() -> None:
    clock = DayClock((row("a", 900, when=When(DayPart.EVENING)), row("b", 600, when=When(DayPart.DAY))))
    (fault,) = check_clock(clock)
    text = fault.message.say("en").replace("\u00a0", " ")
    assert "25 hours" in text
    assert "In the evening (15 hours)" in text


def test_two_assistants_share_the_day_between_them() -> None:
    assert places(ClockRow("a", activity="meals", assessed=TimeUse(1440, DAILY, 2))) == []


def test_what_is_done_every_day_and_what_is_done_some_days_must_fit_the_same_day() -> None:
    assert places(row("a", 900), row("b", 600, Fraction(1))) == ["clock"]
    assert places(row("a", 900), row("b", 540, Fraction(1)), row("c", 500, Fraction(1))) == []


def test_a_week_of_more_than_168_hours_is_a_fault_even_when_no_single_day_is_certain() -> None:
    assert places(row("a", 6000, None), row("b", 6000, None)) == ["clock"]
    (fault,) = check_clock(DayClock((row("a", 6000, None), row("b", 4081, None))))
    assert "24 hours 1 minute in one day" in fault.message.say("en").replace("\u00a0", " ")


def test_a_night_row_longer_than_the_night_is_named() -> None:
    assert places(row("a", 600, when=When(DayPart.NIGHT))) == ["clock.a.when"]


def test_a_clock_time_needs_minutes_each_time() -> None:
    assert places(row("a", 60, None, at(8))) == ["clock.a.when"]
    assert places(row("a", 60, Fraction(14), at(8))) == ["clock.a.when"]
    assert places(row("a", 60, DAILY, When(start=1440))) == ["clock.a.when"]
    assert places(row("a", 60, DAILY, When(DayPart.DAY, 600))) == ["clock.a.when"]


def test_figures_that_differ_need_a_reason_and_a_norm_is_none() -> None:
    def with_reason(reason: str) -> ClockRow:
        return ClockRow(
            "a",
            activity="meals",
            assessed=TimeUse(20, DAILY),
            by_person=TimeUse(30, DAILY),
            difference_reason=reason,
        )

    assert places(with_reason("")) == ["clock.a.difference_reason"]
    assert places(with_reason("I tråd med kommunens norm.")) == ["clock.a.difference_reason"]
    assert places(with_reason("Datteren lager frokosten i helgene.")) == []


def test_the_same_minutes_written_in_two_ways_need_no_reason() -> None:
    same = ClockRow("a", activity="meals", assessed=TimeUse(210), by_person=TimeUse(30, DAILY))
    assert places(same) == []


def test_all_faults_of_a_clock_come_at_once() -> None:
    rows = (row("a", 0), row("a", 2000), ClockRow("b", activity="meels"), row("", 10))
    assert places(*rows) == [
        "clock.a",
        "clock",
        "clock.a.assessed.minutes",
        "clock.a.assessed.minutes",
        "clock.b.activity",
    ]


@pytest.mark.parametrize("parts", [DayParts(morning=-1), DayParts(day=300), DayParts(night=1441)])
def test_parts_of_the_day_in_the_wrong_order_are_a_fault(parts: DayParts) -> None:
    assert [fault.place for fault in check_clock(DayClock((), parts))] == ["clock.parts"]
