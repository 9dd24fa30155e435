"""How it stands on a day: users and hours in all, and divided by everything they can be divided by."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from rettvis.journey.statistics.own_cases.groups import HOURS_OVER, NO_HOURS, age_groups
from rettvis.journey.statistics.own_cases.groups import hour_intervals as intervals
from rettvis.journey.statistics.own_cases.lines import KINDS_IN_ORDER, Ints, Lines, Marks, NamedCodes
from rettvis.journey.statistics.own_cases.measured import Measured, measured
from rettvis.journey.statistics.own_cases.selection import EVERYTHING, Selection, age_places, chosen_rows

UNDIVIDED = "undivided"
"""The key of minutes that are not divided by kind of service."""

_AGES = tuple(group.key for group in age_groups())
_INTERVALS = tuple(group.key for group in intervals())


@dataclass(frozen=True)
class Totals:
    """Each person's minutes a week by some rows: ``there`` has a row, ``in_hours`` one given in hours."""

    minutes: Ints
    there: Marks
    in_hours: Marks

    def of(self, chosen: Marks) -> Measured:
        """Measure those of the persons who are there."""
        picked = self.there & chosen
        return measured(self.minutes[picked], self.in_hours[picked])

    @cached_property
    def all(self) -> Measured:
        """Measure everybody who is there."""
        return measured(self.minutes[self.there], self.in_hours[self.there])


@dataclass(frozen=True)
class InForce:
    """The decisions of a selection that are in force on a day."""

    lines: Lines
    on: date
    selection: Selection = EVERYTHING
    aged_on: date | None = None
    """The day that ages are of; the day itself unless another is given."""
    rows: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        marks = self.lines.in_force(self.on)
        if self.selection.chosen:
            marks &= chosen_rows(self.lines, self.selection, self.aged_on or self.on)
        object.__setattr__(self, "rows", np.flatnonzero(marks))

    @cached_property
    def ages(self) -> Ints:
        """The age group of each person, by its place among the groups; -1 of whoever is not born yet."""
        return age_places(self.lines, self.aged_on or self.on)

    @cached_property
    def totals(self) -> Totals:
        """Each person's minutes a week by all of the rows."""
        return self.totals_of(self.rows)

    def totals_of(self, rows: Ints) -> Totals:
        """Each person's minutes a week by some of the rows."""
        return totals_of(self.lines, rows)

    @cached_property
    def tables(self) -> Mapping[str, Callable[[], Iterator[tuple[str, Totals, Marks]]]]:
        """How each table is divided: key, what is summed, and the persons that are in it."""
        return {
            "interval": self._by_interval,
            "age": self._by_age,
            "sex": self._by_sex,
            "service": lambda: self._by_column("service"),
            "organised": lambda: self._by_column("organised"),
            "unit": lambda: self._by_column("unit"),
            "kind": self._by_kind,
        }

    def by(self, table: str) -> tuple[tuple[str, Measured], ...]:
        """One table: each of its keys, measured."""
        return tuple((key, totals.of(who)) for key, totals, who in self.tables[table]())

    def persons(self, table: str = "", key: str = "") -> Ints:
        """The numbers of the persons that a figure counts: those of a cell, or all."""
        if not table:
            return self.lines.person_ids[self.totals.there]
        for one, totals, who in self.tables[table]():
            if one == key:
                return self.lines.person_ids[totals.there & who]
        return self.lines.person_ids[:0]

    @cached_property
    def interval(self) -> Ints:
        """The interval of hours that each person's minutes fall in, by its place."""
        bounds = np.array([hours * 60 for hours in HOURS_OVER[1:]])
        place = np.searchsorted(bounds, self.totals.minutes, side="left")
        return np.where(self.totals.in_hours, place, _INTERVALS.index(NO_HOURS))

    def _by_interval(self) -> Iterator[tuple[str, Totals, Marks]]:
        for place, key in enumerate(_INTERVALS):
            yield key, self.totals, self.interval == place

    def _by_age(self) -> Iterator[tuple[str, Totals, Marks]]:
        for place, key in enumerate(_AGES):
            yield key, self.totals, self.ages == place

    def _by_sex(self) -> Iterator[tuple[str, Totals, Marks]]:
        for key in sorted(self.lines.sex.names):
            yield key, self.totals, self.lines.sex.are(key)

    def _by_column(self, name: str) -> Iterator[tuple[str, Totals, Marks]]:
        column: NamedCodes = self.lines.columns[name]
        codes = column.codes[self.rows]
        everybody = np.ones(len(self.lines.person_ids), dtype=np.bool_)
        for code in np.flatnonzero(np.bincount(codes, minlength=len(column.names))):
            yield column.names[code], self.totals_of(self.rows[codes == code]), everybody

    def _by_kind(self) -> Iterator[tuple[str, Totals, Marks]]:
        everybody = np.ones(len(self.lines.person_ids), dtype=np.bool_)
        rest = self.lines.minutes[self.rows].copy()
        for kind in KINDS_IN_ORDER:
            minutes = self.lines.kinds[kind][self.rows]
            rest -= minutes
            held = minutes > 0
            if held.any():
                yield kind, totals_of(self.lines, self.rows[held], minutes[held]), everybody
        held = rest > 0
        if held.any():
            yield UNDIVIDED, totals_of(self.lines, self.rows[held], rest[held]), everybody


def totals_of(lines: Lines, rows: Ints, minutes: Ints | None = None) -> Totals:
    """Each person's minutes by some rows of the extract; ``minutes`` stands for the rows' own."""
    count, person = len(lines.person_ids), lines.person[rows]
    given = lines.in_hours[rows]
    there = np.zeros(count, dtype=np.bool_)
    there[person] = True
    in_hours = there if given.all() else np.zeros(count, dtype=np.bool_)
    in_hours[person[given]] = True
    # Sums of whole numbers below 2 to the 53rd are exact in floating point too.
    summed = np.bincount(person, weights=lines.minutes[rows] if minutes is None else minutes, minlength=count)
    return Totals(summed.astype(np.int64), there, in_hours)
