"""``rettvis settlement FOLDER RULES.yaml``: the year-end settlement of every hour bank of a table."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import N_, Sentence, hours_text, kroner_text, number_text, sentence

if TYPE_CHECKING:
    from rettvis.edges.hour_bank_engines import Total
    from rettvis.edges.hour_banks import BankFiles
    from rettvis.journey.hourbank import SettlementRule

FIRST_YEAR, LAST_YEAR = 1900, 9998
HOURS = {
    "granted": N_("Granted"),
    "opening": N_("Brought in from before"),
    "used": N_("Used"),
    "corrected": N_("Corrected"),
    "left_of_year": N_("Left"),
    "lapsed": N_("Lapses"),
    "carried_over": N_("Carried over"),
    "repaid": N_("Paid back"),
}


def settlement(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help=N_("The folder with grants.parquet and entries.parquet."))
    ],
    rules: Annotated[Path, typer.Argument(metavar="RULES.yaml", help=N_("The rule of each service code."))],
    year: Annotated[int, typer.Option("--year", metavar="YEAR", help=N_("The year that is settled."))],
    engine: Annotated[
        str, typer.Option("--engine", metavar="polars|pyspark", help=N_("What computes the table."))
    ] = "polars",
    rows_to: Annotated[
        str, typer.Option("--output", metavar="FILE", help=N_("Write every account to this .parquet file."))
    ] = "",
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """List what each service's settlement makes; raises ``Faulty`` with every fault. Nothing is settled."""
    files, found = _read(folder, rules, year, engine, rows_to)
    from rettvis.edges.hour_bank_engines import settle_files

    totals = settle_files(files, found, engine, Path(rows_to) if rows_to else None)
    output = Output(lang, as_json)
    output.answer(_data(totals, year, engine, rows_to), *_readable(totals, output))
    return DONE


def _read(
    folder: Path, rules: Path, year: int, engine: str, rows_to: str
) -> "tuple[BankFiles, Mapping[str, SettlementRule]]":
    """The tables and the rules, or every fault of these and of the options at once."""
    from rettvis.cli.input import open_document
    from rettvis.edges.given.section import Section
    from rettvis.edges.given.settlement_rules import read_settlement_rules
    from rettvis.edges.hour_bank_engines import ENGINES
    from rettvis.edges.hour_banks import open_banks

    faults = list(_option_faults(year, engine, rows_to, ENGINES))
    found: Mapping[str, SettlementRule] = {}
    files = None
    try:
        document = open_document(rules)
        faults += document.faults
        found = read_settlement_rules(Section(document, "", document.data, faults))
    except Faulty as refusal:
        faults += refusal.faults
    try:
        files = open_banks(folder, year)
    except Faulty as refusal:
        faults += refusal.faults
    if faults or files is None:
        raise Faulty(faults)
    return files, found


def _option_faults(year: int, engine: str, rows_to: str, engines: Sequence[str]) -> Iterator[Fault]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield Fault("--year", sentence("“{year}” is not a year that can be settled.", year=str(year)))
    if engine not in engines:
        yield unknown_name("--engine", engine, engines)
    if rows_to:
        path = Path(rows_to)
        if path.suffix.lower() != ".parquet":
            yield Fault("--output", sentence("The file's name must end in .parquet."))
        elif path.exists():
            yield Fault("--output", sentence("There is such a file already. Give another name."))
        elif not path.absolute().parent.is_dir():
            yield Fault("--output", sentence("There is no such folder: {folder}.", folder=str(path.parent)))


def _data(totals: "Sequence[Total]", year: int, engine: str, rows_to: str) -> dict[str, Any]:
    """The answer as a document: minutes and øre; the keys are stable."""
    services = [
        {
            "service": one.service,
            "accounts": one.accounts,
            "overdrawn_accounts": one.overdrawn,
            **{f"{name}_minutes": one.sums[name] for name in HOURS},
            "repaid_ore": one.sums["repaid_ore"],
        }
        for one in totals
    ]
    return {"year": year, "engine": engine, "services": services, **({"output": rows_to} if rows_to else {})}


def _readable(totals: "Sequence[Total]", output: Output) -> Iterator[Any]:
    if not totals:
        yield sentence("No account has a service with a rule.")
        return
    language = output.language
    rows: list[tuple[Sentence | str, ...]] = [
        (sentence("Accounts"), *(number_text(one.accounts, language) for one in totals)),
        (
            sentence("Accounts with more used than given"),
            *(number_text(one.overdrawn, language) for one in totals),
        ),
        *(
            (sentence(words), *(hours_text(one.sums[name] or 0, language) for one in totals))
            for name, words in HOURS.items()
        ),
        (sentence("Paid back, in kroner"), *(_kroner(one, language) for one in totals)),
    ]
    yield output.table((sentence("Service"), *(sentence("{code}", code=one.service) for one in totals)), rows)
    yield sentence("This is a list. No account is settled by it.")


def _kroner(total: "Total", language: str) -> str:
    ore = total.sums["repaid_ore"]
    return "–" if ore is None else kroner_text(ore, language)
