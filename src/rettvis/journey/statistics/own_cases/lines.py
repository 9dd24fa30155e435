"""An extract of decisions: one row for each spell of a granted line, as columns of NumPy.

The columns of the frame that comes in are those of :data:`SCHEMA`. ``person`` and ``case`` are whole numbers
of the database; ``minutes`` are whole minutes a week, absent for what is not given in hours; ``first`` and
``last`` are the spell's days, both included, ``last`` absent until further notice; the columns of kinds hold
the minutes a week of each kind of service within the line. Texts may be of an ``Enum`` too, which is faster.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rettvis.journey.application import KindOfService

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Marks = NDArray[np.bool_]

KINDS_IN_ORDER = tuple(str(kind) for kind in KindOfService)
ALWAYS = np.iinfo(np.int32).max
"""The last day of what is in force until further notice."""

SCHEMA: Mapping[str, Any] = {
    "person": pl.Int64,
    "case": pl.Int64,
    "unit": pl.String,
    "service": pl.String,
    "organised": pl.String,
    "sex": pl.String,
    "minutes": pl.Int64,
    "first": pl.Date,
    "last": pl.Date,
    "birth_date": pl.Date,
    **dict.fromkeys(KINDS_IN_ORDER, pl.Int64),
}


@dataclass(frozen=True)
class NamedCodes:
    """A column of few different values: each row's code, and what the codes stand for."""

    codes: Codes
    names: tuple[str, ...]

    def are(self, name: str) -> Marks:
        """Which rows have ``name``."""
        if name not in self.names:
            return np.zeros(len(self.codes), dtype=np.bool_)
        marks: Marks = self.codes == self.names.index(name)
        return marks


@dataclass(frozen=True)
class Lines:
    """The extract, its persons numbered from zero in the order of ``person_ids``."""

    person: Codes
    case: Ints
    minutes: Ints
    in_hours: Marks
    first: Codes
    last: Codes
    columns: Mapping[str, NamedCodes]
    kinds: Mapping[str, Ints]
    person_ids: Ints
    birth: Codes
    sex: NamedCodes

    def in_force(self, on: date) -> Marks:
        """Which rows are in force on a day."""
        day = day_number(on)
        return (self.first <= day) & (self.last >= day)

    def born_by(self, on: date) -> Marks:
        """Which persons are born by a day."""
        return self.birth <= day_number(on)

    def only(self, rows: Ints) -> "Lines":
        """Some of the rows in their order, and their persons; without the minutes of each kind."""
        old = self.person[rows]
        persons = np.unique(old)
        return replace(
            self,
            person=np.searchsorted(persons, old).astype(np.int32),
            case=self.case[rows],
            minutes=self.minutes[rows],
            in_hours=self.in_hours[rows],
            first=self.first[rows],
            last=self.last[rows],
            columns={name: NamedCodes(one.codes[rows], one.names) for name, one in self.columns.items()},
            kinds={},
            person_ids=self.person_ids[persons],
            birth=self.birth[persons],
            sex=NamedCodes(self.sex.codes[persons], self.sex.names),
        )

    @property
    def first_day(self) -> date | None:
        """The first day that anything is in force; None where there is nothing."""
        return date.fromordinal(int(self.first.min()) + _EPOCH) if len(self.first) else None


_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """A day as the columns hold it."""
    return day.toordinal() - _EPOCH


def frame_of(rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """A frame of rows in the order of :data:`SCHEMA`."""
    return pl.DataFrame(rows, schema=dict(SCHEMA), orient="row")


def lines_of(frame: pl.DataFrame) -> Lines:
    """The columns of a frame; it is sorted by person where it is not."""
    if not frame["person"].is_sorted():
        frame = frame.sort("person")
    ids = frame["person"].to_numpy()
    begins = np.ones(len(ids), dtype=np.bool_)
    np.not_equal(ids[1:], ids[:-1], out=begins[1:])
    person = np.cumsum(begins, dtype=np.int32) - np.int32(1)
    minutes = frame["minutes"]
    return Lines(
        person=person.astype(np.int32, copy=False),
        case=frame["case"].to_numpy(),
        minutes=minutes.fill_null(0).to_numpy(),
        in_hours=minutes.is_not_null().to_numpy(),
        first=_days(frame["first"]),
        last=_days(frame["last"]),
        columns={name: _column(frame[name]) for name in ("unit", "service", "organised")},
        kinds={kind: frame[kind].fill_null(0).to_numpy() for kind in KINDS_IN_ORDER},
        person_ids=ids[begins],
        birth=_days(frame["birth_date"])[begins],
        sex=_column(frame["sex"].filter(pl.Series(begins))),
    )


def _days(column: pl.Series) -> Codes:
    days: Codes = column.to_physical().fill_null(ALWAYS).cast(pl.Int32).to_numpy()
    return days


def _column(column: pl.Series) -> NamedCodes:
    """Codes from zero, in the order of the names; what is absent is called nothing."""
    if isinstance(column.dtype, pl.Enum) and not column.null_count():
        return NamedCodes(column.to_physical().cast(pl.Int32).to_numpy(), tuple(column.dtype.categories))
    text = column.cast(pl.String).fill_null("")
    names = text.unique().sort().to_list()
    return NamedCodes(text.cast(pl.Enum(names)).to_physical().cast(pl.Int32).to_numpy(), tuple(names))
