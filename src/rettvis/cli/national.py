"""``rettvis national DIR``: the figures of Statistics Norway's tables, as observations with their source."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.large_input import collector_paused
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.edges.national import NationalProfile, Observed

MOST_SHOWN = 40
"""How many figures the table on the screen shows; a file holds all of them."""


def national(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=N_("The folder with national.yaml and its tables."))
    ],
    fetch: Annotated[
        bool, typer.Option("--fetch", help=N_("Fetch the tables from Statistics Norway first."))
    ] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help=N_("Write the figures as observations.csv."))
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Read every table and print its figures; raises ``Faulty`` with every fault of all of them."""
    from rettvis.edges.publications.writing import observations_csv

    output = Output(lang, as_json)
    with collector_paused():
        profile = _profile(folder)
        if fetch:
            _fetch(folder, profile)
        found = _observed(folder, profile)
        if csv is not None:
            _write(csv, observations_csv(one for part in found.values() for one in part.observations))
        output.answer(_data(found, csv) if as_json else {}, *_readable(output, found, csv))
    return DONE


def _profile(folder: Path) -> "NationalProfile":
    from rettvis.cli.input import open_document
    from rettvis.edges.national import read_profile
    from rettvis.edges.national.profile import PROFILE

    profile, faults = read_profile(open_document(folder / PROFILE))
    if profile is None or faults:
        raise Faulty(faults)
    return profile


def _fetch(folder: Path, profile: "NationalProfile") -> None:
    """Fetch every table before any is written; the address may be set by ``RETTVIS_SSB``."""
    import os

    from rettvis.edges.national import data_of
    from rettvis.edges.national.live import ADDRESS

    address = os.environ.get("RETTVIS_SSB") or ADDRESS
    wanted = [table for table in profile.tables if table.table]
    if not wanted:
        raise Faulty([Fault(str(folder), sentence("No table has a number to be fetched by (“table”)."))])
    texts = {table.file: data_of(table, address) for table in wanted}
    for name, text in texts.items():
        _write(folder / name, text)


def _observed(folder: Path, profile: "NationalProfile") -> "dict[str, Observed]":
    """What each file gave, or every fault of all."""
    from rettvis.edges.national import observe, read_dataset
    from rettvis.edges.publications.folder import text_of

    faults: list[Fault] = []
    found: dict[str, Observed] = {}
    for table in profile.tables:
        try:
            one = observe(read_dataset(table.file, text_of(folder / table.file)), table, profile.source)
        except Faulty as refusal:
            faults += refusal.faults
            continue
        faults += one.faults
        found[table.file] = one
    if faults:
        raise Faulty(faults)
    return found


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        raise Faulty([Fault(str(path), sentence("The file cannot be written."))]) from None


def _data(found: "dict[str, Observed]", written: Path | None) -> Mapping[str, Any]:
    return {
        "tables": [
            {
                "file": file,
                "observations": [
                    {
                        "place_number": one.number,
                        "place": one.place_name,
                        "year": one.cell.year,
                        "measure": one.cell.measure,
                        "group": one.cell.group,
                        "unit": one.unit,
                        "value": one.value,
                        "source": one.source,
                        "updated": one.dated,
                        "note": one.note or None,
                    }
                    for one in part.observations
                ],
                "missing": part.missing,
                "not_in_use": part.not_in_use,
            }
            for file, part in found.items()
        ],
        "written": str(written) if written else None,
    }


def _readable(output: Output, found: "dict[str, Observed]", written: Path | None) -> list[Any]:
    from rettvis.journey.statistics.decimal_text import decimal_text
    from rettvis.journey.statistics.measures import group_text, measure_text

    told: list[Any] = []
    for file, part in found.items():
        rows = [
            (
                one.place_name,
                str(one.cell.year),
                measure_text(one.cell.measure),
                group_text(one.cell.group),
                "–" if one.value is None else decimal_text(one.value),
                one.note,
            )
            for one in part.observations[:MOST_SHOWN]
        ]
        columns = [
            sentence("Place"),
            sentence("Year"),
            sentence("Measure"),
            sentence("Group"),
            sentence("Figure"),
            sentence("Note"),
        ]
        told.append(output.table(columns, rows, sentence("{file}", file=file)))
        told.append(_counted(part))
    if written:
        told.append(sentence("The figures are written to {file}.", file=str(written)))
    return told


def _counted(part: "Observed") -> Any:
    return sentence(
        "Figures: {figures:number}. Missing: {missing:number}. Left out because the number was not in use "
        "that year: {left_out:number}.",
        figures=len(part.observations),
        missing=part.missing,
        left_out=part.not_in_use,
    )
