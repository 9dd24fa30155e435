"""How much time something takes, exactly: "30 minutes 7 times a week", "90 minutes every third week"."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import MINUTES_PER_HOUR
from rettvis.rulekit.wording import Sentence, sentence

DAY = 24 * MINUTES_PER_HOUR
"""Minutes in a day and night."""

WEEK = 7 * DAY
"""Minutes in a week."""

MOST_TIMES = 7 * 24
"""Most times a week: once an hour, day and night. What is more often is given as minutes a week."""

MOST_ASSISTANTS = 10


@dataclass(frozen=True)
class TimeUse:
    """Whole ``minutes`` each time, ``times_per_week`` (exact), for so many ``assistants`` at once.

    ``times_per_week`` is ``None`` when the minutes are those of the whole week.
    """

    minutes: int
    times_per_week: Fraction | None = None
    assistants: int = 1

    @property
    def for_one(self) -> Fraction:
        """Minutes a week that each assistant works."""
        return self.minutes * (Fraction(1) if self.times_per_week is None else self.times_per_week)

    @property
    def per_week(self) -> Fraction:
        """Minutes a week of all assistants together; exact, so it may have a part of a minute."""
        return self.for_one * self.assistants

    def formula(self) -> Sentence:
        """How the minutes of the week come about: "30 minutes × 7 times a week = 210 minutes"."""
        result = exact_minutes(self.per_week)
        many = self.assistants > 1
        if self.times_per_week is None:
            if not many and self.minutes > MINUTES_PER_HOUR:
                return sentence("{minutes:hours} a week = {result}", minutes=self.minutes, result=result)
            if not many:
                return sentence("{minutes} a week", minutes=result)
            return sentence(
                "{minutes:minutes} a week × {assistants} assistants = {result}",
                minutes=self.minutes,
                assistants=self.assistants,
                result=result,
            )
        often = how_often(self.times_per_week)
        if not many:
            return sentence(
                "{minutes:minutes} × {often} = {result}", minutes=self.minutes, often=often, result=result
            )
        return sentence(
            "{minutes:minutes} × {often} × {assistants} assistants = {result}",
            minutes=self.minutes,
            often=often,
            assistants=self.assistants,
            result=result,
        )


def how_often(times: Fraction) -> Sentence:
    """Times a week in words: "7 times a week", "1 time every 3 weeks"."""
    count, weeks = times.numerator, times.denominator
    if weeks == 1:
        if count == 1:
            return sentence("1 time a week")
        return sentence("{count} times a week", count=count)
    if count == 1:
        return sentence("1 time every {weeks} weeks", weeks=weeks)
    return sentence("{count} times every {weeks} weeks", count=count, weeks=weeks)


def exact_minutes(minutes: Fraction) -> Sentence:
    """Minutes without rounding: "210 minutes", "16 2/3 minutes"."""
    if minutes.denominator == 1:
        return sentence("{minutes:minutes}", minutes=minutes.numerator)
    whole, rest = divmod(abs(minutes), 1)
    sign = "\u2212" if minutes < 0 else ""
    text = f"{sign}{whole} {rest}" if whole else f"{sign}{rest}"
    return sentence("{minutes} minutes", minutes=text)


def exact_hours(minutes: Fraction) -> Sentence:
    """Minutes as hours and minutes where they are whole; otherwise as exact minutes."""
    if minutes.denominator == 1:
        return sentence("{minutes:hours}", minutes=minutes.numerator)
    return exact_minutes(minutes)


def check_time(time: TimeUse | None, place: str) -> list[Fault]:
    """What cannot be right about a time: no, negative or over-long minutes, times or assistants."""
    if time is None:
        return []
    return [*_check_minutes(time, place), *_check_times(time, place), *_check_assistants(time, place)]


def _check_minutes(time: TimeUse, place: str) -> list[Fault]:
    where = f"{place}.minutes"
    if time.minutes < 1:
        return [
            Fault(
                where,
                sentence(
                    "The time is {minutes:minutes}, but it must be at least 1. "
                    "Leave it empty if the time is not known.",
                    minutes=time.minutes,
                ),
            )
        ]
    if time.times_per_week is None and time.minutes > WEEK:
        return [
            Fault(
                where,
                sentence(
                    "{minutes:hours} a week is more than the 168 hours of a week. Enter the time of one "
                    "assistant, and how many assistants.",
                    minutes=time.minutes,
                ),
            )
        ]
    if time.times_per_week is not None and time.minutes > DAY:
        return [
            Fault(
                where,
                sentence(
                    "{minutes:hours} each time is more than 24 hours. Enter the time of one day, and how "
                    "many times a week.",
                    minutes=time.minutes,
                ),
            )
        ]
    return []


def _check_times(time: TimeUse, place: str) -> list[Fault]:
    times, where = time.times_per_week, f"{place}.times_per_week"
    if times is None:
        return []
    if times <= 0:
        message = sentence(
            "“{times}” times a week must be more than 0. Leave the row out if it is not needed.",
            times=str(times),
        )
        return [Fault(where, message)]
    if times > MOST_TIMES:
        message = sentence(
            "“{times}” times a week is more than {most} (once an hour, day and night). "
            "Enter the minutes of the whole week instead.",
            times=str(times),
            most=MOST_TIMES,
        )
        return [Fault(where, message)]
    if 0 < time.minutes <= DAY and time.for_one > WEEK:
        message = sentence(
            "{formula} is more than the 168 hours of a week. Correct the minutes or the times.",
            formula=TimeUse(time.minutes, times).formula(),
        )
        return [Fault(where, message)]
    return []


def _check_assistants(time: TimeUse, place: str) -> list[Fault]:
    if 1 <= time.assistants <= MOST_ASSISTANTS:
        return []
    return [
        Fault(
            f"{place}.assistants",
            sentence(
                "There must be from 1 to {most} assistants, not {assistants}.",
                most=MOST_ASSISTANTS,
                assistants=time.assistants,
            ),
        )
    ]
