"""The case clock: waits from events, corrections, and what does not fit."""

from datetime import date, timedelta

import pytest

from rettvis.journey.handling import (
    OTHERS,
    Awaited,
    EventKind,
    HandlingEvent,
    clock_of,
    handling_time,
    waited_for,
)

DAY = date(2026, 3, 2)


def day(number: int) -> date:
    """The day ``number`` days after receipt."""
    return DAY + timedelta(days=number)


def happened(*told: tuple) -> list[HandlingEvent]:
    """Events from (kind, day number, party), received first; written down in this order."""
    events = [HandlingEvent(1, EventKind.RECEIVED, DAY)]
    for kind, on, *party in told:
        events.append(HandlingEvent(len(events) + 1, kind, day(on), *party))
    return events


BEGAN, ENDED, DECIDED = EventKind.WAIT_BEGAN, EventKind.WAIT_ENDED, EventKind.DECIDED
APPLICANT, DOCTOR, VISIT = Awaited.APPLICANT, Awaited.DOCTOR, Awaited.HOME_VISIT


def days(events: list[HandlingEvent], as_of: int = 1000) -> tuple[int, int]:
    """All days, and those of waiting on others."""
    spent = handling_time(clock_of(events), day(as_of))
    assert spent is not None
    return spent.days, spent.waiting_on_others


def test_a_case_decided_the_day_it_came_took_no_day_and_the_day_after_one():
    assert days(happened((DECIDED, 0))) == (0, 0)
    assert days(happened((DECIDED, 1))) == (1, 0)


def test_the_day_a_wait_ends_is_no_day_of_waiting():
    assert days(happened((BEGAN, 2, DOCTOR), (ENDED, 5, DOCTOR), (DECIDED, 10))) == (10, 3)


def test_a_wait_that_begins_the_day_another_ends_loses_no_day_and_counts_none_twice():
    events = happened(
        (BEGAN, 2, DOCTOR), (ENDED, 5, DOCTOR), (BEGAN, 5, APPLICANT), (ENDED, 9, APPLICANT), (DECIDED, 10)
    )
    assert days(events) == (10, 7)
    spent = handling_time(clock_of(events), day(10))
    assert (spent.by_party[DOCTOR], spent.by_party[APPLICANT], spent.own_days) == (3, 4, 3)


def test_waits_that_overlap_count_once_and_the_first_has_the_day():
    events = happened(
        (BEGAN, 2, DOCTOR), (BEGAN, 4, APPLICANT), (ENDED, 6, DOCTOR), (ENDED, 9, APPLICANT), (DECIDED, 10)
    )
    spent = handling_time(clock_of(events), day(10))
    assert spent.waiting_on_others == 7
    assert (spent.by_party[DOCTOR], spent.by_party[APPLICANT]) == (4, 3)


def test_a_home_visit_and_an_approval_are_the_municipalitys_own_days():
    events = happened(
        (BEGAN, 1, VISIT), (ENDED, 4, VISIT), (EventKind.SENT_FOR_APPROVAL, 5), (EventKind.APPROVED, 8)
    )
    spent = handling_time(clock_of(events), day(10))
    assert spent.by_party[VISIT] == spent.by_party[Awaited.APPROVAL] == 3
    assert spent.waiting_on_others == 0
    assert {VISIT, Awaited.APPROVAL, Awaited.CASEWORKER}.isdisjoint(OTHERS)


def test_a_day_with_a_wait_for_others_beside_an_own_one_belongs_to_others():
    events = happened((BEGAN, 1, VISIT), (BEGAN, 2, DOCTOR), (ENDED, 4, DOCTOR), (ENDED, 6, VISIT))
    assert handling_time(clock_of(events), day(6)).by_party[DOCTOR] == 2


def test_a_case_that_is_not_decided_is_counted_to_the_day_it_is_looked_at():
    events = happened((BEGAN, 3, DOCTOR))
    assert days(events, as_of=10) == (10, 7)
    assert days(events, as_of=3) == (3, 0)
    assert handling_time(clock_of(events), DAY - timedelta(days=1)) is None


def test_a_decided_case_is_looked_at_as_it_was_on_an_earlier_day():
    events = happened((BEGAN, 3, DOCTOR), (ENDED, 5, DOCTOR), (DECIDED, 10))
    spent = handling_time(clock_of(events), day(4))
    assert (spent.days, spent.waiting_on_others, spent.ended) == (4, 1, False)


def test_a_wait_that_is_open_when_the_case_is_decided_ends_with_it():
    assert days(happened((BEGAN, 3, DOCTOR), (DECIDED, 10))) == (10, 7)
    assert clock_of(happened((BEGAN, 3, DOCTOR), (DECIDED, 10))).open_waits == ()


