"""How much time something takes is exact and says how it came about."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import TimeUse
from rettvis.journey.application.time_use import MOST_TIMES, check_time, exact_minutes


def test_minutes_times_a_week_are_multiplied_with_the_assistants() -> None:
    assert TimeUse(30, Fraction(7)).per_week == 210
    assert TimeUse(30, Fraction(7), assistants=2).per_week == 420
    assert TimeUse(30, Fraction(7), assistants=2).for_one == 210


def test_minutes_of_the_whole_week_stand_as_they_are() -> None:
    assert TimeUse(150).per_week == 150


def test_once_every_third_week_stays_exact() -> None:
    assert TimeUse(50, Fraction(1, 3)).per_week == Fraction(50, 3)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (TimeUse(30, Fraction(7)), "30 minutes × 7 times a week = 210 minutes"),
        (TimeUse(90, Fraction(1)), "90 minutes × 1 time a week = 90 minutes"),
        (TimeUse(50, Fraction(1, 3)), "50 minutes × 1 time every 3 weeks = 16 2/3 minutes"),
        (TimeUse(60, Fraction(5, 2)), "60 minutes × 5 times every 2 weeks = 150 minutes"),
        (TimeUse(150), "2 hours 30 minutes a week = 150 minutes"),
        (TimeUse(30), "30 minutes a week"),
        (TimeUse(30, Fraction(7), 2), "30 minutes × 7 times a week × 2 assistants = 420 minutes"),
        (TimeUse(150, None, 2), "150 minutes a week × 2 assistants = 300 minutes"),
    ],
)
def test_the_formula_says_how_the_minutes_come_about(time: TimeUse, words: str) -> None:
    assert time.formula().say("en").replace("\u00a0", " ") == words


def test_less_than_a_minute_keeps_its_sign() -> None:
    assert exact_minutes(Fraction(-1, 2)).say("en") == "−1/2 minutes"


def test_an_unknown_time_has_no_fault() -> None:
    assert check_time(None, "here") == []


@pytest.mark.parametrize(
    ("time", "place", "says"),
    [
        (TimeUse(0, Fraction(7)), "here.minutes", "at least 1"),
        (TimeUse(-30, Fraction(7)), "here.minutes", "at least 1"),
        (TimeUse(1441, Fraction(7)), "here.minutes", "more than 24 hours"),
        (TimeUse(10081), "here.minutes", "168 hours"),
        (TimeUse(30, Fraction(0)), "here.times_per_week", "more than 0"),
        (TimeUse(30, Fraction(-1)), "here.times_per_week", "more than 0"),
        (TimeUse(3, Fraction(200)), "here.times_per_week", "more than 168"),
        (TimeUse(600, Fraction(100)), "here.times_per_week", "168 hours"),
        (TimeUse(30, Fraction(7), 0), "here.assistants", "from 1 to 10"),
        (TimeUse(30, Fraction(7), 11), "here.assistants", "from 1 to 10"),
    ],
)
def test_a_time_that_cannot_be_right_is_named_with_its_mend(time: TimeUse, place: str, says: str) -> None:
    faults = check_time(time, "here")
    assert [fault.place for fault in faults] == [place]
    assert says in faults[0].message.say("en")


def test_all_faults_of_a_time_come_at_once() -> None:
    assert len(check_time(TimeUse(-1, Fraction(0), 0), "here")) == 3


@given(
    st.integers(1, 1440),
    st.fractions(min_value=Fraction(1, 52), max_value=MOST_TIMES, max_denominator=52),
    st.integers(1, 10),
)
def test_a_week_is_minutes_times_assistants_whatever_the_figures(
    minutes: int, times: Fraction, assistants: int
) -> None:
    time = TimeUse(minutes, times, assistants)
    assert time.per_week == Fraction(minutes) * times * assistants
    assert time.for_one * assistants == time.per_week
