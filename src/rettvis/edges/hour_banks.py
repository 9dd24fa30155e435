"""Hour banks in files: a folder with ``grants.parquet`` and ``entries.parquet``, checked before it is used.

``grants`` has person, service, minutes_per_week, first and last (empty where no end is set), and if need be
weeks (a year: 52 or 365/7) and parts (what minutes_per_week is to be divided by). ``entries`` has person,
service, kind, day and minutes. Each table is a file, or a folder of files as Spark writes it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from rettvis.journey.hourbank import EntryKind
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.units import WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import Sentence, sentence

TEXT, WHOLE, DAY = "texts", "whole numbers", "dates"
GRANTS = {
    "person": TEXT,
    "service": TEXT,
    "minutes_per_week": WHOLE,
    "first": DAY,
    "last": DAY,
    "weeks": TEXT,
    "parts": WHOLE,
}
ENTRIES = {"person": TEXT, "service": TEXT, "kind": TEXT, "day": DAY, "minutes": WHOLE}
OPTIONAL = ("weeks", "parts")
MAY_BE_EMPTY = ("last",)
LARGEST = 10**9
"""The most minutes, above or below zero, in one line; and the most parts of a grant."""


@dataclass(frozen=True)
class BankFiles:
    """The two tables of a folder, by what they hold and lack, and the year that is asked about."""

    folder: Path
    year: int
    grants: Mapping[str, pl.DataType]
    entries: Mapping[str, pl.DataType]

    def path(self, table: str) -> str:
        """Where a table is read from."""
        return str(self.folder / f"{table}.parquet")


def open_banks(folder: Path, year: int) -> BankFiles:
    """The tables, with the columns they must have; raises ``Faulty`` with everything that is wrong."""
    faults: list[Fault] = []
    schemas = {}
    for table, wanted in (("grants", GRANTS), ("entries", ENTRIES)):
        schemas[table], wrong = _schema(folder / f"{table}.parquet", wanted)
        faults += wrong
    if faults:
        raise Faulty(faults)
    return BankFiles(folder, year, schemas["grants"], schemas["entries"])


def grant_columns(files: BankFiles) -> list[str]:
    """The columns of grants as they are counted, in SQL."""
    weeks = "weeks" if "weeks" in files.grants else f"'{WEEKS_BY_PRACTICE}' AS weeks"
    parts = "parts" if "parts" in files.grants else "1 AS parts"
    return ["person", "service", "minutes_per_week AS minutes", parts, weeks, "first", "last"]


def questions(files: BankFiles) -> dict[str, str]:
    """What is asked of each table before it is used, in SQL: how many of its rows are wrong in what way."""
    asked = {"grants": dict(_wrong_grants(files)), "entries": dict(_wrong_entries())}
    return {
        table: ", ".join(
            f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {name}" for name, condition in of.items()
        )
        for table, of in asked.items()
    }


def wrong_rows(answers: Mapping[str, Mapping[str, int | None]]) -> Iterator[Fault]:
    """A fault for each way that rows of a table are wrong."""
    for table, counts in answers.items():
        for name, count in counts.items():
            if count:
                place = f"{table}.parquet: {name.removeprefix('bad_').removeprefix('empty_')}"
                told = sentence("{count:number} rows have no value here.", count=count)
                yield Fault(place, told if name.startswith("empty_") else _wrong(name, count))


def _wrong(name: str, count: int) -> Sentence:
    if name == "bad_kind":
        return sentence(
            "{count:number} rows have a kind that is not known. The kinds are: {kinds}.",
            count=count,
            kinds=[str(kind) for kind in EntryKind],
        )
    if name == "bad_weeks":
        return sentence("{count:number} rows have another number of weeks than 52 or 365/7.", count=count)
    return sentence("{count:number} rows have a number that cannot be.", count=count)


def _wrong_grants(files: BankFiles) -> Iterator[tuple[str, str]]:
    for name in GRANTS:
        if name in files.grants and name not in MAY_BE_EMPTY:
            yield f"empty_{name}", f"{name} IS NULL"
    yield "bad_minutes_per_week", f"minutes_per_week < 0 OR minutes_per_week > {LARGEST}"
    if "parts" in files.grants:
        yield "bad_parts", f"parts < 1 OR parts > {LARGEST}"
    if "weeks" in files.grants:
        yield "bad_weeks", f"weeks NOT IN ('{WEEKS_BY_PRACTICE}', '{Fraction(365, 7)}')"


def _wrong_entries() -> Iterator[tuple[str, str]]:
    for name in ENTRIES:
        yield f"empty_{name}", f"{name} IS NULL"
    kinds = ", ".join(f"'{kind}'" for kind in EntryKind)
    yield "bad_kind", f"kind NOT IN ({kinds})"
    yield "bad_minutes", f"minutes < -{LARGEST} OR minutes > {LARGEST}"


def within(year: int) -> tuple[date, date]:
    """The first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def _schema(path: Path, wanted: Mapping[str, str]) -> tuple[dict[str, pl.DataType], list[Fault]]:
    """The columns of a table, and what is wrong with them."""
    source = f"{path}/*.parquet" if path.is_dir() else path
    try:
        schema = dict(pl.scan_parquet(source).collect_schema())
    except FileNotFoundError:
        return {}, [Fault(path.name, sentence("There is no such file."))]
    except (OSError, PolarsError):
        return {}, [Fault(path.name, sentence("The file cannot be read as Parquet."))]
    faults = [unknown_name(path.name, name, wanted) for name in schema if name not in wanted]
    for name, holds in wanted.items():
        place = f"{path.name}: {name}"
        if name not in schema:
            if name not in OPTIONAL:
                faults.append(Fault(place, sentence("This column is missing.")))
        elif not _holds(schema[name], holds):
            message = sentence(
                "The column has the type {type}. It must hold {needed}.",
                type=str(schema[name]),
                needed=_NEEDED[holds],
            )
            faults.append(Fault(place, message))
    return schema, faults


_NEEDED = {
    TEXT: sentence("texts"),
    WHOLE: sentence("whole numbers"),
    DAY: sentence("dates"),
}


def _holds(dtype: pl.DataType, what: str) -> bool:
    if what == TEXT:
        return dtype == pl.String or isinstance(dtype, (pl.Categorical, pl.Enum))
    return dtype == pl.Date if what == DAY else dtype.is_integer()
