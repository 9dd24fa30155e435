"""The text of a NumPy function that computes a ruleset: a pair of arrays for each distinct piece of the tree.

Every value has a mask of where it is missing, or no mask where it cannot be. A boolean is false where it is
missing, so that *or* is a plain *or*. Dates are days since 1970, texts are codes.
"""

from collections.abc import Mapping
from datetime import date
from functools import reduce, singledispatchmethod
from itertools import count
from typing import Any

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
from rettvis.rulekit.frames.missing import Missing
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset, pieces

EPOCH = date(1970, 1, 1)


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


def any_of_many(values: Any, codes: tuple[int, ...]) -> Any:
    """Where ``values`` are among ``codes``."""
    return reduce(np.logical_or, (values == code for code in codes), values != values)


Pair = tuple[str, str | None]
"""The local names of a value and of its mask."""


class NumpyWriter:
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
