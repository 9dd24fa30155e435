"""The internal record: facts with their origin, findings, rows, lines and acts, and what the gate says."""

from collections.abc import Iterator
from datetime import date

from rettvis.journey.assessment import FormKind, FormRow, UsedForm
from rettvis.journey.calculation import Row, compare_with_norms
from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Column,
    Document,
    FactTable,
    Heading,
    Paragraph,
)
from rettvis.journey.decision.gate import gate
from rettvis.journey.decision.letter.letter import letterhead
from rettvis.journey.decision.letter.voice import Telling, capital, ended
from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.reasons import Reason
from rettvis.journey.decision.snapshot import CaseSnapshot, CopiedPart
from rettvis.rulekit.facts import Fact, Given, Source, fact_text
from rettvis.rulekit.findings import Finding, Outcome
from rettvis.rulekit.wording import Sentence, sentence, value_text

_SOURCES = {
    Source.APPLICANT: sentence("the application"),
    Source.REGISTER: sentence("a register"),
    Source.CASEWORKER: sentence("a caseworker"),
    Source.DERIVED: sentence("calculated"),
}
_OUTCOMES = {
    Outcome.MET: sentence("Condition met"),
    Outcome.NOT_MET: sentence("Condition not met"),
    Outcome.UNKNOWN: sentence("Not yet known"),
    Outcome.HUMAN: sentence("Waits for a person"),
    Outcome.FIGURE: sentence("Figure"),
}
_CHOICES = {
    "none": sentence("no BPA before"),
    "right": sentence("BPA by right"),
    "discretionary": sentence("BPA by discretion"),
}


def internal_record(case: CaseSnapshot, language: str, on: date) -> Document:
    """The record of a case as it stands on the day ``on``, for the file and not for the envelope.

    Raises ``Faulty`` where no law covers the decision's law date.
    """
    telling = Telling(case, language, on, case.right_on(on))
    sections = (
        _made_with,
        _changed_since,
        _facts,
        _findings,
        _calculation,
        _wishes,
        _forms,
        _lines,
        _gate,
        _history,
    )
    blocks = tuple(block for section in sections for block in section(telling))
    head = letterhead(case, on, with_recipient=False)
    title = telling.say(sentence("Internal record: what the decision rests on"))
    return Document(language, head, title, blocks, case.synthetic)


def _table(
    telling: Telling, caption: Sentence, headings: tuple[Sentence, ...], rows: Iterator[tuple[str, ...]]
) -> Iterator[Block]:
    """A table, when there is anything to put in it; its caption is its heading."""
    cells = tuple(rows)
    if cells:
        widths = (_share(column) for column in zip(*cells, strict=True))
        columns = tuple(
            Column(telling.say(heading), share=share) for heading, share in zip(headings, widths, strict=True)
        )
        yield FactTable(telling.say(caption), columns, cells)


def _share(texts: tuple[str, ...]) -> int:
    """How much of the page's width a column gets: more for the one that holds reasons than for a date."""
    longest = max(map(len, texts))
    return 3 if longest <= 100 else 4


def _made_with(telling: Telling) -> Iterator[Block]:
    decision, outcome = telling.case.decision, telling.case.outcome
    yield Paragraph(
        telling.say(
            sentence(
                "Status: {state}. Outcome: {outcome}. Law of {law_date:date}. Rettvis {version}. {weeks}.",
                state=decision.state.label,
                outcome=sentence("not yet decided") if outcome is None else outcome.label,
                law_date=telling.law_date,
                version=decision.software_version or sentence("(version not yet set)"),
                weeks=telling.calculation.weeks.words(),
            )
        )
    )


def _changed_since(telling: Telling) -> Iterator[Block]:
    """What differs from the earlier case that this one began as a copy of, and what was confirmed."""
    copied = telling.case.copied
    if copied is None:
        return
    text = sentence(
        "Begun as a copy of case {number}, decided {day:date}.",
        number=copied.case_number,
        day=copied.decided_on,
    )
    yield Paragraph(telling.say(text))
    headings = (sentence("What"), sentence("Before"), sentence("Now"))
    yield from _table(telling, sentence("Changed since the copy"), headings, iter(copied.changes))
    rows = (
        (telling.say(part.title), telling.say(_looked_into(part)), part.confirmed_by or "–")
        for part in copied.parts
    )
    headings = (sentence("Part"), sentence("How it was looked into"), sentence("Confirmed by"))
    yield from _table(telling, sentence("Parts of the copy"), headings, rows)


def _looked_into(part: CopiedPart) -> Sentence:
    if not part.unchanged:
        return sentence("Changed since the copy")
    return sentence("As before, confirmed") if part.confirmed_by else sentence("As before, not confirmed")


def _facts(telling: Telling) -> Iterator[Block]:
    ruleset = telling.right.answer.ruleset
    headings = (sentence("Fact"), sentence("Value"), sentence("Where it comes from"))
    rows = (_fact_row(telling, fact, telling.right.facts.get(fact.name)) for fact in ruleset.facts)
    yield from _table(telling, sentence("All facts"), headings, rows)


def _fact_row(telling: Telling, fact: Fact, given: Given | None) -> tuple[str, ...]:
    label = capital(telling.say(fact.label))
    if given is None:
        return label, telling.say(sentence("not known")), "–"
    value = _CHOICES.get(str(given.value), fact_text(fact, given.value))
    return label, value_text(value, telling.language, fact.unit), _origin(telling, given)


def _origin(telling: Telling, given: Given) -> str:
    origin = given.origin
    parts = [capital(telling.say(_SOURCES[origin.source])), origin.who]
    if origin.when is not None:
        parts.append(telling.say(sentence("{day:date}", day=origin.when)))
    # A reason that nobody has signed is the program's own words; a person's words stand as written.
    why = origin.why if origin.who else telling.say(Sentence(origin.why))
    return ". ".join(part for part in (", ".join(part for part in parts if part), why) if part)


