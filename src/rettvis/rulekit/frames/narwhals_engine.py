"""A ruleset on the frames that Narwhals knows: DuckDB and PySpark."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import narwhals as nw

from rettvis.rulekit.expression import FloorDivision, Kind, Value, WholeYears
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.frames.columns import ColumnEngine
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.frames.split import split
from rettvis.rulekit.ruleset import Ruleset

EXACT = 2**53
"""Spark divides by way of decimal numbers, which hold whole numbers up to here."""


def column_name(fact: str) -> str:
    """The column that holds a fact: a dot is an operator in Spark."""
    return fact.replace(".", "__")


class NarwhalsEngine(ColumnEngine):
    """A ruleset compiled to Narwhals expressions. Texts are plain texts.

    The frame's columns are named by ``column_name``; ``schema`` needs the facts' names only, dots and all.
    """

    library = nw

    def __init__(
        self,
        ruleset: Ruleset,
        schema: Mapping[str, Any],
        profile: Profile,
        changes: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(split(ruleset), schema, profile, changes)

    def absent_facts(self) -> list[Any]:
        absent = (fact for fact in self.ruleset.facts if fact.name not in self.schema)
        return [nw.lit(None, self.dtype(fact)).alias(column_name(fact.name)) for fact in absent]

    def fact(self, fact: Fact) -> Any:
        column = nw.col(column_name(fact.name))
        return column.cast(nw.Int64) if fact.kind is Kind.INTEGER else column

    def literal(self, value: Value) -> Any:
        if isinstance(value, date):
            return nw.lit(value.isoformat()).cast(nw.Date)  # Spark's own way loses a year before 1000
        return super().literal(value)

    def divided(self, left: Any, right: Any, part: FloorDivision) -> Any:
        low, high = self.missing.ranges(part.right)
        divisor = nw.when(right != 0).then(right) if low <= 0 <= high else right
        quotient = (left // divisor).cast(nw.Int64)
        if max(map(abs, self.missing.ranges(part.left))) < EXACT:
            return quotient
        quotient = quotient + ((left - quotient * divisor) // divisor).cast(nw.Int64)
        rest = left - quotient * divisor
        too_high = ((divisor > 0) & (rest < 0)) | ((divisor < 0) & (rest > 0))
        too_low = ((divisor > 0) & (rest >= divisor)) | ((divisor < 0) & (rest <= divisor))
        return quotient + too_low.cast(nw.Int64) - too_high.cast(nw.Int64)

    def whole_years(self, part: WholeYears) -> Any:
        start, end = self.write(part.start), self.write(part.end)
        years = end.dt.year().cast(nw.Int64) - start.dt.year().cast(nw.Int64)
        return years - (_in_year(end) < _in_year(start)).cast(nw.Int64)


def _in_year(day: Any) -> Any:
    """A number that grows through the year."""
    return day.dt.month().cast(nw.Int64) * 100 + day.dt.day().cast(nw.Int64)
