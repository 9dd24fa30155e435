"""``rettvis reconcile OURS EXTRACT``: our decisions in force beside what was reported to the register."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from datetime import date

    from rettvis.journey.statistics.reconciliation import Mismatch, Reconciliation, ReportedLine

OURS_HELP = N_("Our decisions in force, as CSV.")
EXTRACT_HELP = N_("What was reported, as CSV.")


def reconcile(
    ours: Annotated[Path, typer.Argument(metavar="OURS.csv", help=OURS_HELP)],
    extract: Annotated[Path, typer.Argument(metavar="EXTRACT.csv", help=EXTRACT_HELP)],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The day that both are about."))],
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Compare the two lists and print what to mend; raises ``Faulty`` with every fault of both files."""
    from rettvis.journey.statistics.reconciliation import reconcile as compared

    output = Output(lang, as_json)
    day, faults, lists = _day(on), [], []
    for path in (ours, extract):
        try:
            lists.append(_read(path))
        except Faulty as refusal:
            faults += refusal.faults
    if isinstance(day, Fault):
        faults.append(day)
    if faults or isinstance(day, Fault):
        raise Faulty(faults)
    found = compared(lists[0], lists[1], day)
    output.answer(_data(found), *_readable(output, found))
    return SOMETHING_WRONG if found.mismatches else DONE


def _day(text: str) -> "date | Fault":
    from rettvis.cli.input import read_date

    return read_date(text, "--on")


def _read(path: Path) -> "list[ReportedLine]":
    from rettvis.edges.publications.folder import text_of
    from rettvis.edges.publications.reported import read_reported
    from rettvis.edges.publications.table import read_table

    table = read_table(path.name, text_of(path))
    if table.faults:
        raise Faulty(table.faults)
    return read_reported(table)


def _data(found: "Reconciliation") -> Mapping[str, Any]:
    """The answer as a document; a reference that is a national identity number is never shown whole."""
    from rettvis.journey.statistics.reconciliation import masked

    return {
        "on": found.on,
        "ours": found.ours,
        "reported": found.reported,
        "agree": found.agree,
        "mismatches": [
            {
                "kind": str(one.kind),
                "person_ref": masked(one.person),
                "service": one.service,
                "our_hours": one.ours.hours if one.ours else None,
                "reported_hours": one.reported.hours if one.reported else None,
                "our_place": one.ours.found_at if one.ours else None,
                "reported_place": one.reported.found_at if one.reported else None,
                "because": list(one.because),
            }
            for one in found.mismatches
        ],
    }


def _readable(output: Output, found: "Reconciliation") -> list[Any]:
    told: list[Any] = [
        sentence(
            "In force on {day:date}: {ours:number} of ours, {reported:number} reported. "
            "Agree: {agree:number}.",
            day=found.on,
            ours=found.ours,
            reported=found.reported,
            agree=found.agree,
        )
    ]
    if found.mismatches:
        columns = [
            sentence("What is wrong"),
            sentence("Reference of the person"),
            sentence("Service"),
            sentence("Our hours a week"),
            sentence("Reported"),
            sentence("What may explain it"),
        ]
        told.append(output.table(columns, [_row(one, output.language) for one in found.mismatches]))
    return told


def _row(one: "Mismatch", language: str) -> tuple[Any, ...]:
    from rettvis.journey.statistics.reconciliation import masked

    because = " ".join(why.say(language) for why in one.because)
    return (
        one.kind.label,
        masked(one.person),
        one.service,
        _hours(one.ours.hours if one.ours else None),
        _hours(one.reported.hours if one.reported else None),
        because,
    )


def _hours(value: Fraction | None) -> Any:
    from rettvis.journey.statistics.decimal_text import decimal_text

    return "–" if value is None else decimal_text(value, 2)
