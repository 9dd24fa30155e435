"""Month by month: how it stood on the last day of each, and what happened in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.statistics.own_cases.lines import Lines
from rettvis.journey.statistics.own_cases.measured import Measured
from rettvis.journey.statistics.own_cases.movement import Moved, Movement
from rettvis.journey.statistics.own_cases.selection import EVERYTHING, Selection
from rettvis.journey.statistics.own_cases.standing import InForce


@dataclass(frozen=True)
class Month:
    """A month, or what of it lies in the period: its last day's users and hours, and its movement."""

    standing: Measured
    movement: Movement

    @property
    def key(self) -> str:
        """The month as an address writes it: 2026-03."""
        return f"{self.movement.last:%Y-%m}"


def months_of(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """The months from a day to a day, the first and the last cut by the period; in order."""
    found = []
    while first <= last:
        until = min(end_of_month(first), last)
        found.append((first, until))
        first = until + timedelta(days=1)
    return tuple(found)


def end_of_month(day: date) -> date:
    """The last day of the month of ``day``."""
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def by_month(lines: Lines, first: date, last: date, selection: Selection = EVERYTHING) -> tuple[Month, ...]:
    """Each month of a period."""
    return tuple(
        Month(InForce(lines, until, selection).totals.all, Moved(lines, begins, until, selection).counted)
        for begins, until in months_of(first, last)
    )
