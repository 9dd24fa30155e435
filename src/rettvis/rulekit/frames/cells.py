"""The cells of a column: read strictly as a fact's kind, and what is wrong with those that cannot be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from rettvis.rulekit.expression import Kind
from rettvis.rulekit.facts import LASTING, Fact, read_value
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.frames.calendar_years import RECENT
from rettvis.rulekit.wording import Sentence, sentence

WHOLE = r"^[+-]?\d{1,18}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"


def worded(fact: Fact, dtype: pl.DataType) -> Sentence | None:
    """Why a column of this type cannot hold the fact at all, if so."""
    if dtype == pl.Null or dtype == pl.String:
        return None
    if isinstance(dtype, (pl.Categorical, pl.Enum)) and fact.kind in (Kind.TEXT, Kind.DATE):
        return None
    if fact.kind is Kind.INTEGER and dtype.is_float():
        return sentence(
            "The column holds decimal numbers. Write it with whole numbers, and with an empty cell where the "
            "value is missing."
        )
    right = {
        Kind.INTEGER: dtype.is_integer(),
        Kind.BOOLEAN: dtype == pl.Boolean,
        Kind.DATE: dtype == pl.Date or isinstance(dtype, pl.Datetime),
        Kind.TEXT: False,
    }
    if right[fact.kind]:
        return None
    needed = {
        Kind.INTEGER: sentence("whole numbers"),
        Kind.BOOLEAN: sentence("true and false"),
        Kind.DATE: sentence("dates"),
        Kind.TEXT: sentence("texts"),
    }
    return sentence(
        "The column has the type {type}. It must hold {needed}.",
        type=str(dtype),
        needed=needed[fact.kind],
    )


def parsed(fact: Fact, dtype: pl.DataType) -> pl.Expr:
    """A column as the fact's kind, null where a cell cannot be read."""
    raw = pl.col(fact.name)
    if isinstance(dtype, (pl.Categorical, pl.Enum)):
        raw = raw.cast(pl.String)
    text = dtype == pl.String or isinstance(dtype, (pl.Categorical, pl.Enum))
    if fact.kind is Kind.BOOLEAN:
        return _boolean(raw) if text else raw.cast(pl.Boolean)
    if fact.kind is Kind.INTEGER:
        number = pl.when(raw.str.contains(WHOLE)).then(raw).cast(pl.Int64, strict=False) if text else raw
        number = number.cast(pl.Int64, strict=False)
        within = number.is_between(fact.minimum, fact.maximum)
        narrow = pl.Int32 if max(abs(fact.minimum), abs(fact.maximum)) < 2**31 else pl.Int64
        return pl.when(within).then(number).cast(narrow)
    if fact.kind is Kind.TEXT:
        return raw.cast(pl.String).cast(pl.Enum(fact.choices), strict=False)
    return _date(fact, raw, dtype, text=text)


def _boolean(raw: pl.Expr) -> pl.Expr:
    low = raw.str.to_lowercase()
    return pl.when(low == "true").then(pl.lit(True)).when(low == "false").then(pl.lit(False))


def _date(fact: Fact, raw: pl.Expr, dtype: pl.DataType, *, text: bool) -> pl.Expr:
    if not text:
        day = raw.cast(pl.Date)
        return pl.when(raw == day.cast(dtype)).then(day) if isinstance(dtype, pl.Datetime) else day
    day = pl.when(raw.str.contains(DAY)).then(raw).str.to_date("%Y-%m-%d", strict=False)
    if not fact.open_word:
        return day
    return pl.when(raw == fact.open_word).then(pl.lit(LASTING)).otherwise(day)


@dataclass(frozen=True)
class CheckedColumn:
    """What one pass over a column found: cells that cannot be read, the first of them, and missing ones."""

    fact: Fact
    wrong: int
    row: int | None
    cell: Any
    missing: int

    def faults(self, file: str) -> Iterator[Fault]:
        """The first fault of the column, and how many rows have one."""
        if not self.wrong:
            return
        place = f"{file}:{self.row} {self.fact.name}"
        first = read_value(self.fact, plain_cell(self.fact, self.cell), place)
        if not isinstance(first, Fault):
            shown = sentence("“{raw}” cannot be read here.", raw=str(self.cell))
            first = Fault(place, shown)
        yield first
        if self.wrong > 1:
            text = sentence("{count:number} rows of this column have a fault.", count=self.wrong)
            yield Fault(f"{file}: {self.fact.name}", text)


def plain_cell(fact: Fact, cell: Any) -> Any:
    """A cell as a person meant it: digits are a number where a number is wanted."""
    if fact.kind is Kind.INTEGER and isinstance(cell, str):
        try:
            return int(cell)
        except ValueError:
            return cell
    return cell


@dataclass(frozen=True)
class Checked:
    """The columns of a table after one pass over it."""

    rows: int
    columns: tuple[CheckedColumn, ...]
    recent: frozenset[str]
    """Dates of our time in every row."""


def checked(
    frame: pl.LazyFrame, facts: Iterable[Fact], schema: Mapping[str, pl.DataType], row: str
) -> Checked:
    """Read every cell once, streaming."""
    questions: list[pl.Expr] = [pl.len().alias("rows")]
    facts = tuple(facts)
    for place, fact in enumerate(facts):
        raw, value = pl.col(fact.name), parsed(fact, schema[fact.name])
        wrong = raw.is_not_null() & value.is_null()
        questions += [
            wrong.sum().alias(f"wrong_{place}"),
            pl.when(wrong).then(pl.col(row)).min().alias(f"row_{place}"),
            raw.is_null().sum().alias(f"missing_{place}"),
        ]
        if fact.kind is Kind.DATE:
            old = ~value.is_between(*RECENT)
            old = old & (value != LASTING) if fact.open_word else old
            questions.append(old.sum().alias(f"old_{place}"))
    answer = frame.select(questions).collect(engine="streaming").row(0, named=True)
    columns = []
    for place, fact in enumerate(facts):
        first, cell = answer[f"row_{place}"], None
        if first is not None:
            cell = frame.filter(pl.col(row) == first).select(fact.name).head(1).collect().item()
        columns.append(CheckedColumn(fact, answer[f"wrong_{place}"], first, cell, answer[f"missing_{place}"]))
    recent = {fact.name for place, fact in enumerate(facts) if answer.get(f"old_{place}") == 0}
    return Checked(answer["rows"], tuple(columns), frozenset(recent))
