"""What ``rettvis population`` tells, as a document and as tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rettvis.cli.output import Output
from rettvis.rulekit.wording import N_, Sentence, sentence, value_text

if TYPE_CHECKING:
    from rettvis.rulekit.expression import Value
    from rettvis.rulekit.frames.dated import Part
    from rettvis.rulekit.frames.summary import Summary
    from rettvis.rulekit.node import Node

OUTCOMES = {
    "met": N_("Conditions met"),
    "not_met": N_("Conditions not met"),
    "unknown": N_("Facts are missing"),
    "human": N_("A person must answer"),
}


class Counted:
    """What the command tells, as a document and for a reader."""

    def __init__(
        self,
        rules: str,
        engine: str,
        found: Sequence["Part"],
        changes: Mapping[str, "Value"],
        told: Sequence["Summary"],
        rows_to: str,
    ) -> None:
        self.rules = rules
        self.engine = engine
        self.found = found
        self.changes = changes
        self.today, self.changed = told[0], told[1] if changes else None
        self.rows_to = rows_to
        self.nodes: dict[str, Node] = {n.name: n for part in found for n in part.version.value.nodes}

    def data(self, language: str) -> Mapping[str, Any]:
        """The answer as a document; the keys are stable."""
        document = {
            "rules": self.rules,
            "engine": self.engine,
            "versions": [
                {"from": part.version.period.first, "until": part.version.period.last} for part in self.found
            ],
            "cases": self.today.rows,
            **self._counts(self.today, language),
        }
        if self.changed is not None:
            document["what_if"] = {
                "set": dict(self.changes),
                **self._counts(self.changed, language),
                "gain": self.moved(to_right=True),
                "lose": self.moved(to_right=False),
                "moved": [
                    {"from": before, "to": after, "cases": number}
                    for (before, after), number in self.changed.moved.items()
                    if before is not after and number
                ],
            }
        if self.rows_to:
            document["output"] = self.rows_to
        return document

    def moved(self, *, to_right: bool) -> int:
        """How many cases come to meet the conditions, or no longer do."""
        from rettvis.rulekit.findings import Outcome

        assert self.changed is not None
        return sum(
            number
            for (before, after), number in self.changed.moved.items()
            if before is not after and (after if to_right else before) is Outcome.MET
        )

    def _counts(self, summary: "Summary", language: str) -> dict[str, Any]:
        return {
            "outcomes": {outcome.value: number for outcome, number in summary.outcomes.items()},
            "conditions": [
                {**self._named(name, language), "met": c.met, "not_met": c.not_met, "unknown": c.unknown}
                for name, c in summary.conditions.items()
            ],
            "figures": [
                {
                    **self._named(name, language),
                    "unit": self.nodes[name].unit,
                    "sum": figure.total,
                    "known": figure.known,
                    "unknown": summary.rows - figure.known,
                }
                for name, figure in summary.figures.items()
            ],
        }

    def _named(self, name: str, language: str) -> dict[str, Any]:
        node = self.nodes[name]
        law = node.basis.cite(language, short=True)
        return {"rule": name, "title": Sentence(node.title), "law": law}

    def readable(self, output: Output) -> Iterator[Any]:
        """The answer as tables."""
        yield sentence("{count:number} cases.", count=self.today.rows)
        yield self._outcomes(output)
        if self.changed is not None:
            yield sentence(
                "With the change, {gain:number} cases come to meet the conditions, "
                "and {lose:number} no longer do.",
                gain=self.moved(to_right=True),
                lose=self.moved(to_right=False),
            )
        yield self._conditions(output)
        yield self._figures(output)
        if self.rows_to:
            yield sentence("Every case is written to {file}.", file=self.rows_to)

    def _columns(self) -> tuple[Sentence, ...]:
        return (sentence("Today"), *([sentence("With the change")] if self.changed is not None else []))

    def _told(self) -> list["Summary"]:
        return [self.today] if self.changed is None else [self.today, self.changed]

    def _outcomes(self, output: Output) -> Any:
        rows = [
            (Sentence(OUTCOMES[outcome.value]), *(summary.outcomes[outcome] for summary in self._told()))
            for outcome in self.today.outcomes
        ]
        return output.table((sentence("Result"), *self._columns()), rows)

    def _conditions(self, output: Output) -> Any:
        met = sentence("Met"), sentence("Not met"), sentence("Not known")
        rows = []
        for name, today in self.today.conditions.items():
            cells: list[Any] = [today.met, today.not_met, today.unknown]
            if self.changed is not None:
                cells.append(self.changed.conditions[name].met)
            basis = self.nodes[name].basis.cite(output.language, short=True)
            rows.append((Sentence(self.nodes[name].title), *cells, basis))
        change = [sentence("Met with the change")] if self.changed is not None else []
        return output.table((sentence("Condition"), *met, *change, sentence("Legal basis")), rows)

    def _figures(self, output: Output) -> Any:
        rows = []
        for name, today in self.today.figures.items():
            node = self.nodes[name]
            if node.unit != "hours":
                continue  # a sum of ages says nothing
            totals = [value_text(s.figures[name].total, output.language, node.unit) for s in self._told()]
            rows.append((Sentence(node.title), *totals, self.today.rows - today.known))
        columns = (sentence("Sum a week"), *self._columns(), sentence("Not known"))
        return output.table(columns, rows)
