"""The day clock laid out over 24 hours: what stands where on the dial, and how much of it is at night."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from rettvis.journey.application import TimeUse
from rettvis.journey.application.time_use import DAY
from rettvis.journey.assessment.day_clock import ClockRow, DayClock, DayParts
from rettvis.journey.assessment.parts_of_day import DayPart


@dataclass(frozen=True)
class Arc:
    """One row on the dial: from the minute ``start`` (0–1439), lasting ``minutes``, past midnight if need be.

    ``exact`` is true when a clock time was given; otherwise it is placed after the others of its day part.
    """

    row: str
    start: int
    minutes: int
    exact: bool


def lay_out(clock: DayClock) -> tuple[Arc, ...]:
    """The rows that have both a time of day and minutes, in the order of the clock."""
    return tuple(_arcs(clock))


def _arcs(clock: DayClock) -> Iterator[Arc]:
    free = {part: clock.parts.begins(part) for part in DayPart}
    for row in clock.rows:
        if row.assessed is None or row.when is None:
            continue
        minutes = min(minutes_on_a_day(row.assessed), DAY)
        if row.when.start is not None:
            yield Arc(row.key, row.when.start, minutes, exact=True)
        elif row.when.part is not None:
            start = free[row.when.part]
            free[row.when.part] += minutes
            yield Arc(row.key, start % DAY, minutes, exact=False)


def minutes_on_a_day(time: TimeUse) -> int:
    """Whole minutes for one assistant on a day when it is done (a week's total is spread over its days)."""
    if time.times_per_week is None:
        return ceil(Fraction(time.minutes, 7))
    return time.minutes * ceil(time.times_per_week / 7)


def minutes_every_day(time: TimeUse) -> int:
    """Whole minutes for one assistant that are certain on every day: none for what is done more seldom."""
    return 0 if time.times_per_week is None else time.minutes * (time.times_per_week // 7)


def by_part(row: ClockRow, parts: DayParts) -> Mapping[DayPart, int]:
    """How the minutes of each time fall on the parts of the day; empty when the time of day is unknown."""
    if row.when is None or row.assessed is None:
        return {}
    if row.when.part is not None:
        return {row.when.part: row.assessed.minutes}
    start = row.when.start or 0
    return {part: _overlap(start, row.assessed.minutes, parts, part) for part in DayPart}


def night_minutes(row: ClockRow, parts: DayParts) -> Fraction | None:
    """Minutes a week of all assistants that fall at night; ``None`` when time or time of day is unknown."""
    if row.assessed is None or row.when is None or row.assessed.minutes < 1:
        return None
    at_night = Fraction(by_part(row, parts).get(DayPart.NIGHT, 0), row.assessed.minutes)
    return row.assessed.per_week * at_night


def _overlap(start: int, minutes: int, parts: DayParts, part: DayPart) -> int:
    """Minutes of ``start`` to ``start + minutes`` inside ``part``, midnight passed as often as needed."""
    begins, length = parts.begins(part), parts.length(part)
    shifts = (begins - DAY, begins, begins + DAY)
    return sum(max(0, min(start + minutes, first + length) - max(start, first)) for first in shifts)
