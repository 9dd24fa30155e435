"""The short way for a row whose parts have all been read before: most rows of a large table.

Everything but the figure itself repeats, and a figure of plain digits needs no second look. Whatever is
new, empty or written in another way goes the long way, where it is checked and its faults are told.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Any

from rettvis.journey.statistics.observation import FigureCell, Observation

PLACE_PARTS = ("place_number", "place", "year")
KIND_PARTS = ("measure", "group", "unit", "source")
SELDOM = ("source_date", "note", "replaces", "series_break", "printed_in")
MOST_DIGITS = 15
ReadRow = Callable[[int, list[str]], Observation | None]
"""Reads a row the long way; None where it has a fault."""
_made: Any = tuple.__new__
"""Makes a named tuple of its parts in order: half the time of the usual way."""


class ShortWay:
    """What has been read so far of one table with these ``columns``."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._value = columns.index("value")
        self._place_parts = itemgetter(*(columns.index(name) for name in PLACE_PARTS))
        self._kind_parts = itemgetter(*(columns.index(name) for name in KIND_PARTS))
        self._seldom = [columns.index(name) for name in SELDOM if name in columns]
        self._places: dict[tuple[str, ...], tuple[str, int, str, str]] = {}
        self._kinds: dict[tuple[str, ...], tuple[str, str, str, str]] = {}

    def observations(
        self, rows: Iterable[tuple[int, list[str]]], file: str, read: ReadRow
    ) -> list[Observation]:
        """The observations of all rows: the short way where nothing but the figure is new, else by ``read``.

        Everything stands in one loop, with names of its own: it runs for every figure of every place.
        """
        found: list[Observation] = []
        add, value_at, seldom = found.append, self._value, self._seldom
        place_parts, kind_parts = self._place_parts, self._kind_parts
        known_place, known_kind = self._places.get, self._kinds.get
        for line, cells in rows:
            text = cells[value_at]
            there, kind = known_place(place_parts(cells)), known_kind(kind_parts(cells))
            if (
                there is None
                or kind is None
                or not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS)
                or (seldom and any(cells[place] for place in seldom))
            ):
                one = read(line, cells)
                if one is not None:
                    self._remember(cells, one)
                    add(one)
                continue
            place, year, number, name = there
            measure, group, unit, source = kind
            cell = _made(FigureCell, (place, year, measure, group))
            value, found_at = Fraction(int(text)), f"{file}:{line}"
            parts = (cell, number, name, unit, value, source, None, "", "", False, "", found_at)
            add(_made(Observation, parts))
        return found

    def _remember(self, cells: Sequence[str], one: Observation) -> None:
        """A row that went the long way and was sound."""
        place, year, measure, group = one.cell
        self._places[self._place_parts(cells)] = (place, year, one.number, one.place_name)
        self._kinds[self._kind_parts(cells)] = (measure, group, one.unit, one.source)
