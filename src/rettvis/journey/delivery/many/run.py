"""All checks of many lines: the persons in parts and the assistants in parts, two at a time.

A part is small enough for its tables of days to stay in the processor's own memory, and no more than a few
parts are held at once: what is needed beyond the lines does not grow with their number.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np

from rettvis.journey.delivery.frame import Unit
from rettvis.journey.delivery.many.by_assistant import check_assistants
from rettvis.journey.delivery.many.by_person import check_persons
from rettvis.journey.delivery.many.calendar import Calendar, calendar_of
from rettvis.journey.delivery.many.columns import (
    DeviationColumns,
    GroundColumns,
    ShiftColumns,
    WholeNumbers,
)
from rettvis.journey.delivery.many.invoiced import check_invoice_lines
from rettvis.journey.delivery.many.prices import PriceTable
from rettvis.journey.delivery.many.told import Gathered, together
from rettvis.journey.delivery.rules import CheckRules

CELLS = 1 << 21
"""Days times persons (or assistants) of one part."""
ROWS = 1_000_000
"""Lines of one part, about."""


@dataclass(frozen=True)
class Parts:
    """Owners (persons or assistants) numbered from 0, cut into ranges."""

    owners: int
    size: int

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((low, min(self.size, self.owners - low)) for low in range(0, self.owners, self.size))


def parts_of(owners: int, rows: int, days: int) -> Parts:
    """Parts with at most :data:`CELLS` cells, and about :data:`ROWS` lines."""
    by_rows = -(-owners * ROWS // max(rows, 1))
    return Parts(owners, max(1, min(by_rows, CELLS // max(days, 1))))


def check_columns(
    lines: ShiftColumns,
    grounds: GroundColumns,
    rules: CheckRules,
    persons: int,
    assistants: int,
    providers: int,
    *,
    threads: int | None = None,
) -> DeviationColumns:
    """Every deviation of lines in memory; the last numbers say how many there are of each."""
    told = Gathered()
    if grounds.invoiced is not None:
        check_invoice_lines(grounds.invoiced, grounds.prices, told)
    calendar = calendar_for(lines, grounds, rules)
    prices = None if grounds.prices is None else PriceTable(grounds.prices, providers, calendar)
    by_person = parts_of(persons, len(lines), calendar.count)
    numbers = _part_numbers(lines.person, by_person)
    jobs: list[Callable[[], DeviationColumns]] = [
        partial(_persons, lines, grounds, rules, calendar, prices, numbers, low, count, by_person.size)
        for low, count in by_person
    ]
    by_assistant = parts_of(assistants, len(lines), calendar.count)
    numbers = _part_numbers(lines.assistant, by_assistant)
    jobs += [
        partial(_assistants, lines, rules, calendar, numbers, low, count, by_assistant.size)
        for low, count in by_assistant
    ]
    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 4)) as pool:
        return together([told.table(), *pool.map(lambda job: job(), jobs)])


def calendar_for(lines: ShiftColumns, grounds: GroundColumns, rules: CheckRules) -> Calendar:
    """The days of the lines, in whole units of every kind that a decision limits."""
    units = tuple(unit for unit in Unit if grounds.frames.limit(unit).any())
    if not len(lines):
        return calendar_of(0, 0, units, rules)
    # A line is at most a day and an hour long.
    return calendar_of(int(lines.start.min()), int(lines.start.max()) + 25 * 60, units, rules)


def _part_numbers(owner: WholeNumbers, parts: Parts) -> WholeNumbers:
    kind = np.uint8 if parts.owners <= 255 * parts.size else np.int32
    return (owner // np.int32(parts.size)).astype(kind)


def _persons(
    lines: ShiftColumns,
    grounds: GroundColumns,
    rules: CheckRules,
    calendar: Calendar,
    prices: PriceTable | None,
    part_numbers: WholeNumbers,
    low: int,
    count: int,
    size: int,
) -> DeviationColumns:
    rows = np.flatnonzero(part_numbers == low // size)
    part = _rows_of(lines, rows)
    return check_persons(part, grounds_of(grounds, low, count), low, count, calendar, rules, prices)


def _assistants(
    lines: ShiftColumns,
    rules: CheckRules,
    calendar: Calendar,
    part_numbers: WholeNumbers,
    low: int,
    count: int,
    size: int,
) -> DeviationColumns:
    part = _rows_of(lines, np.flatnonzero(part_numbers == low // size), for_assistants=True)
    return check_assistants(part, low, count, calendar, rules.limits)


def _rows_of(lines: ShiftColumns, rows: WholeNumbers, *, for_assistants: bool = False) -> ShiftColumns:
    """Some of the lines, each knowing its place in the whole."""
    unused = {"stated", "price"} if for_assistants else set()
    parts: dict[str, Any] = {
        field.name: None
        if (whole := getattr(lines, field.name)) is None or field.name in unused
        else whole[rows]
        for field in fields(lines)
    }
    parts["place"] = rows if lines.place is None else lines.place[rows]
    return ShiftColumns(**parts)


def grounds_of(grounds: GroundColumns, low: int, count: int) -> GroundColumns:
    """The grounds of some persons alone."""

    def those(person: WholeNumbers) -> WholeNumbers:
        return np.flatnonzero((person >= low) & (person < low + count))

    return GroundColumns(
        grounds.frames.take(those(grounds.frames.person)),
        grounds.absences.take(those(grounds.absences.person)),
        grounds.prices,
        None if grounds.invoiced is None else grounds.invoiced.take(those(grounds.invoiced.person)),
    )
