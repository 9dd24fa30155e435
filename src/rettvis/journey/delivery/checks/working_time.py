"""Warnings of working time: long days and weeks, too little rest, overtime. The employer answers for them.

Days are the clock's, and seven days are any seven: narrower than "24 hours", so that nothing is told falsely.
Rest is exact: work with no rest as long as the law asks for may last only what is left of the 24 hours (of
the seven days).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rettvis.journey.delivery.checks.allowance import unit_days
from rettvis.journey.delivery.checks.overlaps import PlacedShift
from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import Unit
from rettvis.journey.delivery.local_time import DAY, day_at, day_length
from rettvis.lawbook.working_time import WorkingTimeLimits

WEEK = 7
OVERTIME_WEEKS = ((4, DeviationCode.OVERTIME_4_WEEKS), (52, DeviationCode.OVERTIME_52_WEEKS))


def working_time(lines: Sequence[PlacedShift], limits: WorkingTimeLimits) -> Iterator[ShiftDeviation]:
    """Everything about working time, assistant by assistant over all persons and providers."""
    own: dict[str, list[PlacedShift]] = defaultdict(list)
    for line in lines:
        own[line[1].assistant].append(line)
    for assistant, theirs in own.items():
        days: dict[int, int] = defaultdict(int)
        for _, shift in theirs:
            for day, minutes in shift.pieces:
                days[day] += minutes
        yield from _days(assistant, days, limits)
        yield from _seven_days(assistant, days, limits.total_week)
        yield from _weeks(assistant, days, limits)
        theirs.sort(key=lambda line: (line[1].first, line[0]))
        rest = limits.daily_rest
        yield from _without_rest(DeviationCode.DAILY_REST, assistant, theirs, rest, DAY - rest)
        rest = limits.weekly_rest
        yield from _without_rest(DeviationCode.WEEKLY_REST, assistant, theirs, rest, WEEK * DAY - rest)


def _days(assistant: str, days: Mapping[int, int], limits: WorkingTimeLimits) -> Iterator[ShiftDeviation]:
    for day, minutes in days.items():
        length = day_length(day)
        if minutes > length:
            yield _told(DeviationCode.OVER_24_HOURS, assistant, day, day, minutes, length)
        elif minutes > limits.total_day:
            yield _told(DeviationCode.LONG_DAY, assistant, day, day, minutes, limits.total_day)
        elif minutes > limits.ordinary_day:
            yield _told(DeviationCode.ORDINARY_DAY, assistant, day, day, minutes, limits.ordinary_day)


def _seven_days(assistant: str, days: Mapping[int, int], most: int) -> Iterator[ShiftDeviation]:
    """Seven days to a day on which the limit is passed, and was not passed the day before."""
    passed = False
    for day in range(min(days), max(days) + 1):
        worked = sum(days.get(one, 0) for one in range(day - WEEK + 1, day + 1))
        if worked > most and not passed:
            yield _told(DeviationCode.LONG_WEEK, assistant, day - WEEK + 1, day, worked, most)
        passed = worked > most


def _weeks(assistant: str, days: Mapping[int, int], limits: WorkingTimeLimits) -> Iterator[ShiftDeviation]:
    """Calendar weeks above the ordinary, and overtime in the 4 and the 52 weeks to a week."""
    weeks: dict[int, int] = defaultdict(int)
    for day, minutes in days.items():
        weeks[unit_days(Unit.WEEK, day)[0]] += minutes
    for first, minutes in weeks.items():
        if limits.ordinary_week < minutes <= limits.total_week:
            code = DeviationCode.ORDINARY_WEEK
            yield _told(code, assistant, first, first + WEEK - 1, minutes, limits.ordinary_week)
    over = {first: max(0, minutes - limits.ordinary_week) for first, minutes in weeks.items()}
    for count, code in OVERTIME_WEEKS:
        most = limits.overtime_4_weeks if count == OVERTIME_WEEKS[0][0] else limits.overtime_52_weeks
        passed = False
        for week in range(min(over), max(over) + 1, WEEK):
            from_week = week - (count - 1) * WEEK
            worked = sum(over.get(one, 0) for one in range(from_week, week + 1, WEEK))
            if worked > most and not passed:
                yield _told(code, assistant, from_week, week + WEEK - 1, worked, most)
            passed = worked > most


def _without_rest(
    code: DeviationCode, assistant: str, lines: Sequence[PlacedShift], rest: int, most: int
) -> Iterator[ShiftDeviation]:
    """Stretches of work with no rest as long as ``rest`` in them that last longer than ``most``."""
    begun = longest = lines[0]
    for line in [*lines[1:], None]:
        if line is None or line[1].first - longest[1].last >= rest:
            lasted = longest[1].last - begun[1].first
            if lasted > most:
                yield ShiftDeviation(
                    code,
                    assistant=assistant,
                    line=begun[0],
                    other=longest[0],
                    first=begun[1].day,
                    last=day_at(longest[1].last - 1),
                    found=lasted,
                    allowed=most,
                )
            if line is not None:
                begun = longest = line
        elif line[1].last > longest[1].last:
            longest = line


def _told(
    code: DeviationCode, assistant: str, first: int, last: int, found: int, allowed: int
) -> ShiftDeviation:
    return ShiftDeviation(code, assistant=assistant, first=first, last=last, found=found, allowed=allowed)
