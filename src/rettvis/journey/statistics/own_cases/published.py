"""The statistics as they may be published, to whoever may not see the cases.

What is published hangs together, so that no table gives away what another hides:

- In all services together, only the division by service is shown. Of it, the small services alone are hidden:
  where a total would give them away it is the total that is not shown, so that a small service does not hide
  a large one. The other divisions are shown within one service, where each table is hidden by
  :mod:`~rettvis.journey.statistics.own_cases.suppression`.
- Within a service one more choice may be made. Its total is shown where the table of that choice shows it,
  and it is divided further only where the whole cross of the two holds no sensitive cell at all.
- Figures are shown for publication days: last days of months, so far apart that at least as many users as
  the threshold have other hours than on the publication day before.
- Who is new and who has ended is shown together or not at all, and for every period of a row or for none.
- The median is shown for twice the threshold; the least and the most of one user never.

Not protected: what somebody knows from elsewhere, and what two pages tell together when one was kept from
before decisions were registered with effect back in time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from rettvis.journey.statistics.own_cases.lines import Lines
from rettvis.journey.statistics.own_cases.measured import Measured
from rettvis.journey.statistics.own_cases.months import end_of_month
from rettvis.journey.statistics.own_cases.movement import ENDED, NEW, Moved, Movement
from rettvis.journey.statistics.own_cases.selection import Selection
from rettvis.journey.statistics.own_cases.standing import InForce
from rettvis.journey.statistics.own_cases.suppression import DividedTable, sensitive, small

OF_ALL = ("service",)
"""What all services together are divided by."""

WITHIN_A_SERVICE = ("interval", "age", "sex", "kind", "organised", "unit")
"""What one service is divided by."""

OVERLAPPING = frozenset({"service", "kind", "organised", "unit"})
"""Tables in which somebody may be in several rows."""


@dataclass(frozen=True)
class PublishedCell:
    """A cell as it is published; None is hidden, or for the mean and the median that there is none."""

    users: int | None = None
    minutes: int | None = None
    mean: Fraction | None = None
    median: Fraction | None = None


HIDDEN = PublishedCell()
PublishedTable = tuple[tuple[str, PublishedCell], ...]


@dataclass(frozen=True)
class PublishedFlows:
    """What a period brought; None is hidden."""

    first: date
    last: date
    new: int | None
    ended: int | None
    changed: int | None


@dataclass(frozen=True)
class PublishedMonth:
    """A publication day, and what has happened since the one before."""

    day: date
    cell: PublishedCell
    flows: PublishedFlows


@dataclass(frozen=True)
class PublishedStatistics:
    """What is published of a selection; a table that is None is withheld."""

    first: date
    last: date
    selection: Selection
    threshold: int
    total: PublishedCell
    tables: Mapping[str, PublishedTable | None]
    movement: PublishedFlows
    months: tuple[PublishedMonth, ...]


def published(
    lines: Lines, first: date, last: date, selection: Selection, threshold: int
) -> PublishedStatistics | None:
    """What may be published of a period of whole months; its last day is the last publication day in it.

    None where nothing may be: there is no publication day by then, or the selection itself is hidden.
    """
    if not _allowed(selection):
        return None
    days = publication_days(lines, selection, last, threshold)
    if not days or not _shown(lines, days[-1], selection, threshold):
        return None
    day = days[-1]
    first = min(first, day).replace(day=1)
    return PublishedStatistics(
        first=first,
        last=day,
        selection=selection,
        threshold=threshold,
        total=_total(lines, day, selection, threshold),
        tables=_tables(lines, day, selection, threshold),
        movement=_hidden_flows(first, day)
        if _total(lines, day, selection, threshold) == HIDDEN
        else _flows(Moved(lines, first, day, selection).counted, threshold),
        months=_months(lines, days, first, selection, threshold),
    )


def publication_days(lines: Lines, selection: Selection, until: date, threshold: int) -> list[date]:
    """The last days of months up to ``until`` on which figures of a selection may be shown, in order.

    Each is the first on which so many users have other hours than on the one before, or the same hours.
    """
    days: list[date] = []
    before: InForce | None = None
    month = end_of_month(lines.first_day) if lines.first_day else until + timedelta(days=1)
    while month <= until:
        now = InForce(lines, month, selection)
        total = now.totals.all
        apart = before is None or not small(_others(before, now), threshold)
        if total.users and not sensitive(total, threshold) and apart:
            days.append(month)
            before = now
        month = end_of_month(month + timedelta(days=1))
    return days


def _total(lines: Lines, day: date, selection: Selection, threshold: int) -> PublishedCell:
    """The total of a selection; of all services only where it gives no small one away."""
    standing = InForce(lines, day, selection)
    total = standing.totals.all
    if selection.service is None:
        services = DividedTable(standing.by("service"), total, overlapping=True)
        if not services.total_shown(threshold):
            return HIDDEN
    return _cell(total, threshold)


def _hidden_flows(first: date, last: date) -> PublishedFlows:
    return PublishedFlows(first, last, None, None, None)


def _others(before: InForce, now: InForce) -> int:
    """How many are there on one of two days alone, or have other hours."""
    was, is_now = before.totals, now.totals
    return int(np.count_nonzero((was.there != is_now.there) | (was.minutes != is_now.minutes)))


def _allowed(selection: Selection) -> bool:
    """All services with nothing chosen, or one service and at most one choice more."""
    others = selection.chosen.keys() - {"service"}
    return not others if selection.service is None else len(others) <= 1


def _shown(lines: Lines, day: date, selection: Selection, threshold: int) -> bool:
    """Whether the tables that the selection is a cell of show it."""
    for name in selection.chosen.keys() - {"service"}:
        hidden = _hidden(lines, day, selection.without(name), name, threshold)
        if hidden is None or selection.chosen[name] in hidden:
            return False
    service = Selection(service=selection.service)
    return not sensitive(InForce(lines, day, service).totals.all, threshold)


def _hidden(
    lines: Lines, day: date, selection: Selection, table: str, threshold: int
) -> frozenset[str] | None:
    standing = InForce(lines, day, selection)
    divided = DividedTable(standing.by(table), standing.totals.all, table in OVERLAPPING, table == "interval")
    return divided.hidden(threshold)


def _tables(
    lines: Lines, day: date, selection: Selection, threshold: int
) -> dict[str, PublishedTable | None]:
    """The tables of a selection, each hidden as far as it must be."""
    tables = OF_ALL if selection.service is None else WITHIN_A_SERVICE
    more = next(iter(selection.chosen.keys() - {"service"}), None)
    found: dict[str, PublishedTable | None] = {}
    for table in tables:
        if table == more:
            continue
        if table == "service":
            of_all = InForce(lines, day, selection)
            held = DividedTable(of_all.by(table), of_all.totals.all).alone(threshold)
            hidden: frozenset[str] | None = frozenset(held)
        elif more is not None:
            hidden = (
                frozenset[str]() if _cross_is_clear(lines, day, selection, more, table, threshold) else None
            )
        else:
            hidden = _hidden(lines, day, selection, table, threshold)
        found[table] = (
            None if hidden is None else _shown_table(lines, day, selection, table, hidden, threshold)
        )
    return found


def _shown_table(
    lines: Lines, day: date, selection: Selection, table: str, hidden: frozenset[str], threshold: int
) -> PublishedTable:
    """A table with its hidden cells; where an interval is hidden, no interval shows its hours."""
    rows = InForce(lines, day, selection).by(table)
    without_hours = table == "interval" and bool(hidden)
    return tuple(
        (
            key,
            HIDDEN
            if key in hidden
            else PublishedCell(cell.users)
            if without_hours
            else _cell(cell, threshold),
        )
        for key, cell in rows
    )


def _cross_is_clear(
    lines: Lines, day: date, selection: Selection, choice: str, table: str, threshold: int
) -> bool:
    """Whether no cell of a whole cross within the service is sensitive."""
    service = selection.without(choice)
    keys = [key for key, _ in InForce(lines, day, service).by(choice)]
    return not any(
        sensitive(cell, threshold)
        for key in keys
        for _, cell in InForce(lines, day, service.also(choice, key)).by(table)
    )


def _cell(cell: Measured, threshold: int) -> PublishedCell:
    """A cell that is shown; the mean is not where it would tell that only some few have no hours."""
    few_without = small(cell.users - cell.with_hours, threshold)
    return PublishedCell(
        cell.users,
        cell.minutes,
        None if few_without else cell.mean,
        cell.median if cell.with_hours >= 2 * threshold and not few_without else None,
    )


def _flows(movement: Movement, threshold: int) -> PublishedFlows:
    new, ended, changed = movement.flows[NEW], movement.flows[ENDED], movement.changed
    hide = small(new, threshold) or small(ended, threshold)
    return PublishedFlows(
        movement.first,
        movement.last,
        None if hide else new,
        None if hide else ended,
        None if small(changed, threshold) else changed,
    )


def _months(
    lines: Lines, days: list[date], first: date, selection: Selection, threshold: int
) -> tuple[PublishedMonth, ...]:
    """The publication days of the period, with what happened between them, for all of them or for none."""
    shown = [day for day in days if day >= first]
    shown = [day for day in shown if _total(lines, day, selection, threshold) != HIDDEN]
    starts = [first, *(day + timedelta(days=1) for day in shown)]
    rows = [
        PublishedMonth(
            day,
            _total(lines, day, selection, threshold),
            _flows(Moved(lines, begins, day, selection).counted, threshold),
        )
        for begins, day in zip(starts, shown, strict=False)
    ]
    moves = all(row.flows.new is not None for row in rows)
    changes = all(row.flows.changed is not None for row in rows)
    return tuple(
        PublishedMonth(
            row.day,
            row.cell,
            PublishedFlows(
                row.flows.first,
                row.flows.last,
                row.flows.new if moves else None,
                row.flows.ended if moves else None,
                row.flows.changed if changes else None,
            ),
        )
        for row in rows
    )
