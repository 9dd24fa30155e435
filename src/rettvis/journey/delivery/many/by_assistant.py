"""The checks of one part of the assistants: two places at once, long days and weeks, rest and overtime."""

from dataclasses import dataclass

import numpy as np

from rettvis.journey.delivery.checks.working_time import OVERTIME_WEEKS
from rettvis.journey.delivery.deviation import DeviationCode
from rettvis.journey.delivery.frame import Unit
from rettvis.journey.delivery.many.calendar import Calendar
from rettvis.journey.delivery.many.columns import DeviationColumns, ShiftColumns, WholeNumbers
from rettvis.journey.delivery.many.pieces import cells_of, pieces_of
from rettvis.journey.delivery.many.sorting import Sorted, in_order
from rettvis.journey.delivery.many.told import Gathered
from rettvis.lawbook.working_time import WorkingTimeLimits

_DAY = 24 * 60
_WEEK = 7


def check_assistants(
    part: ShiftColumns, low: int, count: int, calendar: Calendar, limits: WorkingTimeLimits
) -> DeviationColumns:
    """What deviates for assistants ``low`` and the ``count`` - 1 after it; ``part`` holds all their lines."""
    told = Gathered()
    if not len(part):
        return told.table()
    owner = part.assistant - np.int32(low)
    order, again, _ = in_order(owner, part)
    if len(again):
        kept = np.ones(len(part), bool)
        kept[again] = False
        _told_of(part, low, owner, kept, count, calendar, limits, told)
    else:
        _told_of(part, low, owner, None, count, calendar, limits, told)
    _of_order(part, order, calendar, limits, told)
    return told.table()


def _told_of(
    part: ShiftColumns,
    low: int,
    owner: WholeNumbers,
    kept: WholeNumbers | None,
    count: int,
    calendar: Calendar,
    limits: WorkingTimeLimits,
    told: Gathered,
) -> None:
    """Days and weeks, from the sums of every day."""
    rows = part if kept is None else part.take(kept)
    days = pieces_of(rows, calendar).sums(owner if kept is None else owner[kept], count, calendar)
    sums = _Sums(low, days, calendar, told)
    sums.days(limits)
    sums.trailing(DeviationCode.LONG_WEEK, days, _WEEK, limits.total_week, 1)
    weeks = np.add.reduceat(days, calendar.starts[Unit.WEEK], axis=1)
    sums.ordinary_weeks(weeks, limits)
    overtime = np.maximum(weeks - np.int32(limits.ordinary_week), 0)
    for weeks_in, code in OVERTIME_WEEKS:
        most = limits.overtime_4_weeks if code is DeviationCode.OVERTIME_4_WEEKS else limits.overtime_52_weeks
        sums.trailing(code, overtime, weeks_in, most, _WEEK)


@dataclass
class _Sums:
    """Minutes of each assistant (a row) on each day of the calendar."""

    low: int
    minutes: WholeNumbers
    calendar: Calendar
    told: Gathered

    def days(self, limits: WorkingTimeLimits) -> None:
        """Days above the ordinary, above the most, and above what the day has."""
        who, day = cells_of(self.minutes > limits.ordinary_day)
        minutes = self.minutes[who, day]
        length = (self.calendar.midnight[day + 1] - self.calendar.midnight[day]).astype(np.int64)
        too_long, too_many = minutes > limits.total_day, minutes > length
        for code, chosen, allowed in (
            (DeviationCode.OVER_24_HOURS, too_many, length),
            (DeviationCode.LONG_DAY, too_long & ~too_many, np.full(len(who), limits.total_day)),
            (
                DeviationCode.ORDINARY_DAY,
                ~too_long & ~too_many,
                np.full(len(who), limits.ordinary_day),
            ),
        ):
            on = day[chosen] + self.calendar.first
            self.told.add(
                code,
                len(on),
                assistant=who[chosen] + self.low,
                first=on,
                last=on,
                found=minutes[chosen],
                allowed=allowed[chosen],
            )

    def trailing(self, code: DeviationCode, sums: WholeNumbers, width: int, most: int, days: int) -> None:
        """``width`` units on end whose sum is above ``most`` and was not when they ended one unit before."""
        running = np.cumsum(sums, axis=1, dtype=np.int32)
        worked = running
        if width < sums.shape[1]:
            worked = running.copy()
            worked[:, width:] -= running[:, :-width]
        passed = worked > most
        before = passed[:, :-1].copy()
        passed[:, 1:] &= ~before
        who, unit = cells_of(passed)
        last = unit * days + (days - 1)
        self.told.add(
            code,
            len(who),
            assistant=who + self.low,
            first=last - width * days + 1 + self.calendar.first,
            last=last + self.calendar.first,
            found=worked[who, unit],
            allowed=most,
        )

    def ordinary_weeks(self, weeks: WholeNumbers, limits: WorkingTimeLimits) -> None:
        """Calendar weeks above the ordinary and not above the most."""
        who, week = cells_of((weeks > limits.ordinary_week) & (weeks <= limits.total_week))
        first = self.calendar.starts[Unit.WEEK][week] + self.calendar.first
        self.told.add(
            DeviationCode.ORDINARY_WEEK,
            len(who),
            assistant=who + self.low,
            first=first,
            last=first + _WEEK - 1,
            found=weeks[who, week],
            allowed=limits.ordinary_week,
        )


def _of_order(
    part: ShiftColumns, order: Sorted, calendar: Calendar, limits: WorkingTimeLimits, told: Gathered
) -> None:
    """Two places at once, and rest."""
    later, earlier, minutes = order.overlapping()
    rows = order.rows[later]
    day = calendar.day_of(part.start[rows]) + calendar.first
    told.add(
        DeviationCode.ASSISTANT_OVERLAP,
        len(rows),
        person=part.person[rows],
        assistant=part.assistant[rows],
        line=part.places()[rows],
        other=part.places()[order.rows[earlier]],
        first=day,
        last=day,
        found=minutes,
    )
    gap = order.start[1:] - (order.latest[:-1] >> order.bits)
    for code, rest, window in (
        (DeviationCode.DAILY_REST, limits.daily_rest, _DAY),
        (DeviationCode.WEEKLY_REST, limits.weekly_rest, _WEEK * _DAY),
    ):
        begins = np.concatenate(([0], np.flatnonzero(gap >= rest) + 1))
        ends = np.concatenate((begins[1:], [len(order.key)])) - 1
        lasted = (order.latest[ends] >> order.bits) - order.start[begins]
        most = window - rest
        over = np.flatnonzero(lasted > most)
        first, last = order.rows[begins[over]], order.rows[order.longest(ends[over])]
        told.add(
            code,
            len(over),
            assistant=part.assistant[first],
            line=part.places()[first],
            other=part.places()[last],
            first=calendar.day_of(part.start[first]) + calendar.first,
            last=calendar.day_of(part.start[last] + part.length[last] - 1) + calendar.first,
            found=lasted[over],
            allowed=most,
        )
