"""Lines that are there twice, assistants in two places at once, and several assistants at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import Frame
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.shift import Shift

PlacedShift = tuple[int, Shift]


def duplicates(lines: Iterable[PlacedShift]) -> Iterator[ShiftDeviation]:
    """Lines with the person, assistant, provider, start and end of an earlier one."""
    seen: dict[tuple[str, str, str, int, int], int] = {}
    for place, shift in lines:
        key = (shift.person, shift.assistant, shift.provider, shift.first, shift.last)
        first = seen.setdefault(key, place)
        if first != place:
            yield _told(DeviationCode.DUPLICATE_LINE, place, first, shift, shift.minutes)


def assistant_overlaps(lines: Sequence[PlacedShift]) -> Iterator[ShiftDeviation]:
    """Lines that begin while an earlier one of the assistant runs, whoever the person or the provider."""
    for place, shift, other, running in _while_running(lines, lambda shift: shift.assistant):
        code = DeviationCode.ASSISTANT_OVERLAP
        yield _told(code, place, other, shift, min(shift.last, running.last) - shift.first)


def several_assistants(lines: Sequence[PlacedShift], frames: Iterable[Frame]) -> Iterator[ShiftDeviation]:
    """Lines that begin while another assistant is with the person, on a day when the decision has but one."""
    own: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        own[frame.person].append(frame)
    for place, shift, other, running in _while_running(lines, lambda shift: shift.person):
        day = date_of(shift.day)
        there = [frame for frame in own[shift.person] if day in frame.period]
        if there and running.assistant != shift.assistant and not any(frame.several for frame in there):
            code = DeviationCode.SEVERAL_ASSISTANTS
            yield _told(code, place, other, shift, min(shift.last, running.last) - shift.first)


def _while_running(
    lines: Sequence[PlacedShift], whose: Callable[[Shift], str]
) -> Iterator[tuple[int, Shift, int, Shift]]:
    """Each line that begins before the latest end so far, with the earlier line that has that end."""
    by: dict[str, list[PlacedShift]] = defaultdict(list)
    for line in lines:
        by[whose(line[1])].append(line)
    for own in by.values():
        longest = min(own, key=_in_order)
        for _, (place, shift) in pairwise(sorted(own, key=_in_order)):
            if shift.first < longest[1].last:
                yield place, shift, *longest
            if shift.last > longest[1].last:
                longest = place, shift


def _in_order(line: PlacedShift) -> tuple[int, int]:
    return line[1].first, line[0]


def _told(code: DeviationCode, place: int, other: int, shift: Shift, found: int) -> ShiftDeviation:
    return ShiftDeviation(
        code, shift.person, shift.assistant, place, other, first=shift.day, last=shift.day, found=found
    )
