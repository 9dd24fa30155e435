"""What a population run tells: how many meet what, and what the figures add up to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rettvis.rulekit.expression import Kind
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.frames.outcomes import CODES, OutcomeRules
from rettvis.rulekit.frames.scenarios import Scenarios
from rettvis.rulekit.node import Node


@dataclass(frozen=True)
class ConditionCount:
    """In how many cases a condition is met, not met and not known."""

    met: int = 0
    not_met: int = 0
    unknown: int = 0

    def __add__(self, other: "ConditionCount") -> "ConditionCount":
        return ConditionCount(
            self.met + other.met, self.not_met + other.not_met, self.unknown + other.unknown
        )


@dataclass(frozen=True)
class FigureSum:
    """What a figure adds up to over the cases where it is known, and how many those are."""

    total: int = 0
    known: int = 0

    def __add__(self, other: "FigureSum") -> "FigureSum":
        return FigureSum(self.total + other.total, self.known + other.known)


@dataclass(frozen=True)
class Summary:
    """The counts of one what-if, and how each outcome there was came from today's (``moved``)."""

    rows: int
    outcomes: Mapping[Outcome, int]
    conditions: Mapping[str, ConditionCount]
    figures: Mapping[str, FigureSum]
    moved: Mapping[tuple[Outcome, Outcome], int]
    """How many cases go from one outcome to another beside the first what-if of the run."""

    def __add__(self, other: "Summary") -> "Summary":
        return Summary(
            self.rows + other.rows,
            _added(self.outcomes, other.outcomes, 0),
            _added(self.conditions, other.conditions, ConditionCount()),
            _added(self.figures, other.figures, FigureSum()),
            _added(self.moved, other.moved, 0),
        )


def _added(one: Mapping[Any, Any], other: Mapping[Any, Any], nothing: Any) -> dict[Any, Any]:
    return {key: one.get(key, nothing) + other.get(key, nothing) for key in {**one, **other}}


class Questions:
    """The aggregates that one pass asks of a frame for each what-if, and the summaries read from them."""

    def __init__(self, rules: OutcomeRules, scenarios: Scenarios, library: Any) -> None:
        self.rules = rules
        self.scenarios = scenarios
        self.library = library
        nodes = [node for node in rules.ruleset.nodes if told(node) and node is not rules.code]
        self.conditions = [node.name for node in nodes if node.is_condition]
        self.figures = [node.name for node in nodes if node.kind is Kind.INTEGER]

    @property
    def names(self) -> list[str]:
        """Every node that is asked about."""
        return [self.rules.code.name, *self.conditions, *self.figures]

    def expressions(self) -> list[Any]:
        """All aggregates of all what-ifs, each under its own name."""
        asked: dict[str, Any] = {"rows": self.library.len()}
        for place in range(len(self.scenarios.engines)):
            asked.update(self._of_one(place))
        return [expression.alias(name) for name, expression in asked.items()]

    def _of_one(self, place: int) -> Iterator[tuple[str, Any]]:
        code = self._column(place, self.rules.code.name)
        today = self._column(0, self.rules.code.name)
        for number in range(len(CODES)):
            yield f"outcome_{place}_{number}", self._count(code == number)
            for before in range(len(CODES)) if place else ():
                yield f"moved_{place}_{before}_{number}", self._count((today == before) & (code == number))
        for name in self.conditions:
            column = self._column(place, name)
            yield f"met_{place}_{name}", self._count(column)
            yield f"unknown_{place}_{name}", self._count(column.is_null())
        for name in self.figures:
            column = self._column(place, name)
            yield f"total_{place}_{name}", column.cast(self.library.Int64).sum()
            yield f"missing_{place}_{name}", self._count(column.is_null())

    def _column(self, place: int, name: str) -> Any:
        return self.library.col(self.scenarios.column(place, name))

    def _count(self, condition: Any) -> Any:
        return condition.cast(self.library.Int64).sum()

    def summaries(self, answer: Mapping[str, Any]) -> list[Summary]:
        """The summary of each what-if, from the one row that the frame answered."""
        return [self._summary(place, answer) for place in range(len(self.scenarios.engines))]

    def _summary(self, place: int, answer: Mapping[str, Any]) -> Summary:
        rows = int(answer["rows"])
        conditions = {}
        for name in self.conditions:
            met, unknown = (int(answer[f"{what}_{place}_{name}"] or 0) for what in ("met", "unknown"))
            conditions[name] = ConditionCount(met, rows - met - unknown, unknown)
        figures = {
            name: FigureSum(
                int(answer[f"total_{place}_{name}"] or 0), rows - int(answer[f"missing_{place}_{name}"] or 0)
            )
            for name in self.figures
        }
        outcomes = {code: int(answer[f"outcome_{place}_{n}"] or 0) for n, code in enumerate(CODES)}
        moved = {}
        if place:
            moved = {
                (before, after): int(answer[f"moved_{place}_{i}_{j}"] or 0)
                for i, before in enumerate(CODES)
                for j, after in enumerate(CODES)
            }
        return Summary(rows, outcomes, conditions, figures, moved)


def told(node: Node) -> bool:
    """Whether a reader of a population is told about the node: not of what only helps to decide."""
    return not node.auxiliary and "__" not in node.name
