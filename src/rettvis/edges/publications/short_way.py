"""The short way for a row whose parts have all been read before: most rows of a large table.

Everything but the figure itself repeats, and a figure of plain digits needs no second look. Whatever is
new, empty or written in another way goes the long way, where it is checked and its faults are told.
"""

from collections.abc import Sequence
from fractions import Fraction

from rettvis.journey.statistics.observation import FigureCell, Observation

PARTS = ("place_number", "place", "year", "measure", "group", "unit", "source")
SELDOM = ("source_date", "note", "replaces", "series_break", "printed_in")
MOST_DIGITS = 15


class ShortWay:
    """What has been read so far of one table with these ``columns``."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._value = columns.index("value")
        self._parts = [columns.index(name) for name in PARTS]
        self._seldom = [columns.index(name) for name in SELDOM if name in columns]
        self._places: dict[tuple[str, str, str], Observation] = {}
        self._kinds: dict[tuple[str, str, str], Observation] = {}

    def observation(self, cells: Sequence[str], line: int, file: str) -> Observation | None:
        """The observation of a row where nothing but the figure is new; None for the long way."""
        text = cells[self._value]
        number, name, year, measure, group, unit, source = [cells[place] for place in self._parts]
        there = self._places.get((number, name, year))
        kind = self._kinds.get((measure, group, unit))
        if there is None or kind is None or not (text.isascii() and text.isdigit()):
            return None
        if len(text) > MOST_DIGITS or any(cells[place] for place in self._seldom):
            return None
        return Observation(
            FigureCell(there.cell.place, there.cell.year, kind.cell.measure, kind.cell.group),
            there.number,
            there.place_name,
            kind.unit,
            Fraction(int(text)),
            source.strip(),
            found_at=f"{file}:{line}",
        )

    def remember(self, cells: Sequence[str], one: Observation) -> None:
        """A row that went the long way and was sound."""
        number, name, year, measure, group, unit, _ = [cells[place] for place in self._parts]
        self._places[number, name, year] = one
        self._kinds[measure, group, unit] = one
