"""A ruleset: the nodes of one rule in the order they can be computed, checked when it is made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from rettvis.rulekit.bounds import LARGEST, Ranges
from rettvis.rulekit.expression import Expression, Kind, Parameter, Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.node import Node

Leaf: TypeAlias = Fact | Parameter | Node
"""What an expression may name."""


@dataclass(frozen=True)
class Ruleset:
    """Everything that one outcome needs, in computing order.

    ``outcome`` is the node that answers; ``nodes`` hold it and all that it rests on. Raises ValueError for
    two nodes, facts or parameters of one name, and OverflowError for a figure that could outgrow 64 bits.
    """

    name: str
    outcome: Node
    others: tuple[Node, ...] = ()

    def __post_init__(self) -> None:
        names: dict[str, Leaf] = {}
        leaves: tuple[Leaf, ...] = (*self.nodes, *self.facts, *self.parameters)
        for leaf in leaves:
            name = leaf.name
            if name in names and names[name] != leaf:
                raise ValueError(f"{self.name}: two different things are named {name}")
            names[name] = leaf
        ranges = Ranges()
        for node in self.nodes:
            for part in pieces(node.expression):
                if part.kind is Kind.INTEGER and max(map(abs, ranges(part))) > LARGEST:
                    raise OverflowError(f"{self.name}: {node.name} could outgrow 64 bits")

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, each after those that it rests on."""
        found: dict[str, Node] = {}
        for root in (*self.others, self.outcome):
            _collect(root, found)
        return tuple(found.values())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that some node uses, in order of first use."""
        leaves = (leaf for node in self.nodes for leaf in inputs(node.expression))
        return tuple(dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Fact)))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter that some node uses."""
        leaves = (leaf for node in self.nodes for leaf in inputs(node.expression))
        return tuple(dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Parameter)))

    @cached_property
    def levels(self) -> tuple[tuple[Node, ...], ...]:
        """The nodes by level: each level rests only on the levels before it."""
        depth: dict[str, int] = {}
        for node in self.nodes:
            below = (depth[leaf.name] for leaf in inputs(node.expression) if isinstance(leaf, Node))
            depth[node.name] = 1 + max(below, default=-1)
        count = 1 + max(depth.values())
        return tuple(tuple(n for n in self.nodes if depth[n.name] == level) for level in range(count))

    def needed_for(self, *names: str) -> tuple[Node, ...]:
        """The nodes that the named ones need, themselves included, in computing order."""
        found: dict[str, Node] = {}
        for name in names:
            _collect(self.node(name), found)
        return tuple(node for node in self.nodes if node.name in found)

    def node(self, name: str) -> Node:
        """The node of that name. Raises KeyError."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Node]:
        return {node.name: node for node in self.nodes}

    def changed_by(self, *parameters: str) -> tuple[Node, ...]:
        """The nodes whose value can depend on any of the parameters: all that a what-if computes again."""
        touched: set[str] = set(parameters)
        for node in self.nodes:
            if any(leaf.name in touched for leaf in inputs(node.expression)):
                touched.add(node.name)
        return tuple(node for node in self.nodes if node.name in touched)

    def parameter_values(self, changes: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """All parameters with the changes of a what-if. Raises KeyError for an unknown one."""
        values = {parameter.name: parameter.value for parameter in self.parameters}
        for name, value in (changes or {}).items():
            if type(values[name]) is not type(value):
                raise TypeError(f"{name} is {type(values[name]).__name__}, not {type(value).__name__}")
            values[name] = value
        return values


def inputs(body: Expression) -> Iterator[Leaf]:
    """The facts, parameters and nodes that an expression names, from left to right, each once."""
    seen: set[Leaf] = set()
    stack = [body]
    while stack:
        part = stack.pop()
        if isinstance(part, (Fact, Parameter, Node)):
            if part not in seen:
                seen.add(part)
                yield part
        else:
            stack.extend(reversed(tuple(part.children())))


def pieces(body: Expression) -> Iterator[Expression]:
    """An expression and everything it is made of, down to its facts, parameters, constants and nodes."""
    stack = [body]
    while stack:
        part = stack.pop()
        yield part
        if not isinstance(part, Node):
            stack.extend(part.children())


def _collect(node: Node, found: dict[str, Node]) -> None:
    known = found.get(node.name)
    if known is not None:
        if known != node:
            raise ValueError(f"two different nodes are named {node.name}")
        return
    for leaf in inputs(node.expression):
        if isinstance(leaf, Node):
            _collect(leaf, found)
    found[node.name] = node