def test_an_event_written_down_late_takes_its_own_day():
    late = happened((ENDED, 5, DOCTOR), (DECIDED, 10), (BEGAN, 2, DOCTOR))
    assert days(late) == (10, 3)
    assert clock_of(late).contradictions == ()


def test_what_contradicts_is_left_out_and_said():
    events = happened(
        (BEGAN, 2, DOCTOR), (BEGAN, 4, DOCTOR), (ENDED, 6, APPLICANT), (DECIDED, 8), (DECIDED, 9)
    )
    clock = clock_of(events)
    assert [one.event for one in clock.contradictions] == [3, 4, 6]
    assert days(events) == (8, 6)
    assert "waited for this already" in str(clock.contradictions[0].message)


def test_time_before_receipt_is_not_counted():
    events = happened((BEGAN, -3, DOCTOR), (ENDED, 2, DOCTOR), (DECIDED, 5))
    assert days(events) == (5, 2)
    assert len(clock_of(events).contradictions) == 1


def test_a_correction_moves_an_event_and_the_newest_counts():
    events = happened((BEGAN, 2, DOCTOR), (ENDED, 6, DOCTOR), (DECIDED, 10))
    events.append(HandlingEvent(5, EventKind.CORRECTED, day(4), corrects=2, reason="feil dato"))
    assert days(events) == (10, 2)
    events.append(HandlingEvent(6, EventKind.CORRECTED, day(5), APPLICANT, corrects=2))
    assert clock_of(events).contradictions != ()  # now it began for another than the one it ended for
    events.append(HandlingEvent(7, EventKind.CORRECTED, day(3), corrects=2))
    assert days(events) == (10, 3)


def test_a_withdrawn_event_never_was():
    events = happened((BEGAN, 2, DOCTOR))
    events.append(HandlingEvent(3, EventKind.CORRECTED, day(2), corrects=2, withdrawn=True))
    assert days(events, as_of=10) == (10, 0)


def test_the_day_of_receipt_can_be_corrected():
    events = happened((DECIDED, 10))
    events.append(HandlingEvent(3, EventKind.CORRECTED, day(-2), corrects=1))
    assert days(events) == (12, 0)


def test_a_hold_stands_before_the_other_waits():
    events = happened((BEGAN, 2, DOCTOR), (EventKind.PUT_ON_HOLD, 4, APPLICANT))
    standing = clock_of(events).standing
    assert (standing.waits_for, standing.since, standing.on_hold) == (APPLICANT, day(4), True)
    resumed = [*events, HandlingEvent(9, EventKind.RESUMED, day(6))]
    assert clock_of(resumed).standing.waits_for is DOCTOR


def test_a_decision_that_is_returned_waits_for_the_caseworker_since_that_day():
    events = happened((EventKind.SENT_FOR_APPROVAL, 3))
    assert clock_of(events).standing.waits_for is Awaited.APPROVAL
    events = happened((EventKind.SENT_FOR_APPROVAL, 3), (EventKind.APPROVED, 5), (EventKind.RETURNED, 7))
    standing = clock_of(events).standing
    assert (standing.waits_for, standing.since) == (Awaited.CASEWORKER, day(7))
    assert clock_of(events).contradictions == ()


def test_waiting_for_documents_and_for_an_answer_to_a_notice_are_two_waits_for_the_person():
    events = happened(
        (EventKind.DOCUMENTS_ASKED_FOR, 1),
        (EventKind.ADVANCE_NOTICE_SENT, 3),
        (EventKind.DOCUMENTS_RECEIVED, 5),
        (EventKind.ADVANCE_NOTICE_ANSWERED, 8),
    )
    assert clock_of(events).contradictions == ()
    assert days(events, as_of=10) == (10, 7)


def test_the_first_of_two_preliminary_replies_counts_and_the_newest_promise():
    reply = EventKind.PRELIMINARY_REPLY_SENT
    events = [
        *happened(),
        HandlingEvent(2, reply, day(20), expected=day(60)),
        HandlingEvent(3, reply, day(55), expected=day(90)),
    ]
    clock = clock_of(events)
    assert (clock.replied, clock.promised) == (day(20), day(90))


@pytest.mark.parametrize("kind", [EventKind.ASSIGNED, EventKind.LETTER_SENT, EventKind.CONTACT])
def test_what_stops_no_clock_leaves_one_piece(kind):
    line = waited_for(clock_of(happened((kind, 4))), day(10))
    assert [piece.value for piece in line] == [Awaited.CASEWORKER]
