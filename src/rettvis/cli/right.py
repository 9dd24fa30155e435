"""``rettvis right FACTS.yaml``: the right to BPA (pbrl § 2-1 d), with every reason."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, Sentence, sentence, value_text

if TYPE_CHECKING:
    from rettvis.lawbook.bpa_right.right import RightAssessed
    from rettvis.rulekit.findings import FactUsed, Finding


def right(
    file: Annotated[Path, typer.Argument(metavar="FACTS.yaml", help=N_("The facts, as YAML or JSON."))],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help=N_("Read the law as it stood on this day.")),
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Assess the right and print the answer; raises ``Faulty`` with every fault of the facts."""
    output = Output(lang, as_json)
    assessed = _assessed(file, on)
    output.answer(_data(assessed, lang), *_readable(assessed, output))
    return DONE


def _assessed(file: Path, on: str | None) -> "RightAssessed":
    """The answer; the law's day is ``--on``, else the day of the decision, else today."""
    from datetime import date

    from rettvis.cli.input import open_document, read_date
    from rettvis.lawbook import bpa_right
    from rettvis.lawbook.bpa_right.facts import FACTS, decided_on
    from rettvis.rulekit.facts import read_facts

    document = open_document(file)
    values, faults = read_facts(FACTS, document.data)
    faults += bpa_right.check(values)
    placed = [*document.faults, *(Fault(document.place(fault.place), fault.message) for fault in faults)]
    day = values.get(decided_on.name, date.today()) if on is None else read_date(on, "--on")  # noqa: DTZ011
    if isinstance(day, date):
        place = document.place(decided_on.name) if on is None else "--on"
        placed += [Fault(place, fault.message) for fault in bpa_right.check_law_date(day)]
    elif isinstance(day, Fault):
        placed.append(day)
    if placed:
        raise Faulty(placed)
    assert isinstance(day, date)
    return bpa_right.assess(values, day)


def _data(assessed: "RightAssessed", language: str) -> Mapping[str, Any]:
    """The answer as a document; the keys are stable."""
    answer = assessed.answer
    return {
        "outcome": answer.outcome,
        "counted_minutes": answer.values["counted_minutes"],
        "basis": _cited(answer.root.basis, language),
        "also_assess": [
            _cited(duty.reference.on(assessed.law_date), language) for duty in assessed.also_assess
        ],
        "missing": answer.missing,
        "questions": [
            {"fact": fact.name, "question": fact.question, "decides": fact in answer.questions}
            for fact in (*answer.questions, *assessed.considerations)
        ],
        "findings": [_finding(finding, language) for finding in reversed(answer.findings)],
        "law_date": assessed.law_date,
        "decision_day_assumed": assessed.decision_day_assumed,
    }


def _cited(basis: LegalBasis, language: str) -> str:
    """The citation in its short form."""
    return basis.cite(language, short=True)


def _finding(finding: "Finding", language: str) -> Mapping[str, Any]:
    from rettvis.rulekit.findings import Outcome

    question = finding.outcome is Outcome.HUMAN
    return {
        "rule": finding.name,
        "title": Sentence(finding.node.title),
        "law": _cited(finding.basis, language),
        "outcome": finding.outcome,
        "value": _shown(finding.value),
        "threshold": _shown(finding.threshold),
        "distance": finding.distance,
        "unit": finding.unit,
        "sentence": finding.sentence,
        "question": finding.sentence if question else None,
        "because": [_reason(item) for item in finding.because],
    }


def _reason(item: "Finding | FactUsed") -> Mapping[str, Any]:
    from rettvis.rulekit.findings import Finding

    if isinstance(item, Finding):
        return {"rule": item.name, "outcome": item.outcome, "value": _shown(item.value)}
    kind = "parameter" if item.is_parameter else "fact"
    return {kind: item.name, "value": _shown(item.value)}


def _shown(value: Any) -> Any:
    """A value as it is written in a file of facts."""
    from rettvis.rulekit.facts import LASTING

    return "lasting" if value == LASTING else value


def _readable(assessed: "RightAssessed", output: Output) -> Iterator[Any]:
    answer, language = assessed.answer, output.language
    yield answer.root.sentence
    if assessed.decision_day_assumed:
        yield sentence("No day of decision is given; {day:date} is used.", day=assessed.law_date)
    columns = (sentence("Condition"), sentence("Finding"), sentence("Distance"), sentence("Legal basis"))
    yield output.table(columns, _rows(assessed, language))
    if answer.missing:
        labels = {fact.name: fact.label for fact in answer.ruleset.facts}
        rows = [(name, labels[name]) for name in answer.missing]
        title = sentence("These missing facts can still change the answer:")
        yield output.table((sentence("Fact"), sentence("What it is")), rows, title)
    for fact in (*answer.questions, *assessed.considerations):
        yield sentence("A person must answer: {question} ({fact})", question=fact.question, fact=fact.name)
    for duty in assessed.also_assess:
        yield sentence(
            "{duty} ({law})", duty=duty.sentence, law=duty.reference.on(assessed.law_date).cite(language)
        )


def _rows(assessed: "RightAssessed", language: str) -> Iterator[tuple[str, Any, str, str]]:
    from rettvis.rulekit.findings import Finding, reading

    for depth, item, repeated in reading(assessed.answer.root):
        if isinstance(item, Finding) and not repeated:
            title = "  " * depth + Sentence(item.node.title).say(language)
            distance = "" if item.distance is None else value_text(item.distance, language, item.unit)
            yield title, item.sentence, distance, item.basis.cite(language, short=True)
