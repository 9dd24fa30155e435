"""Many accounts in Polars: the statements on frames in memory or in files, by all cores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import EntryKind
from rettvis.journey.hourbank.many import statement
from rettvis.journey.hourbank.rule import SettlementRule

DIVIDED = "(({number}) // ({by}))"
KINDS = pl.Enum([str(kind) for kind in EntryKind])
"""The kinds of entries as a column that takes little room; texts will do as well."""


@dataclass(frozen=True)
class Accounts:
    """Every account of a year as two tables, named by the columns ``key``.

    ``grants`` has the key, ``minutes`` (a week) in ``parts``, ``weeks`` (a year, as text), ``first`` and
    ``last``; ``entries`` the key, ``kind``, ``day`` and ``minutes``.
    """

    year: int
    grants: pl.LazyFrame
    entries: pl.LazyFrame
    key: tuple[str, ...] = ("person", "service")


def accounts_of(ledger: Ledger, year: int) -> Accounts:
    """The lines of a ledger that make the accounts of ``year``, as columns."""
    grants = [
        (
            one.person,
            one.service,
            one.minutes_per_week.numerator,
            one.minutes_per_week.denominator,
            str(one.weeks),
            one.first,
            ledger.last_of(one),
        )
        for one in ledger.grants
    ]
    entries = [
        (one.account.person, one.account.service, str(one.kind), one.day, one.minutes)
        for one in ledger.entries
        if one.account.year == year
    ]
    key: dict[str, type[pl.DataType]] = {"person": pl.String, "service": pl.String}
    given: dict[str, type[pl.DataType]] = {
        "minutes": pl.Int64,
        "parts": pl.Int64,
        "weeks": pl.String,
        "first": pl.Date,
        "last": pl.Date,
    }
    moved = {"kind": pl.String, "day": pl.Date, "minutes": pl.Int64}
    return Accounts(
        year,
        pl.LazyFrame(grants, schema={**key, **given}, orient="row"),
        pl.LazyFrame(entries, schema={**key, **moved}, orient="row"),
    )


def balances(accounts: Accounts, day: date) -> pl.LazyFrame:
    """Every account's balance at the end of ``day``, in whole minutes; what is planned is not among them."""
    return _run(accounts, statement.balances(_engine(accounts), _measure(accounts), day))


def settlements(accounts: Accounts, rules: Mapping[str, SettlementRule]) -> pl.LazyFrame:
    """What the year's settlement makes of each account of a service that has a rule, in minutes and øre."""
    text = statement.settlements(_engine(accounts), _measure(accounts))
    return _run(accounts, text, rules=pl.LazyFrame(statement.rules_table(rules), schema=RULES))


RULES = pl.Schema(
    {
        "service": pl.String,
        "leftover": pl.String,
        **dict.fromkeys(
            ("most_minutes", "price_ore", "share_of", "share_in", "advance_of", "advance_in"), pl.Int64
        ),
    }
)


def _run(accounts: Accounts, text: str, **tables: pl.LazyFrame) -> pl.LazyFrame:
    grants = accounts.grants.with_columns(pl.col("first", "last").cast(pl.Int32))
    entries = accounts.entries.with_columns(pl.col("day").cast(pl.Int32))
    frames = {"grants": grants, "entries": entries, **tables}
    with pl.SQLContext(frames, eager=False) as context:
        found: pl.LazyFrame = context.execute(text)
        return found


def _engine(accounts: Accounts) -> statement.Engine:
    opening = accounts.entries.filter(pl.col("kind") == "opening").head(1)
    return statement.Engine(DIVIDED, accounts.key, openings=not opening.collect().is_empty())


def _measure(accounts: Accounts) -> statement.Measure:
    pairs = accounts.grants.group_by("weeks", "parts").agg(pl.col("minutes").max()).sort("weeks", "parts")
    return statement.measured(accounts.year, pairs.collect().iter_rows())
