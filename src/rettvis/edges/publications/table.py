"""A table in a CSV file: its columns by name in any order, its rows with their lines."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from rettvis.edges.publications.numbers import Number, decimal_mark, read_number
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import Sentence, sentence

DELIMITERS = (",", ";", "\t")
ALIKE = 0.8
"""How alike an unknown column and a known one must be for it to be taken as a slip of the pen."""


@dataclass
class Table:
    """One table: ``columns`` as they stand in the file, and the rows with their line numbers."""

    file: str
    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    faults: list[Fault] = field(default_factory=list)
    mark: str = ""

    def check_columns(self, required: Sequence[str], optional: Sequence[str] = ()) -> bool:
        """Whether the table has what it must have; faults for columns lacking, twice, or nearly known."""
        known = [*required, *optional]
        lacking = [name for name in required if name not in self.columns]
        if lacking:
            self._fault(
                1,
                sentence(
                    "The column {names} is missing. The columns are: {known}.", names=lacking, known=known
                ),
            )
        for name in dict.fromkeys(self.columns):
            if self.columns.count(name) > 1:
                self._fault(1, sentence("The column “{name}” is there twice. Keep one.", name=name))
            if name not in known and get_close_matches(name, known, n=1, cutoff=ALIKE):
                self.faults.append(unknown_name(f"{self.file}:1", name, known))
        return not lacking

    def settle_marks(self, numeric: Sequence[str]) -> None:
        """Find the decimal mark that the numbers of these columns show."""
        places = [self.columns.index(name) for name in numeric if name in self.columns]
        self.mark = decimal_mark(
            row[place] for _, row in self.rows for place in places if not row[place].isdigit()
        )

    def records(self) -> "Iterator[Record]":
        """Every row, by column name."""
        return (self.record(line, row) for line, row in self.rows)

    def record(self, line: int, row: list[str]) -> "Record":
        """One row, by column name."""
        return Record(self, line, self._index, row)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.columns)}

    def _fault(self, line: int, message: Sentence) -> None:
        self.faults.append(Fault(f"{self.file}:{line}", message))


@dataclass(slots=True)
class Record:
    """One row; what cannot be read goes to the table's faults, and ``sound`` is then no longer true."""

    table: Table
    line: int
    index: dict[str, int]
    cells: list[str]
    sound: bool = True

    @property
    def place(self) -> str:
        """The file and line."""
        return f"{self.table.file}:{self.line}"

    def fault(self, column: str, message: Sentence) -> None:
        """Something wrong in one column of this row."""
        self.table.faults.append(Fault(f"{self.place} {column}".rstrip(), message))
        self.sound = False

    def text(self, column: str) -> str:
        """The text of a column, "" where the column is not there."""
        place = self.index.get(column)
        return "" if place is None else self.cells[place].strip()

    def needed(self, column: str) -> str:
        """The text of a column that must be filled in."""
        text = self.text(column)
        if not text:
            self.fault(column, sentence("This must be filled in."))
        return text

    def number(self, column: str) -> Number:
        """The number of a column; missing where it is empty or cannot be read."""
        found = read_number(self.text(column), self.table.mark)
        if isinstance(found, Number):
            return found
        self.fault(column, found)
        return Number(None)

    def year(self, column: str, *, needed: bool = True) -> int | None:
        """A year of four digits."""
        text = self.text(column)
        if len(text) == 4 and text.isascii() and text.isdigit() and 1900 <= int(text) <= 2100:
            return int(text)
        if text or needed:
            self.fault(
                column, sentence("“{text}” is not a year. Write it with four digits, as 2025.", text=text)
            )
        return None


def read_table(file: str, text: str) -> Table:
    """The rows of a CSV text with comma, semicolon or tab between cells; faults are in the table."""
    table = Table(file, (), [])
    if not text.strip():
        message = sentence("The file is empty. Its first line must name the columns.")
        table.faults.append(Fault(file, message))
        return table
    first = text.lstrip().splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        rows = table.rows
        for row in reader:
            if row and row[0] and len(row) == len(table.columns):
                rows.append((reader.line_num, row))
            else:
                _take(table, reader.line_num, row)
    except csv.Error:
        message = sentence("The quotation marks of this line do not match. Write each cell on one line.")
        table.faults.append(Fault(f"{file}:{reader.line_num}", message))
    if not table.rows and not table.faults:
        table.faults.append(Fault(file, sentence("The file names its columns, but has no rows.")))
    return table


def _take(table: Table, line: int, row: list[str]) -> None:
    """One line: the names of the columns, a row, or an empty line."""
    if not any(cell.strip() for cell in row):
        return
    if not table.columns:
        table.columns = tuple(cell.strip().lower() for cell in row)
    elif len(row) == len(table.columns):
        table.rows.append((line, row))
    else:
        message = sentence(
            "The line has {cells:number} cells, and there are {columns:number} columns. Put a number with a "
            "decimal comma in quotation marks, or use a semicolon between the cells of the whole file.",
            cells=len(row),
            columns=len(table.columns),
        )
        table.faults.append(Fault(f"{table.file}:{line}", message))
