"""What somebody may write down herself, and every fault of it at once."""

from datetime import date

import pytest

from rettvis.journey.handling import (
    BY_HAND,
    Awaited,
    EventKind,
    HandlingEvent,
    check_correction,
    check_new,
    correctable,
)

DAY, TODAY = date(2026, 3, 2), date(2026, 3, 20)
RECEIVED = HandlingEvent(1, EventKind.RECEIVED, DAY)
WAITING = HandlingEvent(2, EventKind.WAIT_BEGAN, date(2026, 3, 5), Awaited.DOCTOR, "Epikrise")


def new(
    kind: EventKind, on: date, party: Awaited | None = None, reason: str = "Fordi", **more
) -> HandlingEvent:
    return HandlingEvent(99, kind, on, party, reason, **more)


def places(faults: list) -> list[str]:
    return [fault.place for fault in faults]


def test_every_fault_comes_at_once():
    empty = new(EventKind.WAIT_BEGAN, date(2026, 3, 21), reason=" ", expected=date(2026, 3, 20))
    assert places(check_new([RECEIVED], empty, TODAY)) == ["waits_for", "reason", "on", "expected"]


def test_an_event_is_never_before_the_application_came():
    early = new(EventKind.HOME_VISIT_MADE, date(2026, 3, 1))
    assert places(check_new([RECEIVED], early, TODAY)) == ["on"]
    assert check_new([RECEIVED], new(EventKind.HOME_VISIT_MADE, DAY), TODAY) == []


@pytest.mark.parametrize("kind", sorted(set(EventKind) - set(BY_HAND)))
def test_what_an_act_writes_is_not_written_by_hand(kind):
    assert places(check_new([RECEIVED], new(kind, DAY), TODAY)) == ["kind"]


def test_a_wait_begins_once_and_ends_after_it_began():
    again = new(EventKind.WAIT_BEGAN, TODAY, Awaited.DOCTOR)
    assert places(check_new([RECEIVED, WAITING], again, TODAY)) == ["on"]
    other = new(EventKind.WAIT_BEGAN, TODAY, Awaited.PROVIDER)
    assert check_new([RECEIVED, WAITING], other, TODAY) == []
    too_early = new(EventKind.WAIT_ENDED, date(2026, 3, 4), Awaited.DOCTOR)
    assert check_new([RECEIVED, WAITING], too_early, TODAY)
    assert check_new([RECEIVED, WAITING], new(EventKind.WAIT_ENDED, TODAY, Awaited.DOCTOR), TODAY) == []


def test_a_case_that_is_not_on_hold_is_not_taken_up_again():
    assert places(check_new([RECEIVED], new(EventKind.RESUMED, TODAY), TODAY)) == ["on"]


def test_after_the_decision_the_case_waits_for_nobody():
    decided = HandlingEvent(3, EventKind.DECIDED, date(2026, 3, 10))
    assert check_new([RECEIVED, decided], new(EventKind.WAIT_BEGAN, TODAY, Awaited.DOCTOR), TODAY)
    assert check_new([RECEIVED, decided], new(EventKind.CONTACT, TODAY), TODAY) == []


def test_a_correction_says_why_and_keeps_to_the_same_rules():
    wrong = new(EventKind.CORRECTED, date(2026, 3, 21), reason="", corrects=2)
    assert places(check_correction([RECEIVED, WAITING], wrong, TODAY)) == ["reason", "on"]
    right = new(EventKind.CORRECTED, date(2026, 3, 6), corrects=2)
    assert check_correction([RECEIVED, WAITING], right, TODAY) == []


def test_only_what_was_written_by_hand_is_corrected():
    assert correctable([RECEIVED, WAITING]) == {2}
    assert places(check_correction([RECEIVED], new(EventKind.CORRECTED, DAY, corrects=1), TODAY)) == ["kind"]
    assert places(check_correction([RECEIVED], new(EventKind.CORRECTED, DAY, corrects=7), TODAY)) == ["kind"]


def test_a_beginning_is_not_withdrawn_while_its_end_stands():
    ended = HandlingEvent(3, EventKind.WAIT_ENDED, date(2026, 3, 9), Awaited.DOCTOR)
    withdrawn = new(EventKind.CORRECTED, DAY, corrects=2, withdrawn=True)
    assert places(check_correction([RECEIVED, WAITING, ended], withdrawn, TODAY)) == ["on"]
    assert check_correction([RECEIVED, WAITING], withdrawn, TODAY) == []
