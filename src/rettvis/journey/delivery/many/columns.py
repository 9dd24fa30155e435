"""Shifts and what they are judged by as columns of NumPy, with persons, assistants and providers numbered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rettvis.journey.delivery.deviation import CODES, NO_LINE, ShiftDeviation
from rettvis.journey.delivery.frame import Away, Grounds, Unit
from rettvis.journey.delivery.local_time import number_of_day
from rettvis.journey.delivery.shift import Shift, ShiftKind
from rettvis.rulekit.period import Period

WholeNumbers = NDArray[Any]
"""A column of whole numbers."""

KIND_CODES = {kind: code for code, kind in enumerate(ShiftKind)}
ANY_KIND = len(KIND_CODES)
"""The code of a price or an invoice line for every kind."""
NONE_GIVEN = -1
FOR_GOOD = 1 << 30
"""The last day of what is in force until further notice."""


@dataclass(frozen=True)
class ShiftTable:
    """Columns of equal length."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def take(self, rows: WholeNumbers) -> Any:
        """The same columns, these rows of them; a column that is None stays so."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        return type(self)(**{name: None if part is None else part[rows] for name, part in parts.items()})


@dataclass(frozen=True)
class ShiftColumns(ShiftTable):
    """One row a line: numbers of person, assistant and provider; ``start`` is a moment, ``length`` minutes.

    ``stated`` and ``price`` are :data:`NONE_GIVEN` where the line has none, and None where no line has one.
    ``place`` is the line's place in the whole; None where the rows are the whole.
    """

    person: WholeNumbers
    assistant: WholeNumbers
    provider: WholeNumbers
    start: WholeNumbers
    length: WholeNumbers
    pause: WholeNumbers
    kind: WholeNumbers
    stated: WholeNumbers | None = None
    price: WholeNumbers | None = None
    place: WholeNumbers | None = None

    def places(self) -> WholeNumbers:
        """The place of each row in the whole."""
        return np.arange(len(self)) if self.place is None else self.place


@dataclass(frozen=True)
class FrameColumns(ShiftTable):
    """One row a decision; a limit of 0 is none."""

    person: WholeNumbers
    first: WholeNumbers
    last: WholeNumbers
    per_day: WholeNumbers
    per_week: WholeNumbers
    per_month: WholeNumbers
    per_year: WholeNumbers
    several: WholeNumbers
    night: WholeNumbers

    def limit(self, unit: Unit) -> WholeNumbers:
        """Whole minutes in one whole unit."""
        limit: WholeNumbers = getattr(self, f"per_{unit}")
        return limit


@dataclass(frozen=True)
class AbsenceColumns(ShiftTable):
    """One row a stay or a death (``death`` 1)."""

    person: WholeNumbers
    first: WholeNumbers
    last: WholeNumbers
    death: WholeNumbers


@dataclass(frozen=True)
class PriceColumns(ShiftTable):
    """One row an agreed price; ``kind`` may be :data:`ANY_KIND`. Of two for a day the last row counts."""

    provider: WholeNumbers
    kind: WholeNumbers
    first: WholeNumbers
    last: WholeNumbers
    price: WholeNumbers


@dataclass(frozen=True)
class InvoicedColumns(ShiftTable):
    """One row an invoice line; ``price`` and ``amount`` are :data:`NONE_GIVEN` where it has none."""

    person: WholeNumbers
    provider: WholeNumbers
    kind: WholeNumbers
    first: WholeNumbers
    last: WholeNumbers
    minutes: WholeNumbers
    price: WholeNumbers
    amount: WholeNumbers
    place: WholeNumbers


@dataclass(frozen=True)
class GroundColumns:
    """All that the shifts are judged by."""

    frames: FrameColumns
    absences: AbsenceColumns
    prices: PriceColumns | None
    invoiced: InvoicedColumns | None


@dataclass(frozen=True)
class DeviationColumns(ShiftTable):
    """One row a deviation; ``code`` is its place in ``CODES``, and what is not there is -1."""

    code: WholeNumbers
    person: WholeNumbers
    assistant: WholeNumbers
    line: WholeNumbers
    other: WholeNumbers
    invoiced: WholeNumbers
    first: WholeNumbers
    last: WholeNumbers
    found: WholeNumbers
    allowed: WholeNumbers


@dataclass(frozen=True)
class Numbered:
    """The references behind the numbers."""

    persons: Sequence[str]
    assistants: Sequence[str]
    providers: Sequence[str]

    def deviations(self, table: DeviationColumns) -> tuple[ShiftDeviation, ...]:
        """The rows as values, sorted as the checks of single lines give them."""
        rows = zip(*(getattr(table, field.name).tolist() for field in fields(table)), strict=True)
        return tuple(
            sorted(
                ShiftDeviation(
                    CODES[code],
                    "" if person == NO_LINE else self.persons[person],
                    "" if assistant == NO_LINE else self.assistants[assistant],
                    *others,
                )
                for code, person, assistant, *others in rows
            )
        )


def columns_of(shifts: Sequence[Shift], grounds: Grounds) -> tuple[ShiftColumns, GroundColumns, Numbered]:
    """Lines and grounds as columns; every reference of either gets its number."""
    persons, assistants, providers = Numbering(), Numbering(), Numbering()
    lines = ShiftColumns(
        _column(persons[one.person] for one in shifts),
        _column(assistants[one.assistant] for one in shifts),
        _column(providers[one.provider] for one in shifts),
        _column(one.first for one in shifts),
        _column(one.last - one.first for one in shifts),
        _column(one.pause for one in shifts),
        _column((KIND_CODES[one.kind] for one in shifts), np.int8),
        _column(NONE_GIVEN if one.stated is None else one.stated for one in shifts),
        _column(NONE_GIVEN if one.price is None else one.price for one in shifts),
    )
    columns = ground_columns(grounds, persons, providers)
    return lines, columns, Numbered(list(persons), list(assistants), list(providers))


def ground_columns(grounds: Grounds, persons: "Numbering", providers: "Numbering") -> GroundColumns:
    """Grounds as columns, with the numbers that their references have or get."""
    first, last = _days(one.period for one in grounds.frames)
    frames = FrameColumns(
        _column(persons[one.person] for one in grounds.frames),
        first,
        last,
        _column((one.per_day or 0 for one in grounds.frames), np.int64),
        _column((one.per_week or 0 for one in grounds.frames), np.int64),
        _column((one.per_month or 0 for one in grounds.frames), np.int64),
        _column((one.per_year or 0 for one in grounds.frames), np.int64),
        _column(one.several for one in grounds.frames),
        _column(one.night for one in grounds.frames),
    )
    absences = AbsenceColumns(
        _column(persons[one.person] for one in grounds.absences),
        *_days(one.period for one in grounds.absences),
        _column(one.away is Away.DEATH for one in grounds.absences),
    )
    prices = None if grounds.prices is None else _prices(grounds, providers)
    invoiced = None if grounds.invoiced is None else _invoiced(grounds, persons, providers)
    return GroundColumns(frames, absences, prices, invoiced)


class Numbering(dict[str, int]):
    """Each reference its number, in the order in which they come."""

    def __missing__(self, reference: str) -> int:
        number = self[reference] = len(self)
        return number


def _prices(grounds: Grounds, providers: Numbering) -> PriceColumns:
    agreed = grounds.prices or ()
    return PriceColumns(
        _column(providers[one.provider] for one in agreed),
        _column(_kind(one.kind) for one in agreed),
        *_days(one.period for one in agreed),
        _column((one.price for one in agreed), np.int64),
    )


def _invoiced(grounds: Grounds, persons: Numbering, providers: Numbering) -> InvoicedColumns:
    lines = grounds.invoiced or ()
    last = _column(number_of_day(one.period.last or one.period.first) for one in lines)
    return InvoicedColumns(
        _column(persons[one.person] for one in lines),
        _column(providers[one.provider] for one in lines),
        _column(_kind(one.kind) for one in lines),
        _days(one.period for one in lines)[0],
        last,
        _column((one.minutes for one in lines), np.int64),
        _column((NONE_GIVEN if one.price is None else one.price for one in lines), np.int64),
        _column((NONE_GIVEN if one.amount is None else one.amount for one in lines), np.int64),
        np.arange(len(lines)),
    )


def _kind(kind: ShiftKind | None) -> int:
    return ANY_KIND if kind is None else KIND_CODES[kind]


def _days(periods: Iterable[Period]) -> tuple[WholeNumbers, WholeNumbers]:
    """First and last days of periods."""
    pairs = [(number_of_day(one.first), one.last) for one in periods]
    last = (FOR_GOOD if end is None else number_of_day(end) for _, end in pairs)
    return _column(first for first, _ in pairs), _column(last)


def _column(values: Iterable[int], kind: Any = np.int32) -> WholeNumbers:
    return np.fromiter(values, kind)
