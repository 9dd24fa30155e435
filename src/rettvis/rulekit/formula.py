"""An expression in words: what a rule says, for somebody who reads no code.

Made from the expression itself, so that the words can never say another thing than the rule does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch
from typing import TypeAlias

from rettvis.rulekit.expression import (
    All,
    Anniversary,
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
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Leaf
from rettvis.rulekit.wording import MINUS, N_, Sentence, sentence

Naming: TypeAlias = Callable[[Leaf], Sentence]
"""How a fact, a parameter or another node is named in the words."""


_COMPOSED = (Arithmetic, FloorDivision, All, Some, When, Default, Comparison)
"""What is made of parts."""


@dataclass(frozen=True)
class Line:
    """One line of a rule in words, with the lines that belong under it."""

    text: Sentence
    below: tuple["Line", ...] = ()


def plain_name(leaf: Leaf) -> Sentence:
    """A fact by its label, a parameter by its value, a switch and a node by their names."""
    if isinstance(leaf, Fact):
        return leaf.label
    if isinstance(leaf, Parameter) and leaf.kind is Kind.BOOLEAN:
        return sentence("the switch {name} is on", name=leaf.name)
    if isinstance(leaf, Parameter):
        return with_unit(leaf.value, leaf.unit)
    return sentence("“{title}”", title=Sentence(leaf.title))


def with_unit(value: Value, unit: str) -> Sentence:
    """A value in its unit: a format of :mod:`rettvis.rulekit.wording`."""
    return Sentence("{value:" + unit + "}" if unit else "{value}", {"value": value})


def lines(rule: Expression, name: Naming = plain_name) -> tuple[Line, ...]:
    """The rule as a list with sub-lists: every *and*, *or* and choice opens one."""
    if isinstance(rule, (All, Some)):
        if len(rule.parts) == 1:
            return lines(rule.parts[0], name)
        below = tuple(line for part in rule.parts for line in lines(part, name))
        every = isinstance(rule, All)
        return (Line(sentence("all of these hold:") if every else sentence("at least one holds:"), below),)
    if isinstance(rule, Not) and isinstance(rule.part, (All, Some)) and len(rule.part.parts) > 1:
        below = tuple(line for part in rule.part.parts for line in lines(part, name))
        every = isinstance(rule.part, All)
        return (
            Line(sentence("not all of these hold:") if every else sentence("none of these holds:"), below),
        )
    if isinstance(rule, When):
        then = sentence("{value}, where", value=words(rule.then, name))
        return Line(then, lines(rule.condition, name)), _otherwise(rule.otherwise, name)
    return _figure(rule, name)


def _otherwise(rule: Expression, name: Naming) -> Line:
    """What holds where a condition does not."""
    if isinstance(rule, Default) and isinstance(rule.fallback, _COMPOSED):
        text = sentence("otherwise {value}, or while it is not known:", value=words(rule.part, name))
        return Line(text, lines(rule.fallback, name))
    return Line(sentence("otherwise {value}", value=words(rule, name)))


def _figure(rule: Expression, name: Naming) -> tuple[Line, ...]:
    """A figure: a sum or an extreme of parts that are made of parts themselves opens a list."""
    if isinstance(rule, Extreme) and any(isinstance(part, _COMPOSED) for part in rule.parts):
        text = (
            sentence("the least of these:") if rule.operator == "min" else sentence("the greatest of these:")
        )
        return (Line(text, tuple(line for part in rule.parts for line in lines(part, name))),)
    added, taken = _terms(rule)
    if not any(isinstance(part, _COMPOSED) for part in (*added, *taken)):
        return (Line(words(rule, name)),)
    below = tuple(line for part in added for line in lines(part, name))
    less = tuple(line for part in taken for line in lines(part, name))
    return (Line(sentence("the sum of these:"), below), *((Line(sentence("less:"), less),) if less else ()))


def _terms(rule: Expression) -> tuple[list[Expression], list[Expression]]:
    """What is added and what is taken away in a chain of sums; a part alone is neither."""
    if not isinstance(rule, Arithmetic) or rule.operator == "*":
        return [], []
    added, taken = _terms(rule.left)
    added = added or [rule.left]
    (added if rule.operator == "+" else taken).append(rule.right)
    return added, taken


@singledispatch
def words(rule: Expression, name: Naming = plain_name) -> Sentence:
    """The rule in one running sentence; parentheses keep together what belongs together."""
    raise TypeError(f"no words for {type(rule).__name__}")


def _inner(rule: Expression, name: Naming) -> Sentence:
    """A part in a larger whole: in parentheses where it is made of parts itself."""
    text = words(rule, name)
    return Sentence("({text})", {"text": text}) if isinstance(rule, _COMPOSED) else text


@words.register
def _(rule: Constant, name: Naming = plain_name) -> Sentence:
    return Sentence("«{value}»" if rule.kind is Kind.TEXT else "{value}", {"value": rule.value})


@words.register
def _(rule: Parameter, name: Naming = plain_name) -> Sentence:
    return name(rule)


@words.register
def _(rule: Fact, name: Naming = plain_name) -> Sentence:
    return name(rule)


@words.register
def _(rule: Node, name: Naming = plain_name) -> Sentence:
    return sentence("{condition} is met", condition=name(rule)) if rule.is_condition else name(rule)


@words.register
def _(rule: Arithmetic, name: Naming = plain_name) -> Sentence:
    if rule.operator != "*" and rule.right == Constant(0):
        return words(rule.left, name)
    # A chain of sums needs no parentheses on its left side: a + b + c.
    plain_left = rule.operator != "*" and isinstance(rule.left, Arithmetic) and rule.left.operator != "*"
    left = words(rule.left, name) if plain_left else _inner(rule.left, name)
    sign = {"+": "+", "-": MINUS, "*": "·"}[rule.operator]
    return Sentence("{left} {sign} {right}", {"left": left, "sign": sign, "right": _inner(rule.right, name)})


@words.register
def _(rule: FloorDivision, name: Naming = plain_name) -> Sentence:
    return sentence(
        "{left} divided by {right}, rounded down",
        left=_inner(rule.left, name),
        right=_inner(rule.right, name),
    )


_NUMBERS = {
    "<": N_("{left} is less than {right}"),
    "<=": N_("{left} is at most {right}"),
    ">": N_("{left} is more than {right}"),
    ">=": N_("{left} is at least {right}"),
    "==": N_("{left} is {right}"),
}
_DATES = {
    "<": N_("{left} is before {right}"),
    "<=": N_("{left} is on or before {right}"),
    ">": N_("{left} is after {right}"),
    ">=": N_("{left} is on or after {right}"),
    "==": N_("{left} is {right}"),
}


@words.register
def _(rule: Comparison, name: Naming = plain_name) -> Sentence:
    text = (_DATES if rule.left.kind is Kind.DATE else _NUMBERS)[rule.operator]
    sides = {"left": _side(rule.left, rule.right, name), "right": _side(rule.right, rule.left, name)}
    return Sentence(text, sides)


def _side(side: Expression, other: Expression, name: Naming) -> Sentence:
    """One side of a comparison; a bare number has the unit of the other side."""
    if isinstance(side, Constant) and side.kind is Kind.INTEGER:
        return with_unit(side.value, getattr(other, "unit", ""))
    return words(side, name)


@words.register
def _(rule: All, name: Naming = plain_name) -> Sentence:
    return Sentence("{parts}", {"parts": [_inner(part, name) for part in rule.parts]})


@words.register
def _(rule: Some, name: Naming = plain_name) -> Sentence:
    first, *rest = [_inner(part, name) for part in rule.parts]
    for part in rest:
        first = sentence("{one} or {other}", one=first, other=part)
    return first


@words.register
def _(rule: Not, name: Naming = plain_name) -> Sentence:
    if isinstance(rule.part, Node):
        return sentence("{condition} is not met", condition=name(rule.part))
    return sentence("not so that {statement}", statement=_inner(rule.part, name))


@words.register
def _(rule: When, name: Naming = plain_name) -> Sentence:
    return sentence(
        "{value} where {condition}, otherwise {other}",
        value=_inner(rule.then, name),
        condition=words(rule.condition, name),
        other=_inner(rule.otherwise, name),
    )


@words.register
def _(rule: Extreme, name: Naming = plain_name) -> Sentence:
    text = N_("the least of {parts}") if rule.operator == "min" else N_("the greatest of {parts}")
    return Sentence(text, {"parts": [_inner(part, name) for part in rule.parts]})


@words.register
def _(rule: Default, name: Naming = plain_name) -> Sentence:
    return sentence(
        "{value}, or {fallback} while it is not known",
        value=words(rule.part, name),
        fallback=words(rule.fallback, name),
    )


@words.register
def _(rule: Known, name: Naming = plain_name) -> Sentence:
    leaf = rule.part
    named = name(leaf) if isinstance(leaf, (Fact, Node)) else _inner(leaf, name)
    return sentence("{value} is known", value=named)


@words.register
def _(rule: WholeYears, name: Naming = plain_name) -> Sentence:
    return sentence(
        "completed years from {start} to {end}", start=_inner(rule.start, name), end=_inner(rule.end, name)
    )


@words.register
def _(rule: Anniversary, name: Naming = plain_name) -> Sentence:
    return sentence(
        "the day {years} after {start}", years=_inner(rule.years, name), start=_inner(rule.start, name)
    )


@words.register
def _(rule: OneOf, name: Naming = plain_name) -> Sentence:
    choices = [Sentence("«{value}»", {"value": choice}) for choice in rule.choices]
    return sentence("{value} is one of {choices}", value=_inner(rule.part, name), choices=choices)
