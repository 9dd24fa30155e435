"""The minutes of each line on the day it begins and, for those over midnight, on the day after."""

from dataclasses import dataclass

import numpy as np

from rettvis.journey.delivery.many.calendar import Calendar
from rettvis.journey.delivery.many.columns import ShiftColumns, WholeNumbers


@dataclass(frozen=True)
class Pieces:
    """``day`` is a place among the calendar's days, ``minutes`` those on it; ``over`` are the rows that go
    over midnight, with ``minutes_after`` on the next day."""

    day: WholeNumbers
    minutes: WholeNumbers
    over: WholeNumbers
    minutes_after: WholeNumbers

    def sums(self, owner: WholeNumbers, owners: int, calendar: Calendar) -> WholeNumbers:
        """Minutes of each owner (a row) on each day."""
        cells, size = owner * calendar.count + self.day, owners * calendar.count
        found = np.bincount(cells, self.minutes, size)
        if len(self.over):
            found += np.bincount(cells[self.over] + 1, self.minutes_after, size)
        return found.astype(np.int32).reshape(owners, calendar.count)


def cells_of(marked: WholeNumbers) -> tuple[WholeNumbers, WholeNumbers]:
    """Row and column of each marked cell of a table; far quicker than asking for both at once."""
    flat = np.flatnonzero(marked)
    return flat // marked.shape[1], flat % marked.shape[1]


def pieces_of(part: ShiftColumns, calendar: Calendar) -> Pieces:
    """The pieces; the pause is taken from the longer one, the first where they are alike."""
    day = calendar.day_of(part.start)
    minutes = part.length - part.pause
    turn = calendar.midnight[day + 1]
    over = np.flatnonzero(part.start + part.length > turn)
    before = turn[over] - part.start[over]
    length, pause = part.length[over], part.pause[over]
    after = length - before
    first = before >= after
    longer = np.minimum(pause, np.where(first, before, after))
    rest = pause - longer
    minutes = minutes.astype(np.int32)
    minutes[over] = before - np.where(first, longer, rest)
    return Pieces(day, minutes, over, after - np.where(first, rest, longer))
