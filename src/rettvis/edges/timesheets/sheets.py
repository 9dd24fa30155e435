"""A table in a CSV file or a workbook, by what the file is and never by its name alone."""

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import python_calamine

from rettvis.edges.publications.encoding import decoded
from rettvis.edges.publications.table import Table, read_table
from rettvis.edges.received.filetypes import FileType
from rettvis.edges.received.office import SIGNATURE, inspect_office
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

LARGEST_WORKBOOK = 20 * 1024 * 1024
"""The largest workbook that is read, in bytes."""

_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f[ />]')
_BINARY = (b"%PDF", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff")
_TOLD = 20
"""How many formulas of a file are told one by one."""


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
        formulas = [name for name, cell in cells if cell.startswith(("=", "+", "@"))]
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
    formulas = _formulas(content)
    if formulas:
        return Table(file, (), [], [Fault(f"{file} {cell}", _formula()) for cell in formulas[:_TOLD]])
    try:
        rows = (
            python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
        )
    except (python_calamine.CalamineError, IndexError):
        return _faulty(
            file, sentence("The workbook cannot be read. Open it, save it again as XLSX, and give that file.")
        )
    return _table(file, rows)


def _table(file: str, rows: list[list[Any]]) -> Table:
    """The rows below the first that is not empty, which names the columns."""
    table = Table(file, (), [])
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
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(round(cell, 6))
    return str(cell).strip()


def _formulas(content: bytes) -> list[str]:
    """The cells that hold a formula, in every sheet."""
    with ZipFile(BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return [found.decode() for name in sheets for found in _FORMULA.findall(archive.read(name))]


def _formula() -> Sentence:
    return sentence("The cell holds a formula. Write the value itself, or save the file with values only.")


def _faulty(file: str, message: Sentence) -> Table:
    return Table(file, (), [], [Fault(file, message)])
