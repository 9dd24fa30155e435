"""Which missing facts could still give a missing value its worth.

``and`` with a part that is false is settled whatever else is missing; ``when`` with a known condition asks
only for the branch that it takes. A fact that no open part needs is not asked for.
"""

from collections.abc import Mapping

from rettvis.rulekit.expression import All, Default, Expression, Known, Some, Value, When
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.meaning import Environment, worth
from rettvis.rulekit.node import Node

Open = frozenset[str]
"""Names of missing facts."""

NOTHING: Open = frozenset()


def decisive(part: Expression, environment: Environment, below: Mapping[str, Open] | None = None) -> Open:
    """The missing facts that could still settle ``part``; none where its worth is known.

    ``environment`` holds the worth of facts, parameters and nodes; ``below`` what is already found for nodes.
    """
    return _trace(part, environment, {} if below is None else below)[1]


def _trace(
    part: Expression, environment: Environment, below: Mapping[str, Open]
) -> tuple[Value | None, Open]:
    """The worth of a part and the facts that are open in it, in one pass."""
    kind = type(part)
    if kind is Fact:
        value = environment.get(part.name)  # type: ignore[attr-defined]
        return value, NOTHING if value is not None else frozenset((part.name,))  # type: ignore[attr-defined]
    if isinstance(part, Node):
        return _node(part, environment, below)
    if isinstance(part, (All, Some)):
        return _kleene(part, environment, below)
    if isinstance(part, When):
        return _when(part, environment, below)
    if isinstance(part, Default):
        value, missing = _trace(part.part, environment, below)
        if value is not None:
            return value, NOTHING
        value, more = _trace(part.fallback, environment, below)
        return value, missing | more if value is None else NOTHING
    if isinstance(part, Known):
        return worth(part, environment), NOTHING
    traces = [_trace(child, environment, below) for child in part.children()]
    missing = NOTHING.union(*(found for _, found in traces))
    return (None, missing) if missing else (worth(part, environment), NOTHING)


def _node(part: Node, environment: Environment, below: Mapping[str, Open]) -> tuple[Value | None, Open]:
    if part.name not in environment:
        return _trace(part.expression, environment, below)
    value = environment[part.name]
    if value is not None:
        return value, NOTHING
    found = below.get(part.name)
    return None, _trace(part.expression, environment, below)[1] if found is None else found


def _kleene(
    part: All | Some, environment: Environment, below: Mapping[str, Open]
) -> tuple[Value | None, Open]:
    settles = isinstance(part, Some)
    missing, unsure = NOTHING, False
    for piece in part.parts:
        value, found = _trace(piece, environment, below)
        if value is settles:
            return settles, NOTHING
        missing, unsure = missing | found, unsure or value is None
    return (None, missing) if unsure else (not settles, NOTHING)


def _when(part: When, environment: Environment, below: Mapping[str, Open]) -> tuple[Value | None, Open]:
    condition, missing = _trace(part.condition, environment, below)
    if condition is not None:
        return _trace(part.then if condition else part.otherwise, environment, below)
    branches = (_trace(branch, environment, below)[1] for branch in (part.then, part.otherwise))
    return None, missing.union(*branches)
