"""Findings: the answer of a rule and its reasons at once.

:class:`Explainer` computes a case and returns an :class:`Answer`: the outcome, the tree of findings under it,
the missing facts that can still change it, and the questions that the law leaves to a person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple, Union

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.closure import Closure
from rettvis.rulekit.decisive import NOTHING, Open, decisive
from rettvis.rulekit.expression import Expression, Parameter, Value
from rettvis.rulekit.facts import LASTING, Fact, fact_text
from rettvis.rulekit.meaning import Environment, worth
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset, inputs
from rettvis.rulekit.wording import Sentence


class Outcome(Enum):
    """What a rule answers: ``HUMAN`` waits for a person's judgement only, ``FIGURE`` is a value."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    HUMAN = "human"
    FIGURE = "figure"


class FactUsed(NamedTuple):
    """A fact or parameter that a finding rests on; ``value`` is ``None`` where it is missing."""

    name: str
    value: Value | None
    leaf: Fact | Parameter

    @property
    def is_parameter(self) -> bool:
        """Whether it is a number of the rule rather than a fact of the case."""
        return type(self.leaf) is Parameter


class Finding(NamedTuple):
    """One node of a computed case, with what it rests on.

    ``value`` is what was measured, or the node's own worth. Where the node compares two known values,
    ``distance`` is ``value`` less ``threshold``, in the unit of the value (days between dates).
    """

    node: Node
    outcome: Outcome
    value: Value | None
    threshold: Value | None
    distance: int | None
    because: tuple[Union["Finding", FactUsed], ...]
    open_facts: Open

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.node.name

    @property
    def basis(self) -> LegalBasis:
        """Where in the law it stands."""
        return self.node.basis

    @property
    def unit(self) -> str:
        """The unit of value, threshold and distance: a format of :mod:`rettvis.rulekit.wording`."""
        return self.node.unit or getattr(self.node.threshold, "unit", "")

    @property
    def sentence(self) -> Sentence:
        """The finding in words, with the values that it rests on."""
        values: dict[str, object] = {"value": self.value, "distance": self.distance}
        for item in self.because:
            fact = isinstance(item, FactUsed) and isinstance(item.leaf, Fact)
            values[item.name] = fact_text(item.leaf, item.value) if fact else item.value  # type: ignore
        node = self.node
        if self.outcome is Outcome.NOT_MET:
            return Sentence(node.not_met, values)
        return Sentence(node.unknown if self.outcome in _OPEN else node.met, values)


_OPEN = (Outcome.UNKNOWN, Outcome.HUMAN)


@dataclass(frozen=True, slots=True)
class Answer:
    """A computed case. ``findings`` are in computing order; ``root`` is the outcome's own finding.

    ``missing`` are the facts that can still change the outcome; ``questions`` what it waits for a person to
    judge; ``flags`` questions that do not decide it but that somebody must consider.
    """

    ruleset: Ruleset
    outcome: Outcome
    values: Mapping[str, Value | None]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    questions: tuple[Fact, ...]
    flags: tuple[Fact, ...]

    @property
    def root(self) -> Finding:
        """The finding that answers."""
        return self[self.ruleset.outcome.name]

    def __getitem__(self, name: str) -> Finding:
        return next(finding for finding in self.findings if finding.name == name)