def _findings(telling: Telling) -> Iterator[Block]:
    headings = (sentence("Rule"), sentence("Met or not"), sentence("Finding"), sentence("Law"))
    rows = (_finding_row(telling, finding) for finding in telling.right.answer.findings)
    yield from _table(telling, sentence("Findings on the right to BPA"), headings, rows)
    duties = [
        f"{telling.say(duty.sentence)} ({duty.reference.on(telling.law_date).cite(telling.language)})"
        for duty in telling.right.also_assess
    ]
    if duties:
        yield BulletList(tuple(duties))


def _finding_row(telling: Telling, finding: Finding) -> tuple[str, ...]:
    return (
        telling.say(Sentence(finding.node.title)),
        telling.say(_OUTCOMES[finding.outcome]),
        telling.say(finding.sentence),
        finding.basis.cite(telling.language, short=True),
    )


def _calculation(telling: Telling) -> Iterator[Block]:
    headings = (sentence("Activity"), sentence("Formula"), sentence("Kind"), sentence("Source and reason"))
    rows = (_calculation_row(telling, row) for row in telling.calculation.rows)
    yield from _table(telling, sentence("All rows of the calculation"), headings, rows)
    yield Paragraph(telling.say(telling.calculation.words()))
    norms = compare_with_norms(telling.calculation, telling.case.choices.norms)
    if norms:
        yield BulletList(tuple(telling.say(norm.words()) for norm in norms))


def _calculation_row(telling: Telling, row: Row) -> tuple[str, ...]:
    kind = sentence("not known") if row.kind is None else row.kind.label
    why = " ".join(text for text in (capital(telling.say(row.source)) + ".", ended(row.reason)) if text)
    return telling.say(row.label), telling.say(row.formula), telling.say(kind), why


def _wishes(telling: Telling) -> Iterator[Block]:
    headings = (sentence("The person’s words"), sentence("What became of it"), sentence("Why"))
    rows = (
        (wish.words, "–" if wish.weighed is None else telling.say(wish.weighed.label), ended(wish.reason))
        for wish in telling.case.assessment.participation.wishes
    )
    yield from _table(telling, sentence("What the person says matters"), headings, rows)


def _forms(telling: Telling) -> Iterator[Block]:
    """The mapping forms in the version that the case used, with what was answered."""
    for used in telling.case.assessment.forms:
        title = sentence("{title}, version {version}", title=used.form.title.sentence, version=used.version)
        if used.form.kind is FormKind.DAY_CLOCK:
            yield Paragraph(
                telling.say(sentence("The activities are those of this form: {form}.", form=title))
            )
            continue
        headings = (sentence("What is asked"), sentence("Answer"))
        rows = (
            (telling.say(row.words.sentence), _answer(telling, used, row))
            for row in (*used.form.rows, *used.left)
        )
        yield from _table(telling, title, headings, rows)


def _answer(telling: Telling, used: UsedForm, row: FormRow) -> str:
    answer = used.answer(row.key)
    if used.form.kind is not FormKind.CHECKLIST:
        return answer.text or "–"
    done = sentence("Ticked off") if answer.done else sentence("Not ticked off")
    return ". ".join(part for part in (telling.say(done), answer.text) if part)


def _lines(telling: Telling) -> Iterator[Block]:
    headings = (sentence("Service"), sentence("Our answer"), sentence("Period"), sentence("Reasons"))
    rows = (_line_row(telling, line) for line in telling.case.decision.lines)
    yield from _table(telling, sentence("Service lines"), headings, rows)


def _line_row(telling: Telling, line: ServiceLine) -> tuple[str, ...]:
    outcome = telling.case.outcome_of(line)
    answer = "–" if outcome is None else telling.say(outcome.label)
    extent = "" if line.extent is None else f": {telling.say(line.extent.words())}"
    reasons = [
        f"{_texts(telling, reason)}{telling.reason(reason)} ({telling.cite(reason.bases(telling.law_date))})"
        for reason in line.reasons
    ]
    return telling.say(line.service.label), answer + extent, _period(telling, line), " ".join(reasons) or "–"


def _texts(telling: Telling, reason: Reason) -> str:
    """Which texts of the library are used, by title and version, before what is written for this person."""
    names = [f"“{text.title}” ({text.key}, {text.version})" for text in reason.texts]
    if not names:
        return ""
    return telling.say(sentence("From the reasons library: {texts}.", texts=names)) + " "


def _period(telling: Telling, line: ServiceLine) -> str:
    if line.start is None:
        return "–"
    if line.end is None:
        return telling.say(sentence("from {start:date} until further notice", start=line.start))
    return telling.say(sentence("{start:date} to {end:date}", start=line.start, end=line.end))


def _gate(telling: Telling) -> Iterator[Block]:
    yield Heading(telling.say(sentence("Checks before it is sent")))
    found = gate(telling.case, telling.on)
    if not found:
        yield Paragraph(telling.say(sentence("Nothing stands in the way.")))
        return
    yield BulletList(
        tuple(f"{telling.say(blocker.step.label)}: {telling.say(blocker.message)}" for blocker in found)
    )


def _history(telling: Telling) -> Iterator[Block]:
    headings = (sentence("Day"), sentence("What was done"), sentence("Who"), sentence("Why"))
    rows = (
        (
            telling.say(sentence("{day:date}", day=event.on)),
            telling.say(event.act.label),
            ", ".join(part for part in (event.by.name, event.by.title) if part),
            event.reason or "–",
        )
        for event in telling.case.decision.history
    )
    yield from _table(telling, sentence("What has been done"), headings, rows)
