"""The report as a PDF that can be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

import json
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from rettvis.edges.comparison.shown import shown
from rettvis.edges.letters.coverage import FONTS, printable
from rettvis.journey.statistics.comparison import Report
from rettvis.rulekit.wording import date_text, sentence

TEMPLATE = Path(__file__).parent / "report.typ"
STANDARDS: "Final[list[typst.PDFStandard]]" = ["a-2a", "ua-1"]


def render_pdf(report: Report, language: str, on: date) -> bytes:
    """The PDF, dated ``on``: the same bytes for an equal report on the same day."""
    data = shown(report, language) | {
        "date": [on.year, on.month, on.day],
        "day": date_text(on, language),
        "words": {
            "table": sentence("Table").say(language),
            "chart": sentence("Chart").say(language),
            "contents": sentence("Contents").say(language),
            "source": sentence("Source").say(language),
            "page_of": sentence("Page {page} of {pages}", page="{page}", pages="{pages}").say(language),
        },
    }
    pdf = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"report": json.dumps(_printable(data), ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=datetime.combine(on, time(), UTC),
        ignore_system_fonts=True,
    )
    if not isinstance(pdf, bytes):
        raise RuntimeError("The compiler gave no PDF.")
    return pdf


def _printable(value: Any) -> Any:
    """Every text as the fonts can print it."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The bundled fonts alone, so that a report looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