class Explainer:
    """Explains cases of one ruleset. All conditions are assessed, also after the first no."""

    def __init__(self, ruleset: Ruleset, changes: Mapping[str, Value] | None = None) -> None:
        self.ruleset = ruleset
        self.closure = Closure(ruleset, changes)
        self._plans = tuple(_Plan(node) for node in ruleset.nodes)
        self._questions = frozenset(fact.name for fact in ruleset.facts if fact.question is not None)
        self._answering = frozenset(node.name for node in ruleset.needed_for(ruleset.outcome.name))

    def explain(self, facts: Mapping[str, Value]) -> Answer:
        """The answer for one case; ``facts`` are plain values by name, an absent one is missing."""
        results = self.closure.values(facts)
        named = dict(zip(self.closure.names, results, strict=True))
        environment: dict[str, Value | None] = {**self.closure.parameters, **facts, **named}
        made: dict[str, Finding] = {}
        below: dict[str, Open] = {}
        for plan, value in zip(self._plans, results, strict=True):
            found = NOTHING
            if value is None:
                found = below[plan.name] = decisive(plan.body, environment, below)
            human = bool(found) and found <= self._questions
            made[plan.name] = plan.finding(value, environment, made, found, human)
        return self._answer(named, made)

    def _answer(self, named: Mapping[str, Value | None], made: Mapping[str, Finding]) -> Answer:
        root = made[self.ruleset.outcome.name]
        waiting = [finding for finding in made.values() if finding.outcome is Outcome.HUMAN]
        asked = {
            name for f in waiting if f.name in self._answering for name in f.open_facts & root.open_facts
        }
        flagged = {name for f in waiting if f.name not in self._answering for name in f.open_facts}
        facts = self.ruleset.facts
        return Answer(
            self.ruleset,
            root.outcome,
            named,
            tuple(made.values()),
            tuple(f.name for f in facts if f.name in root.open_facts - self._questions),
            tuple(f for f in facts if f.name in asked),
            tuple(f for f in facts if f.name in flagged),
        )


class _Plan:
    """What a node's finding is made of, worked out once."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.name = node.name
        self.body = node.expression
        self.condition = node.is_condition
        self.leaves = tuple((leaf, leaf.name, type(leaf) is Node) for leaf in inputs(self.body))

    def finding(
        self,
        value: Value | None,
        environment: Environment,
        made: Mapping[str, Finding],
        open_facts: Open,
        human: bool,
    ) -> Finding:
        because = tuple(
            made[name] if is_node else FactUsed(name, environment.get(name), leaf)  # type: ignore[arg-type]
            for leaf, name, is_node in self.leaves
        )
        if value is None:
            outcome = Outcome.HUMAN if human else Outcome.UNKNOWN
        elif not self.condition:
            outcome = Outcome.FIGURE
        else:
            outcome = Outcome.MET if value else Outcome.NOT_MET
        node = self.node
        if node.measured is None or node.threshold is None:
            return Finding(node, outcome, value, None, None, because, open_facts)
        measured, threshold = _worth(node.measured, environment), _worth(node.threshold, environment)
        return Finding(
            node, outcome, measured, threshold, _distance(measured, threshold), because, open_facts
        )


def _worth(part: Expression, environment: Environment) -> Value | None:
    if type(part) in (Node, Fact, Parameter):
        return environment.get(part.name)  # type: ignore[attr-defined]
    return worth(part, environment)


def _distance(measured: Value | None, threshold: Value | None) -> int | None:
    if isinstance(measured, date) and isinstance(threshold, date):
        return None if measured == LASTING else (measured - threshold).days
    if isinstance(measured, int) and isinstance(threshold, int):
        return measured - threshold
    return None


def reading(finding: Finding) -> Iterator[tuple[int, Finding | FactUsed, bool]]:
    """The tree under a finding as a reader wants it: depth, item, and whether it was told before.

    What was told before is not told again in full; what only mattered while facts were missing, and questions
    that need no answer, are left out once the finding above is settled.
    """
    told: set[str] = set()
    stack: list[tuple[int, Finding | FactUsed]] = [(0, finding)]
    while stack:
        depth, item = stack.pop()
        repeated = isinstance(item, Finding) and item.name in told
        yield depth, item, repeated
        if isinstance(item, Finding) and not repeated:
            told.add(item.name)
            stack.extend((depth + 1, below) for below in reversed(item.because) if _matters(item, below))


def _matters(above: Finding, item: Finding | FactUsed) -> bool:
    settled = above.outcome not in _OPEN
    if isinstance(item, Finding):
        return not (item.node.auxiliary and settled and above.value is not None)
    unasked = isinstance(item.leaf, Fact) and item.leaf.question is not None and item.value is None
    return not (unasked and (settled or item.name not in above.open_facts))
