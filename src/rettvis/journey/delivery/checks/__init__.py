"""All checks of shifts, one line at a time: plain, and what the checks of many lines are held against.

A line that is there twice is told once, and left out of every other check until somebody has accepted that
both are right. Nothing is refused or cut.
"""

from collections.abc import Collection, Sequence

from rettvis.journey.delivery.checks.allowance import over_the_frame
from rettvis.journey.delivery.checks.each_line import each_line
from rettvis.journey.delivery.checks.invoices import invoice_deviations
from rettvis.journey.delivery.checks.journeys import on_journeys
from rettvis.journey.delivery.checks.overlaps import assistant_overlaps, duplicates, several_assistants
from rettvis.journey.delivery.checks.working_time import working_time
from rettvis.journey.delivery.deviation import ShiftDeviation
from rettvis.journey.delivery.frame import Grounds
from rettvis.journey.delivery.rules import CheckRules
from rettvis.journey.delivery.shift import Shift

__all__ = ["check_shifts"]


def check_shifts(
    shifts: Sequence[Shift], grounds: Grounds, rules: CheckRules, accepted: Collection[int] = ()
) -> tuple[ShiftDeviation, ...]:
    """Every deviation, sorted; lines are named by their places in ``shifts``.

    ``accepted`` are places of lines that are there twice and that somebody has accepted: they count in all
    checks but those of what was at once, where the twin would only be told again.
    """
    lines = list(enumerate(shifts))
    twice = list(duplicates(lines))
    again = {one.line for one in twice}
    single = [(place, shift) for place, shift in lines if place not in again]
    lines = [(place, shift) for place, shift in lines if place not in again or place in accepted]
    found = [
        *twice,
        *assistant_overlaps(single),
        *several_assistants(single, grounds.frames),
        *each_line(lines, grounds, rules),
        *on_journeys(lines, grounds.journeys),
        *over_the_frame(lines, grounds.frames, rules),
        *working_time(lines, rules.limits),
        *invoice_deviations(lines, grounds),
    ]
    return tuple(sorted(found))
