"""A ruleset as one Python function that computes a case and explains it: every finding in some microseconds.

Written like :mod:`rettvis.rulekit.closure`, with three things more for each node: the missing facts that
could still settle it (what :func:`rettvis.rulekit.decisive.decisive` defines), what was measured against
what, and the finding itself.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from rettvis.rulekit.closure import CaseWriter
from rettvis.rulekit.expression import (
    All,
    Default,
    Expression,
    Kind,
    Parameter,
    Some,
    Value,
    When,
)
from rettvis.rulekit.facts import LASTING, Fact
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset, inputs

Names = Mapping[str, object]
"""What the text of the function names: nodes, facts, sets of fact names."""


class ExplanationWriter(CaseWriter):
    """Writes the function ``explain(facts)``, which gives every node's value and every node's finding.

    The text names ``make``, ``Finding``, ``FactUsed``, ``distance`` and the outcomes; ``objects`` holds all
    else that it names. ``settled`` makes what findings show of a parameter.
    """

    def __init__(
        self, parameters: Mapping[str, Value], settled: Callable[[Parameter, Value], object]
    ) -> None:
        super().__init__(parameters)
        self.settled = settled
        self.objects: dict[str, object] = {"NOTHING": frozenset()}
        self.opens: dict[str, str] = {}
        self.found: dict[str, str] = {}
        self.shown: dict[str, str] = {}

    def explanation(self, ruleset: Ruleset) -> str:
        """The text of the function."""
        questions = frozenset(fact.name for fact in ruleset.facts if fact.question is not None)
        self.objects["QUESTIONS"] = questions
        values = [self.name(node) for node in ruleset.nodes]
        used = {leaf.name: self.used(leaf) for leaf in ruleset.facts}
        used |= {
            leaf.name: self.thing("parameter", self.settled(leaf, self.parameters[leaf.name]))
            for leaf in ruleset.parameters
        }
        for node in ruleset.nodes:
            self.finding(node, used)
        findings = ", ".join(self.found[node.name] for node in ruleset.nodes)
        end = f"return ({', '.join(values)},), ({findings},)"
        body = "\n    ".join(["get = facts.get", *self.lines, end])
        return f"def explain(facts):\n    {body}\n"

    def thing(self, prefix: str, value: object) -> str:
        """A name for an object that the text needs."""
        name = f"{prefix}{len(self.objects)}"
        self.objects[name] = value
        return name

    def used(self, leaf: Fact) -> str:
        """The local name of a fact as findings show it."""
        value = self.name(leaf)
        return self.let(f"make(FactUsed, ({leaf.name!r}, {value}, {self.thing('leaf', leaf)}))")

    def finding(self, node: Node, used: Mapping[str, str]) -> None:
        """The lines that make one node's finding."""
        value = self.name(node)
        unknown = value not in self.known
        opened = "NOTHING"
        if unknown:
            opened = self.let(f"NOTHING if {value} is not None else {self.open(node.expression)}")
        self.opens[node.name] = opened
        outcome = f"MET if {value} else NOT_MET" if node.is_condition else "FIGURE"
        if unknown:
            human = f"HUMAN if {opened} and {opened} <= QUESTIONS else UNKNOWN"
            outcome = f"({outcome}) if {value} is not None else {human}"
        measured, threshold, apart = self.measured(node, value)
        leaves = [leaf for leaf in inputs(node.expression) if isinstance(leaf, (Node, Fact, Parameter))]
        because = "".join(
            f"{self.found[leaf.name] if isinstance(leaf, Node) else used[leaf.name]}, " for leaf in leaves
        )
        words = {"value": measured, "distance": apart, **{leaf.name: self.worded(leaf) for leaf in leaves}}
        said = ", ".join(f"{name!r}: {text}" for name, text in words.items())
        parts = f"{outcome}, {measured}, {threshold}, {apart}, ({because}), {opened}, {{{said}}}"
        self.found[node.name] = self.let(f"make(Finding, ({self.thing('node', node)}, {parts}))")

    def worded(self, leaf: Node | Fact | Parameter) -> str:
        """The value of an input as a sentence says it."""
        if isinstance(leaf, Node):
            return self.shown[leaf.name]
        value = self.name(leaf)
        if isinstance(leaf, Parameter):
            return value
        if leaf.open_word:
            return f"fact_text({self.thing('fact', leaf)}, {value})"
        return f"NOT_KNOWN if {value} is None else {value}"

    def measured(self, node: Node, value: str) -> tuple[str, str, str]:
        """The local names of what was measured, the threshold, and the distance between them."""
        if node.measured is None or node.threshold is None:
            self.shown[node.name] = value
            return value, "None", "None"
        measured, threshold = self.name(node.measured), self.name(node.threshold)
        self.shown[node.name] = measured
        return measured, threshold, self.let(self.apart(node.measured, measured, threshold))

    def apart(self, part: Expression, measured: str, threshold: str) -> str:
        """The distance, written out for whole numbers."""
        if part.kind is not Kind.INTEGER:
            return f"distance({measured}, {threshold})"
        unsure = " or ".join(f"{name} is None" for name in (measured, threshold) if name not in self.known)
        return f"None if {unsure} else {measured} - {threshold}" if unsure else f"{measured} - {threshold}"

    def open(self, part: Expression) -> str:
        """The missing facts that could still settle ``part``, as the text of a set."""
        if self.name(part) in self.known:
            return "NOTHING"
        if isinstance(part, Fact):
            return (
                f"({self.thing('open', frozenset((part.name,)))} if {self.name(part)} is None else NOTHING)"
            )
        if isinstance(part, Node):
            return self.opens[part.name]
        if isinstance(part, When):
            return self.choice(part)
        below = self.union(part.children())
        if below == "NOTHING" or not isinstance(part, (All, Some, Default)):
            return below
        return f"(NOTHING if {self.name(part)} is not None else {below})"

    def choice(self, part: When) -> str:
        """The open facts of the branch that is taken; of both, where the condition is missing."""
        then, otherwise = self.open(part.then), self.open(part.otherwise)
        condition = self.name(part.condition)
        taken = f"({then} if {condition} else {otherwise})" if then != otherwise else then
        if condition in self.known:
            return taken
        all_three = self.union((part.condition, part.then, part.otherwise))
        return f"({taken} if {condition} is not None else {all_three})"

    def union(self, parts: Iterable[Expression]) -> str:
        """The open facts of several parts."""
        opened = [text for part in parts if (text := self.open(part)) != "NOTHING"]
        return f"({' | '.join(dict.fromkeys(opened))})" if opened else "NOTHING"


def distance(measured: Value | None, threshold: Value | None) -> int | None:
    """How far a measured value is from its threshold, in its own unit; days between dates."""
    if measured is None or threshold is None:
        return None
    if isinstance(measured, date) and isinstance(threshold, date):
        return None if measured == LASTING else (measured - threshold).days
    if isinstance(measured, int) and isinstance(threshold, int):
        return measured - threshold
    return None
