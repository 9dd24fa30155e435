"""``rettvis settle YEAR``: the settlement of a year, listed, or written with ``--write``."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.bank import By, Demo, clock_hours, open_for
from rettvis.cli.installation import database_faults
from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.web.hourbank.answers import SettlementAnswer


def settle(
    year: Annotated[int, typer.Argument(metavar="YEAR", min=2000, max=2199, help=N_("The calendar year."))],
    service: Annotated[str, typer.Option("--service", metavar="CODE", help=N_("The service code."))],
    write: Annotated[
        bool, typer.Option("--write", help=N_("Write it, and send the letters; else it is only listed."))
    ] = False,
    municipality: Annotated[
        str, typer.Option("--municipality", metavar="NUMBER", help=N_("Where there are several."))
    ] = "",
    by: By = "",
    demo: Demo = False,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """List what the settlement does, or do it; raises ``Faulty`` for a year or service without a rule."""
    open_for(demo)
    from rettvis.web.access.gate import Refused
    from rettvis.web.hourbank.answers import settlement_answer

    output = Output(lang, as_json)
    with database_faults():
        try:
            found = settlement_answer(year, service, by, municipality, datetime.now(UTC), write=write)
        except Refused:
            message = sentence("{user} may not settle the hour bank.", user=by)
            raise Faulty([Fault("--by", message)]) from None
    output.answer(_data(found, write), *_readable(output, found, write))
    below = any(one.left < 0 for one in found.found.settlement.accounts)
    return SOMETHING_WRONG if below else DONE


def _data(found: "SettlementAnswer", write: bool) -> Mapping[str, Any]:
    """The answer as a document, in whole minutes and øre; the keys are stable, and no name is in it."""
    run = found.found
    return {
        "year": run.settlement.year,
        "service": run.settlement.service,
        "rule": {"leftover": run.rule.leftover, "source": run.rule.source},
        "written": write,
        "settlement": found.written,
        "accounts": [
            {
                "case": run.cases[one.account.person].number,
                "left": one.year.left,
                "carried": one.parts.carried,
                "repaid": one.parts.repaid,
                "repaid_ore": one.repaid_ore,
                "lapsed": one.parts.lapsed,
                "settled_before": one.times > 1 or not one.entries,
                "to_write": bool(one.entries),
                "because": one.because,
            }
            for one in run.settlement.accounts
        ],
    }


def _readable(output: Output, found: "SettlementAnswer", write: bool) -> Iterator[Any]:
    run = found.found
    columns = [sentence("Case"), sentence("Left"), sentence("Carried over"), sentence("Paid back")]
    columns += [sentence("Lapses"), sentence("Why")]
    rows = [
        (
            run.cases[one.account.person].number,
            *(
                clock_hours(minutes)
                for minutes in (one.year.left, one.parts.carried, one.parts.repaid, one.parts.lapsed)
            ),
            one.because,
        )
        for one in run.settlement.accounts
    ]
    yield output.table(columns, rows)
    count = len(run.to_write)
    if not count:
        yield sentence("Every bank is settled, and nothing has come since.")
    elif write:
        yield sentence(
            "Settlement {number} is written: {count:number} banks, with a letter to each person.",
            number=found.written,
            count=count,
        )
    else:
        yield sentence(
            "Nothing is written. With “--write”, {count:number} banks are settled and the letters sent.",
            count=count,
        )
