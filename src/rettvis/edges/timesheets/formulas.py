"""The cells of a workbook as its parts hold them, before it is read: formulas, and how large a sheet is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

MOST_CELLS = 5_000_000
"""The most cells from the first to the last one of a sheet: those between are held too."""

_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LETTERS = 26
_WITHIN_A_CELL = frozenset({"v", "is", "t", "r", "rPr", "f"})


class NotSoundError(Exception):
    """A part of the workbook is not sound XML, or declares entities."""


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

    Raises :class:`NotSoundError` for a workbook that is not sound.
    """
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                try:
                    yield _Reader().read(archive.read(name))
                except _AnotherPart:
                    continue
                except (expat.ExpatError, LookupError, ValueError) as error:
                    raise NotSoundError(name) from error


class _AnotherPart(Exception):
    """The part is no sheet."""


class _Reader:
    """Reads one part from its first element to its last; names are known without their namespace."""

    def __init__(self) -> None:
        self.found, self.begun, self.in_cell = SheetCells(), False, False
        self.row = self.column = 0

    def read(self, part: bytes) -> SheetCells:
        """The cells; stops at once in a part that is no sheet."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._declares
        parser.Parse(part, True)
        return self.found

    def _start(self, full: str, attributes: Mapping[str, str]) -> None:
        name = full.rpartition(" ")[2]
        if not self.begun:
            self.begun = True
            if name != "worksheet":
                raise _AnotherPart
        if name == "c":
            self._cell(attributes.get("r", ""))
        elif name not in _WITHIN_A_CELL:
            self.in_cell = False
            if name == "row":
                number = attributes.get("r", "")
                self.row, self.column = int(number) if number.isdecimal() else self.row + 1, 0
        elif self.in_cell:
            self._value(name)

    def _cell(self, name: str) -> None:
        """A cell begins: by its name, or the next one of the row."""
        self.in_cell = True
        found = _NAME.fullmatch(name)
        self.column += 1
        if found is not None:
            self.row, self.column = int(found[2]), _number(found[1])

    def _value(self, name: str) -> None:
        if name == "f":
            self.found.formulas.append(f"{_letters(self.column)}{self.row}")
        self.found.rows = max(self.found.rows, self.row)
        self.found.columns = max(self.found.columns, self.column)

    def _declares(self, *_declared: object) -> None:
        raise ValueError("a document type")


def _number(letters: str) -> int:
    """A column by its name: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    """A column as it is named: A, Z, AA."""
    name = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name
