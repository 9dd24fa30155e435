"""The expression tree that a rule is written in: one source for every engine.

An expression has a :class:`Kind` and may be *missing*. What each operator means, missing values
included, is defined once, in :mod:`rettvis.rulekit.meaning`; the closure and the frame compilers must
agree with it on every value.

Whole numbers only: minutes, øre, counts. A share is a pair of whole numbers and a named division.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

Value: TypeAlias = bool | int | date | str
"""What an expression may be worth. ``None`` beside it means missing."""


class Kind(Enum):
    """The type of an expression."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    DATE = "date"
    TEXT = "text"


def kind_of(value: Value) -> Kind:
    """The kind of a plain value. Raises TypeError for anything else (a float, for one)."""
    for kind, types in _PLAIN.items():
        if type(value) is types:
            return kind
    raise TypeError(
        f"{value!r} is a {type(value).__name__}; a rule holds booleans, whole numbers, dates and texts"
    )


_PLAIN = {Kind.BOOLEAN: bool, Kind.INTEGER: int, Kind.DATE: date, Kind.TEXT: str}


class Expression:
    """A typed piece of a rule. Combine with ``+ - *``, ``< <= > >=``, ``& | ~`` and the functions below."""

    kind: Kind

    def children(self) -> Iterator["Expression"]:
        """The expressions that this one is made of, in the order of its fields."""
        for value in vars(self).values():
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Expression):
                    yield part

    def __add__(self, other: "Operand") -> "Expression":
        return Arithmetic("+", self, expression(other))

    def __sub__(self, other: "Operand") -> "Expression":
        return Arithmetic("-", self, expression(other))

    def __mul__(self, other: "Operand") -> "Expression":
        return Arithmetic("*", self, expression(other))

    def __lt__(self, other: "Operand") -> "Expression":
        return Comparison("<", self, expression(other))

    def __le__(self, other: "Operand") -> "Expression":
        return Comparison("<=", self, expression(other))

    def __gt__(self, other: "Operand") -> "Expression":
        return Comparison(">", self, expression(other))

    def __ge__(self, other: "Operand") -> "Expression":
        return Comparison(">=", self, expression(other))

    def equals(self, other: "Operand") -> "Expression":
        """True where both are the same value; missing where either is missing."""
        return Comparison("==", self, expression(other))

    def __and__(self, other: "Operand") -> "Expression":
        return All((self, expression(other)))

    def __or__(self, other: "Operand") -> "Expression":
        return Some((self, expression(other)))

    def __invert__(self) -> "Expression":
        return Not(self)

    def __bool__(self) -> bool:
        raise TypeError("an expression has no truth value; use & | ~ instead of and, or, not")


Operand: TypeAlias = Expression | Value


def expression(operand: Operand) -> Expression:
    """``operand`` as an expression; a plain value becomes a constant."""
    return operand if isinstance(operand, Expression) else Constant(operand)


def _require(kind: Kind, *parts: Expression) -> None:
    for part in parts:
        if part.kind is not kind:
            raise TypeError(f"{part!r} is {part.kind.value}; {kind.value} is needed here")


def _same_kind(*parts: Expression) -> Kind:
    first = parts[0].kind
    _require(first, *parts)
    return first


@dataclass(frozen=True, eq=False)
class Constant(Expression):
    """A value written in the rule. ``1`` and ``True`` are different constants."""

    value: Value

    def __post_init__(self) -> None:
        kind_of(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Constant) and (type(self.value), self.value) == (
            type(other.value),
            other.value,
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))

    @property
    def kind(self) -> Kind:  # type: ignore[override]
        return kind_of(self.value)


@dataclass(frozen=True)
class Parameter(Expression):
    """A named number, date or switch that a what-if may change: a threshold, an age limit."""

    name: str
    value: Value
    unit: str = ""
    maximum: int = 10_000_000

    @property
    def kind(self) -> Kind:  # type: ignore[override]
        return kind_of(self.value)


@dataclass(frozen=True)
class Arithmetic(Expression):
    """``left + right``, ``left - right`` or ``left * right``; missing where either is."""

    operator: str
    left: Expression
    right: Expression
    kind = Kind.INTEGER

    def __post_init__(self) -> None:
        _require(Kind.INTEGER, self.left, self.right)


