"""A ruleset on Polars columns: one ``with_columns`` for each level of its graph.

Plain ``when``, ``min`` and ``max`` of every data-frame library choose silently where a value is missing. Here
they are written strictly wherever a column of the frame has missing values, and plainly elsewhere.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import reduce, singledispatchmethod
from operator import add, and_, eq, ge, gt, le, lt, mul, or_, sub

import polars as pl

from rettvis.rulekit.expression import (
    All,
    Arithmetic,
    Comparison,
    Constant,
    Default,
    Expression,
    Extreme,
    FloorDivision,
    Kind,
    Known,
    Not,
    OneOf,
    Parameter,
    Some,
    Value,
    When,
    WholeYears,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.frames.calendar_years import completed
from rettvis.rulekit.frames.missing import Missing
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset

OPERATORS = {"+": add, "-": sub, "*": mul, "<": lt, "<=": le, ">": gt, ">=": ge, "==": eq}
NARROW = 2**31 - 1
"""What fits 32 bits: half the memory to move."""


def dtype_of(part: Expression, widest: int = NARROW) -> pl.DataType:
    """The column type that holds the worth of ``part``; ``widest`` is its largest absolute value."""
    if part.kind is Kind.INTEGER:
        return pl.Int64() if widest > NARROW else pl.Int32()
    return {Kind.BOOLEAN: pl.Boolean(), Kind.DATE: pl.Date(), Kind.TEXT: pl.String()}[part.kind]


def missing_facts(frame: pl.DataFrame | pl.LazyFrame, ruleset: Ruleset) -> frozenset[str]:
    """The facts that have a missing value somewhere in the frame, or no column at all."""
    present = set(frame.lazy().collect_schema().names())
    here = [fact.name for fact in ruleset.facts if fact.name in present]
    absent = {fact.name for fact in ruleset.facts} - set(here)
    if not here:
        return frozenset(absent)
    counts = frame.lazy().select(pl.col(here).null_count()).collect(engine="streaming").row(0)
    return frozenset(absent | {name for name, count in zip(here, counts, strict=True) if count})


class PolarsEngine:
    """A ruleset compiled for one frame's columns.

    ``missing`` names the facts that may be missing in the data (:func:`missing_facts`). The columns must have
    been checked (:mod:`rettvis.rulekit.frames.table`): a value out of bounds would be computed with.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        schema: Mapping[str, pl.DataType],
        missing: Collection[str],
        changes: Mapping[str, Value] | None = None,
    ) -> None:
        self.ruleset = ruleset
        self.schema = schema
        self.parameters = ruleset.parameter_values(changes)
        self.missing = Missing(missing, self.parameters)
        self.columns: dict[str, str] = {}

    def values(self, frame: pl.LazyFrame, names: Iterable[str]) -> pl.LazyFrame:
        """The frame with a column for each named node (and what they rest on); select what is wanted."""
        needed = {node.name for node in self.ruleset.needed_for(*names)}
        frame = self.with_absent_facts(frame)
        for level in self.ruleset.levels:
            here = [self.write(node.expression).alias(node.name) for node in level if node.name in needed]
            if here:
                frame = frame.with_columns(here)
        return frame

    def with_absent_facts(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The frame with an empty column for each fact that it has none for."""
        absent = [fact for fact in self.ruleset.facts if fact.name not in self.schema]
        return frame.with_columns(pl.lit(None, dtype_of(fact)).alias(fact.name) for fact in absent)

    @singledispatchmethod
    def write(self, part: Expression) -> pl.Expr:
        """``part`` as a Polars expression. Raises TypeError for what is only for explaining one case."""
        raise TypeError(f"{type(part).__name__} is not for many cases")

    @write.register
    def _(self, part: Node) -> pl.Expr:
        return pl.col(self.columns.get(part.name, part.name))

    @write.register
    def _(self, part: Fact) -> pl.Expr:
        column = pl.col(part.name)
        if part.kind is Kind.INTEGER:
            wanted = dtype_of(part, max(abs(part.minimum), abs(part.maximum)))
            return column if self.schema.get(part.name) == wanted else column.cast(wanted)
        return column if part.kind is not Kind.TEXT or not self.coded(part) else column.cast(pl.String)

    @write.register
    def _(self, part: Constant) -> pl.Expr:
        return self.literal(part.value)

    @write.register
    def _(self, part: Parameter) -> pl.Expr:
        return self.literal(self.parameters[part.name])

    def literal(self, value: Value) -> pl.Expr:
        if type(value) is int:
            return pl.lit(value, pl.Int64 if abs(value) > NARROW else pl.Int32)
        return pl.lit(value)

    @write.register
    def _(self, part: Arithmetic) -> pl.Expr:
        left, right = self.write(part.left), self.write(part.right)
        if max(map(abs, self.missing.ranges(part))) > NARROW:
            left = left.cast(pl.Int64)
        result: pl.Expr = OPERATORS[part.operator](left, right)
        return result

    @write.register
    def _(self, part: FloorDivision) -> pl.Expr:
        return self.write(part.left) // self.write(part.right)

    @write.register
    def _(self, part: Comparison) -> pl.Expr:
        if part.left.kind is Kind.TEXT:
            for one, other in ((part.left, part.right), (part.right, part.left)):
                if isinstance(other, (Constant, Parameter)) and isinstance(one, Fact) and self.coded(one):
                    text = other.value if isinstance(other, Constant) else self.parameters[other.name]
                    return self.among(one, (str(text),))
        result: pl.Expr = OPERATORS[part.operator](self.write(part.left), self.write(part.right))
        return result

    @write.register
    def _(self, part: OneOf) -> pl.Expr:
        if isinstance(part.part, Fact) and self.coded(part.part):
            return self.among(part.part, part.choices)
        column = self.write(part.part)
        return reduce(or_, (column == pl.lit(choice) for choice in part.choices), column != column)

    def coded(self, fact: Fact) -> bool:
        """Whether a text is held as numbers of an ``Enum``."""
        return isinstance(self.schema.get(fact.name), pl.Enum)

    def among(self, fact: Fact, choices: tuple[str, ...]) -> pl.Expr:
        """Whether a coded text is one of ``choices``, by comparing codes."""
        dtype = self.schema[fact.name]
        assert isinstance(dtype, pl.Enum)
        categories = dtype.categories.to_list()
        codes = [categories.index(choice) for choice in choices if choice in categories]
        column = pl.col(fact.name).to_physical()
        return reduce(or_, (column == code for code in codes)) if codes else column != column

    @write.register
    def _(self, part: All) -> pl.Expr:
        return reduce(and_, map(self.write, part.parts)) if part.parts else pl.lit(True)

    @write.register
    def _(self, part: Some) -> pl.Expr:
        return reduce(or_, map(self.write, part.parts)) if part.parts else pl.lit(False)

    @write.register
    def _(self, part: Not) -> pl.Expr:
        return ~self.write(part.part)

    @write.register
    def _(self, part: When) -> pl.Expr:
        condition, then, otherwise = map(self.write, (part.condition, part.then, part.otherwise))
        if self.missing(part.condition):
            return pl.when(condition).then(then).when(~condition).then(otherwise)
        return pl.when(condition).then(then).otherwise(otherwise)

    @write.register
    def _(self, part: Extreme) -> pl.Expr:
        pieces = [self.write(piece) for piece in part.parts]
        plain = (pl.min_horizontal if part.operator == "min" else pl.max_horizontal)(pieces)
        unsure = [self.write(piece).is_not_null() for piece in part.parts if self.missing(piece)]
        return pl.when(reduce(and_, unsure)).then(plain) if unsure else plain

    @write.register
    def _(self, part: Default) -> pl.Expr:
        value = self.write(part.part)
        return pl.coalesce(value, self.write(part.fallback)) if self.missing(part.part) else value

    @write.register
    def _(self, part: Known) -> pl.Expr:
        return self.write(part.part).is_not_null() if self.missing(part.part) else pl.lit(True)

    @write.register
    def _(self, part: WholeYears) -> pl.Expr:
        start, end = (self.write(side).to_physical() for side in (part.start, part.end))
        years: pl.Expr = completed(start, end)
        return years
