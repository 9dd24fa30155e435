"""How small and how large a figure can be: whole numbers must fit 64 bits in every engine."""

from rettvis.rulekit.expression import (
    Arithmetic,
    Constant,
    Default,
    Expression,
    Extreme,
    FloorDivision,
    Parameter,
    When,
    WholeYears,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.node import Node

LARGEST = 2**62
"""Beyond this a sum of two could leave 64 bits."""

Bounds = tuple[int, int]


def bounds(part: Expression) -> Bounds:
    """Least and greatest worth of a whole-number expression, parameters within their maximum."""
    if isinstance(part, Node):
        return bounds(part.expression)
    if isinstance(part, Fact):
        return part.minimum, part.maximum
    if isinstance(part, Parameter):
        return -part.maximum, part.maximum
    if isinstance(part, Constant):
        assert isinstance(part.value, int)
        return part.value, part.value
    if isinstance(part, WholeYears):
        return -10_000, 10_000
    return _combined(part)


def _combined(part: Expression) -> Bounds:
    if isinstance(part, (Arithmetic, FloorDivision)):
        return _arithmetic(part)
    if isinstance(part, (When, Default, Extreme)):
        parts = (part.then, part.otherwise) if isinstance(part, When) else tuple(part.children())
        low, high = zip(*map(bounds, parts), strict=True)
        return min(low), max(high)
    raise TypeError(f"{type(part).__name__} is not a whole number")


def _arithmetic(part: Arithmetic | FloorDivision) -> Bounds:
    (a, b), (c, d) = bounds(part.left), bounds(part.right)
    if isinstance(part, FloorDivision):
        most = max(abs(a), abs(b))
        return -most - 1, most
    if part.operator == "+":
        return _checked(a + c, b + d)
    if part.operator == "-":
        return _checked(a - d, b - c)
    products = (a * c, a * d, b * c, b * d)
    return _checked(min(products), max(products))


def _checked(low: int, high: int) -> Bounds:
    if max(abs(low), abs(high)) > LARGEST:
        raise OverflowError("a step of a rule could outgrow 64 bits")
    return low, high
