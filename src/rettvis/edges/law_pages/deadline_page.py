"""Deadlines in the law book: each kind, how it is counted, and golden cases with every step."""

from collections.abc import Iterable, Iterator
from datetime import date

from rettvis.edges.holidays import holidays_around
from rettvis.edges.law_pages.golden import GoldenCase
from rettvis.edges.law_pages.markdown import Writer, code, page
from rettvis.lawbook import references
from rettvis.lawbook.deadlines import KINDS, Deadline, Kind, count_deadline
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

NEWEST = date.max
"""Citations are given by the newest number."""


def deadline_page(cases: Iterable[GoldenCase], writer: Writer) -> str:
    """The whole page."""
    columns = (
        sentence("Deadline"),
        sentence("Length"),
        sentence("Runs from"),
        sentence("On a day off"),
        sentence("Law"),
        sentence("Name"),
    )
    return page(
        writer.heading(1, sentence("Deadlines")),
        writer.say(
            sentence(
                "A deadline is counted with {command}, and every step is shown.",
                command=code("rettvis deadline"),
            )
        ),
        writer.table(columns, [_row(kind, writer) for kind in KINDS.values()]),
        writer.heading(2, sentence("How it is counted")),
        writer.bullets(_counting(writer)),
        writer.strong(sentence("NOT AUTOMATED:")),
        writer.bullets(_not_automated(writer)),
        writer.heading(2, sentence("Golden cases")),
        _cases(cases, writer),
    )


def _row(kind: Kind, writer: Writer) -> tuple[str | Sentence, ...]:
    return (
        Sentence(kind.title),
        _length(kind),
        Sentence(kind.runs_from),
        sentence("moves to the next working day") if kind.moves else sentence("is not moved"),
        writer.cited(kind.reference.on(NEWEST), short=True),
        code(kind.name),
    )


def _length(kind: Kind) -> Sentence:
    """How long the deadline is."""
    if kind.months == 12:
        return sentence("one year")
    if kind.months:
        return sentence("one month") if kind.months == 1 else sentence("{months} months", months=kind.months)
    return (
        sentence("{weeks} weeks", weeks=kind.days // 7) if kind.days else sentence("set by the municipality")
    )


def _counting(writer: Writer) -> Iterator[Sentence]:
    length, end = (
        writer.cited(law.on(NEWEST)) for law in (references.LENGTH_OF_PERIODS, references.END_ON_HOLIDAY)
    )
    yield sentence(
        "A deadline in weeks ends on the weekday it began on. A deadline in months ends on the same day of "
        "the month, or on the month’s last day where it has no such day ({law}).",
        law=length,
    )
    yield sentence(
        "What a party must do by a Saturday, a Sunday or a holiday may be done on the next working day "
        "({law}).",
        law=end,
    )
    yield sentence(
        "What an authority must do by a day is not moved: the rule is not used to give the authority more "
        "time."
    )
    yield sentence(
        "{law} does not refer to the rules on court holidays, so the summer stops no deadline.",
        law=writer.cited(references.COUNTING_OF_DEADLINE.on(NEWEST)),
    )


def _not_automated(writer: Writer) -> Iterator[Sentence]:
    yield sentence(
        "The day on which a person got, or should have got, enough knowledge to complain ({law}): a "
        "caseworker gives it.",
        law=writer.cited(references.COMPLAINT_DEADLINE.on(NEWEST), short=True),
    )
    yield sentence(
        "Whether a late complaint is tried all the same ({law}): a person decides.",
        law=writer.cited(references.LATE_COMPLAINT.on(NEWEST), short=True),
    )
    yield sentence(
        "How long a party gets to answer an advance notice ({law}): the municipality sets it.",
        law=writer.cited(references.ADVANCE_NOTICE.on(NEWEST), short=True),
    )


def counted(case: GoldenCase) -> Deadline | list[Fault]:
    """The deadline of a golden case, or what makes it impossible to count."""
    kind, start, days = (case.facts.get(name) for name in ("kind", "from", "days"))
    if kind not in KINDS or not isinstance(start, date):
        return [
            Fault(
                case.file, sentence("The case must name a known kind of deadline, and the day it runs from.")
            )
        ]
    holidays = holidays_around(start, case.file)
    found = holidays if isinstance(holidays, Fault) else count_deadline(str(kind), start, holidays, days=days)
    return [Fault(case.file, found.message)] if isinstance(found, Fault) else found


def _cases(cases: Iterable[GoldenCase], writer: Writer) -> Iterator[str]:
    for case in cases:
        found = counted(case)
        if isinstance(found, Deadline):
            yield writer.heading(3, case.title)
            yield f"[{case.file.rsplit('/', 1)[-1]}]({case.file}) · {case.content.get('source', '')}"
            yield "\n".join(
                f"{number}. {writer.say(step.text)}" for number, step in enumerate(found.steps, start=1)
            )
