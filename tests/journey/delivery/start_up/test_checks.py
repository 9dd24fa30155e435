"""Faults and warnings of changes, journeys and stays."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.decision.document import Letterhead
from rettvis.journey.delivery.start_up import usual_plan
from rettvis.journey.delivery.start_up.checks import (
    Journey,
    change_warning,
    done_faults,
    journey_warnings,
    overlap_faults,
    period_faults,
)
from rettvis.journey.delivery.start_up.minutes import MeetingMinutes, meeting_document
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import date_text, days_text

DAY = date(2026, 5, 4)
PLAN = usual_plan().on(DAY)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@given(st.integers(0, 60))
def test_a_change_is_warned_of_where_notice_is_shorter_than_the_plan_and_never_else(days: int) -> None:
    assert (change_warning(PLAN, DAY, after(days)) is None) == (days >= PLAN.change_notice_days)


def test_a_warning_says_both_figures() -> None:
    warning = change_warning(PLAN, DAY, after(9))
    assert warning is not None
    assert days_text(9, "en") in warning.say("en")
    assert days_text(14, "en") in warning.say("en")


@given(st.integers(14, 90), st.integers(0, 60), st.booleans())
def test_a_long_journey_is_asked_about_only_abroad(told: int, length: int, abroad: bool) -> None:
    found = list(journey_warnings(PLAN, Journey(DAY, after(told), after(told + length), abroad)))
    assert bool(found) == (abroad and length + 1 > PLAN.long_journey_days)


periods = st.builds(
    lambda first, length: (after(first), None if length > 20 else after(first + length)),
    st.integers(0, 60),
    st.integers(0, 25),
)


@given(periods, periods)
def test_two_stays_share_no_day_but_the_day_of_a_move(one: tuple, other: tuple) -> None:
    shared = Period(*one).intersection(Period(*other))
    moved = one != other and (one[1] == other[0] or other[1] == one[0])
    assert bool(list(overlap_faults(*one, [Period(*other)]))) == (shared is not None and not moved)


def test_what_happened_is_neither_ahead_nor_before_its_ground() -> None:
    assert [len(list(done_faults("day", after(n), DAY, after(10)))) for n in (-1, 0, 10, 11)] == [1, 0, 0, 1]


def test_a_period_that_ends_before_it_begins_or_is_years_ahead_is_told() -> None:
    assert [one.place for one in period_faults(after(900), DAY, DAY)] == ["last", "first"]
    assert not list(period_faults(DAY, None, DAY))


def test_minutes_hold_what_was_written_as_plain_text_and_no_empty_part() -> None:
    head = Letterhead("Fjordvik", "Tildelingskontoret", DAY, "2026-000001")
    told = MeetingMinutes(DAY, "Ola <b>", "", "Først.\n\nSå.", " ", "Nordlys", head)
    document = meeting_document(told, "nb")
    texts = [block.text for block in document.blocks if hasattr(block, "text")]
    assert texts == ["Dette ble avtalt", "Først.", "Så."]
    [table] = [block for block in document.blocks if hasattr(block, "rows")]
    assert [row[1] for row in table.rows] == [date_text(DAY, "nb"), "Ola <b>", "Nordlys"]
