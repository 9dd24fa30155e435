"""Reads a table of facts, one case a row: every column checked, every fault named, nothing guessed.

The file is never held in memory whole: it is checked in one streaming pass and scanned again to compute.
"""

import codecs
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from rettvis.rulekit.expression import Expression, Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.frames.cells import checked, parsed, worded
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.frames.polars_engine import PolarsEngine
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.wording import Sentence, sentence

ROW = "row"
"""The column that holds a row's number: its line in a CSV file, counted from 1 in a Parquet file."""
NAME = "case"
"""The one column that may be there without being a fact: what the owner of the table calls the case."""


@dataclass(frozen=True)
class Table:
    """A checked table: ``frame`` has the facts in their types, the row's number and perhaps its name."""

    frame: pl.LazyFrame
    facts: tuple[Fact, ...]
    rows: int
    profile: Profile
    file: str = ""
    extra: tuple[str, ...] = field(default=(ROW,))

    def place(self, row: int, name: str = "") -> str:
        """Where a value stands: ``facts.csv:7 minutes.respite``."""
        return f"{self.file}:{row} {name}".rstrip()


def read_table(path: Path, facts: Sequence[Fact], groups: str = "") -> tuple[Table | None, list[Fault]]:
    """The table in a ``.csv`` or ``.parquet`` file, or every fault found in it.

    ``groups`` is how the columns begin that only divide the rows: they are kept as they are, as texts.
    """
    faults = _file_faults(path)
    if faults:
        return None, faults
    try:
        frame, first = _scanned(path)
        return check_table(frame.with_row_index(ROW, offset=first), facts, path.name, groups)
    except pl.exceptions.PolarsError as error:
        return None, [Fault(path.name, _unreadable(error))]


def check_table(
    frame: pl.LazyFrame, facts: Sequence[Fact], file: str = "", groups: str = ""
) -> tuple[Table | None, list[Fault]]:
    """A scanned frame with its row numbers as a checked table, or every fault found in it."""
    schema = frame.collect_schema()
    known = {fact.name: fact for fact in facts}
    dividing = [name for name in schema if groups and name.startswith(groups)]
    names = [name for name in schema if name not in (ROW, NAME, *dividing)]
    faults = [_unknown(file, name, known) for name in names if name not in known]
    here = [known[name] for name in names if name in known]
    if not here:
        faults.append(Fault(file, sentence("The table has no column that is a fact.")))
    wrong = [(fact, worded(fact, schema[fact.name])) for fact in here]
    faults += [Fault(f"{file}: {fact.name}", message) for fact, message in wrong if message is not None]
    sound = [fact for fact, message in wrong if message is None]
    found = checked(frame, sound, schema, ROW)
    faults += [fault for column in found.columns for fault in column.faults(file)]
    if faults:
        return None, faults
    cells = [parsed(fact, schema[fact.name]).alias(fact.name) for fact in here]
    extra = (*(name for name in (ROW, NAME) if name in schema), *dividing)
    absent = {fact.name for fact in facts} - {fact.name for fact in here}
    missing = absent | {column.fact.name for column in found.columns if column.missing}
    typed = frame.select(*extra, *cells)
    return Table(typed, tuple(here), found.rows, Profile(frozenset(missing), found.recent), file, extra), []


def unsound(table: Table, conditions: Iterable[Expression]) -> list[tuple[int, int]]:
    """For each condition that is false in some row: the first such row, and how many there are."""
    nodes = [
        Node(f"sound_{place}", condition, *[None] * 4)  # type: ignore[arg-type]
        for place, condition in enumerate(conditions)
    ]
    if not nodes:
        return []
    ruleset = Ruleset("sound", nodes[-1], tuple(nodes[:-1]))
    schema = table.frame.collect_schema()
    engine = PolarsEngine(ruleset, schema, table.profile)
    broken = [(~pl.col(node.name)).fill_null(False) for node in nodes]
    questions = [pl.when(false).then(pl.col(ROW)).min().alias(f"row_{n}") for n, false in enumerate(broken)]
    questions += [false.sum().alias(f"count_{n}") for n, false in enumerate(broken)]
    frame = engine.values(table.frame, [node.name for node in nodes]).select(questions)
    answer = frame.collect(engine="streaming").row(0, named=True)
    pairs = ((answer[f"row_{n}"], answer[f"count_{n}"]) for n in range(len(nodes)))
    return [(row, count) for row, count in pairs if count]


def case_at(table: Table, row: int) -> dict[str, Value]:
    """The facts of one row, by name, without the missing ones."""
    names = [fact.name for fact in table.facts]
    case = table.frame.filter(pl.col(ROW) == row).select(names).collect().row(0, named=True)
    return {name: value for name, value in case.items() if value is not None}


def _unknown(file: str, name: str, known: Collection[str]) -> Fault:
    twice = name.rsplit("_duplicated_", 1)[0]
    if twice != name and twice in known:
        return Fault(f"{file}: {twice}", sentence("Two columns have this name. Keep one of them."))
    return unknown_name(f"{file}: {name}", name, known)


def _unreadable(error: pl.exceptions.PolarsError) -> Sentence:
    reason = (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")
    if "more fields" in reason:
        return sentence(
            "A row has more cells than the first line. "
            "Put a cell that holds the separator in quotation marks."
        )
    return sentence("The file cannot be read as a table: {reason}.", reason=reason)


def _file_faults(path: Path) -> list[Fault]:
    """What keeps the file from being opened as a table at all."""
    message: Sentence | None = None
    if not path.exists():
        message = sentence("There is no such file.")
    elif not path.is_file():
        message = sentence("This is a folder. Give the name of a file.")
    elif path.suffix.lower() not in (".csv", ".parquet"):
        message = sentence("The file must be a table: its name must end in .csv or .parquet.")
    elif path.stat().st_size == 0:
        message = sentence("The file is empty. Its first line must hold the names of the facts.")
    elif path.suffix.lower() == ".csv":
        line = _line_that_is_not_utf8(path)
        if line:
            text = sentence("The text is not UTF-8. Save the file with the encoding UTF-8.")
            return [Fault(f"{path.name}:{line}", text)]
    return [] if message is None else [Fault(str(path), message)]


def _line_that_is_not_utf8(path: Path) -> int | None:
    """The first line with something else than UTF-8, looked for piece by piece."""
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return line + block.count(b"\n", 0, error.start)
            line += block.count(b"\n")
    return None


def _scanned(path: Path) -> tuple[pl.LazyFrame, int]:
    """The file as a frame, and the number of its first row. A CSV file's cells are texts."""
    if path.suffix.lower() == ".parquet":
        return pl.scan_parquet(path), 1
    with path.open(encoding="utf-8-sig") as file:
        header = file.readline()
    separator = max(",;\t", key=header.count)
    return pl.scan_csv(path, separator=separator, infer_schema=False), 2
