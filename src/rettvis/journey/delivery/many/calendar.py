"""The days that the lines lie on as tables: when each begins, its night, and the units it belongs to."""

from dataclasses import dataclass

import numpy as np

from rettvis.journey.delivery.checks.allowance import unit_days
from rettvis.journey.delivery.frame import Unit
from rettvis.journey.delivery.local_time import clock_at, day_at
from rettvis.journey.delivery.many.columns import WholeNumbers
from rettvis.journey.delivery.rules import CheckRules

_HOUR = 60
_DAY = 24 * _HOUR


@dataclass(frozen=True)
class Calendar:
    """Days from ``first`` on, ``count`` of them: whole units, so that every unit with a line is all there.

    ``midnight`` has one entry more than there are days; ``night_ends`` and ``night_begins`` are moments of
    each day; ``starts`` says where each unit begins among the days, and ``lengths`` how many days it has.
    """

    first: int
    count: int
    midnight: WholeNumbers
    night_ends: WholeNumbers
    night_begins: WholeNumbers
    starts: dict[Unit, WholeNumbers]
    lengths: dict[Unit, WholeNumbers]

    def day_of(self, start: WholeNumbers) -> WholeNumbers:
        """The place of each moment's day among the days."""
        day: WholeNumbers = (start - (self.midnight[0] - _HOUR)) // _DAY
        day -= start < self.midnight[day]
        return day


def calendar_of(first: int, last: int, units: tuple[Unit, ...], rules: CheckRules) -> Calendar:
    """The calendar of moments ``first`` to ``last``, with whole weeks and whole other ``units``."""
    days = day_at(first), day_at(last) + 1
    for unit in (*units, Unit.WEEK):
        days = unit_days(unit, days[0])[0], unit_days(unit, days[1])[1]
    begin, count = days[0], days[1] - days[0] + 1
    numbers = range(begin, begin + count)
    begins, ends = rules.night
    starts = {unit: np.unique([max(0, unit_days(unit, day)[0] - begin) for day in numbers]) for unit in Unit}
    lengths = {
        unit: np.array([_days_in(unit, begin + int(place)) for place in places])
        for unit, places in starts.items()
    }
    return Calendar(
        begin,
        count,
        np.array([clock_at(day, 0) for day in range(begin, begin + count + 1)], np.int32),
        np.array([clock_at(day, ends) for day in numbers], np.int32),
        np.array([clock_at(day, begins) for day in numbers], np.int32),
        starts,
        lengths,
    )


def _days_in(unit: Unit, day: int) -> int:
    first, last = unit_days(unit, day)
    return last - first + 1
