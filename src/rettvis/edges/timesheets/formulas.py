"""The cells of a workbook as its parts hold them, before it is read: formulas, and how large a sheet is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

MOST_CELLS = 5_000_000
"""The most cells from the first to the last one of a sheet: those between are held too."""

_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LETTERS = 26


@dataclass
class SheetCells:
    """The formulas of one sheet by the names of their cells, and the last row and column with a value."""

    formulas: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    @property
    def too_large(self) -> bool:
        """Whether the sheet reaches so far that it is not read."""
        return self.rows * self.columns > MOST_CELLS


def sheets_within(content: bytes) -> Iterator[SheetCells]:
    """Every sheet of a workbook, known by what it is and not by what it is called.

    Raises ``etree.XMLSyntaxError`` for a sheet that is not sound.
    """
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                part = archive.read(name)
                if _root(part) == "worksheet":
                    yield _cells(part)


def _root(part: bytes) -> str:
    parse = etree.iterparse(
        BytesIO(part), events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    )
    _event, element = next(iter(parse))
    return _local(element)


def _cells(part: bytes) -> SheetCells:
    found = SheetCells()
    row = column = 0
    for event, element in etree.iterparse(
        BytesIO(part),
        events=("start", "end"),
        tag=("{*}row", "{*}c"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    ):
        is_row = _local(element) == "row"
        if is_row and event == "start":
            number = element.get("r", "")
            row, column = int(number) if number.isdecimal() else row + 1, 0
        elif event == "end":
            if not is_row:
                row, column = _place(element.get("r", ""), row, column + 1)
                inside = {_local(child) for child in element}
                if "f" in inside:
                    found.formulas.append(f"{_letters(column)}{row}")
                if inside:
                    found.rows, found.columns = max(found.rows, row), max(found.columns, column)
            element.clear()
    return found


def _local(element: "etree._Element") -> str:
    """What an element is called, without its namespace; nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _place(name: str, row: int, column: int) -> tuple[int, int]:
    """Row and column of a cell by its name; where it has none, the next one of the row."""
    found = _NAME.fullmatch(name)
    if found is None:
        return row, column
    number = 0
    for letter in found[1]:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), number


def _letters(column: int) -> str:
    """A column as it is named: A, Z, AA."""
    name = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name
