"""Findings: the answer of a rule and its reasons at once.

:class:`Explainer` computes a case and returns an :class:`Answer`: the outcome, the tree of findings under it,
the missing facts that can still change it, and the questions that the law leaves to a person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.closure import Closure
from rettvis.rulekit.expression import Parameter, Value
from rettvis.rulekit.facts import Fact, fact_text
from rettvis.rulekit.meaning import decisive, worth
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset, inputs
from rettvis.rulekit.wording import Sentence


class Outcome(Enum):
    """What a rule answers; ``HUMAN``: only a person's judgement is missing; ``FIGURE``: a value, no yes or no."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    HUMAN = "human"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A fact or parameter that a finding rests on; ``value`` is ``None`` where it is missing."""

    name: str
    value: Value | None
    leaf: Fact | Parameter


@dataclass(frozen=True, slots=True)
class Finding:
    """One node of a computed case, with what it rests on.

    ``distance`` is ``value`` less ``threshold`` in the unit of the value (days between dates), where the
    node compares two values that are known; otherwise ``None``.
    """

    node: Node
    outcome: Outcome
    value: Value | None
    threshold: Value | None
    distance: int | None
    sentence: Sentence
    because: tuple["Finding | FactUsed", ...]

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.node.name

    @property
    def basis(self) -> LegalBasis:
        """Where in the law it stands."""
        return self.node.basis


@dataclass(frozen=True, slots=True)
class Answer:
    """A computed case. ``findings`` are in computing order; ``root`` is the outcome's own finding."""

    ruleset: Ruleset
    outcome: Outcome
    values: Mapping[str, Value | None]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    questions: tuple[Fact, ...]

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
        self._facts = {fact.name: fact for fact in ruleset.facts}

    def explain(self, facts: Mapping[str, Value]) -> Answer:
        """The answer for one case; ``facts`` are plain values by name, an absent one is missing."""
        results = self.closure.values(facts)
        named = dict(zip(self.closure.names, results, strict=True))
        environment: dict[str, Value | None] = {**self.closure.parameters, **facts, **named}
        made: dict[str, Finding] = {}
        for plan, value in zip(self._plans, results, strict=True):
            open_facts: frozenset[str] = frozenset()
            if value is None:
                open_facts = decisive(plan.node.expression, environment)
            made[plan.node.name] = plan.finding(value, environment, made, self._asks(open_facts))
        answer = made[self.ruleset.outcome.name]
        missing = decisive(self.ruleset.outcome, environment) if answer.value is None else frozenset()
        return Answer(
            self.ruleset,
            answer.outcome,
            named,
            tuple(made.values()),
            tuple(name for name, fact in self._facts.items() if name in missing and fact.question is None),
            tuple(fact for name, fact in self._facts.items() if name in missing and fact.question),
        )

    def _asks(self, names: frozenset[str]) -> bool:
        """Whether only a person's answers are missing."""
        return bool(names) and all(self._facts[name].question is not None for name in names)


class _Plan:
    """What a node's finding is made of, worked out once."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.leaves = tuple(inputs(node.expression))
        self.facts = tuple(leaf for leaf in self.leaves if isinstance(leaf, Fact))

    def finding(
        self,
        value: Value | None,
        environment: Mapping[str, Value | None],
        made: Mapping[str, Finding],
        human: bool,
    ) -> Finding:
        node = self.node
        outcome = _outcome(node, value, human)
        words = {Outcome.NOT_MET: node.not_met, Outcome.UNKNOWN: node.unknown, Outcome.HUMAN: node.unknown}
        measured, threshold, distance = self.distance(environment)
        values = {leaf.name: environment.get(leaf.name) for leaf in self.leaves}  # type: ignore[attr-defined]
        for fact in self.facts:
            values[fact.name] = fact_text(fact, values[fact.name])  # type: ignore[assignment]
        sentence = Sentence(words.get(outcome, node.met), {**values, "value": value, "distance": distance})
        shown = value if measured is None else measured
        because = tuple(
            made[leaf.name]
            if isinstance(leaf, Node)
            else FactUsed(leaf.name, environment.get(leaf.name), leaf)
            for leaf in self.leaves
            if isinstance(leaf, (Node, Fact, Parameter))
        )
        return Finding(node, outcome, shown, threshold, distance, sentence, because)

    def distance(
        self, environment: Mapping[str, Value | None]
    ) -> tuple[Value | None, Value | None, int | None]:
        if self.node.measured is None or self.node.threshold is None:
            return None, None, None
        measured = worth(self.node.measured, environment)
        threshold = worth(self.node.threshold, environment)
        if isinstance(measured, date) and isinstance(threshold, date):
            return measured, threshold, (measured - threshold).days
        if isinstance(measured, int) and isinstance(threshold, int):
            return measured, threshold, measured - threshold
        return measured, threshold, None


def _outcome(node: Node, value: Value | None, human: bool) -> Outcome:
    if value is None:
        return Outcome.HUMAN if human else Outcome.UNKNOWN
    if not node.is_condition:
        return Outcome.FIGURE
    return Outcome.MET if value else Outcome.NOT_MET


def walk(finding: Finding) -> Iterator[tuple[int, Finding | FactUsed]]:
    """The tree under a finding from the top, with its depth, for a reader."""
    stack: list[tuple[int, Finding | FactUsed]] = [(0, finding)]
    while stack:
        depth, item = stack.pop()
        yield depth, item
        if isinstance(item, Finding):
            stack.extend((depth + 1, below) for below in reversed(item.because))
