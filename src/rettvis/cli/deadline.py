"""``rettvis deadline KIND --from DATE``: the last day, the legal basis and every step of the count."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, Sentence, sentence

if TYPE_CHECKING:
    from rettvis.lawbook.deadlines import Deadline

KIND_HELP = N_(
    "The kind of deadline: complaint, preliminary-reply, advance-notice, late-complaint, worsening-notice "
    "or costs-claim."
)


def deadline(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=KIND_HELP)],
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help=N_("The day the deadline runs from: 2026-07-01."))
    ],
    days: Annotated[
        str, typer.Option("--days", metavar="N", help=N_("How many days were set (advance-notice only)."))
    ] = "",
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Count the deadline and print it; raises ``Faulty`` for a kind, day or length of no use."""
    output = Output(lang, as_json)
    found = _counted(kind, start, days)
    columns = (sentence("Day"), sentence("What happens"), sentence("Legal basis"))
    rows = [(step.day, step.text, step.basis.cite(lang, short=lang != "en")) for step in found.steps]
    output.answer(_data(found, lang), _headline(found), output.table(columns, rows))
    return DONE


def _counted(kind: str, start: str, days: str) -> "Deadline":
    """The deadline, or every fault of the three values at once."""
    from rettvis.cli.input import read_date
    from rettvis.edges.holidays import holidays_around
    from rettvis.lawbook.deadlines import KINDS, count_deadline

    day = read_date(start, "--from")
    holidays = day if isinstance(day, Fault) else holidays_around(day, "--from")
    number = int(days) if days.isascii() and days.isdigit() and len(days) < 6 else None
    faults = [] if kind in KINDS else [_unknown_kind(kind, list(KINDS))]
    if days and number is None:
        faults.append(Fault("--days", sentence("“{text}” is not a whole number of days.", text=days)))
    if isinstance(day, Fault) or isinstance(holidays, Fault):
        faults += [part for part in (day, holidays) if isinstance(part, Fault)][:1]
    elif not faults:
        result = count_deadline(kind, day, holidays, days=number)
        if not isinstance(result, Fault):
            return result
        faults.append(Fault(f"--{result.place}", result.message))
    raise Faulty(faults)


def _unknown_kind(kind: str, known: list[str]) -> Fault:
    """A kind that is not known: the nearest one, and all there are."""
    near = get_close_matches(kind, known, n=1, cutoff=0.0)
    message = sentence(
        "“{kind}” is not a kind of deadline. Did you mean “{near}”? The kinds are: {known}.",
        kind=kind,
        near=near[0] if near else known[0],
        known=known,
    )
    return Fault("KIND", message)


def _headline(found: "Deadline") -> Sentence:
    return sentence(
        "{title}: the last day is {day:date}.", title=Sentence(found.kind.title), day=found.last_day
    )


def _data(found: "Deadline", language: str) -> Mapping[str, Any]:
    """The answer as a document; the keys are stable."""
    return {
        "kind": found.kind.name,
        "title": Sentence(found.kind.title),
        "from": found.start,
        "deadline": found.last_day,
        "last_working_day": found.act_by,
        "basis": found.steps[0].basis.cite(language),
        "law": found.bases,
        "steps": [
            {"day": step.day, "step": step.what, "text": step.text, "basis": step.basis.cite(language)}
            for step in found.steps
        ],
    }
