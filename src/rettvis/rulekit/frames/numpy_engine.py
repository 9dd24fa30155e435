"""A ruleset as generated NumPy source: tens to tens of thousands of cases in about the time of one.

Every value is an array with a mask of where it is missing, or no mask where it cannot be. A boolean is false
where it is missing, so that *or* is a plain *or*. Dates are days since 1970, texts are codes.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import reduce, singledispatchmethod
from itertools import count
from typing import Any, NamedTuple

import numpy as np

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
from rettvis.rulekit.ruleset import Ruleset, pieces

EPOCH = date(1970, 1, 1)


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
        writer = _Writer(self.parameters, self.codes, Missing(missing, self.parameters))
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


def text_codes(ruleset: Ruleset, parameters: Mapping[str, Value]) -> dict[str, int]:
    """A number for each text that the ruleset can meet."""
    texts: dict[str, None] = {value: None for value in parameters.values() if isinstance(value, str)}
    for node in ruleset.nodes:
        for part in pieces(node.expression):
            if isinstance(part, (Fact, OneOf)):
                texts.update(dict.fromkeys(part.choices))
            elif isinstance(part, Constant) and isinstance(part.value, str):
                texts[part.value] = None
    return {text: code for code, text in enumerate(texts or {"": None})}


def whole(column: Column, size: int) -> Column:
    """A column of ``size`` rows also where a rule holds constants only."""
    values = np.broadcast_to(column.values, (size,))
    missing = None if column.missing is None else np.broadcast_to(column.missing, (size,))
    return Column(values, missing)


def any_of_many(values: Any, codes: tuple[int, ...]) -> Any:
    """Where ``values`` are among ``codes``."""
    return reduce(np.logical_or, (values == code for code in codes), values != values)


Pair = tuple[str, str | None]
"""The local names of a value and of its mask."""


class _Writer:
    """Writes the function's text: one pair of local names for each distinct piece of the tree."""

    def __init__(self, parameters: Mapping[str, Value], codes: Mapping[str, int], missing: Missing) -> None:
        self.parameters = parameters
        self.codes = codes
        self.missing = missing
        self.lines: list[str] = []
        self._pairs: dict[Expression, Pair] = {}
        self._count = count()

    def function(self, ruleset: Ruleset, names: tuple[str, ...]) -> str:
        for place, fact in enumerate(ruleset.facts):
            self._pairs[fact] = self.fact(fact, place)
        pairs = [self.pair(ruleset.node(name)) for name in names]
        results = "".join(f"({value}, {mask})," for value, mask in pairs)
        body = "\n    ".join([*self.lines, f"return ({results})"])
        return f"def values(facts):\n    {body}\n"

    def fact(self, fact: Fact, place: int) -> Pair:
        value, mask = self.let(f"facts[{place}].values"), None
        if self.missing(fact):
            mask = self.let(f"facts[{place}].missing")
            if fact.kind is Kind.BOOLEAN:
                value = self.let(f"{value} > {mask}")
        return value, mask

    def pair(self, part: Expression) -> Pair:
        while isinstance(part, Node):
            part = part.expression
        if part not in self._pairs:
            self._pairs[part] = self.write(part)
        return self._pairs[part]

    def let(self, text: str) -> str:
        name = f"v{next(self._count)}"
        self.lines.append(f"{name} = {text}")
        return name

    def either(self, *masks: str | None) -> str | None:
        """Missing where any of these is."""
        unsure = list(dict.fromkeys(mask for mask in masks if mask is not None))
        return self.let(" | ".join(unsure)) if len(unsure) > 1 else unsure[0] if unsure else None

    def boolean(self, text: str, mask: str | None) -> Pair:
        """A boolean, false where it is missing."""
        value = self.let(text)
        return (value if mask is None else self.let(f"{value} > {mask}")), mask

    @singledispatchmethod
    def write(self, part: Expression) -> Pair:
        raise TypeError(f"{type(part).__name__} is not for many cases")

    @write.register
    def _(self, part: Constant) -> Pair:
        return self.constant(part.value)

    @write.register
    def _(self, part: Parameter) -> Pair:
        return self.constant(self.parameters[part.name])

    def constant(self, value: Value) -> Pair:
        if isinstance(value, bool):
            return self.let(f"np.bool_({value})"), None
        plain = self.codes[value] if isinstance(value, str) else value
        number = (plain - EPOCH).days if isinstance(plain, date) else plain
        return self.let(f"np.int64({number})"), None

    @write.register
    def _(self, part: Arithmetic) -> Pair:
        (left, lost), (right, gone) = self.pair(part.left), self.pair(part.right)
        return self.let(f"{left} {part.operator} {right}"), self.either(lost, gone)

    @write.register
    def _(self, part: FloorDivision) -> Pair:
        (left, lost), (right, gone) = self.pair(part.left), self.pair(part.right)
        low, high = self.missing.ranges(part.right)
        if low <= 0 <= high or gone is not None:
            zero = self.let(f"{right} == 0")
            right = self.let(f"np.where({zero}, 1, {right})")
            return self.let(f"{left} // {right}"), self.either(lost, gone, zero)
        return self.let(f"{left} // {right}"), self.either(lost, gone)

    @write.register
    def _(self, part: Comparison) -> Pair:
        (left, lost), (right, gone) = self.pair(part.left), self.pair(part.right)
        return self.boolean(f"{left} {part.operator} {right}", self.either(lost, gone))

    @write.register
    def _(self, part: Some) -> Pair:
        pairs = [self.pair(piece) for piece in part.parts]
        value = self.let(" | ".join(value for value, _ in pairs) or "np.bool_(False)")
        lost = self.either(*(mask for _, mask in pairs))
        return value, lost and self.let(f"{lost} > {value}")

    @write.register
    def _(self, part: All) -> Pair:
        pairs = [self.pair(piece) for piece in part.parts]
        value = self.let(" & ".join(value for value, _ in pairs) or "np.bool_(True)")
        if not any(mask for _, mask in pairs):
            return value, None
        not_false = " & ".join(f"({name} | {mask})" if mask else name for name, mask in pairs)
        return value, self.let(f"({not_false}) > {value}")

    @write.register
    def _(self, part: Not) -> Pair:
        value, mask = self.pair(part.part)
        return self.boolean(f"np.logical_not({value})", mask)

    @write.register
    def _(self, part: When) -> Pair:
        (condition, unsure), (then, lost), (otherwise, gone) = map(
            self.pair, (part.condition, part.then, part.otherwise)
        )
        mask = None
        if lost or gone:
            mask = self.let(f"np.where({condition}, {lost or False}, {gone or False})")
        mask = self.either(unsure, mask)
        text = f"np.where({condition}, {then}, {otherwise})"
        return self.boolean(text, mask) if part.kind is Kind.BOOLEAN else (self.let(text), mask)

    @write.register
    def _(self, part: Extreme) -> Pair:
        pairs = [self.pair(piece) for piece in part.parts]
        value = pairs[0][0]
        for other, _ in pairs[1:]:
            value = self.let(f"np.{part.operator}imum({value}, {other})")
        return value, self.either(*(mask for _, mask in pairs))

    @write.register
    def _(self, part: Default) -> Pair:
        (value, mask), (fallback, gone) = self.pair(part.part), self.pair(part.fallback)
        if mask is None:
            return value, None
        both = gone and self.let(f"{mask} & {gone}")
        return self.let(f"np.where({mask}, {fallback}, {value})"), both

    @write.register
    def _(self, part: Known) -> Pair:
        mask = self.pair(part.part)[1]
        return self.let("np.bool_(True)" if mask is None else f"np.logical_not({mask})"), None

    @write.register
    def _(self, part: WholeYears) -> Pair:
        (start, lost), (end, gone) = self.pair(part.start), self.pair(part.end)
        return self.let(f"_years({start}, {end})"), self.either(lost, gone)

    @write.register
    def _(self, part: OneOf) -> Pair:
        value, mask = self.pair(part.part)
        codes = tuple(self.codes[choice] for choice in part.choices)
        return self.boolean(f"_any({value}, {codes})", mask)
