"""One part of a table of lines, checked by itself: what a file too large for memory, and Spark, are cut into.

A table has the columns of :data:`LINES`. Persons and assistants are cut by the same sum of their references
everywhere, so that a part holds all the lines of each of its persons (or assistants).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np
import polars as pl

from rettvis.journey.delivery.deviation import ShiftDeviation
from rettvis.journey.delivery.frame import Grounds
from rettvis.journey.delivery.many.by_assistant import check_assistants
from rettvis.journey.delivery.many.by_person import check_persons
from rettvis.journey.delivery.many.columns import (
    KIND_CODES,
    NONE_GIVEN,
    Numbered,
    Numbering,
    ShiftColumns,
    WholeNumbers,
    ground_columns,
)
from rettvis.journey.delivery.many.invoiced import check_invoice_lines
from rettvis.journey.delivery.many.prices import PriceTable
from rettvis.journey.delivery.many.run import calendar_for
from rettvis.journey.delivery.many.told import Gathered, together
from rettvis.journey.delivery.rules import CheckRules
from rettvis.journey.delivery.shift import Shift

LINES: dict[str, Any] = {
    "person": pl.String,
    "assistant": pl.String,
    "provider": pl.String,
    "start": pl.Datetime("us", "UTC"),
    "end": pl.Datetime("us", "UTC"),
    "pause": pl.Int32,
    "kind": pl.String,
    "stated": pl.Int32,
    "price": pl.Int32,
    "place": pl.Int64,
}
"""The columns of a table of lines: moments in UTC, minutes, øre an hour (null where the line has none), and
the line's place in the whole."""


def part_number(reference: str, parts: int) -> int:
    """Which part a person or an assistant belongs to."""
    return crc32(reference.encode()) % parts


def lines_table(shifts: Sequence[Shift]) -> pl.DataFrame:
    """Lines as a table."""
    return pl.DataFrame(
        {
            "person": [one.person for one in shifts],
            "assistant": [one.assistant for one in shifts],
            "provider": [one.provider for one in shifts],
            "start": [one.first * 60_000_000 for one in shifts],
            "end": [one.last * 60_000_000 for one in shifts],
            "pause": [one.pause for one in shifts],
            "kind": [str(one.kind) for one in shifts],
            "stated": [one.stated for one in shifts],
            "price": [one.price for one in shifts],
            "place": list(range(len(shifts))),
        },
        schema=LINES,
    )


@dataclass(frozen=True)
class Cut:
    """The grounds, cut into ``parts`` by person; ``places`` are those of the invoice lines in the whole."""

    grounds: Grounds
    rules: CheckRules
    parts: int

    def persons(self, lines: pl.DataFrame, part: int) -> tuple[ShiftDeviation, ...]:
        """What deviates for the persons of one part; ``lines`` holds all of theirs and no others."""
        grounds, places = self._of(part)
        persons, providers = Numbering(), Numbering()
        numbers = _numbered(lines["person"], persons), _numbered(lines["provider"], providers)
        columns = ground_columns(grounds, persons, providers)
        if columns.invoiced is not None:
            columns = replace(columns, invoiced=replace(columns.invoiced, place=places))
        names = Numbered(list(persons), [], list(providers))
        assistants = Numbering()
        shifts = _columns(lines, numbers[0], _numbered(lines["assistant"], assistants), numbers[1])
        names = replace(names, assistants=list(assistants))
        told = Gathered()
        if columns.invoiced is not None:
            check_invoice_lines(columns.invoiced, columns.prices, told)
        calendar = calendar_for(shifts, columns, self.rules)
        prices = None if columns.prices is None else PriceTable(columns.prices, len(providers), calendar)
        found = check_persons(shifts, columns, 0, len(persons), calendar, self.rules, prices)
        return names.deviations(together([told.table(), found]))

    def assistants(self, lines: pl.DataFrame) -> tuple[ShiftDeviation, ...]:
        """What deviates for some assistants; ``lines`` holds all of theirs and no others."""
        numbering = Numbering(), Numbering(), Numbering()
        numbers = (
            _numbered(lines[name], own)
            for name, own in zip(("person", "assistant", "provider"), numbering, strict=True)
        )
        shifts = _columns(lines, *numbers)
        empty = ground_columns(Grounds(), Numbering(), Numbering())
        calendar = calendar_for(shifts, empty, self.rules)
        found = check_assistants(shifts, 0, len(numbering[1]), calendar, self.rules.limits)
        return Numbered(*(list(own) for own in numbering)).deviations(found)

    def _of(self, part: int) -> tuple[Grounds, WholeNumbers]:
        """The grounds of one part's persons, and the places of its invoice lines."""
        frames, absences, placed = (own.get(part, []) for own in self._dealt)
        invoiced = None if self.grounds.invoiced is None else tuple(one for _, one in placed)
        grounds = Grounds(tuple(frames), tuple(absences), self.grounds.prices, invoiced)
        return grounds, np.array([place for place, _ in placed], np.int64)

    @cached_property
    def _dealt(self) -> tuple[dict[int, list[Any]], dict[int, list[Any]], dict[int, list[Any]]]:
        """Frames, absences and placed invoice lines by part."""
        grounds = self.grounds
        return (
            self._by_part(grounds.frames, lambda one: one.person),
            self._by_part(grounds.absences, lambda one: one.person),
            self._by_part(enumerate(grounds.invoiced or ()), lambda one: one[1].person),
        )

    def _by_part(self, values: Iterable[Any], person: Callable[[Any], str]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for one in values:
            found[part_number(person(one), self.parts)].append(one)
        return found


def _numbered(column: pl.Series, numbering: Numbering) -> WholeNumbers:
    """The numbers of a column's references, in the order of their text."""
    names = column.unique().sort()
    for name in names:
        numbering[name]
    numbers: WholeNumbers = column.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int32)
    return numbers


def _columns(
    lines: pl.DataFrame, person: WholeNumbers, assistant: WholeNumbers, provider: WholeNumbers
) -> ShiftColumns:
    start = (lines["start"].dt.epoch("s") // 60).to_numpy().astype(np.int32)
    end = (lines["end"].dt.epoch("s") // 60).to_numpy().astype(np.int32)
    kinds = pl.Enum([str(kind) for kind in KIND_CODES])
    return ShiftColumns(
        person,
        assistant,
        provider,
        start,
        end - start,
        lines["pause"].to_numpy().astype(np.int32),
        lines["kind"].cast(kinds).to_physical().to_numpy().astype(np.int8),
        lines["stated"].fill_null(NONE_GIVEN).to_numpy().astype(np.int32),
        lines["price"].fill_null(NONE_GIVEN).to_numpy().astype(np.int32),
        lines["place"].to_numpy().astype(np.int64),
    )
