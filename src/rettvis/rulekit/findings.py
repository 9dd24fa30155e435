"""Findings: the answer of a rule and its reasons at once.

:class:`Explainer` computes a case and returns an :class:`Answer`: the outcome, the tree of findings under it,
the missing facts that can still change it, and the questions that the law leaves to a person.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Union

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.closure import Values, compiled
from rettvis.rulekit.decisive import Open
from rettvis.rulekit.explaining import ExplanationWriter, distance
from rettvis.rulekit.expression import Parameter, Value
from rettvis.rulekit.facts import NOT_KNOWN, Fact, fact_text
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset
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
    words: Mapping[str, object]

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
        node = self.node
        if self.outcome is Outcome.NOT_MET:
            return Sentence(node.not_met, self.words)
        return Sentence(node.unknown if self.outcome in _OPEN else node.met, self.words)


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


_SPACE: Mapping[str, object] = {
    "make": tuple.__new__,
    "Finding": Finding,
    "FactUsed": FactUsed,
    "distance": distance,
    "fact_text": fact_text,
    "NOT_KNOWN": NOT_KNOWN,
    **{outcome.name: outcome for outcome in Outcome},
}


class Explainer:
    """Explains cases of one ruleset. All conditions are assessed, also after the first no."""

    def __init__(self, ruleset: Ruleset, changes: Mapping[str, Value] | None = None) -> None:
        self.ruleset = ruleset
        self.names = tuple(node.name for node in ruleset.nodes)
        writer = ExplanationWriter(
            ruleset.parameter_values(changes), lambda leaf, value: FactUsed(leaf.name, value, leaf)
        )
        source = writer.explanation(ruleset)
        space = {**_SPACE, **writer.constants, **writer.objects}
        self._explain: Callable[[Mapping[str, Value]], tuple[Values, tuple[Finding, ...]]]
        self._explain = compiled(source, "explain", ruleset.name, space)
        self._root = self.names.index(ruleset.outcome.name)
        self._questions = frozenset(fact.name for fact in ruleset.facts if fact.question is not None)
        self._answering = frozenset(node.name for node in ruleset.needed_for(ruleset.outcome.name))

    def explain(self, facts: Mapping[str, Value]) -> Answer:
        """The answer for one case; ``facts`` are plain values by name, an absent one is missing."""
        values, findings = self._explain(facts)
        named = dict(zip(self.names, values, strict=True))
        root = findings[self._root]
        human = Outcome.HUMAN
        waiting = [f for f in findings if f.outcome is human] if None in values else []
        if not waiting and not root.open_facts:
            return Answer(self.ruleset, root.outcome, named, findings, (), (), ())
        return self._open_answer(named, findings, waiting)

    def _open_answer(
        self,
        named: Mapping[str, Value | None],
        findings: tuple[Finding, ...],
        waiting: Sequence[Finding],
    ) -> Answer:
        """The answer with what is missing, what a person must judge, and what somebody must consider."""
        root = findings[self._root]
        asked = {
            name for f in waiting if f.name in self._answering for name in f.open_facts & root.open_facts
        }
        flagged = {name for f in waiting if f.name not in self._answering for name in f.open_facts}
        facts = self.ruleset.facts
        return Answer(
            self.ruleset,
            root.outcome,
            named,
            findings,
            tuple(f.name for f in facts if f.name in root.open_facts - self._questions),
            tuple(f for f in facts if f.name in asked),
            tuple(f for f in facts if f.name in flagged),
        )


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
