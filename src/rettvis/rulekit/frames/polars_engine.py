"""A ruleset on Polars columns: one ``with_columns`` a level of its graph, 32 bits where that is enough."""

from functools import reduce, singledispatchmethod
from operator import or_
from typing import Any

import polars as pl

from rettvis.rulekit.expression import (
    Arithmetic,
    Comparison,
    Constant,
    Expression,
    FloorDivision,
    Kind,
    OneOf,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.frames.calendar_years import completed
from rettvis.rulekit.frames.columns import OPERATORS, ColumnEngine
from rettvis.rulekit.ruleset import Ruleset

NARROW = 2**31 - 1
"""What fits 32 bits: half the memory to move."""


def missing_facts(frame: pl.DataFrame | pl.LazyFrame, ruleset: Ruleset) -> frozenset[str]:
    """The facts that have a missing value somewhere in the frame, or no column at all."""
    present = set(frame.lazy().collect_schema().names())
    here = [fact.name for fact in ruleset.facts if fact.name in present]
    absent = {fact.name for fact in ruleset.facts} - set(here)
    if not here:
        return frozenset(absent)
    counts = frame.lazy().select(pl.col(here).null_count()).collect(engine="streaming").row(0)
    return frozenset(absent | {name for name, count in zip(here, counts, strict=True) if count})


class PolarsEngine(ColumnEngine):
    """A ruleset compiled to Polars expressions; texts may be held as an ``Enum``."""

    library = pl

    def dtype(self, part: Expression) -> Any:
        if isinstance(part, Fact) and part.kind is Kind.INTEGER:
            return self.whole(max(abs(part.minimum), abs(part.maximum)))
        if isinstance(part, Constant) and isinstance(part.value, int) and part.kind is Kind.INTEGER:
            return self.whole(abs(part.value))
        return super().dtype(part)

    def whole(self, largest: int) -> Any:
        """The narrowest type for whole numbers up to ``largest``."""
        return pl.Int64 if largest > NARROW else pl.Int32

    def fact(self, fact: Fact) -> pl.Expr:
        column, wanted = pl.col(fact.name), self.dtype(fact)
        held = self.schema.get(fact.name, wanted)
        return column if held == wanted else column.cast(wanted)

    def divided(self, left: pl.Expr, right: pl.Expr, part: FloorDivision) -> pl.Expr:
        return left // right

    def years(self, start: pl.Expr, end: pl.Expr) -> pl.Expr:
        years: pl.Expr = completed(start.to_physical(), end.to_physical())
        return years

    @singledispatchmethod
    def write(self, part: Expression) -> pl.Expr:
        written: pl.Expr = super().write(part)
        return written

    @write.register
    def _(self, part: Arithmetic) -> pl.Expr:
        left, right = self.write(part.left), self.write(part.right)
        if max(map(abs, self.missing.ranges(part))) > NARROW:
            left = left.cast(pl.Int64)
        result: pl.Expr = OPERATORS[part.operator](left, right)
        return result

    @write.register
    def _(self, part: Comparison) -> pl.Expr:
        for one, other in ((part.left, part.right), (part.right, part.left)):
            text = self.text_of(other)
            if text is not None and isinstance(one, Fact) and self.coded(one):
                return self.among(one, (text,))
        result: pl.Expr = OPERATORS[part.operator](self.write(part.left), self.write(part.right))
        return result

    @write.register
    def _(self, part: OneOf) -> pl.Expr:
        if isinstance(part.part, Fact) and self.coded(part.part):
            return self.among(part.part, part.choices)
        written: pl.Expr = super().write(part)
        return written

    def coded(self, fact: Fact) -> bool:
        """Whether a text is held as the codes of an ``Enum``."""
        return isinstance(self.schema.get(fact.name), pl.Enum)

    def among(self, fact: Fact, choices: tuple[str, ...]) -> pl.Expr:
        """Whether a coded text is one of ``choices``, by comparing codes."""
        categories = self.schema[fact.name].categories.to_list()
        codes = [categories.index(choice) for choice in choices if choice in categories]
        column = pl.col(fact.name).to_physical()
        return reduce(or_, (column == code for code in codes), column != column)
