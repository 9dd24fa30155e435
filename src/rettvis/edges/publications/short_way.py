"""The short way for a row whose parts have all been read before: most rows of a large table.

Everything but the figure itself repeats, and a figure of plain digits needs no second look. Whatever is
new, empty or written in another way goes the long way, where it is checked and its faults are told.
"""

from collections.abc import Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Any

from rettvis.journey.statistics.observation import FigureCell, Observation

PLACE_PARTS = ("place_number", "place", "year")
KIND_PARTS = ("measure", "group", "unit", "source")
SELDOM = ("source_date", "note", "replaces", "series_break", "printed_in")
MOST_DIGITS = 15
_made: Any = tuple.__new__
"""Makes a named tuple of its parts in order: half the time of the usual way."""


class ShortWay:
    """What has been read so far of one table with these ``columns``."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._value = columns.index("value")
        self._place_parts = itemgetter(*(columns.index(name) for name in PLACE_PARTS))
        self._kind_parts = itemgetter(*(columns.index(name) for name in KIND_PARTS))
        self._seldom = [columns.index(name) for name in SELDOM if name in columns]
        self._places: dict[tuple[str, ...], Observation] = {}
        self._kinds: dict[tuple[str, ...], Observation] = {}

    def observation(self, cells: Sequence[str], line: int, file: str) -> Observation | None:
        """The observation of a row where nothing but the figure is new; None for the long way."""
        text = cells[self._value]
        there = self._places.get(self._place_parts(cells))
        kind = self._kinds.get(self._kind_parts(cells))
        if there is None or kind is None or not (text.isascii() and text.isdigit()):
            return None
        if len(text) > MOST_DIGITS or (self._seldom and any(cells[place] for place in self._seldom)):
            return None
        place, year, _, _ = there[0]
        _, _, measure, group = kind[0]
        cell = _made(FigureCell, (place, year, measure, group))
        value, found_at = Fraction(int(text)), f"{file}:{line}"
        parts = (cell, there[1], there[2], kind[3], value, kind[5], None, "", "", False, "", found_at)
        return _made(Observation, parts)

    def remember(self, cells: Sequence[str], one: Observation) -> None:
        """A row that went the long way and was sound."""
        self._places[self._place_parts(cells)] = one
        self._kinds[self._kind_parts(cells)] = one