@dataclass(frozen=True)
class FloorDivision(Expression):
    """Whole division rounded down (towards minus infinity); missing where either is, or the divisor is 0."""

    left: Expression
    right: Expression
    kind = Kind.INTEGER

    def __post_init__(self) -> None:
        _require(Kind.INTEGER, self.left, self.right)


@dataclass(frozen=True)
class Comparison(Expression):
    """``left`` compared with ``right``; missing where either is. Order for numbers and dates only."""

    operator: str
    left: Expression
    right: Expression
    kind = Kind.BOOLEAN

    def __post_init__(self) -> None:
        kind = _same_kind(self.left, self.right)
        if self.operator != "==" and kind not in (Kind.INTEGER, Kind.DATE):
            raise TypeError(f"{kind.value} has no order")


@dataclass(frozen=True)
class All(Expression):
    """Kleene's *and*: false where any part is false, else missing where any is missing, else true."""

    parts: tuple[Expression, ...]
    kind = Kind.BOOLEAN

    def __post_init__(self) -> None:
        _require(Kind.BOOLEAN, *self.parts)


@dataclass(frozen=True)
class Some(Expression):
    """Kleene's *or*: true where any part is true, else missing where any is missing, else false."""

    parts: tuple[Expression, ...]
    kind = Kind.BOOLEAN

    def __post_init__(self) -> None:
        _require(Kind.BOOLEAN, *self.parts)


@dataclass(frozen=True)
class Not(Expression):
    """The opposite; missing stays missing."""

    part: Expression
    kind = Kind.BOOLEAN

    def __post_init__(self) -> None:
        _require(Kind.BOOLEAN, self.part)


@dataclass(frozen=True)
class When(Expression):
    """``then`` where the condition is true, ``otherwise`` where false, missing where it is missing."""

    condition: Expression
    then: Expression
    otherwise: Expression

    def __post_init__(self) -> None:
        _require(Kind.BOOLEAN, self.condition)
        _same_kind(self.then, self.otherwise)

    @property
    def kind(self) -> Kind:  # type: ignore[override]
        return self.then.kind


@dataclass(frozen=True)
class Extreme(Expression):
    """The least (``min``) or greatest (``max``) of numbers; missing where any is missing."""

    operator: str
    parts: tuple[Expression, ...]
    kind = Kind.INTEGER

    def __post_init__(self) -> None:
        _require(Kind.INTEGER, *self.parts)


@dataclass(frozen=True)
class Default(Expression):
    """``part``, or ``fallback`` where it is missing: the only way a missing value becomes a known one."""

    part: Expression
    fallback: Expression

    def __post_init__(self) -> None:
        _same_kind(self.part, self.fallback)

    @property
    def kind(self) -> Kind:  # type: ignore[override]
        return self.part.kind


@dataclass(frozen=True)
class Known(Expression):
    """True where the part is known, false where it is missing; never itself missing."""

    part: Expression
    kind = Kind.BOOLEAN


@dataclass(frozen=True)
class WholeYears(Expression):
    """Completed years from one date to another, as ages are counted.

    A year is complete on the same day of the same month; from 29 February, in a common year, on 1 March.
    """

    start: Expression
    end: Expression
    kind = Kind.INTEGER

    def __post_init__(self) -> None:
        _require(Kind.DATE, self.start, self.end)


@dataclass(frozen=True)
class Anniversary(Expression):
    """The day on which ``years`` years from a date are complete: what a distance in days is measured to.

    For a node's ``threshold`` only, where a case is explained; a rule itself compares :class:`WholeYears`.
    """

    start: Expression
    years: Expression
    kind = Kind.DATE
    unit = "days"

    def __post_init__(self) -> None:
        _require(Kind.DATE, self.start)
        _require(Kind.INTEGER, self.years)


@dataclass(frozen=True)
class OneOf(Expression):
    """True where a text is among ``choices``; missing where it is missing."""

    part: Expression
    choices: tuple[str, ...]
    kind = Kind.BOOLEAN

    def __post_init__(self) -> None:
        _require(Kind.TEXT, self.part)
