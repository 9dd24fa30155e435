"""Dates, times of the clock, minutes and money as people write them in a timesheet; exact, or a sentence."""

import re
from datetime import date
from fractions import Fraction

from rettvis.rulekit.units import MINUTES_PER_HOUR
from rettvis.rulekit.wording import Sentence, sentence

_DAY_FIRST = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})(?::[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_HOURS = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_NUMBER = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,9}))?")
_SPACES = str.maketrans("", "", " \u00a0\u2007\u2009\u202f")
LAST_MINUTE = 24 * 60
_FARTHEST = 14 * 60
"""No clock in the world is farther from UTC, in minutes."""


def day_of(text: str) -> date | Sentence:
    """A date written 2026-07-01, 1.7.2026 or 1/7/2026 (the day first)."""
    iso, day_first = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    try:
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            return date(year, month, day)
    except ValueError:
        return sentence("The calendar has no date “{text}”.", text=text)
    return sentence("“{text}” is not a date. Write it as 2026-07-01 or 1.7.2026.", text=text)


def clock_of(text: str) -> tuple[int, int | None] | Sentence:
    """Minutes of the clock (0 to 1440) of 7:30, 07.30 or 0730; minutes from UTC where +01:00 stands there."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return sentence("“{text}” is not a time of the clock. Write it as 07:30.", text=text)
    minute = int(found[1]) * MINUTES_PER_HOUR + int(found[2])
    if int(found[2]) >= MINUTES_PER_HOUR or minute > LAST_MINUTE:
        return sentence("The clock has no {text}. It goes from 00:00 to 24:00.", text=text)
    zone = None if found[3] is None else _offset(found[3])
    if zone is not None and abs(zone) > _FARTHEST:
        return sentence("“{text}” is not a time of the clock. Write it as 07:30.", text=text)
    return minute, zone


def _offset(text: str) -> int:
    """Minutes from UTC of Z, +01:00 or -0330."""
    if text == "Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[-2:])
    ahead = hours * MINUTES_PER_HOUR + minutes if minutes < MINUTES_PER_HOUR else _FARTHEST + 1
    return -ahead if text.startswith("-") else ahead


def split_moment(text: str) -> tuple[str, str]:
    """A date and a time in one cell, as in 2026-07-01T07:30; no date where there is only a time."""
    day, mark, clock = text.replace("T", " ", 1).partition(" ")
    return (day, clock.strip()) if mark else ("", text)


def pause_of(text: str) -> Fraction | Sentence:
    """Minutes: whole, or hours and minutes with a colon (0:30)."""
    hours, number = _HOURS.fullmatch(text), _NUMBER.fullmatch(text.translate(_SPACES))
    if hours:
        return Fraction(int(hours[1]) * MINUTES_PER_HOUR + int(hours[2]))
    if number is None:
        return sentence("“{text}” is not a number of minutes. Write whole minutes, such as 45.", text=text)
    return _exact(number)


def minutes_of(text: str) -> Fraction | Sentence:
    """Minutes: the same, but with a decimal mark (7,5 and 8,0) it is hours: nobody writes minutes so."""
    number = _NUMBER.fullmatch(text.translate(_SPACES))
    return hours_of(text) if number is not None and number[2] else pause_of(text)


def hours_of(text: str) -> Fraction | Sentence:
    """Minutes from hours: 7, 7,5, 7.5 or 7:30."""
    hours, number = _HOURS.fullmatch(text), _NUMBER.fullmatch(text.translate(_SPACES))
    if hours:
        return Fraction(int(hours[1]) * MINUTES_PER_HOUR + int(hours[2]))
    if number is None:
        return sentence("“{text}” is not a number of hours. Write hours as 7,5 or as 7:30.", text=text)
    return _exact(number) * MINUTES_PER_HOUR


def ore_of(text: str) -> int | Sentence:
    """Whole øre from kroner: 512, 512,50 or 512.5."""
    number = _NUMBER.fullmatch(text.translate(_SPACES).removesuffix("kr"))
    ore = None if number is None else _exact(number) * 100
    if ore is None or ore.denominator != 1:
        return sentence("“{text}” is not an amount in kroner and øre. Write it as 512,50.", text=text)
    return int(ore)


def _exact(number: re.Match[str]) -> Fraction:
    decimals = number[2] or ""
    return Fraction(int(number[1] + decimals), 10 ** len(decimals))
