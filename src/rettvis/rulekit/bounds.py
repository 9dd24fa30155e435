"""How small and how large a figure can be: whole numbers must fit 64 bits in every engine."""

from collections.abc import Mapping

from rettvis.rulekit.expression import (
    Arithmetic,
    Constant,
    Default,
    Expression,
    Extreme,
    FloorDivision,
    Parameter,
    Value,
    When,
    WholeYears,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.node import Node

LARGEST = 2**62
"""Beyond this a sum of two could leave 64 bits."""

Bounds = tuple[int, int]


def bounds(part: Expression) -> Bounds:
    """Least and greatest worth of a whole-number expression, parameters within their maximum.

    Raises OverflowError where a step of it could outgrow 64 bits.
    """
    return Ranges()(part)


class Ranges:
    """The bounds of many expressions that share pieces. With ``parameters``, for just those values."""

    def __init__(self, parameters: Mapping[str, Value] | None = None) -> None:
        self.parameters = parameters or {}
        self._found: dict[Expression, Bounds] = {}

    def __call__(self, part: Expression) -> Bounds:
        """Least and greatest worth of ``part``."""
        if part not in self._found:
            self._found[part] = self._bounds(part)
        return self._found[part]

    def _bounds(self, part: Expression) -> Bounds:
        if isinstance(part, Node):
            return self(part.expression)
        if isinstance(part, Fact):
            return part.minimum, part.maximum
        if isinstance(part, (Constant, Parameter)):
            return self._settled(part)
        if isinstance(part, WholeYears):
            return -10_000, 10_000
        return self._combined(part)

    def _settled(self, part: Constant | Parameter) -> Bounds:
        if isinstance(part, Parameter) and part.name not in self.parameters:
            return -part.maximum, part.maximum
        value = part.value if isinstance(part, Constant) else self.parameters[part.name]
        if not isinstance(value, int):
            raise TypeError(f"{value!r} is not a whole number")
        return _checked(value, value)

    def _combined(self, part: Expression) -> Bounds:
        if isinstance(part, (Arithmetic, FloorDivision)):
            return self._arithmetic(part)
        if isinstance(part, (When, Default, Extreme)):
            parts = (part.then, part.otherwise) if isinstance(part, When) else tuple(part.children())
            low, high = zip(*map(self, parts), strict=True)
            return min(low), max(high)
        raise TypeError(f"{type(part).__name__} is not a whole number")

    def _arithmetic(self, part: Arithmetic | FloorDivision) -> Bounds:
        (a, b), (c, d) = self(part.left), self(part.right)
        if isinstance(part, FloorDivision):
            most = max(abs(a), abs(b))
            return -most, most
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
