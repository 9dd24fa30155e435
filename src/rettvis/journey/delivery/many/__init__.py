"""All checks of shifts over many lines, as columns: the same deviations as one line at a time."""

from collections.abc import Sequence

from rettvis.journey.delivery.deviation import ShiftDeviation
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
    return names.deviations(found)
