"""A ruleset whose outcome is a code in every row: met, not met, unknown, or waiting for a person alone.

Which facts still decide (:mod:`rettvis.rulekit.decisive`) is worked out for one case from its values. Here
the same question, "does a fact that is no question still decide?", is written as a rule of its own, so
that every engine can answer it for many cases.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from rettvis.rulekit.expression import All, Constant, Default, Expression, Known, Some, When
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.node import Node, condition, figure
from rettvis.rulekit.operators import all_of, any_of, default, known, when
from rettvis.rulekit.ruleset import Ruleset

CODES = (Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.HUMAN)
"""The outcome that each code stands for."""

NEVER = Constant(False)


@dataclass(frozen=True)
class OutcomeRules:
    """A ruleset with the node ``code``, whose worth is the place of the outcome in :data:`CODES`."""

    ruleset: Ruleset
    code: Node


def with_outcome(ruleset: Ruleset, missing: Collection[str]) -> OutcomeRules:
    """The ruleset with its outcome's code, where only the facts ``missing`` can be missing."""
    outcome = ruleset.outcome

    def waits(node: Node, name: str, wanted: Callable[[Fact], bool]) -> Expression:
        return _Waiting(name, lambda fact: fact.name in missing and wanted(fact))(node)

    for_a_person = waits(outcome, "question", lambda fact: fact.question is not None)
    for_a_fact = waits(outcome, "fact", lambda fact: fact.question is None)
    human = NEVER if for_a_person == NEVER else all_of(for_a_person, ~for_a_fact)
    code: Expression = when(default(outcome, False), 0, 1)
    if missing:
        open_code: Expression = Constant(2) if human == NEVER else when(human, 3, 2)
        code = when(known(outcome), code, open_code)
    node = figure(
        f"{outcome.name}__code", code, outcome.basis, title=outcome.title, says="{value}", unknown=""
    )
    return OutcomeRules(Ruleset(ruleset.name, node, ruleset.nodes), node)


class _Waiting:
    """Writes, for an expression, the condition that it is missing and a fact of a kind still decides it."""

    def __init__(self, name: str, wanted: Callable[[Fact], bool]) -> None:
        self.name = name
        self.wanted = wanted
        self._nodes: dict[str, Expression] = {}

    def __call__(self, part: Expression) -> Expression:
        if isinstance(part, Fact):
            return ~known(part) if self.wanted(part) else NEVER
        if isinstance(part, Node):
            return self.node(part)
        if isinstance(part, Known):
            return NEVER
        if isinstance(part, When):
            return self.choice(part)
        waiting = _some(map(self, part.children()))
        if waiting == NEVER or not isinstance(part, (All, Some, Default)):
            return waiting
        return all_of(~known(part), waiting)

    def node(self, node: Node) -> Expression:
        if node.name not in self._nodes:
            body = self(node.expression)
            self._nodes[node.name] = body if body == NEVER else self.named(node, body)
        return self._nodes[node.name]

    def named(self, node: Node, body: Expression) -> Node:
        name = f"{node.name}__waits_for_{self.name}"
        return condition(name, body, node.basis, title=node.title, met="", not_met="", unknown="")

    def choice(self, part: When) -> Expression:
        """The branch that is taken; both, where the condition is missing."""
        then, otherwise = self(part.then), self(part.otherwise)
        if then != NEVER:
            then = all_of(then, default(part.condition, True))
        if otherwise != NEVER:
            otherwise = all_of(otherwise, ~default(part.condition, False))
        return _some((self(part.condition), then, otherwise))


def _some(parts: Iterable[Expression]) -> Expression:
    possible = [part for part in parts if part != NEVER]
    return any_of(*possible) if len(possible) > 1 else possible[0] if possible else NEVER
