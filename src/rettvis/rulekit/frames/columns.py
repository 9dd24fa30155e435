"""A ruleset on the columns of a data frame, whatever the frame's library: what its engines share.

Plain ``when``, ``min`` and ``max`` of every data-frame library choose silently where a value is missing. Here
they are written strictly wherever a column of the frame has missing values, and plainly elsewhere.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import reduce, singledispatchmethod
from operator import add, and_, eq, ge, gt, le, lt, mul, or_, sub
from typing import Any

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
from rettvis.rulekit.frames.missing import Missing, Profile
from rettvis.rulekit.frames.simplify import Simplifier
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset

OPERATORS = {"+": add, "-": sub, "*": mul, "<": lt, "<=": le, ">": gt, ">=": ge, "==": eq}


class ColumnEngine(ABC):
    """A ruleset compiled for one frame's columns with ``library`` (Polars or Narwhals).

    ``schema`` holds the types of the frame's columns; ``profile`` says what is known of them.
    The columns must have been checked (:mod:`rettvis.rulekit.frames.table`): a value out of bounds would be
    computed with.
    """

    library: Any

    def __init__(
        self,
        ruleset: Ruleset,
        schema: Mapping[str, Any],
        profile: Profile,
        changes: Mapping[str, Value] | None = None,
    ) -> None:
        self.ruleset = ruleset
        self.schema = schema
        self.profile = profile
        self.parameters = ruleset.parameter_values(changes)
        absent = {fact.name for fact in ruleset.facts if fact.name not in schema}
        self.missing = Missing({*profile.missing, *absent}, self.parameters)
        self.simplified = Simplifier(self.missing, self.parameters)
        self.columns: dict[str, str] = {}
        """Nodes that are held in a column of another name."""

    def dtype(self, part: Expression) -> Any:
        """The type of a column that holds the worth of ``part``."""
        names = {Kind.BOOLEAN: "Boolean", Kind.INTEGER: "Int64", Kind.DATE: "Date", Kind.TEXT: "String"}
        return getattr(self.library, names[part.kind])

    def values(self, frame: Any, names: Iterable[str]) -> Any:
        """The frame with a column for each named node (and what they rest on); select what is wanted."""
        needed = {node.name for node in self.ruleset.needed_for(*names)}
        for columns in (*self.before(needed), *self.levels(needed)):
            frame = frame.with_columns(*columns) if columns else frame
        return frame

    def before(self, needed: Collection[str]) -> Iterator[list[Any]]:
        """The columns that the nodes ``needed`` stand on, in the order to add them."""
        yield self.absent_facts()

    def absent_facts(self) -> list[Any]:
        """An empty column for each fact that the frame has none for."""
        absent = (fact for fact in self.ruleset.facts if fact.name not in self.schema)
        return [self.library.lit(None, self.dtype(fact)).alias(fact.name) for fact in absent]

    def levels(self, needed: Collection[str]) -> Iterator[list[Any]]:
        """The columns to add, level by level."""
        for level in self.ruleset.levels:
            nodes = (node for node in level if node.name in needed)
            yield [self.node(node).alias(self.column_of(node)) for node in nodes]

    def node(self, node: Node) -> Any:
        """A node's expression, written as shortly as the data and the parameters allow."""
        return self.write(self.simplified(node.expression))

    def column_of(self, node: Node) -> str:
        """The name of the column that a node is held in."""
        return self.columns.get(node.name, node.name)

    @singledispatchmethod
    def write(self, part: Expression) -> Any:
        """``part`` as an expression of the library. Raises TypeError for what only explains one case."""
        raise TypeError(f"{type(part).__name__} is not for many cases")

    @write.register
    def _(self, part: Node) -> Any:
        return self.library.col(self.column_of(part))

    @write.register
    def _(self, part: Fact) -> Any:
        return self.fact(part)

    def fact(self, fact: Fact) -> Any:
        """A fact's column, in the type that the rules compute with."""
        return self.library.col(fact.name)

    @write.register
    def _(self, part: Constant) -> Any:
        return self.literal(part.value)

    @write.register
    def _(self, part: Parameter) -> Any:
        return self.literal(self.parameters[part.name])

    def literal(self, value: Value) -> Any:
        """A plain value."""
        return self.library.lit(value, self.dtype(Constant(value)))

    @write.register
    def _(self, part: Arithmetic) -> Any:
        return OPERATORS[part.operator](self.write(part.left), self.write(part.right))

    @write.register
    def _(self, part: FloorDivision) -> Any:
        return self.divided(self.write(part.left), self.write(part.right), part)

    @abstractmethod
    def divided(self, left: Any, right: Any, part: FloorDivision) -> Any:
        """Whole division, missing for a divisor of 0."""

    @write.register
    def _(self, part: Comparison) -> Any:
        return OPERATORS[part.operator](self.write(part.left), self.write(part.right))

    @write.register
    def _(self, part: OneOf) -> Any:
        column = self.write(part.part)
        return reduce(or_, (column == self.literal(choice) for choice in part.choices), column != column)

    @write.register
    def _(self, part: All) -> Any:
        return reduce(and_, map(self.write, part.parts)) if part.parts else self.literal(True)

    @write.register
    def _(self, part: Some) -> Any:
        return reduce(or_, map(self.write, part.parts)) if part.parts else self.literal(False)

    @write.register
    def _(self, part: Not) -> Any:
        return ~self.write(part.part)

    @write.register
    def _(self, part: When) -> Any:
        condition, then, otherwise = map(self.write, (part.condition, part.then, part.otherwise))
        if self.missing(part.condition):
            otherwise = self.library.when(~condition).then(otherwise)
        return self.library.when(condition).then(then).otherwise(otherwise)

    @write.register
    def _(self, part: Extreme) -> Any:
        pieces = [self.write(piece) for piece in part.parts]
        pick = self.library.min_horizontal if part.operator == "min" else self.library.max_horizontal
        plain = pick(*pieces) if len(pieces) > 1 else pieces[0]
        unsure = [~self.write(piece).is_null() for piece in part.parts if self.missing(piece)]
        return self.library.when(reduce(and_, unsure)).then(plain) if unsure else plain

    @write.register
    def _(self, part: Default) -> Any:
        value = self.write(part.part)
        if not self.missing(part.part):
            return value
        return self.library.coalesce(value, self.write(part.fallback))

    @write.register
    def _(self, part: Known) -> Any:
        return ~self.write(part.part).is_null() if self.missing(part.part) else self.literal(True)

    @write.register
    def _(self, part: WholeYears) -> Any:
        return self.whole_years(part)

    @abstractmethod
    def whole_years(self, part: WholeYears) -> Any:
        """Completed years between two dates."""

    def text_of(self, part: Expression) -> str | None:
        """The text of a constant or parameter."""
        value: Value | None = None
        if isinstance(part, Constant):
            value = part.value
        elif isinstance(part, Parameter):
            value = self.parameters[part.name]
        return value if isinstance(value, str) and not isinstance(value, date) else None
