"""A deadline is counted with every step shown, and what is decided strictly says so."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.holidays import public_holidays
from rettvis.lawbook.deadlines import KINDS, Deadline, count_deadline, day_off
from rettvis.rulekit.faults import Fault

HOLIDAYS = public_holidays(1990, 2062)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def counted(kind: str, start: date, days: int | None = None) -> Deadline:
    """A deadline that can be counted."""
    found = count_deadline(kind, start, HOLIDAYS, days=days)
    assert isinstance(found, Deadline)
    return found


def told(deadline: Deadline, language: str) -> list[str]:
    """The steps as they are read."""
    return [step.text.say(language).replace("\u00a0", " ") for step in deadline.steps]


def test_each_week_of_the_count_and_each_shift_is_a_step() -> None:
    assert told(counted("complaint", date(2026, 11, 27)), "nb") == [
        "Fristen løper fra fredag 27. november 2026: dagen personen fikk, eller burde ha skaffet seg, "
        "nok kunnskap til å klage.",
        "Uke 1 av 4 slutter fredag 4. desember 2026.",
        "Uke 2 av 4 slutter fredag 11. desember 2026.",
        "Uke 3 av 4 slutter fredag 18. desember 2026.",
        "Uke 4 av 4 slutter fredag 25. desember 2026.",
        "25. desember 2026 er første juledag, så fristen flyttes til lørdag 26. desember 2026.",
        "26. desember 2026 er andre juledag, så fristen flyttes til søndag 27. desember 2026.",
        "27. desember 2026 er en søndag, så fristen flyttes til mandag 28. desember 2026.",
        "Siste dag er mandag 28. desember 2026.",
        "Det som sendes, er i tide når det er levert til posten, eller har kommet fram elektronisk, før den "
        "dagen er slutt.",
    ]


def test_the_steps_are_told_in_nynorsk_and_english_too() -> None:
    deadline = counted("complaint", date(2026, 3, 7))
    assert told(deadline, "nn")[-3:-1] == [
        "6. april 2026 er andre påskedag, så fristen blir flytta til tysdag 7. april 2026.",
        "Siste dag er tysdag 7. april 2026.",
    ]
    assert told(deadline, "en")[-3:-1] == [
        "6 April 2026 is Easter Monday, so the deadline moves to Tuesday 7 April 2026.",
        "The last day is Tuesday 7 April 2026.",
    ]


def test_two_holidays_on_one_day_are_both_named() -> None:
    shift = told(counted("complaint", date(2027, 4, 19)), "nb")[-3]
    assert shift.startswith("17. mai 2027 er 17. mai og andre pinsedag")


def test_each_step_has_its_legal_basis() -> None:
    deadline = counted("complaint", date(2026, 3, 5))
    assert [basis.cite("nb", short=True).replace("\u00a0", " ") for basis in deadline.bases] == [
        "pbrl. § 7-5",
        "domstolloven § 148",
        "domstolloven § 149",
        "fvl. § 30",
    ]


def test_the_municipalitys_own_deadline_gets_no_extra_time_and_says_so() -> None:
    deadline = counted("preliminary-reply", date(2026, 1, 31))
    assert deadline.last_day == date(2026, 2, 28)
    assert deadline.act_by == date(2026, 2, 27)
    kept = [step for step in deadline.steps if step.what == "kept"]
    assert len(kept) == 1
    assert "fredag 27. februar 2026" in kept[0].text.say("nb").replace("\u00a0", " ")


def test_a_month_without_the_day_says_that_its_last_day_counts() -> None:
    assert "har ingen 31. dag" in told(counted("preliminary-reply", date(2026, 3, 31)), "nb")[1]


def test_the_answer_to_an_advance_notice_needs_the_length_that_the_municipality_set() -> None:
    fault = count_deadline("advance-notice", date(2026, 5, 11), HOLIDAYS)
    assert isinstance(fault, Fault)
    assert "The law sets no length" in fault.say("en")
    assert isinstance(count_deadline("advance-notice", date(2026, 5, 11), HOLIDAYS, days=0), Fault)
    assert isinstance(count_deadline("advance-notice", date(2026, 5, 11), HOLIDAYS, days=367), Fault)


def test_a_length_set_by_law_cannot_be_given() -> None:
    fault = count_deadline("complaint", date(2026, 5, 11), HOLIDAYS, days=21)
    assert isinstance(fault, Fault)
    assert "set by law" in fault.say("en")


def test_the_end_of_the_calendar_is_a_fault_and_no_failure() -> None:
    for kind in KINDS:
        days = 14 if kind == "advance-notice" else None
        assert isinstance(count_deadline(kind, date(9999, 12, 20), HOLIDAYS, days=days), Fault)


@given(DAYS)
def test_a_complaint_may_come_until_a_working_day_at_least_four_weeks_later(start: date) -> None:
    deadline = counted("complaint", start)
    assert deadline.last_day - start >= timedelta(weeks=4)
    assert deadline.last_day - start <= timedelta(weeks=4, days=6)
    assert day_off(deadline.last_day, HOLIDAYS) is None
    between = [start + timedelta(weeks=4, days=number) for number in range(7)]
    assert deadline.last_day == next(day for day in between if day_off(day, HOLIDAYS) is None)


@given(DAYS)
def test_a_later_start_never_gives_an_earlier_end(start: date) -> None:
    for kind in KINDS:
        days = 14 if kind == "advance-notice" else None
        following = counted(kind, start + timedelta(days=1), days)
        assert counted(kind, start, days).last_day <= following.last_day


@given(DAYS)
def test_a_preliminary_reply_is_due_on_the_same_day_of_the_next_month_or_its_last(start: date) -> None:
    end = counted("preliminary-reply", start).last_day
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == 1
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, st.sampled_from(sorted(KINDS)))
def test_every_step_follows_the_one_before_and_the_last_is_the_answer(start: date, kind: str) -> None:
    deadline = counted(kind, start, 14 if kind == "advance-notice" else None)
    days = [step.day for step in deadline.steps]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (start, deadline.last_day)
    assert deadline.act_by <= deadline.last_day
    assert all(step.text.say(language) for step in deadline.steps for language in ("nb", "nn", "en"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_kind_has_its_title_in_norwegian(kind: object) -> None:
    title = KINDS[getattr(kind, "name", "")].title
    from rettvis.rulekit.wording import translate

    assert translate(title, "nb") != title
    assert translate(title, "nn") != title
