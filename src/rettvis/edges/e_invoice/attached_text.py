"""The text of a file inside an invoice, to look for what has no place in it. Nothing of it is kept or shown.

A file comes here only after its content is found to be what it says (``edges.received``), within its limits.
"""

import logging
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import python_calamine

from rettvis.edges.e_invoice.personal import hidden, is_national_id
from rettvis.edges.received import FileType

SHEETS, TEXTS = (FileType.XLSX, FileType.ODS), (FileType.DOCX, FileType.ODT)
MOST_PAGES = 100
"""Pages of a PDF that are read: a timesheet has one for each person and month."""
_PARTS = {
    FileType.DOCX: "word/",
    FileType.XLSX: "xl/",
    FileType.ODT: "content.xml",
    FileType.ODS: "content.xml",
}
_END_OF_BLOCK = re.compile(rb"</(?:w:p|w:tc|text:p|text:h|table:table-cell|c|si)>|<w:tab/>|<w:br/>")
_TAG = re.compile(rb"<[^>]*>")


def national_ids_in(kind: FileType, content: bytes, on: date) -> bool:
    """Whether somebody's national identity number stands in a workbook, a text document or a PDF."""
    if kind in SHEETS:
        return any(_in_cell(cell, on) for cell in _cells(kind, content))
    if kind in TEXTS:
        return any(hidden(text, on)[1] for text in _words(kind, content))
    return kind is FileType.PDF and any(hidden(text, on)[1] for text in _pages(content))


def _in_cell(cell: Any, on: date) -> bool:
    """A number loses the nought that it begins with when a workbook keeps it as a number."""
    if isinstance(cell, (int, float)):
        return float(cell).is_integer() and is_national_id(f"{int(cell):011d}", on)
    return isinstance(cell, str) and hidden(cell, on)[1] > 0


def _cells(kind: FileType, content: bytes) -> Iterator[Any]:
    """Every cell of every sheet; of a workbook that is built in an odd way, its texts."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                yield from row
    except python_calamine.CalamineError:
        yield from _words(kind, content)


def _words(kind: FileType, content: bytes) -> Iterator[str]:
    """The text of each part; a number may be cut in pieces inside a paragraph, and is whole again here."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.startswith(_PARTS[kind]) and name.endswith(".xml"):
                    plain = _TAG.sub(b"", _END_OF_BLOCK.sub(b"\n", archive.read(name)))
                    yield plain.decode("utf-8", "replace")
    except (BadZipFile, ValueError):
        return


def _pages(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # It would write parts of the file in the log.
    try:
        for page in PdfReader(BytesIO(content)).pages[:MOST_PAGES]:
            yield page.extract_text()
    except Exception:  # noqa: BLE001 - a page may be broken in any way; what cannot be read is not looked in
        return
