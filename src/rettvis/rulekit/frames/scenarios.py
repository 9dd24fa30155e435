"""Many what-ifs of one ruleset in one pass: what a changed parameter does not reach is computed once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rettvis.rulekit.expression import Parameter, Value
from rettvis.rulekit.frames.columns import ColumnEngine
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset, inputs

TOGETHER = 16
"""How many what-ifs are computed in one pass: memory grows with them."""


class Scenarios:
    """Several what-ifs on one frame. ``column(place, name)`` is where the what-if at ``place`` has a node.

    A node is computed once for each distinct set of values of the parameters that it depends on.
    """

    def __init__(
        self,
        make: type[ColumnEngine],
        ruleset: Ruleset,
        schema: Mapping[str, Any],
        profile: Profile,
        scenarios: Sequence[Mapping[str, Value]],
    ) -> None:
        self.engines = [make(ruleset, schema, profile, changes) for changes in scenarios]
        self.ruleset = self.engines[0].ruleset
        self.depends = _dependence(self.ruleset)
        varied = {
            name
            for name in self.engines[0].parameters
            if len({engine.parameters[name] for engine in self.engines}) > 1
        }
        firsts: dict[tuple[object, ...], int] = {}
        for place, engine in enumerate(self.engines):
            for node in self.ruleset.nodes:
                reached = sorted(self.depends[node.name] & varied)
                if reached:
                    key = (node.name, *(engine.parameters[name] for name in reached))
                    first = firsts.setdefault(key, place)
                    engine.columns[node.name] = f"{node.name}__what_if_{first}"

    def column(self, place: int, name: str) -> str:
        """The column that holds the node of that name in the what-if at ``place``."""
        return self.engines[place].columns.get(name, name)

    def values(self, frame: Any, names: Iterable[str]) -> Any:
        """The frame with every column that the named nodes need, in every what-if."""
        needed = {node.name for node in self.ruleset.needed_for(*names)}
        for columns in (*self.engines[0].before(needed), *self._levels(needed)):
            frame = frame.with_columns(*columns) if columns else frame
        return frame

    def _levels(self, needed: Collection[str]) -> Iterator[list[Any]]:
        for level in self.ruleset.levels:
            written: dict[str, Any] = {}
            for node in (node for node in level if node.name in needed):
                for engine in self.engines:
                    column = engine.column_of(node)
                    if column not in written:
                        written[column] = engine.node(node).alias(column)
            yield list(written.values())


def _dependence(ruleset: Ruleset) -> dict[str, frozenset[str]]:
    """The parameters that each node depends on, through other nodes too."""
    found: dict[str, frozenset[str]] = {}
    for node in ruleset.nodes:
        below = [leaf for leaf in inputs(node.expression) if isinstance(leaf, (Node, Parameter))]
        found[node.name] = frozenset().union(
            *(found[leaf.name] if isinstance(leaf, Node) else {leaf.name} for leaf in below)
        )
    return found
