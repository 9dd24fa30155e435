"""The settlement of hour banks in files, by the engine that is asked for: Polars, or Spark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from rettvis.edges.hour_banks import BankFiles, grant_columns, questions, within, wrong_rows
from rettvis.journey.hourbank import SettlementRule
from rettvis.journey.hourbank.many import Accounts, settlements
from rettvis.journey.hourbank.many.spark_engine import SparkAccounts
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.frames.spark import spark_session

ENGINES = ("polars", "pyspark")
SUMS = (
    "granted",
    "opening",
    "used",
    "corrected",
    "left_of_year",
    "lapsed",
    "carried_over",
    "repaid",
    "repaid_ore",
)
TOTALS = (
    "SELECT service, COUNT(*) AS accounts, "
    "SUM(CASE WHEN left_of_year < 0 THEN 1 ELSE 0 END) AS overdrawn, "
    + ", ".join(f"SUM({name}) AS {name}" for name in SUMS)
    + " FROM {settled} GROUP BY service ORDER BY service"
)


@dataclass(frozen=True)
class Total:
    """A service's whole settlement: accounts, those with more used than given, sums in minutes and øre."""

    service: str
    accounts: int
    overdrawn: int
    sums: Mapping[str, int | None]


def settle_files(
    files: BankFiles, rules: Mapping[str, SettlementRule], engine: str, rows_to: Path | None = None
) -> list[Total]:
    """The totals of each service that has a rule; every account is written to ``rows_to`` (Parquet).

    Raises ``Faulty`` with every fault of the tables, before anything is written.
    """
    run = _by_spark if engine == "pyspark" else _by_polars
    return [
        Total(row["service"], row["accounts"], row["overdrawn"], {name: row[name] for name in SUMS})
        for row in run(files, rules, rows_to)
    ]


def _by_polars(
    files: BankFiles, rules: Mapping[str, SettlementRule], rows_to: Path | None
) -> Sequence[Mapping[str, Any]]:
    tables = {name: pl.scan_parquet(_pattern(files, name)) for name in ("grants", "entries")}
    tables = {
        name: table.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
        for name, table in tables.items()
    }
    with pl.SQLContext(tables) as context:
        _refuse(
            {
                name: context.execute(f"SELECT {asked} FROM {name}")
                .collect(engine="streaming")
                .row(0, named=True)
                for name, asked in questions(files).items()
            }
        )
        grants = context.execute(f"SELECT {', '.join(grant_columns(files))} FROM grants")
    entries = tables["entries"].filter(pl.col("day").is_between(*within(files.year)))
    settled = settlements(Accounts(files.year, grants, entries), rules).collect(engine="streaming")
    if rows_to is not None:
        settled.sort("service", "person").write_parquet(rows_to)
    totals = pl.SQLContext(settled=settled.lazy()).execute(TOTALS.format(settled="settled"))
    return totals.collect().rows(named=True)


def _by_spark(
    files: BankFiles, rules: Mapping[str, SettlementRule], rows_to: Path | None
) -> Sequence[Mapping[str, Any]]:
    session = spark_session()
    tables = {name: session.read.parquet(files.path(name)) for name in ("grants", "entries")}
    _refuse(
        {
            name: session.sql(f"SELECT {asked} FROM {{table}}", table=tables[name]).first().asDict()
            for name, asked in questions(files).items()
        }
    )
    first, last = within(files.year)
    entries = tables["entries"].where(f"day BETWEEN DATE'{first}' AND DATE'{last}'")
    grants = tables["grants"].selectExpr(*grant_columns(files))
    settled = SparkAccounts(session, files.year, grants, entries).settlements(rules)
    if rows_to is not None:
        settled.write.parquet(str(rows_to))
        settled = session.read.parquet(str(rows_to))
    totals = session.sql(TOTALS.format(settled="{settled}"), settled=settled)
    return [row.asDict() for row in totals.collect()]


def _pattern(files: BankFiles, table: str) -> str:
    path = Path(files.path(table))
    return f"{path}/*.parquet" if path.is_dir() else str(path)


def _refuse(answers: Mapping[str, Mapping[str, int | None]]) -> None:
    faults = list(wrong_rows(answers))
    if faults:
        raise Faulty(faults)
