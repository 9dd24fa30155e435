"""Which expressions can be missing, so that the strict forms are written only where they are needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rettvis.rulekit.bounds import Ranges
from rettvis.rulekit.expression import (
    Constant,
    Default,
    Expression,
    FloorDivision,
    Known,
    Parameter,
    Value,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.node import Node


@dataclass(frozen=True)
class Profile:
    """What is known of a frame's columns before the rules are written for it.

    ``missing``: facts with a missing value, or without a column. ``recent``: dates whose days all lie within
    :data:`rettvis.rulekit.frames.calendar_years.RECENT`; for a fact that has a word for no end, that day too.
    """

    missing: frozenset[str]
    recent: frozenset[str] = frozenset()


class Missing:
    """Says of an expression whether it can be missing, where only ``facts`` have missing values."""

    def __init__(self, facts: Iterable[str], parameters: Mapping[str, Value]) -> None:
        self.facts = frozenset(facts)
        self.ranges = Ranges(parameters)
        self._found: dict[Expression, bool] = {}

    def __call__(self, part: Expression) -> bool:
        """Whether ``part`` can be missing."""
        if part not in self._found:
            self._found[part] = self._possible(part)
        return self._found[part]

    def _possible(self, part: Expression) -> bool:
        if isinstance(part, Fact):
            return part.name in self.facts
        if isinstance(part, (Constant, Parameter, Known)):
            return False
        if isinstance(part, Node):
            return self(part.expression)
        if isinstance(part, Default):
            return self(part.part) and self(part.fallback)
        if isinstance(part, FloorDivision) and self._may_be_zero(part.right):
            return True
        return any(self(piece) for piece in part.children())

    def _may_be_zero(self, divisor: Expression) -> bool:
        low, high = self.ranges(divisor)
        return low <= 0 <= high
