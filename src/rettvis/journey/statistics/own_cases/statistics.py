"""The case statistics: how it stands on a day, divided in every way, and what a period has brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.statistics.own_cases.lines import Lines
from rettvis.journey.statistics.own_cases.measured import Measured
from rettvis.journey.statistics.own_cases.months import Month, by_month
from rettvis.journey.statistics.own_cases.movement import Moved, Movement
from rettvis.journey.statistics.own_cases.selection import EVERYTHING, Selection
from rettvis.journey.statistics.own_cases.standing import InForce

TABLES = ("interval", "age", "sex", "service", "kind", "organised", "unit")
"""What the users of a day are divided by, in the order they are shown."""


@dataclass(frozen=True)
class CaseStatistics:
    """All figures of a selection over a period: tables and total are of the day ``last``."""

    first: date
    last: date
    selection: Selection
    total: Measured
    tables: Mapping[str, tuple[tuple[str, Measured], ...]]
    movement: Movement
    months: tuple[Month, ...]


def case_statistics(
    lines: Lines, first: date, last: date, selection: Selection = EVERYTHING
) -> CaseStatistics:
    """The figures from ``first`` to ``last``, both included. Raises ValueError when the period is turned."""
    if last < first:
        raise ValueError("the period ends before it begins")
    standing = InForce(lines, last, selection)
    return CaseStatistics(
        first=first,
        last=last,
        selection=selection,
        total=standing.totals.all,
        tables={table: standing.by(table) for table in TABLES},
        movement=Moved(lines, first, last, selection).counted,
        months=by_month(lines, first, last, selection),
    )


def year_before(last: date) -> date:
    """The first day of the twelve months that end with ``last``: where a period begins when none is given."""
    following = last + timedelta(days=1)
    if (following.month, following.day) == (2, 29):
        return following.replace(year=following.year - 1, day=28)
    return following.replace(year=following.year - 1)
