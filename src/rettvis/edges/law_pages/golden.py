"""Golden cases as the law book shows them: the facts, and the answer computed now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rettvis.edges.law_pages.markdown import Writer, code
from rettvis.lawbook import bpa_right
from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.lawbook.bpa_right.right import RightAssessed
from rettvis.rulekit.facts import Fact, fact_text, read_facts
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.findings import Finding, reading
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class GoldenCase:
    """One case of a caseworker's: ``file`` as seen from the law book, and what the file holds."""

    file: str
    content: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What the case shows."""
        return str(self.content.get("title", self.file))

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts as written."""
        return dict(self.content.get("facts") or {})


def check_right(case: GoldenCase) -> list[Fault]:
    """What makes a case of the right to BPA impossible to compute."""
    values, faults = read_facts(FACTS, case.facts, case.file)
    faults += bpa_right.check(values, case.file)
    if not isinstance(case.content.get("law_date"), date):
        faults.append(
            Fault(case.file, sentence("The case must say which day’s law it is for: “law_date: 2026-07-01”."))
        )
    return faults


def right_cases(cases: Iterable[GoldenCase], writer: Writer) -> Iterator[str]:
    """Every case of the right to BPA with its facts and its answer."""
    for case in cases:
        values, _ = read_facts(FACTS, case.facts)
        assessed = bpa_right.assess(values, case.content["law_date"])
        yield writer.heading(3, case.title)
        yield f"[{case.file.rsplit('/', 1)[-1]}]({case.file}) · {case.content.get('source', '')}"
        given = [(fact, values[fact.name]) for fact in FACTS if fact.name in values]
        yield writer.table(
            (sentence("Fact"), sentence("Value")),
            [(fact.label, _shown(fact, value, writer)) for fact, value in given],
        )
        law = writer.say(sentence("The law on {day:date}:", day=assessed.law_date))
        yield f"{law} **{writer.say(assessed.answer.root.sentence)}**"
        yield writer.table(
            (sentence("Condition"), sentence("Finding")), _findings(assessed.answer.root, writer)
        )
        yield _open(assessed, writer)


def _findings(root: Finding, writer: Writer) -> Iterator[tuple[str, Sentence]]:
    """The tree of findings, each told once; a condition inside another is indented."""
    for depth, item, repeated in reading(root):
        if isinstance(item, Finding) and not repeated:
            indent = "&ensp;" * 2 * depth
            yield indent + writer.say(Sentence(item.node.title)), item.sentence


def _open(assessed: RightAssessed, writer: Writer) -> str:
    """What is missing, what a person must answer, and what remains after a no."""
    answer = assessed.answer
    rows: list[Sentence] = []
    if answer.missing:
        rows.append(
            sentence(
                "Missing, and can still change the answer: {names}.",
                names=[code(name) for name in answer.missing],
            )
        )
    rows += [
        sentence("A person must answer: {question} ({fact})", question=fact.question, fact=code(fact.name))
        for fact in (*answer.questions, *assessed.considerations)
    ]
    rows += [
        sentence(
            "{duty} ({law})",
            duty=duty.sentence,
            law=writer.cited(duty.reference.on(assessed.law_date), short=True),
        )
        for duty in assessed.also_assess
    ]
    return writer.bullets(rows)


def _shown(fact: Fact, value: Any, writer: Writer) -> str:
    """A fact's value in its unit."""
    shown = fact_text(fact, value)
    return code(str(shown)) if fact.choices else writer.say(shown, fact.unit)
