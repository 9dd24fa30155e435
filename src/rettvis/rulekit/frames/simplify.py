"""An expression without what the data and the parameters have settled already.

Where a fact has no missing value, ``default`` and ``known`` have nothing to do; where a switch is off, what
it would add is gone. The worth of the expression is the same in every row.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from rettvis.rulekit.expression import (
    All,
    Constant,
    Default,
    Expression,
    Kind,
    Known,
    Not,
    Parameter,
    Some,
    Value,
    When,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.frames.missing import Missing
from rettvis.rulekit.node import Node


class Simplifier:
    """Simplifies expressions for one frame and one set of parameters."""

    def __init__(self, missing: Missing, parameters: Mapping[str, Value]) -> None:
        self.missing = missing
        self.parameters = parameters

    def __call__(self, part: Expression) -> Expression:
        """``part``, shorter where it can be."""
        if isinstance(part, Parameter):
            return Constant(self.parameters[part.name]) if part.kind is Kind.BOOLEAN else part
        if isinstance(part, (Node, Fact, Constant)):
            return part
        if isinstance(part, Known) and not self.missing(part.part):
            return Constant(True)
        if isinstance(part, Default) and not self.missing(part.part):
            return self(part.part)
        if isinstance(part, When):
            return self.choice(part)
        if isinstance(part, (All, Some)):
            return self.kleene(part)
        made = self.rebuilt(part)
        if isinstance(made, Not) and isinstance(made.part, Constant):
            return Constant(not made.part.value)
        return made

    def choice(self, part: When) -> Expression:
        """The branch that a settled condition takes."""
        condition = self(part.condition)
        if isinstance(condition, Constant):
            return self(part.then if condition.value else part.otherwise)
        return When(condition, self(part.then), self(part.otherwise))

    def kleene(self, part: All | Some) -> Expression:
        """Without the parts that change nothing; settled where one part settles it."""
        settles = isinstance(part, Some)
        parts = [self(piece) for piece in part.parts]
        if any(isinstance(piece, Constant) and piece.value is settles for piece in parts):
            return Constant(settles)
        left = tuple(piece for piece in parts if not isinstance(piece, Constant))
        return left[0] if len(left) == 1 else type(part)(left) if left else Constant(not settles)

    def rebuilt(self, part: Expression) -> Expression:
        """The same operator on simplified pieces."""
        pieces: dict[str, Any] = {field.name: getattr(part, field.name) for field in fields(part)}  # type: ignore[arg-type]
        for name, piece in pieces.items():
            if isinstance(piece, Expression):
                pieces[name] = self(piece)
            elif isinstance(piece, tuple):
                pieces[name] = tuple(self(item) if isinstance(item, Expression) else item for item in piece)
        return type(part)(**pieces)
