"""A report in one language: every text said, every number written, every chart drawn."""

import re
from dataclasses import dataclass, field
from typing import Any

from rettvis.edges.comparison.charts import draw
from rettvis.journey.statistics.comparison import (
    Remark,
    Report,
    ReportChart,
    ReportSection,
    ReportTable,
    TableEntry,
)
from rettvis.journey.statistics.comparison.report import ReportText
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.wording import Sentence

NOTHING = "–"
"""What stands where there is no figure."""


_FILE = re.compile(r"\S*_|\S+\.(csv|yaml|yml|json)\b")


def said(text: ReportText, language: str) -> str:
    """A text in the reader's language, with a capital first letter; the name of a file stays as it is."""
    words = text.say(language) if isinstance(text, Sentence) else text
    if _FILE.match(words):
        return words
    return words[:1].upper() + words[1:]


def entry_text(entry: TableEntry, language: str) -> str:
    """What stands in one place of a table, without its marks."""
    if entry.value is None:
        return NOTHING
    if isinstance(entry.value, (str, Sentence)):
        return said(entry.value, language)
    return decimal_text(entry.value, entry.decimals).say(language)


def shown(report: Report, language: str) -> dict[str, Any]:
    """Everything that a page shows, as plain values."""
    numbered = _Numbers()
    return {
        "language": language,
        "title": said(report.title, language),
        "source": said(report.source, language),
        "sections": [_section(section, language, numbered) for section in report.sections],
    }


@dataclass
class _Numbers:
    """The numbers of tables and figures so far."""

    given: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str) -> int:
        """The next number of a kind."""
        self.given[kind] = self.given.get(kind, 0) + 1
        return self.given[kind]


def _section(section: ReportSection, language: str, numbered: _Numbers) -> dict[str, Any]:
    parts = [_part(part, language, numbered) for part in section.parts]
    return {"heading": said(section.heading, language), "parts": parts}


def _part(part: ReportTable | ReportChart | Remark, language: str, numbered: _Numbers) -> dict[str, Any]:
    """A table, a chart or a paragraph."""
    if isinstance(part, Remark):
        return {"kind": "paragraph", "text": said(part.text, language)}
    number = numbered.next(part.kind)
    data: dict[str, Any] = {"kind": part.kind, "number": number, "caption": said(part.caption, language)}
    if isinstance(part, ReportChart):
        data |= {"svg": draw(part, language), "alternative": said(part.alternative, language)}
        return data
    return data | {
        "figures": part.figures,
        "widths": _widths(part, language),
        "columns": [said(column, language) for column in part.columns],
        "rows": [
            [{"text": entry_text(entry, language), "marks": list(entry.marks)} for entry in row]
            for row in part.rows
        ],
        "notes": [{"mark": note.mark, "text": said(note.text, language)} for note in part.notes],
    }


def _widths(table: ReportTable, language: str) -> list[int]:
    """How much of the width each column should have, by its longest text; long texts are broken."""
    columns = zip(table.columns, *table.rows, strict=True)
    longest = [
        max(len(said(heading, language)), *(len(entry_text(entry, language)) for entry in entries))
        for heading, *entries in columns
    ]
    return [min(length, 44) + 12 for length in longest]
