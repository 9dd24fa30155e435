"""What to do next in a case, why, and what is due."""

from datetime import date, timedelta

from rettvis.edges.holidays import public_holidays
from rettvis.journey.handling import (
    Awaited,
    DueKind,
    EventKind,
    HandlingEvent,
    OwnLimit,
    Work,
    clock_of,
    due_days,
    next_step,
)

DAY = date(2026, 3, 2)
HOLIDAYS = public_holidays(2025, 2029)
FRESH = Work()
RECEIVED = HandlingEvent(1, EventKind.RECEIVED, DAY)
REPLY = HandlingEvent(
    2, EventKind.PRELIMINARY_REPLY_SENT, DAY + timedelta(days=20), expected=date(2026, 6, 1)
)


def dues(*events: HandlingEvent, limit: OwnLimit | None = None, asked_for: bool = True):
    return due_days(clock_of(events), HOLIDAYS, limit, asked_for=asked_for)


def said(*events: HandlingEvent, on: date, work: Work = FRESH) -> str:
    """What to do next, in English."""
    found = next_step(clock_of(events).standing, work, dues(*events), on)
    assert found is not None
    return f"{found.what} | {found.why}"


def test_the_preliminary_reply_is_due_a_month_after_receipt_by_law():
    [due] = dues(RECEIVED)
    assert (due.what, due.on) == (DueKind.PRELIMINARY_REPLY, date(2026, 4, 1))
    assert "11" in due.basis.cite("nb")
    assert due.late_on(date(2026, 4, 2))
    assert not due.late_on(date(2026, 4, 1))


def test_a_case_that_the_municipality_opened_itself_has_nobody_who_waits_for_a_reply():
    assert dues(RECEIVED, asked_for=False) == ()


def test_sending_the_reply_moves_the_deadline_to_the_day_that_was_promised():
    [due] = dues(RECEIVED, REPLY)
    assert (due.what, due.on, due.basis) == (DueKind.PROMISED, date(2026, 6, 1), None)


def test_the_municipalitys_own_limit_stands_with_its_source():
    found = dues(RECEIVED, limit=OwnLimit(28, "Tjenestestandard 2025"))
    assert [due.what for due in found] == [DueKind.OWN_LIMIT, DueKind.PRELIMINARY_REPLY]
    assert (found[0].on, found[0].source) == (date(2026, 3, 30), "Tjenestestandard 2025")


def test_an_expected_answer_is_due_while_the_wait_is_open():
    wait = HandlingEvent(3, EventKind.WAIT_BEGAN, DAY, Awaited.DOCTOR, "Epikrise", date(2026, 3, 20))
    assert dues(RECEIVED, REPLY, wait)[0].what is DueKind.WAIT
    ended = HandlingEvent(4, EventKind.WAIT_ENDED, date(2026, 3, 10), Awaited.DOCTOR)
    assert [due.what for due in dues(RECEIVED, REPLY, wait, ended)] == [DueKind.PROMISED]


def test_after_the_decision_only_the_complaint_is_due():
    decided = HandlingEvent(3, EventKind.DECIDED, date(2026, 4, 1), expected=date(2026, 4, 29))
    assert [(due.what, due.on) for due in dues(RECEIVED, decided)] == [(DueKind.COMPLAINT, date(2026, 4, 29))]
    assert next_step(clock_of([RECEIVED, decided]).standing, Work(), (), date(2026, 4, 2)) is None


def test_a_late_preliminary_reply_comes_before_all_else():
    hold = HandlingEvent(3, EventKind.PUT_ON_HOLD, DAY, Awaited.APPLICANT, "Innlagt på sykehus")
    assert said(RECEIVED, hold, on=date(2026, 4, 2)).startswith("Send the preliminary reply now | It was due")


def test_a_hold_is_left_until_it_should_be_over():
    hold = HandlingEvent(3, EventKind.PUT_ON_HOLD, DAY, Awaited.APPLICANT, "Sykehus.", date(2026, 3, 10))
    assert "Leave the case until" in said(RECEIVED, REPLY, hold, on=date(2026, 3, 9))
    assert "Take the case up again" in said(RECEIVED, REPLY, hold, on=date(2026, 3, 11))


def test_an_answer_that_did_not_come_is_asked_for_again():
    wait = HandlingEvent(3, EventKind.WAIT_BEGAN, DAY, Awaited.DOCTOR, "Epikrise.", date(2026, 3, 10))
    assert said(RECEIVED, REPLY, wait, on=date(2026, 3, 10)).startswith("Wait for: A doctor")
    assert said(RECEIVED, REPLY, wait, on=date(2026, 3, 11)).startswith("Ask again: A doctor")


def test_the_work_goes_on_where_it_stopped():
    on = date(2026, 3, 9)
    assert "Nobody has the case" in said(RECEIVED, on=on, work=Work(assigned=False))
    assert said(RECEIVED, on=on).startswith("Register what the application says")
    done = Work(done=frozenset({"application"}))
    assert said(RECEIVED, on=on, work=done).startswith("Find out about needs")
    assert said(RECEIVED, on=on, work=Work(approved=True)).startswith("Send the decision")
    assert said(RECEIVED, on=on, work=Work(returned=True)).startswith("Mend the decision")
    approval = HandlingEvent(3, EventKind.SENT_FOR_APPROVAL, DAY)
    assert said(RECEIVED, approval, on=on).startswith("Approve the decision")


def test_what_is_late_is_said():
    found = next_step(clock_of([RECEIVED]).standing, Work(), dues(RECEIVED), date(2026, 4, 2))
    assert found.late
    assert found.due.what is DueKind.PRELIMINARY_REPLY
