"""More than the decision allows, by day, week, month and year (the hour bank), judged against its frame."""

from calendar import isleap, monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from rettvis.journey.delivery.checks.overlaps import PlacedShift
from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import Frame, Unit
from rettvis.journey.delivery.local_time import date_of, number_of_day
from rettvis.journey.delivery.rules import WHOLE_PERCENT, CheckRules
from rettvis.journey.delivery.shift import Shift, ShiftKind

_OVER = {
    Unit.DAY: DeviationCode.OVER_DAY,
    Unit.WEEK: DeviationCode.OVER_WEEK,
    Unit.MONTH: DeviationCode.OVER_MONTH,
    Unit.YEAR: DeviationCode.OVER_YEAR,
}
_WEEK = 7
_MONDAY = 3
"""1970-01-01 was a Thursday, three days after a Monday."""


def over_the_frame(
    lines: Sequence[PlacedShift], frames: Iterable[Frame], rules: CheckRules
) -> Iterator[ShiftDeviation]:
    """Units in which more was counted than the decisions in force allow; days outside them do not count."""
    own: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        own[frame.person].append(frame)
    counted: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for _, shift in lines:
        for day, minutes in shift.pieces:
            counted[shift.person][day] += counted_minutes(shift, minutes, rules)
    for person, days in counted.items():
        for unit in Unit:
            yield from _over(person, days, [f for f in own.get(person, []) if f.limit(unit)], unit)


def counted_minutes(shift: Shift, minutes: int, rules: CheckRules) -> int:
    """Minutes that are taken from the decision's hours: of a resting night the share, a half rounded up."""
    if shift.kind is not ShiftKind.RESTING_NIGHT:
        return minutes
    percent = rules.resting_percent if rules.resting_of is None else rules.resting_of(shift)
    return (minutes * percent + WHOLE_PERCENT // 2) // WHOLE_PERCENT


def _over(person: str, days: dict[int, int], frames: Sequence[Frame], unit: Unit) -> Iterator[ShiftDeviation]:
    used: dict[tuple[int, int], int] = defaultdict(int)
    for day, minutes in days.items():
        if any(date_of(day) in frame.period for frame in frames):
            used[unit_days(unit, day)] += minutes
    for (first, last), minutes in used.items():
        allowed = _allowed(frames, unit, first, last)
        if minutes > allowed:
            yield ShiftDeviation(_OVER[unit], person, first=first, last=last, found=minutes, allowed=allowed)


def unit_days(unit: Unit, day: int) -> tuple[int, int]:
    """The first and the last day number of the unit that a day lies in; weeks begin on Monday."""
    if unit is Unit.DAY:
        return day, day
    if unit is Unit.WEEK:
        first = day - (day + _MONDAY) % _WEEK
        return first, first + _WEEK - 1
    on = date_of(day)
    if unit is Unit.MONTH:
        first = number_of_day(on.replace(day=1))
        return first, first + monthrange(on.year, on.month)[1] - 1
    first = number_of_day(date(on.year, 1, 1))
    return first, first + (366 if isleap(on.year) else 365) - 1


def _allowed(frames: Sequence[Frame], unit: Unit, first: int, last: int) -> int:
    """The sum of what each decision grants on its days of the unit, a whole minute begun counted whole."""
    granted = sum((frame.limit(unit) or 0) * _days_in_force(frame, first, last) for frame in frames)
    return ceil(Fraction(granted, last - first + 1))


def _days_in_force(frame: Frame, first: int, last: int) -> int:
    end = frame.period.last
    until = last if end is None else min(last, number_of_day(end))
    return max(0, until - max(first, number_of_day(frame.period.first)) + 1)
