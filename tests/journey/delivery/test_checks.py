"""Each check tells what it should, in exact minutes and øre, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.delivery import (
    CODES,
    Absence,
    AgreedPrice,
    Away,
    Grounds,
    InvoicedLine,
    JourneyFrame,
    Shift,
    ShiftKind,
    check_rules,
    check_shifts,
    resolutions_of,
)
from rettvis.journey.delivery.local_time import day_length
from rettvis.rulekit.period import Period
from tests.journey.delivery.shifts import RULES, codes, found, frame, shift, shifts

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_shift_that_fits_is_told_nothing_about() -> None:
    assert found([shift("2026-03-02 08:00", "2026-03-02 15:30")], frame(per_week=450)) == []


def test_one_minute_more_than_the_week_allows_is_told() -> None:
    lines = [shift("2026-03-02 08:00", "2026-03-02 15:31")]
    assert found(lines, frame(per_week=450)) == [("over_week", 451, 450)]


def test_a_week_of_which_the_decision_holds_three_days_has_three_sevenths() -> None:
    decision = frame(period=Period(date(2026, 3, 4), date(2026, 3, 6)), per_week=700)
    assert found([shift("2026-03-04 08:00", "2026-03-04 13:00")], decision) == []
    over = found([shift("2026-03-04 08:00", "2026-03-04 13:01")], decision)
    assert over == [("over_week", 301, 300)]


def test_two_decisions_in_one_week_are_added_day_by_day() -> None:
    first = frame(period=Period(date(2026, 3, 2), date(2026, 3, 4)), per_week=700)
    second = frame(period=Period(date(2026, 3, 5), date(2026, 3, 8)), per_week=1400)
    lines = [shift(f"2026-03-0{day} 08:00", f"2026-03-0{day} 16:00") for day in (2, 3, 5)]
    assert ("over_week", 1440, 1100) in found(lines, first, second)


@pytest.mark.parametrize(
    ("unit", "allowed"), [("per_day", 60), ("per_month", 60), ("per_year", 60), ("per_week", 60)]
)
def test_every_unit_is_judged(unit: str, allowed: int) -> None:
    lines = [shift("2026-03-02 08:00", "2026-03-02 10:00")]
    assert found(lines, frame(**{unit: allowed})) == [(unit.replace("per", "over"), 120, 60)]


def test_minutes_over_midnight_belong_to_each_its_own_day_and_month() -> None:
    lines = [shift("2026-03-31 20:00", "2026-04-01 04:00")]
    told = found(lines, frame(per_month=239, night=True))
    assert told == [("over_month", 240, 239), ("over_month", 240, 239)]


def test_the_night_of_23_hours_and_the_one_of_25() -> None:
    assert shift("2026-03-28 22:00", "2026-03-29 06:00").pieces[1][1] == 300
    assert shift("2026-10-24 22:00", "2026-10-25 06:00").pieces[1][1] == 420


def test_a_line_lies_on_two_days_at_the_most() -> None:
    assert shift("2025-12-30 23:00", "2026-01-01 00:00").pieces == ((20452, 60), (20453, 1440))
    assert shift("2026-10-24 23:30", "2026-10-25 23:30").minutes == 1500
    for start, end in (
        ("2025-12-30 23:30", "2026-01-01 00:30"),
        ("2026-03-28 23:30", "2026-03-30 00:30"),
        ("2026-03-02 08:00", "2026-03-03 09:01"),
    ):
        with pytest.raises(ValueError, match="a line from"):
            shift(start, end)


def test_the_same_line_twice_is_told_once_and_counted_once() -> None:
    one = shift("2026-03-02 08:00", "2026-03-02 10:00")
    assert found([one, one], frame(per_day=120)) == [("duplicate_line", 120, 0)]


def test_a_line_twice_that_is_accepted_counts_and_does_not_overlap_its_twin() -> None:
    one = shift("2026-03-02 08:00", "2026-03-02 10:00")
    grounds = Grounds((frame(per_day=120, several=True),))
    told = check_shifts([one, one, one], grounds, RULES, accepted={1})
    assert [(str(one.code), one.line, one.found) for one in told] == [
        ("duplicate_line", 1, 120),
        ("duplicate_line", 2, 120),
        ("over_day", -1, 240),
    ]


def test_an_assistant_with_two_persons_at_two_providers_at_once() -> None:
    lines = [
        shift("2026-03-02 08:00", "2026-03-02 12:00"),
        shift("2026-03-02 11:00", "2026-03-02 13:00", "P2", provider="L2"),
    ]
    assert found(lines, frame(), frame("P2")) == [("assistant_overlap", 60, 0)]


def test_a_line_that_begins_when_another_ends_does_not_overlap() -> None:
    lines = [
        shift("2026-03-02 08:00", "2026-03-02 11:00"),
        shift("2026-03-02 11:00", "2026-03-02 13:00", "P2"),
    ]
    assert found(lines, frame(), frame("P2")) == []


@pytest.mark.parametrize("several", [True, False])
def test_two_assistants_at_once_need_a_decision_that_says_so(several: bool) -> None:
    lines = [
        shift("2026-03-02 08:00", "2026-03-02 12:00"),
        shift("2026-03-02 10:00", "2026-03-02 13:00", assistant="A2"),
    ]
    told = found(lines, frame(several=several))
    assert told == ([] if several else [("several_assistants", 120, 0)])


def test_outside_the_decision_and_without_one() -> None:
    lines = [shift("2026-03-31 22:00", "2026-04-01 02:00")]
    assert found(lines, frame(period=MARCH, night=True)) == [("outside_decision", 120, 0)]
    assert found(lines, frame("P2")) == [("no_decision", 240, 0)]


def test_night_is_from_23_to_6() -> None:
    assert found([shift("2026-03-02 20:00", "2026-03-02 23:00")], frame()) == []
    assert found([shift("2026-03-02 20:00", "2026-03-02 23:01")], frame()) == [("night_not_granted", 1, 0)]
    coded = shift("2026-03-02 20:00", "2026-03-02 22:00", kind=ShiftKind.NIGHT)
    assert found([coded], frame()) == [("night_not_granted", 0, 0)]


def test_a_resting_night_takes_its_share_of_the_hours() -> None:
    night = shift("2026-03-02 22:00", "2026-03-03 06:00", kind=ShiftKind.RESTING_NIGHT)
    grounds = Grounds((frame(per_week=160, night=True),))
    for percent, told in ((33, []), (34, ["over_week"])):
        rules = check_rules(date(2026, 3, 1), resting_percent=percent)
        assert [str(one.code) for one in check_shifts([night], grounds, rules)] == told


def test_a_stay_and_a_death() -> None:
    lines = [shift(f"2026-03-{day} 10:00", f"2026-03-{day} 11:00") for day in (10, 11, 12)]
    stay = Absence("P1", Away.STAY, Period(date(2026, 3, 10), date(2026, 3, 11)))
    death = Absence("P1", Away.DEATH, Period(date(2026, 3, 12)))
    told = found(lines, frame(), absences=(stay, death))
    assert told == [("after_death", 60, 0), ("in_institution", 60, 0), ("in_institution", 60, 0)]


def test_stated_minutes_that_do_not_follow_from_the_clock() -> None:
    lines = [shift("2026-03-02 08:00", "2026-03-02 10:00", stated=150)]
    assert found(lines, frame()) == [("minutes_differ", 150, 120)]


def test_prices_are_the_kind_s_own_or_the_provider_s_on_the_day_of_the_line() -> None:
    agreed = (
        AgreedPrice("L1", MARCH, 51250),
        AgreedPrice("L1", Period(date(2026, 4, 1)), 52000),
        AgreedPrice("L1", MARCH, 59000, ShiftKind.TRAVEL),
    )
    lines = [
        shift("2026-03-31 08:00", "2026-03-31 09:00", price=51250),
        shift("2026-03-31 10:00", "2026-03-31 11:00", price=51250, kind=ShiftKind.TRAVEL),
        shift("2026-04-01 08:00", "2026-04-01 09:00", price=51250),
        shift("2026-02-01 08:00", "2026-02-01 09:00", price=51250),
    ]
    assert found(lines, frame(), prices=agreed) == [
        ("no_price", 51250, 0),
        ("price_differs", 51250, 59000),
        ("price_differs", 51250, 52000),
    ]


def test_the_price_of_another_line_for_the_same_kind_is_an_agreed_price_too() -> None:
    agreed = (AgreedPrice("L1", MARCH, 51250), AgreedPrice("L1", MARCH, 70000, ShiftKind.NIGHT))
    evening = (AgreedPrice("L1", Period(date(2026, 3, 3)), 60000), AgreedPrice("L2", MARCH, 61000))
    lines = [
        shift("2026-03-02 17:00", "2026-03-02 18:00", price=60000),
        shift("2026-03-03 17:00", "2026-03-03 18:00", price=60000),
        shift("2026-03-04 17:00", "2026-03-04 18:00", price=61000),
        shift("2026-03-05 17:00", "2026-03-05 18:00", price=60000, kind=ShiftKind.NIGHT),
    ]
    assert found(lines, frame(night=True), prices=agreed, more_prices=evening) == [
        ("price_differs", 60000, 51250),
        ("price_differs", 61000, 51250),
        ("price_differs", 60000, 70000),
    ]


def bill(minutes: int, **more: object) -> InvoicedLine:
    """An invoice line for March."""
    return InvoicedLine("F1", "1", "L1", "P1", MARCH, minutes, **more)  # type: ignore[arg-type]


def test_hours_price_and_amount_of_an_invoice_line() -> None:
    lines = [shift("2026-03-02 08:00", "2026-03-02 09:10")]
    right = bill(70, price=51250, amount=59792)
    agreed = (AgreedPrice("L1", MARCH, 51250),)
    assert found(lines, frame(), prices=agreed, invoiced=(right,)) == []
    wrong = bill(71, price=51300, amount=59792)
    assert found(lines, frame(), prices=agreed, invoiced=(wrong,)) == [
        ("invoice_amount", 59792, 60705),
        ("invoice_hours", 71, 70),
        ("invoice_price", 51300, 51250),
    ]
    assert codes(found(lines, frame(), invoiced=(right, right))) == {"invoice_twice"}


def days_of(hours: int, count: int) -> list[Shift]:
    """As many days with a shift of so many hours from 6 in the morning."""
    return [
        shift(f"2026-03-{2 + n:02d} 06:00", f"2026-03-{2 + n:02d} {6 + hours:02d}:00") for n in range(count)
    ]


def test_limits_of_working_time_are_told_where_they_are_passed_and_not_where_they_are_met() -> None:
    assert found(days_of(13, 1)) == [("ordinary_day", 780, 540)]
    assert found(days_of(14, 1)) == [("daily_rest", 840, 780), ("long_day", 840, 780)]
    assert found(days_of(8, 5)) == []
    assert found(days_of(8, 6)) == [("ordinary_week", 2880, 2400)]
    assert ("long_week", 3360, 2880) in found(days_of(8, 7))
    assert ("weekly_rest", 9120, 7980) in found(days_of(8, 7))


def test_eleven_hours_between_two_days_are_rest_and_one_minute_less_is_not() -> None:
    evening = shift("2026-03-02 14:00", "2026-03-02 22:00")
    assert found([evening, shift("2026-03-03 09:00", "2026-03-03 17:00")]) == []
    told = found([evening, shift("2026-03-03 08:59", "2026-03-03 17:00")])
    assert told == [("daily_rest", 1620, 780)]


def test_overtime_in_four_weeks() -> None:
    weeks = [
        shift(f"2026-03-{week + day:02d} 08:00", f"2026-03-{week + day:02d} 17:00")
        for week in (2, 9, 16, 23)
        for day in range(5)
    ]
    assert codes(found(weeks)) == {"ordinary_week"}
    longer = [
        shift(f"2026-03-{week + day:02d} 08:00", f"2026-03-{week + day:02d} 17:20")
        for week in (2, 9, 16, 23)
        for day in range(5)
    ]
    assert ("overtime_4_weeks", 1600, 1500) in found(longer)


def test_every_kind_of_deviation_can_be_settled() -> None:
    assert all(resolutions_of(code) for code in CODES)


@given(shifts())
def test_the_pieces_of_a_shift_are_all_its_minutes_and_fit_into_their_days(one: Shift) -> None:
    assert sum(minutes for _, minutes in one.pieces) == one.minutes
    assert all(0 <= minutes <= day_length(day) for day, minutes in one.pieces)


@given(st.lists(shifts(), max_size=6))
def test_a_file_of_the_same_lines_again_tells_duplicates_and_nothing_new(lines: list[Shift]) -> None:
    grounds = Grounds((frame(per_week=600), frame("P2", night=True)))
    once = check_shifts(lines, grounds, RULES)
    twice = check_shifts([*lines, *lines], grounds, RULES)
    assert [one for one in twice if one.line < len(lines)] == list(once)
    assert len(twice) == len(once) + len(lines)


MORNING = ("2026-03-05 08:00", "2026-03-05 10:00")


@pytest.mark.parametrize(
    ("place", "journeys", "told"),
    [
        ("utland", (), True),
        ("utland", (JourneyFrame("P1", MARCH, None),), True),
        ("utland", (JourneyFrame("P1", MARCH, True),), False),
        ("utland", (JourneyFrame("P1", MARCH, True, abroad=False),), True),
        ("utland", (JourneyFrame("P2", MARCH, True),), True),
        ("utenfor", (), False),
        ("utenfor", (JourneyFrame("P1", MARCH, None, abroad=False),), False),
        ("utenfor", (JourneyFrame("P1", MARCH, False, abroad=False),), True),
        ("", (JourneyFrame("P1", MARCH, False),), True),
        ("kommune", (JourneyFrame("P1", MARCH, False),), False),
        ("utland", None, False),
    ],
)
def test_hours_on_a_journey_are_held_against_what_is_decided(
    place: str, journeys: tuple[JourneyFrame, ...] | None, told: bool
) -> None:
    expected = [("journey_not_granted", 120, 0)] if told else []
    assert found([shift(*MORNING, place=place)], journeys=journeys) == expected


def test_only_the_minutes_on_the_days_of_the_journey_are_told() -> None:
    home = JourneyFrame("P1", Period(date(2026, 3, 1), date(2026, 3, 5)), True)
    lines = [shift("2026-03-05 20:00", "2026-03-06 01:30", place="utland")]
    assert found(lines, journeys=(home,)) == [("journey_not_granted", 90, 0)]
