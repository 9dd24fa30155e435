"""A comparison report: sections of tables and charts, the same on paper, on the screen and as data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, Literal, NamedTuple

from rettvis.rulekit.wording import Sentence

ReportText = Sentence | str
ChartKind = Literal["lines", "dots", "slopes"]


@dataclass(frozen=True, init=False)
class Several(Sentence):
    """Several texts that may have commas in them, told one after the other."""

    def say(self, language: str) -> str:
        """The texts in ``language``, with a semicolon between."""
        parts = self.values["parts"]
        return "; ".join(part.say(language) if isinstance(part, Sentence) else part for part in parts)

    __hash__ = Sentence.__hash__


def several(parts: Iterable[ReportText]) -> Several:
    """Several texts as one."""
    found = tuple(parts)
    return Several("; ".join(str(part) for part in found), {"parts": found})


class TableEntry(NamedTuple):
    """What stands in one place of a table: a number with its decimals, a text, or None where it is missing.

    ``marks`` are the letters of the notes below the table.
    """

    value: Fraction | ReportText | None
    decimals: int = 0
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableNote:
    """A note below a table, with its letter ("" for one that is about the whole table)."""

    mark: str
    text: ReportText


@dataclass(frozen=True)
class ReportTable:
    """A table; the first column names the row. ``figures`` says that the other columns are numbers."""

    kind: ClassVar = "table"
    name: str
    caption: ReportText
    columns: tuple[ReportText, ...]
    rows: tuple[tuple[TableEntry, ...], ...]
    notes: tuple[TableNote, ...] = ()
    figures: bool = True


@dataclass(frozen=True)
class ChartLine:
    """One place in a chart: its name, and a point for each step of the axis; None where it is missing."""

    name: ReportText
    points: tuple[Fraction | None, ...]


@dataclass(frozen=True)
class ReportChart:
    """A chart of what a table says. ``steps`` name a line’s points; ``alternative`` tells it in words."""

    kind: ClassVar = "chart"
    shape: ChartKind
    caption: ReportText
    alternative: ReportText
    steps: tuple[ReportText, ...]
    lines: tuple[ChartLine, ...]


@dataclass(frozen=True)
class Remark:
    """Running text."""

    kind: ClassVar = "paragraph"
    text: ReportText


ReportPart = ReportTable | ReportChart | Remark


@dataclass(frozen=True)
class ReportSection:
    """A heading and what stands below it."""

    heading: ReportText
    parts: tuple[ReportPart, ...]


@dataclass(frozen=True)
class Report:
    """The whole report."""

    title: ReportText
    source: ReportText
    sections: tuple[ReportSection, ...]

    def tables(self) -> list[ReportTable]:
        """Every table, in order."""
        return [part for section in self.sections for part in section.parts if isinstance(part, ReportTable)]


@dataclass
class TableNotes:
    """The notes of a table as it is made: the same text has the same letter."""

    found: dict[str, TableNote] = field(default_factory=dict)
    by_source: dict[str | None, tuple[str, ...]] = field(default_factory=dict)
    """The marks that a figure has for its source alone; None for a figure that is missing."""
    _seen: dict[int, tuple[Sentence, str]] = field(default_factory=dict)

    def mark(self, *texts: Sentence | None) -> tuple[str, ...]:
        """The letters of these notes, each new one added; None is no note."""
        return tuple(self._mark(text) for text in texts if text is not None)

    def _mark(self, text: Sentence) -> str:
        seen = self._seen.get(id(text))
        if seen is None:
            seen = self._seen[id(text)] = (text, self._lettered(text))
        return seen[1]

    def _lettered(self, text: Sentence) -> str:
        note = self.found.get(str(text))
        if note is None:
            note = self.found[str(text)] = TableNote(_letter(len(self.found)), text)
        return note.mark

    def all(self, *whole: ReportText) -> tuple[TableNote, ...]:
        """Every note, those about the whole table last."""
        return (*self.found.values(), *(TableNote("", text) for text in whole))


def _letter(number: int) -> str:
    """a, b … z, aa, ab …"""
    before, last = divmod(number, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)
