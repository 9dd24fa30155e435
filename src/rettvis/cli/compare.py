"""``rettvis compare DIR``: the comparison report of a publication, as tables, PDF and HTML."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.large_input import collector_paused
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.edges.plain_json import Ready
from rettvis.journey.statistics.rounding import rounded
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, Sentence, sentence

if TYPE_CHECKING:
    from rettvis.journey.statistics.comparison import Report, ReportTable


def compare(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help=N_("The folder with observations.csv and what belongs to it.")),
    ],
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help=N_("Write the report as PDF."))
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help=N_("Write the report as HTML."))
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Make the report and print its tables; raises ``Faulty`` where the folder or a file cannot be used."""
    from rettvis.cli.input import open_document
    from rettvis.edges.publications.folder import read_comparison
    from rettvis.journey.statistics.comparison import compare as compared

    output = Output(lang, as_json)
    with collector_paused():
        report = compared(read_comparison(folder, open_document), folder.resolve().name)
        written = _write(report, {"pdf": pdf, "html": html}, lang)
        tables = [_table(output, table) for table in report.tables()] if not written and not as_json else []
        told = [sentence("The report is written to {files}.", files=written)] if written else tables
        if not report.sections:
            told = [sentence("There is nothing in this folder that can be compared.")]
        output.answer(_data(report, written) if as_json else {}, *told)
    return DONE


def _write(report: "Report", wanted: Mapping[str, Path | None], language: str) -> list[str]:
    """Make every file before any is written; the names of those that were."""
    from rettvis.edges import comparison

    made = {}
    for kind, path in wanted.items():
        if path is None:
            continue
        if path.is_dir() or not path.parent.is_dir():
            message = sentence("A file cannot be written here. Name a file in a folder that exists.")
            raise Faulty([Fault(str(path), message)])
        if kind == "pdf":
            made[path] = comparison.render_pdf(report, language, date.today())  # noqa: DTZ011 - the reader's day
        else:
            made[path] = comparison.render_html(report, language).encode()
    for path, content in made.items():
        try:
            path.write_bytes(content)
        except OSError:
            raise Faulty([Fault(str(path), sentence("The file cannot be written."))]) from None
    return [str(path) for path in made]


def _table(output: Output, table: "ReportTable") -> Any:
    """One table for the terminal, its notes below."""
    from rettvis.edges.comparison.shown import entry_text, said

    rows = [
        [" ".join((entry_text(entry, output.language), *entry.marks)) for entry in row] for row in table.rows
    ]
    columns = [Sentence("{text}", {"text": said(column, output.language)}) for column in table.columns]
    shown = output.table(columns, rows, sentence("{text}", text=said(table.caption, output.language)))
    shown.caption = "\n".join(
        f"{note.mark} {said(note.text, output.language)}".strip() for note in table.notes
    )
    shown.caption_justify = "left"
    return shown


def _data(report: "Report", written: list[str]) -> Mapping[str, Any]:
    """The answer as a document: exact figures, and the notes of each by its letter."""
    return {
        "title": report.title,
        "source": report.source,
        "tables": [
            {
                "name": table.name,
                "caption": table.caption,
                "columns": list(table.columns),
                "rows": [[_entry(entry.value, entry.decimals) for entry in row] for row in table.rows],
                "marks": Ready(
                    {"row": row, "column": column, "marks": entry.marks}
                    for row, entries in enumerate(table.rows)
                    for column, entry in enumerate(entries)
                    if entry.marks
                ),
                "notes": [{"mark": note.mark or None, "text": note.text} for note in table.notes],
            }
            for table in report.tables()
        ],
        "written": written,
    }


def _entry(value: Any, decimals: int) -> Any:
    """A number as it is shown, exact in that many decimals; text as it stands; null where it is missing."""
    if not isinstance(value, Fraction):
        return value
    if value.denominator == 1:
        return value.numerator
    return Decimal(int(rounded(value, decimals) * 10**decimals)).scaleb(-decimals)
