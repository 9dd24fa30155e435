"""A ruleset with a node for each piece that an engine would have to write more than once.

SQL engines have no name for a piece of an expression: what is used twice is written twice, and in nested
rules the text grows without end. As nodes, such pieces are columns.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import count
from typing import Any

from rettvis.rulekit.expression import (
    Constant,
    Expression,
    Extreme,
    FloorDivision,
    OneOf,
    Parameter,
    When,
    WholeYears,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset


def split(ruleset: Ruleset) -> Ruleset:
    """The same rules with more nodes; the nodes that were there keep their names and worth."""
    splitter = _Splitter({node.name for node in ruleset.nodes})
    nodes = [splitter.node(node) for node in ruleset.nodes]
    outcome = splitter.node(ruleset.outcome)
    return Ruleset(ruleset.name, outcome, tuple(nodes))


class _Splitter:
    def __init__(self, taken: set[str]) -> None:
        self.names: Iterator[str] = (name for i in count() if (name := f"step_{i}") not in taken)
        self.nodes: dict[str, Node] = {}
        self.steps: dict[Expression, Node] = {}

    def node(self, node: Node) -> Node:
        if node.name not in self.nodes:
            self.nodes[node.name] = replace(node, expression=self.rewritten(node.expression))
        return self.nodes[node.name]

    def rewritten(self, part: Expression) -> Expression:
        """``part`` with its repeated pieces as nodes."""
        if isinstance(part, Node):
            return self.node(part)
        if isinstance(part, (Fact, Constant, Parameter)):
            return part
        pieces: dict[str, Any] = {field.name: getattr(part, field.name) for field in fields(part)}  # type: ignore[arg-type]
        for name, piece in pieces.items():
            once = isinstance(part, When) and name != "condition"
            if isinstance(piece, Expression):
                pieces[name] = self.rewritten(piece) if once else self.piece(part, piece)
            elif isinstance(piece, tuple):
                pieces[name] = tuple(
                    self.piece(part, item) if isinstance(item, Expression) else item for item in piece
                )
        return type(part)(**pieces)

    def piece(self, whole: Expression, part: Expression) -> Expression:
        """A piece of ``whole``: a node of its own where ``whole`` would write it more than once."""
        written = self.rewritten(part)
        leaf = isinstance(written, (Fact, Constant, Parameter, Node))
        if leaf or not isinstance(whole, (FloorDivision, Extreme, When, WholeYears, OneOf)):
            return written
        if written not in self.steps:
            name = next(self.names)
            self.steps[written] = Node(name, written, *[None] * 4)  # type: ignore[arg-type]
        return self.steps[written]
