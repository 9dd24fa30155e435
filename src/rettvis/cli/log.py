"""``rettvis log check`` and ``rettvis log seal``: whether the log of look-ups is whole, and its seals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Faulty, unknown_name
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.web.access.checking import Checked

ACTS = ("check", "seal")


def log(
    act: Annotated[str, typer.Argument(metavar="check|seal", help=N_("Check the log, or seal it."))],
    kept: Annotated[
        list[str] | None,
        typer.Option("--seal", metavar="DIGEST", help=N_("A seal kept outside: it must be in the log.")),
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Do one of the two; raises ``Faulty`` for anything else, and where the database cannot be read."""
    if act not in ACTS:
        raise Faulty([unknown_name("rettvis log", act, ACTS)])
    open_installation()
    output = Output(lang, as_json)
    with database_faults():
        return _seal(output) if act == "seal" else _check(output, kept or [])


def _check(output: Output, kept: list[str]) -> int:
    from rettvis.web.access.checking import check_log

    found = check_log(kept_seals=kept)
    output.answer(_data(found), *_readable(output, found))
    return SOMETHING_WRONG if found.wrong else DONE


def _seal(output: Output) -> int:
    from rettvis.web.access.blocks import take_apart
    from rettvis.web.access.sealing import seal

    made = seal()
    take_apart()
    data = {"seal": made.number, "rows": made.rows, "at": made.at.isoformat(), "digest": made.digest}
    told = sentence(
        "Seal {seal:number}: {rows:number} rows. Keep this outside the database: {digest}",
        seal=made.number,
        rows=made.rows,
        digest=made.digest,
    )
    output.answer(data, told)
    return DONE


def _data(found: "Checked") -> Mapping[str, Any]:
    """The answer as a document; the keys are stable."""
    return {
        "whole": not found.wrong,
        "rows": found.rows,
        "read": found.read,
        "seals": found.seals,
        "last_seal": found.last_seal or None,
        "wrong": found.wrong,
        "findings": [{"kind": one.kind, "row": one.row, "message": one.message} for one in found.findings],
    }


def _readable(output: Output, found: "Checked") -> list[Any]:
    """The answer as sentences and a table."""
    read = sentence(
        "Rows: {rows:number}. Seals: {seals:number}. Read: {read:number}.",
        rows=found.rows,
        seals=found.seals,
        read=found.read,
    )
    if not found.wrong:
        return [sentence("The log is whole: no row is changed, taken away or put in."), read]
    wrong = sentence("The log is not whole. Wrong: {wrong:number}.", wrong=found.wrong)
    columns = (sentence("Row"), sentence("What is wrong"))
    rows = [("–" if one.row is None else str(one.row), one.message) for one in found.findings]
    return [wrong, read, output.table(columns, rows)]
