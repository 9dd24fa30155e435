"""The words that a rule is written with, beside the operators of :class:`Expression`."""

from rettvis.rulekit.expression import (
    All,
    Default,
    Expression,
    Extreme,
    FloorDivision,
    Known,
    OneOf,
    Operand,
    Some,
    When,
    WholeYears,
    expression,
)


def all_of(*parts: Operand) -> Expression:
    """Every part holds (three-valued)."""
    return All(tuple(expression(part) for part in parts))


def any_of(*parts: Operand) -> Expression:
    """At least one part holds (three-valued)."""
    return Some(tuple(expression(part) for part in parts))


def when(condition: Operand, then: Operand, otherwise: Operand) -> Expression:
    """``then`` or ``otherwise`` by the condition; a missing condition gives a missing value."""
    return When(expression(condition), expression(then), expression(otherwise))


def least(*parts: Operand) -> Expression:
    """The least; missing where any part is missing."""
    return Extreme("min", tuple(expression(part) for part in parts))


def greatest(*parts: Operand) -> Expression:
    """The greatest; missing where any part is missing."""
    return Extreme("max", tuple(expression(part) for part in parts))


def default(part: Operand, fallback: Operand) -> Expression:
    """``part``, or ``fallback`` where it is missing."""
    return Default(expression(part), expression(fallback))


def known(part: Operand) -> Expression:
    """Whether ``part`` is known."""
    return Known(expression(part))


def floor_division(left: Operand, right: Operand) -> Expression:
    """``left / right`` rounded down; missing for a divisor of 0."""
    return FloorDivision(expression(left), expression(right))


def rounded_division(left: Operand, right: Operand) -> Expression:
    """``left / right`` to the nearest whole number, halves up (towards plus infinity)."""
    top, bottom = expression(left), expression(right)
    return FloorDivision(top * 2 + bottom, bottom * 2)


def remainder(left: Operand, right: Operand) -> Expression:
    """What is left of ``left`` after whole division by ``right``; has the divisor's sign."""
    top, bottom = expression(left), expression(right)
    return top - bottom * FloorDivision(top, bottom)


def whole_years(start: Operand, end: Operand) -> Expression:
    """Completed years from ``start`` to ``end``."""
    return WholeYears(expression(start), expression(end))


def one_of(part: Operand, *choices: str) -> Expression:
    """Whether a text is among the choices."""
    return OneOf(expression(part), choices)
