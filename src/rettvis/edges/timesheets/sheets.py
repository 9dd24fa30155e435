"""A table in a CSV file or a workbook, by what the file is and never by its name alone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import python_calamine
from lxml import etree

from rettvis.edges.publications.encoding import decoded
from rettvis.edges.publications.table import Table, read_table
from rettvis.edges.received.filetypes import FileType
from rettvis.edges.received.office import SIGNATURE, inspect_office
from rettvis.edges.timesheets.formulas import MOST_CELLS, sheets_within
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

LARGEST_WORKBOOK = 20 * 1024 * 1024
"""The largest workbook that is read, in bytes."""

_BINARY = (b"%PDF", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff")
_TOLD = 20
"""How many formulas of a file are told one by one."""
_FIRST_DAY = date(1900, 1, 1)
"""The day that a workbook makes of 24:00 where a cell shows the clock."""


@dataclass
class WorkbookTable(Table):
    """A table from a workbook, where a moment at midnight comes as its day alone."""


def read_sheet(file: str, content: bytes) -> Table:
    """The first table of a file, its cells as text; what is wrong with it is in its faults."""
    if content.startswith(SIGNATURE):
        return _workbook(file, content)
    no_text = b"\0" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if no_text or content.startswith(_BINARY):
        return _faulty(file, sentence("This is not a table. Save it as CSV or XLSX, and give that file."))
    text = decoded(file, content)
    if isinstance(text, Fault):
        return Table(file, (), [], [text])
    table = read_table(file, text)
    sound = []
    for line, row in table.rows:
        cells = zip(table.columns, row, strict=True)
        formulas = [name for name, cell in cells if cell.strip().startswith(("=", "+", "@"))]
        table.faults += [Fault(f"{file}:{line} {name}", _formula()) for name in formulas]
        if not formulas:
            sound.append((line, row))
    table.rows[:] = sound
    return table


def _workbook(file: str, content: bytes) -> Table:
    if len(content) > LARGEST_WORKBOOK:
        return _faulty(
            file,
            sentence(
                "The file is too large: it has {size:number} bytes, and at most {largest:number} are read.",
                size=len(content),
                largest=LARGEST_WORKBOOK,
            ),
        )
    kind = inspect_office(content)
    if isinstance(kind, Sentence):
        return _faulty(file, kind)
    if kind is not FileType.XLSX:
        return _faulty(file, sentence("This is not a workbook. Save the table as XLSX or CSV."))
    try:
        sheets = list(sheets_within(content))
        wrong = [Fault(f"{file} {cell}", _formula()) for sheet in sheets for cell in sheet.formulas[:_TOLD]]
        if any(sheet.too_large for sheet in sheets):
            wrong.append(Fault(file, _too_far()))
        if wrong:
            return Table(file, (), [], wrong[:_TOLD])
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        return _table(file, book.get_sheet_by_index(0).to_python(skip_empty_area=False))
    except (python_calamine.CalamineError, etree.XMLSyntaxError, IndexError):
        return _faulty(
            file, sentence("The workbook cannot be read. Open it, save it again as XLSX, and give that file.")
        )


def _table(file: str, rows: list[list[Any]]) -> Table:
    """The rows below the first that is not empty, which names the columns."""
    table = WorkbookTable(file, (), [])
    width = 0
    for line, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        if not any(cells):
            continue
        if not table.columns:
            width = max(place for place, cell in enumerate(cells, start=1) if cell)
            table.columns = tuple(cell.strip().lower() for cell in cells[:width])
        else:
            table.rows.append((line, cells[:width] + [""] * (width - len(cells))))
    if not table.columns:
        table.faults.append(Fault(file, sentence("The file is empty. Its first line must name the columns.")))
    elif not table.rows:
        table.faults.append(Fault(file, sentence("The file names its columns, but has no rows.")))
    return table


def _text(cell: Any) -> str:
    """A cell of a workbook as it would be written in CSV."""
    if isinstance(cell, datetime):
        clock = cell.time().isoformat(timespec="minutes")
        return clock if cell.date() == _FIRST_DAY else f"{cell.date().isoformat()}T{clock}"
    if isinstance(cell, date):
        return "24:00" if cell == _FIRST_DAY else cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(round(cell, 6))
    return str(cell).strip()


def _formula() -> Sentence:
    return sentence("The cell holds a formula. Write the value itself, or save the file with values only.")


def _too_far() -> Sentence:
    return sentence(
        "A sheet has more than {most:number} cells from the first to the last one. Delete what stands far "
        "from the table, and save the file again.",
        most=MOST_CELLS,
    )


def _faulty(file: str, message: Sentence) -> Table:
    return Table(file, (), [], [Fault(file, message)])
