"""A table in a CSV file or a workbook, by what the file is and never by its name alone."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import python_calamine

from rettvis.edges.publications.encoding import decoded
from rettvis.edges.publications.table import DELIMITERS, Table, read_table
from rettvis.edges.received.filetypes import FileType
from rettvis.edges.received.office import SIGNATURE, inspect_office
from rettvis.edges.timesheets.formulas import MOST_CELLS, NotSoundError, sheets_within
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

LARGEST_WORKBOOK = 20 * 1024 * 1024
"""The largest workbook that is read, in bytes."""

_BINARY = (b"%PDF", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff")
_TOLD = 20
"""How many formulas of a file are told one by one."""
_LOOKED_THROUGH = 100
"""How many lines are looked through for the first ones that are not empty."""
_FIRST_DAY = date(1900, 1, 1)
"""The day that a workbook makes of 24:00 where a cell shows the clock."""


@dataclass
class WorkbookTable(Table):
    """A table from a workbook, where a moment at midnight comes as its day alone."""


def read_sheet(file: str, content: bytes, header: int = 0) -> Table:
    """The first table of a file, its cells as text; what is wrong with it is in its faults.

    ``header`` is the number of the line that names the columns, 0 for the first that is not empty.
    """
    table = _workbook(file, content, header) if content.startswith(SIGNATURE) else _csv(file, content, header)
    if header and not table.columns and not table.faults:
        message = sentence("The file has no line {line:number}, which is to name the columns.", line=header)
        table.faults.append(Fault(file, message))
    elif not table.columns and not table.faults:
        table.faults.append(Fault(file, sentence("The file is empty. Its first line must name the columns.")))
    elif not table.rows and not table.faults:
        table.faults.append(Fault(file, sentence("The file names its columns, but has no rows.")))
    return table


def first_rows(file: str, content: bytes, most: int) -> list[tuple[int, list[str]]]:
    """The first lines of a file that are not empty, with their numbers, whichever of them names the columns.

    None of a file that cannot be read: what is wrong with it, :func:`read_sheet` says.
    """
    if content.startswith(SIGNATURE):
        found = _workbook_rows(file, content)
        rows = [] if isinstance(found, list) else list(found)
    else:
        text = _csv_text(file, content)
        lines = [] if isinstance(text, Fault) else text.splitlines()[:_LOOKED_THROUGH]
        mark = max(DELIMITERS, key="".join(lines).count)
        rows = list(enumerate(csv.reader(lines, delimiter=mark), start=1))
    return [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)][:most]


def _csv_text(file: str, content: bytes) -> str | Fault:
    no_text = b"\0" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if no_text or content.startswith(_BINARY):
        return Fault(file, sentence("This is not a table. Save it as CSV or XLSX, and give that file."))
    return decoded(file, content)


def _csv(file: str, content: bytes, header: int) -> Table:
    text = _csv_text(file, content)
    if isinstance(text, Fault):
        return Table(file, (), [], [text])
    if header > 1:
        above = "\n" * (header - 1)
        below = "".join(text.splitlines(keepends=True)[header - 1 :])
        if not below.strip():
            return Table(file, (), [])
        text = above + below
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


def _workbook(file: str, content: bytes, header: int) -> Table:
    """The rows below the one that names the columns."""
    table = WorkbookTable(file, (), [])
    found = _workbook_rows(file, content)
    if isinstance(found, list):
        table.faults = found
        return table
    width = 0
    for line, cells in found:
        if line < header or not any(cells):
            continue
        if table.columns:
            table.rows.append((line, cells[:width] + [""] * (width - len(cells))))
        else:
            width = max(place for place, cell in enumerate(cells, start=1) if cell)
            table.columns = tuple(cell.strip().lower() for cell in cells[:width])
    return table


def _workbook_rows(file: str, content: bytes) -> Iterator[tuple[int, list[str]]] | list[Fault]:
    """The rows of the first sheet with their numbers; the faults of a workbook that is not read."""
    if len(content) > LARGEST_WORKBOOK:
        message = sentence(
            "The file is too large: it has {size:number} bytes, and at most {largest:number} are read.",
            size=len(content),
            largest=LARGEST_WORKBOOK,
        )
        return [Fault(file, message)]
    kind = inspect_office(content)
    if isinstance(kind, Sentence):
        return [Fault(file, kind)]
    if kind is not FileType.XLSX:
        return [Fault(file, sentence("This is not a workbook. Save the table as XLSX or CSV."))]
    try:
        sheets = list(sheets_within(content))
        wrong = [Fault(f"{file} {cell}", _formula()) for sheet in sheets for cell in sheet.formulas[:_TOLD]]
        if any(sheet.too_large for sheet in sheets):
            wrong.append(Fault(file, _too_far()))
        if wrong:
            return wrong[:_TOLD]
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, NotSoundError, IndexError):
        message = sentence("The workbook cannot be read. Open it, save it again as XLSX, and give that file.")
        return [Fault(file, message)]
    return ((line, [_text(cell) for cell in row]) for line, row in enumerate(rows, start=1))


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
