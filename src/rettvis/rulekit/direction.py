"""Which way a changed parameter can move an answer: only up, only down, not at all, or both ways.

Read from the expressions alone, for cases in which every fact is known, so that it holds whatever a missing
fact turns out to be. "Up" is from no to yes, and towards more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rettvis.rulekit.bounds import Ranges
from rettvis.rulekit.expression import (
    All,
    Arithmetic,
    Comparison,
    Default,
    Expression,
    Extreme,
    FloorDivision,
    Kind,
    Known,
    Not,
    Parameter,
    Some,
    Value,
    When,
    WholeYears,
)
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset

Direction = int | None
"""1 up, -1 down, 0 not at all; None where it can be both, or cannot be told."""


def direction_of(ruleset: Ruleset, changes: Mapping[str, Value]) -> Direction:
    """Which way the outcome can move when the parameters are changed together."""
    found: list[Direction] = []
    for parameter in ruleset.parameters:
        value = changes.get(parameter.name, parameter.value)
        if value == parameter.value:
            continue
        up = None if isinstance(value, str) else 1 if value > parameter.value else -1  # type: ignore[operator]
        found.append(_times(_Signs(parameter.name)(ruleset.outcome), up))
    return _together(found)


def _together(signs: Iterable[Direction]) -> Direction:
    """The direction of what moves by several parts at once."""
    moving = {sign for sign in signs if sign != 0}
    return moving.pop() if len(moving) == 1 else None if moving else 0


def _times(sign: Direction, other: Direction) -> Direction:
    if sign == 0 or other == 0:
        return 0
    return None if sign is None or other is None else sign * other


class _Complete(Ranges):
    """The bounds of expressions where every fact is known: what stands in for a missing one is never used."""

    def _bounds(self, part: Expression) -> tuple[int, int]:
        return super()._bounds(part.part if isinstance(part, Default) else part)


@dataclass
class _Signs:
    """The direction in which one parameter moves an expression."""

    parameter: str
    ranges: Ranges = field(default_factory=_Complete)
    found: dict[str, Direction] = field(default_factory=dict)

    def __call__(self, part: Expression) -> Direction:
        if isinstance(part, Node):
            if part.name not in self.found:
                self.found[part.name] = self(part.expression)
            return self.found[part.name]
        if isinstance(part, Parameter):
            return 1 if part.name == self.parameter else 0
        if all(self(piece) == 0 for piece in part.children()):
            return 0
        return self.moved(part)

    def moved(self, part: Expression) -> Direction:
        """The direction of an expression of which some piece moves."""
        if isinstance(part, Default):
            return self(part.part)
        if isinstance(part, (All, Some, Extreme)):
            return _together(self(piece) for piece in part.children())
        if isinstance(part, Not):
            return _times(self(part.part), -1)
        if isinstance(part, WholeYears):
            return _together((_times(self(part.start), -1), self(part.end)))
        if isinstance(part, Comparison):
            return self.compared(part)
        if isinstance(part, (Arithmetic, FloorDivision)):
            return self.computed(part)
        if isinstance(part, When):
            return self.chosen(part)
        return 0 if isinstance(part, Known) else None

    def compared(self, part: Comparison) -> Direction:
        left, right = self(part.left), self(part.right)
        if part.operator in (">", ">="):
            return _together((left, _times(right, -1)))
        return _together((_times(left, -1), right)) if part.operator in ("<", "<=") else None

    def computed(self, part: Arithmetic | FloorDivision) -> Direction:
        left, right = self(part.left), self(part.right)
        if isinstance(part, Arithmetic) and part.operator in "+-":
            return _together((left, _times(right, 1 if part.operator == "+" else -1)))
        if isinstance(part, Arithmetic) and left == 0:
            return right if self.ranges(part.left)[0] >= 0 else None
        if right != 0:
            return None
        low, _ = self.ranges(part.right)
        return left if low > 0 or (low == 0 and isinstance(part, Arithmetic)) else None

    def chosen(self, part: When) -> Direction:
        """A choice rises with its condition where it is never less when the condition holds."""
        branches = _together((self(part.then), self(part.otherwise)))
        condition = self(part.condition)
        if condition == 0:
            return branches
        if part.kind is not Kind.INTEGER:
            return None
        (low, high), (least, most) = self.ranges(part.then), self.ranges(part.otherwise)
        turn: Direction = 1 if most <= low else -1 if high <= least else None
        return _together((branches, _times(condition, turn)))
