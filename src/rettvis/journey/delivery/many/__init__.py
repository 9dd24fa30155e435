"""All checks of shifts over many lines, as columns: the same deviations as one line at a time."""

from collections.abc import Sequence

from rettvis.journey.delivery.checks.journeys import on_journeys
from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import Grounds
from rettvis.journey.delivery.many.columns import columns_of
from rettvis.journey.delivery.many.run import check_columns
from rettvis.journey.delivery.rules import CheckRules
from rettvis.journey.delivery.shift import Shift

__all__ = ["check_columns", "check_many", "columns_of"]


def check_many(shifts: Sequence[Shift], grounds: Grounds, rules: CheckRules) -> tuple[ShiftDeviation, ...]:
    """What ``check_shifts`` gives, for as many lines as there are."""
    lines, columns, names = columns_of(shifts, grounds)
    found = check_columns(
        lines, columns, rules, len(names.persons), len(names.assistants), len(names.providers)
    )
    told = names.deviations(found)
    if grounds.journeys is None:
        return told
    # Where a line was is no column: journeys are few, and are checked one line at a time.
    again = {one.line for one in told if one.code is DeviationCode.DUPLICATE_LINE}
    lines_once = ((place, shift) for place, shift in enumerate(shifts) if place not in again)
    return tuple(sorted((*told, *on_journeys(lines_once, grounds.journeys))))
