"""What one line shows alone: outside the decision, at night, during a stay, its minutes and its price."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rettvis.journey.delivery.checks.overlaps import PlacedShift
from rettvis.journey.delivery.checks.prices import PriceList
from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import Absence, Away, Frame, Grounds
from rettvis.journey.delivery.local_time import clock_at, date_of
from rettvis.journey.delivery.rules import CheckRules
from rettvis.journey.delivery.shift import NIGHT_KINDS, Shift

_Days = list[tuple[int, int]]
"""Day numbers and minutes."""


def each_line(lines: Sequence[PlacedShift], grounds: Grounds, rules: CheckRules) -> Iterator[ShiftDeviation]:
    """What is to be told of each line by itself."""
    frames: dict[str, list[Frame]] = defaultdict(list)
    absences: dict[str, list[Absence]] = defaultdict(list)
    for frame in grounds.frames:
        frames[frame.person].append(frame)
    for absence in grounds.absences:
        absences[absence.person].append(absence)
    prices = None if grounds.prices is None else PriceList(grounds.prices, grounds.more_prices)
    for place, shift in lines:
        yield from _beside_the_decision(place, shift, frames.get(shift.person, []), rules)
        yield from _while_away(place, shift, absences.get(shift.person, []))
        if shift.stated is not None and shift.stated != shift.minutes:
            yield _told(DeviationCode.MINUTES_DIFFER, place, shift, shift.stated, shift.minutes)
        if prices is not None:
            yield from _price(place, shift, prices)


def minutes_at_night(shift: Shift, night: tuple[int, int]) -> int:
    """Minutes of the line, pauses too, that lie between the night's beginning and its end.

    ``night`` is minutes of the clock: from the first to midnight, and from midnight to the second.
    """
    begins, ends = night
    return sum(
        _common(shift, clock_at(day, 0), clock_at(day, ends))
        + _common(shift, clock_at(day, begins), clock_at(day + 1, 0))
        for day in (shift.day, shift.day + 1)
    )


def _common(shift: Shift, start: int, end: int) -> int:
    return max(0, min(shift.last, end) - max(shift.first, start))


def _beside_the_decision(
    place: int, shift: Shift, frames: Sequence[Frame], rules: CheckRules
) -> Iterator[ShiftDeviation]:
    if not frames:
        yield _told(DeviationCode.NO_DECISION, place, shift, shift.minutes)
        return
    outside = [
        (day, minutes)
        for day, minutes in shift.pieces
        if minutes and not any(date_of(day) in frame.period for frame in frames)
    ]
    yield from on_days(DeviationCode.OUTSIDE_DECISION, place, shift, outside)
    there = [frame for frame in frames if date_of(shift.day) in frame.period]
    at_night = minutes_at_night(shift, rules.night)
    if there and (at_night or shift.kind in NIGHT_KINDS) and not any(frame.night for frame in there):
        yield _told(DeviationCode.NIGHT_NOT_GRANTED, place, shift, at_night)


def _while_away(place: int, shift: Shift, absences: Sequence[Absence]) -> Iterator[ShiftDeviation]:
    for away, code in (
        (Away.DEATH, DeviationCode.AFTER_DEATH),
        (Away.STAY, DeviationCode.IN_INSTITUTION),
    ):
        periods = [absence.period for absence in absences if absence.away is away]
        within = [
            (day, minutes)
            for day, minutes in shift.pieces
            if minutes and any(date_of(day) in period for period in periods)
        ]
        yield from on_days(code, place, shift, within)


def on_days(code: DeviationCode, place: int, shift: Shift, days: _Days) -> Iterator[ShiftDeviation]:
    """One deviation of a line with the minutes of some of its days; none where there are no days."""
    if days:
        minutes = sum(part for _, part in days)
        yield ShiftDeviation(
            code,
            shift.person,
            shift.assistant,
            place,
            first=days[0][0],
            last=days[-1][0],
            found=minutes,
        )


def _price(place: int, shift: Shift, prices: PriceList) -> Iterable[ShiftDeviation]:
    agreed = prices.on(shift.provider, shift.kind, shift.day)
    if agreed is None:
        return [_told(DeviationCode.NO_PRICE, place, shift, shift.price or 0)]
    if shift.price is not None and not prices.has(shift.provider, shift.kind, shift.day, shift.price):
        return [_told(DeviationCode.PRICE_DIFFERS, place, shift, shift.price, agreed)]
    return []


def _told(code: DeviationCode, place: int, shift: Shift, found: int, allowed: int = 0) -> ShiftDeviation:
    return ShiftDeviation(
        code,
        shift.person,
        shift.assistant,
        place,
        first=shift.day,
        last=shift.day,
        found=found,
        allowed=allowed,
    )
