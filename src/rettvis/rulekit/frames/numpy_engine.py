"""A ruleset as generated NumPy source: tens to tens of thousands of cases in about the time of one.

Every value is an array with a mask of where it is missing, or no mask where it cannot be. A boolean is false
where it is missing, so that *or* is a plain *or*. Dates are days since 1970, texts are codes.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from rettvis.rulekit.expression import Kind, Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.frames.calendar_years import completed
from rettvis.rulekit.frames.missing import Missing
from rettvis.rulekit.frames.numpy_source import EPOCH, NumpyWriter, any_of_many, text_codes
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset


class Column(NamedTuple):
    """Plain values, and where they are missing (``None``: nowhere)."""

    values: Any
    missing: Any = None


class NumpyEngine:
    """A ruleset compiled to NumPy. One function is generated for each set of facts with missing values."""

    def __init__(self, ruleset: Ruleset, changes: Mapping[str, Value] | None = None) -> None:
        self.ruleset = ruleset
        self.parameters = ruleset.parameter_values(changes)
        self.codes = text_codes(ruleset, self.parameters)
        self.texts = list(self.codes)
        self._made: dict[tuple[frozenset[str], tuple[str, ...]], Callable[..., Any]] = {}

    def values(
        self, columns: Mapping[str, Column], size: int, names: Iterable[str] | None = None
    ) -> dict[str, Column]:
        """The named nodes (all where none are named) of ``size`` cases, from the facts' columns."""
        wanted = tuple(names) if names is not None else tuple(node.name for node in self.ruleset.nodes)
        unsure = frozenset(name for name, column in columns.items() if column.missing is not None)
        key = unsure | {fact.name for fact in self.ruleset.facts if fact.name not in columns}, wanted
        if key not in self._made:
            self._made[key] = self._make(*key)
        absent = Column(np.zeros(size, np.int64), np.ones(size, np.bool_))
        given = [columns.get(fact.name, absent) for fact in self.ruleset.facts]
        with np.errstate(all="ignore"):
            results = self._made[key](given)
        return {name: whole(Column(*pair), size) for name, pair in zip(wanted, results, strict=True)}

    def _make(self, missing: frozenset[str], names: tuple[str, ...]) -> Callable[..., Any]:
        writer = NumpyWriter(self.parameters, self.codes, Missing(missing, self.parameters))
        source = writer.function(self.ruleset, names)
        space: dict[str, Any] = {"np": np, "_years": completed, "_any": any_of_many}
        exec(compile(source, f"<{self.ruleset.name} in NumPy>", "exec"), space)
        made: Callable[..., Any] = space["values"]
        return made

    def column(self, fact: Fact, given: Iterable[Value | None]) -> Column:
        """A fact's plain values as a column."""
        plain = list(given)
        missing = np.fromiter((value is None for value in plain), np.bool_, len(plain))
        coded = np.array([self.code(value) for value in plain], np.int64)
        values = coded.astype(np.bool_) if fact.kind is Kind.BOOLEAN else coded
        return Column(values, missing if missing.any() else None)

    def code(self, value: Value | None) -> int:
        """A value as the whole number that the arrays hold; 0 where it is missing."""
        if isinstance(value, date):
            return (value - EPOCH).days
        return self.codes[value] if isinstance(value, str) else int(value or 0)

    def from_series(self, fact: Fact, series: pl.Series) -> Column:
        """A fact's column of a frame as arrays."""
        missing = series.is_null().to_numpy() if series.null_count() else None
        if fact.kind is Kind.TEXT:
            texts = series.cast(pl.String)
            series = texts.replace_strict(self.texts, list(range(len(self.texts))), return_dtype=pl.Int64)
        elif fact.kind is Kind.DATE:
            series = series.to_physical().cast(pl.Int64)
        elif fact.kind is Kind.INTEGER:
            series = series.cast(pl.Int64)
        if missing is not None:
            series = series.fill_null(False if fact.kind is Kind.BOOLEAN else 0)
        return Column(series.to_numpy(), missing)

    def to_series(self, node: Node, column: Column) -> pl.Series:
        """A node's column for a frame."""
        series = pl.Series(node.name, column.values)
        if node.kind is Kind.DATE:
            series = series.cast(pl.Int32).cast(pl.Date)
        elif node.kind is Kind.TEXT:
            series = pl.Series(node.name, self.texts, pl.String).gather(series)
        if column.missing is None:
            return series
        gap = pl.Series(column.missing)
        empty = pl.Series(node.name, [None], series.dtype)
        return series.zip_with(~gap, empty.extend_constant(None, len(series) - 1) if len(series) else empty)

    def plain(self, node: Node, column: Column) -> list[Value | None]:
        """A node's column as plain Python values, ``None`` where it is missing."""
        values = column.values.tolist()
        if node.kind is Kind.DATE:
            values = [EPOCH + timedelta(days=value) for value in values]
        elif node.kind is Kind.TEXT:
            values = [self.texts[value] for value in values]
        if column.missing is None:
            return list(values)
        gaps = column.missing.tolist()
        return [None if gap else value for value, gap in zip(values, gaps, strict=True)]


def whole(column: Column, size: int) -> Column:
    """A column of ``size`` rows also where a rule holds constants only."""
    values = np.broadcast_to(column.values, (size,))
    missing = None if column.missing is None else np.broadcast_to(column.missing, (size,))
    return Column(values, missing)
