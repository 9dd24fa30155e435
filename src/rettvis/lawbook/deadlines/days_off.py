"""Days that are not working days (domstolloven § 149), and the names of the days."""

from collections.abc import Mapping
from datetime import date

from rettvis.rulekit.period import ONE_DAY
from rettvis.rulekit.wording import N_, Sentence, sentence

Holidays = Mapping[date, Sentence]
"""Each holiday and its name; Saturdays and Sundays are seen from the date."""


def day_off(day: date, holidays: Holidays) -> Sentence | None:
    """Why ``day`` is not a working day: a holiday's name, a Saturday or a Sunday; None for a working day."""
    if day in holidays:
        return holidays[day]
    if day.weekday() == 5:
        return sentence("a Saturday")
    return sentence("a Sunday") if day.weekday() == 6 else None


def working_day_before(day: date, holidays: Holidays) -> date:
    """``day`` where it is a working day, else the last one before it."""
    while day_off(day, holidays) is not None:
        day -= ONE_DAY
    return day


def weekday(day: date) -> Sentence:
    """The name of the day of the week."""
    return Sentence(WEEKDAYS[day.weekday()])


WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
