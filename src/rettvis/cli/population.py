"""``rettvis population FACTS.csv --rules bpa-right``: the rules over many cases, and what if they were others."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import N_, NO_BREAK, Sentence, sentence, value_text

if TYPE_CHECKING:
    from rettvis.lawbook.rulesets import ForMany
    from rettvis.rulekit.expression import Parameter, Value
    from rettvis.rulekit.findings import Outcome
    from rettvis.rulekit.frames.dated import Part
    from rettvis.rulekit.frames.summary import Summary
    from rettvis.rulekit.frames.table import Table
    from rettvis.rulekit.node import Node

ENGINES = ("polars", "duckdb", "pyspark")
OUTCOMES = {
    "met": N_("Conditions met"),
    "not_met": N_("Conditions not met"),
    "unknown": N_("Facts are missing"),
    "human": N_("A person must answer"),
}


def population(
    file: Annotated[Path, typer.Argument(metavar="FACTS.(csv|parquet)", help=N_("The table, one case a row."))],
    rules: Annotated[str, typer.Option("--rules", metavar="NAME", help=N_("The rules to run."))] = "bpa-right",
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help=N_("What if a number of the rules were another?")),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="|".join(ENGINES), help=N_("What computes the table."))
    ] = "polars",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help=N_("Read the law as it stood on this day."))
    ] = "",
    rows_to: Annotated[
        str,
        typer.Option("--output", metavar="FILE", help=N_("Write every case to this .csv or .parquet file.")),
    ] = "",
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Run the rules and print the counts; raises ``Faulty`` with every fault of the table and the options."""
    output = Output(lang, as_json)
    registered, changes, law_date = _options(file, rules, changed or [], engine, on, rows_to)
    table = _table(file, registered)
    found = _parts(table, registered, law_date)
    from rettvis.rulekit.frames.dated import summaries, write_rows

    scenarios = [{}, changes] if changes else [{}]
    told = summaries(found, scenarios, engine)
    if rows_to:
        write_rows(found, table.extra, scenarios, engine, Path(rows_to))
    answer = _Answer(rules, engine, found, changes, told, rows_to)
    output.answer(answer.data(lang), *answer.readable(output))
    return DONE


def _options(
    file: Path, rules: str, changed: Sequence[str], engine: str, on: str, rows_to: str
) -> tuple["ForMany", dict[str, "Value"], date | None]:
    """The options read, or every fault in them at once."""
    from rettvis.cli.input import read_date
    from rettvis.lawbook.rulesets import FOR_MANY

    faults = []
    if engine not in ENGINES:
        faults.append(unknown_name("--engine", engine, ENGINES))
    if rules not in FOR_MANY:
        faults.append(unknown_name("--rules", rules, FOR_MANY))
    law_date = read_date(on, "--on") if on else None
    if isinstance(law_date, Fault):
        faults.append(law_date)
    if rows_to:
        faults += _output_faults(file, Path(rows_to))
    changes: dict[str, Value] = {}
    if rules in FOR_MANY:
        parameters = {p.name: p for v in FOR_MANY[rules].versions.all for p in v.value.parameters}
        changes, wrong = read_changes(changed, parameters)
        faults += wrong
    if faults:
        raise Faulty(faults)
    assert not isinstance(law_date, Fault)
    return FOR_MANY[rules], changes, law_date


def _output_faults(file: Path, rows_to: Path) -> Iterator[Fault]:
    """Why the answer cannot be written to that file."""
    if rows_to.suffix.lower() not in (".csv", ".parquet"):
        yield Fault("--output", sentence("The file's name must end in .csv or .parquet."))
    if not rows_to.absolute().parent.is_dir():
        yield Fault("--output", sentence("There is no such folder: {folder}.", folder=str(rows_to.parent)))
    if rows_to.is_dir() or rows_to.absolute() == file.absolute():
        yield Fault("--output", sentence("This file is read from. Give another name to write to."))


def read_changes(
    changed: Sequence[str], parameters: Mapping[str, "Parameter"]
) -> tuple[dict[str, "Value"], list[Fault]]:
    """``NAME=VALUE`` as values of the parameters' kinds, and every fault."""
    changes: dict[str, Value] = {}
    faults = []
    for text in changed:
        name, sign, raw = text.partition("=")
        if not sign:
            faults.append(Fault("--set", sentence("“{text}” must be written NAME=VALUE.", text=text)))
        elif name not in parameters:
            faults.append(unknown_name("--set", name, parameters))
        elif name in changes:
            faults.append(Fault("--set", sentence("“{name}” is set twice. Keep one of them.", name=name)))
        else:
            value = _value(parameters[name], raw)
            if isinstance(value, Fault):
                faults.append(value)
            else:
                changes[name] = value
    return changes, faults


def _value(parameter: "Parameter", raw: str) -> "Value | Fault":
    from rettvis.cli.input import plain_value, read_date

    place = f"--set {parameter.name}"
    if isinstance(parameter.value, date):
        return read_date(raw, place)
    value = plain_value(raw)
    if isinstance(parameter.value, bool):
        if isinstance(value, bool):
            return value
        return Fault(place, sentence("“{raw}” is not yes or no. Write true or false.", raw=raw))
    if isinstance(parameter.value, str):
        return raw
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= parameter.maximum:
        most = parameter.maximum
        text = sentence("“{raw}” is not a whole number from 0 to {most:number}.", raw=raw, most=most)
        return Fault(place, text)
    return value


def _table(file: Path, registered: "ForMany") -> "Table":
    """The table, checked cell by cell and row by row."""
    from rettvis.rulekit.frames.table import case_at, read_table, unsound

    table, faults = read_table(file, registered.facts)
    if table is None:
        raise Faulty(faults)
    told: set[int] = set()
    for row, count in unsound(table, registered.sound):
        if row not in told:
            wrong = registered.check(case_at(table, row), "")
            faults += [Fault(table.place(row, fault.place), fault.message) for fault in wrong]
            told.add(row)
        if count > 1:
            faults.append(
                Fault(table.file, sentence("{count:number} rows have a fault like this one.", count=count))
            )
    if faults:
        raise Faulty(faults)
    return table


def _parts(table: "Table", registered: "ForMany", law_date: date | None) -> list["Part"]:
    from rettvis.rulekit.frames.dated import parts

    today = date.today()  # noqa: DTZ011 - a law's day is the day where the person sits
    found, faults = parts(table, registered.versions, registered.day, today, law_date)
    if faults:
        raise Faulty(faults)
    return found


class _Answer:
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
        law = node.basis.cite(language, short=True).replace(NO_BREAK, " ")
        return {"rule": name, "title": Sentence(node.title), "law": law}

    def readable(self, output: Output) -> Iterator[Any]:
        """The answer as tables."""
        yield sentence("{count:number} cases.", count=self.today.rows)
        yield self._outcomes(output)
        if self.changed is not None:
            yield sentence(
                "With the change, {gain:number} cases come to meet the conditions, and {lose:number} no longer do.",
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
        return output.table((sentence("Outcome"), *self._columns()), rows)

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
