"""What holds for each person on each day: a decision, several assistants, night, a stay, a death."""

from dataclasses import dataclass

import numpy as np

from rettvis.journey.delivery.frame import Unit
from rettvis.journey.delivery.many.calendar import Calendar
from rettvis.journey.delivery.many.columns import GroundColumns, WholeNumbers

IN_FORCE, SEVERAL, NIGHT, STAY, DEATH = (1 << place for place in range(5))
_WIDTH = 12
"""Bits of one counter: up to 4095 decisions or stays of a person on a day."""


@dataclass(frozen=True)
class DayState:
    """``marks`` has the five marks of each cell (person times days, plus day); ``known``: any decision."""

    marks: WholeNumbers
    known: WholeNumbers


def day_state(grounds: GroundColumns, low: int, count: int, calendar: Calendar) -> DayState:
    """The state of persons ``low`` and on; the grounds are those persons' alone."""
    frames, absences = grounds.frames, grounds.absences
    change = np.zeros((count, calendar.count + 1), np.int64)
    held = 1 + (frames.several.astype(np.int64) << _WIDTH) + (frames.night.astype(np.int64) << 2 * _WIDTH)
    _paint(change, frames.person - low, frames.first, frames.last, held, calendar)
    away = np.where(absences.death.astype(bool), np.int64(1) << 4 * _WIDTH, np.int64(1) << 3 * _WIDTH)
    _paint(change, absences.person - low, absences.first, absences.last, away, calendar)
    counted = np.cumsum(change, axis=1)[:, :-1]
    marks = np.zeros(counted.shape, np.uint8)
    for place in range(5):
        marks |= (((counted >> place * _WIDTH) & ((1 << _WIDTH) - 1)) > 0).astype(np.uint8) << place
    known = np.zeros(count, bool)
    known[frames.person - low] = True
    return DayState(marks.reshape(-1), known)


def limits_of(
    grounds: GroundColumns, unit: Unit, low: int, count: int, calendar: Calendar
) -> WholeNumbers | None:
    """Whole minutes that each person's decisions grant in a whole unit, day by day; None where none does."""
    frames = grounds.frames
    if not frames.limit(unit).any():
        return None
    change = np.zeros((count, calendar.count + 1), np.int64)
    _paint(change, frames.person - low, frames.first, frames.last, frames.limit(unit), calendar)
    return np.cumsum(change, axis=1)[:, :-1]


def _paint(
    change: WholeNumbers,
    person: WholeNumbers,
    first: WholeNumbers,
    last: WholeNumbers,
    what: WholeNumbers,
    calendar: Calendar,
) -> None:
    """Add ``what`` from the first day to the last: what changes, and where."""
    begin = np.clip(first - calendar.first, 0, calendar.count)
    end = np.clip(last.astype(np.int64) + 1 - calendar.first, 0, calendar.count)
    there = end > begin
    np.add.at(change, (person[there], begin[there]), what[there])
    np.add.at(change, (person[there], end[there]), -what[there])
