"""An observation: one published figure with all that says where it comes from."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

EVERYBODY = "all"
"""The group that holds everybody; the other groups are parts of it."""

COUNTED_UNITS = frozenset({"persons", "users", "cases", "decisions"})
"""Units that are counted, and so are whole numbers."""

PERCENT = "percent"


class FigureCell(NamedTuple):
    """What a figure is about. ``place`` is the newest number of the place, ``year`` the calendar year."""

    place: str
    year: int
    measure: str
    group: str


class Observation(NamedTuple):
    """One figure as its source gives it; ``value`` None is missing, never zero.

    ``number`` is the place's number as it was written; ``dated`` is the day of the source; ``replaces``
    names a source whose figure for the same cell this one replaces; ``series_break`` says that the figure
    cannot be compared with earlier years; ``found_at`` is the file and line.
    """

    cell: FigureCell
    number: str
    place_name: str
    unit: str
    value: Fraction | None
    source: str
    dated: date | None = None
    note: str = ""
    replaces: str = ""
    series_break: bool = False
    printed_in: str = ""
    found_at: str = ""
