"""How much time a need takes, in any of the ways it may be written, and when in the day and night."""

import re
from functools import partial

from rettvis.edges.given.section import Section
from rettvis.journey.application import TimeUse
from rettvis.journey.application.time_use import MOST_ASSISTANTS, WEEK, check_time
from rettvis.journey.assessment import DayPart, DayParts, When
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import minutes_from_hours, whole_minutes
from rettvis.rulekit.wording import sentence

EACH_TIME = ("minutes", "hours")
WHOLE_WEEK = ("minutes_per_week", "hours_per_week")
TIME_NAMES = (*EACH_TIME, *WHOLE_WEEK, "times_per_week", "assistants")

_MOST = WEEK * MOST_ASSISTANTS
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


def read_time(section: Section) -> TimeUse | None:
    """The time of one need; ``None`` when it is not written, or cannot be read (a fault says why)."""
    written = [name for name in (*EACH_TIME, *WHOLE_WEEK) if section.has(name)]
    times = section.number("times_per_week")
    assistants = section.whole("assistants", 1, MOST_ASSISTANTS) or 1
    if len(written) > 1:
        message = sentence("The time is written in several ways: {names}. Keep one of them.", names=written)
        section.fault(written[1], message)
        return None
    if not written:
        if section.has("times_per_week"):
            message = sentence(
                "It is written how often, but not how long. Add minutes or hours, or leave both out if the "
                "time is not known."
            )
            section.fault("times_per_week", message)
        return None
    name = written[0]
    reader = minutes_from_hours if name.startswith("hours") else whole_minutes
    minutes = section.read(name, partial(reader, at_most=_MOST))
    if not _fits(section, name):
        return None
    if minutes is None and times is not None:
        _check_times_alone(section, TimeUse(1, times))
    if minutes is None or (name in EACH_TIME and times is None):
        return None
    return TimeUse(minutes, times, assistants)


def _check_times_alone(section: Section, time: TimeUse) -> None:
    """The fault of the times a week where the minutes beside them could not be read."""
    section.faults += [
        Fault(section.place("times_per_week"), fault.message) for fault in check_time(time, "")
    ]


def _fits(section: Section, name: str) -> bool:
    """Minutes each time go with times a week, and minutes of the whole week do not."""
    if name in EACH_TIME and not section.has("times_per_week"):
        message = sentence(
            "It is written how long each time, but not how often. Add times_per_week, or write the minutes "
            "of the whole week as minutes_per_week."
        )
        section.fault(name, message)
        return False
    if name in WHOLE_WEEK and section.has("times_per_week"):
        message = sentence(
            "The time is that of the whole week, so times_per_week cannot stand beside it. "
            "Remove one of them."
        )
        section.fault("times_per_week", message)
        return False
    return True


def written_name(section: Section, name: str) -> str:
    """The name in the file behind a name of :class:`TimeUse`."""
    if name == "minutes":
        return next((way for way in (*EACH_TIME, *WHOLE_WEEK) if section.has(way)), name)
    return name


def read_when(section: Section) -> When | None:
    """A part of the day or a clock time; ``None`` when absent."""
    text = section.text("when")
    if not text:
        return None
    minute = clock_time(text)
    if minute is not None:
        return When(start=minute)
    part = section.choice("when", DayPart)
    return None if part is None else When(part)


def clock_time(text: str) -> int | None:
    """The minute of the day of "07:30" or "7.30"; ``None`` for anything else."""
    written = _CLOCK.fullmatch(text.strip())
    return None if written is None else int(written[1]) * 60 + int(written[2])


def read_night(section: Section | None) -> DayParts:
    """The parts of the day, with the night as the file sets it."""
    usual = DayParts()
    if section is None:
        return usual
    section.refuse_unknown(("from", "until"))
    minutes = {}
    for name, default in (("from", usual.night), ("until", usual.morning)):
        text = section.text(name)
        minute = clock_time(text) if text else default
        if minute is None:
            section.fault(name, sentence("“{text}” is not a clock time. Write it as 22:00.", text=text))
        minutes[name] = default if minute is None else minute
    night = minutes["from"] or 24 * 60
    if minutes["until"] < usual.day and night > usual.evening:
        return DayParts(morning=minutes["until"], night=night)
    message = sentence(
        "The night must begin between {evening} and midnight and end before {day}.",
        evening="16:00",
        day="10:00",
    )
    section.fault("from", message)
    return usual
