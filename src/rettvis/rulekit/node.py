"""A node: one named step of a rule, with its place in the law and its words."""

from collections.abc import Iterator
from dataclasses import dataclass

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.expression import Comparison, Expression, Kind, Operand, expression


@dataclass(frozen=True)
class Node(Expression):
    """A named expression; other expressions use it by being given it.

    A *condition* is met, not met or not yet known and has a sentence for each. A *figure* has a value in
    ``unit`` and one sentence (``met``), and one for when it is not yet known. Sentences are English source
    texts that may name the node's inputs: ``{counted_minutes:hours}``; ``{value}`` is the node's own.
    ``measured`` and ``threshold`` are what a distance is measured between. An ``auxiliary`` node only says
    what is certain while facts are missing; a reader is spared it when all is known.
    """

    name: str
    expression: Expression
    basis: LegalBasis
    met: str
    not_met: str
    unknown: str
    unit: str = ""
    title: str = ""
    measured: Expression | None = None
    threshold: Expression | None = None
    auxiliary: bool = False

    @property
    def kind(self) -> Kind:  # type: ignore[override]
        return self.expression.kind

    @property
    def is_condition(self) -> bool:
        """Whether the node is met or not met, rather than a figure."""
        return self.kind is Kind.BOOLEAN

    def children(self) -> Iterator[Expression]:
        yield self.expression

    def __hash__(self) -> int:
        return hash(self.name)


def condition(
    name: str,
    rule: Operand,
    basis: LegalBasis,
    *,
    title: str,
    met: str,
    not_met: str,
    unknown: str,
    measured: Expression | None = None,
    threshold: Expression | None = None,
) -> Node:
    """A node that is met, not met or not yet known. Raises TypeError where the rule is not yes or no.

    Where the rule is one comparison, the distance is measured between its two sides.
    """
    body = expression(rule)
    if body.kind is not Kind.BOOLEAN:
        raise TypeError(f"{name} is {body.kind.value}; a condition is yes or no")
    if measured is None and isinstance(body, Comparison) and body.operator != "==":
        measured, threshold = body.left, body.right
    return Node(name, body, basis, met, not_met, unknown, "", title, measured, threshold)


def figure(
    name: str,
    rule: Operand,
    basis: LegalBasis,
    *,
    title: str,
    says: str,
    unknown: str,
    unit: str = "",
    auxiliary: bool = False,
) -> Node:
    """A node that has a value in ``unit`` (a format of :mod:`rettvis.rulekit.wording`)."""
    return Node(name, expression(rule), basis, says, says, unknown, unit, title, auxiliary=auxiliary)
