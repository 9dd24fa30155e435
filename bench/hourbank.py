"""Seconds for the hour banks of a large municipality's every account: balances at a date, and the settlement.

    python -m bench hourbank [--accounts 100000] [--rounds 5]

Each account has a grant that changes within the year and use on every day, with some corrections and
transfers among it. Beside it stands the same in pandas, as one would write it, with the same figures; a
sample of accounts is counted by the one-account core too. The variants run in turns, and each prints its
median.
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl

from rettvis.journey.hourbank import (
    Account,
    Entry,
    EntryKind,
    Grant,
    Ledger,
    Leftover,
    SettlementRule,
    balance,
    settle_account,
)
from rettvis.journey.hourbank.many import KINDS, Accounts, balances, settlements

YEAR = 2026
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
DAY = date(YEAR, 9, 15)
NOW = datetime(YEAR + 1, 1, 15, tzinfo=UTC)
RULE = SettlementRule(Leftover.CARRY_OVER, "sak 1/26", most_minutes=6000, most_share=Fraction(1, 20))


def invented(accounts: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Grants, two for each account, and an entry for each account and day."""
    random = np.random.default_rng(7)
    change = np.datetime64(FIRST) + random.integers(30, 330, accounts)
    numbers = np.arange(accounts, dtype=np.int32)
    grants = pl.DataFrame(
        {
            "account": np.concatenate([numbers, numbers]),
            "minutes": random.integers(300, 6000, 2 * accounts),
            "parts": np.ones(2 * accounts, dtype=np.int64),
            "weeks": np.tile(np.array(["52", "365/7"]), accounts),
            "first": np.concatenate([np.full(accounts, np.datetime64(date(2024, 5, 1))), change]),
            "last": np.concatenate([change - 1, np.full(accounts, np.datetime64("NaT"))]),
        }
    ).with_columns(pl.col("first", "last").cast(pl.Date))
    days = np.tile(np.arange(365, dtype=np.int32), accounts)
    kind = np.where(random.random(days.size) < 0.99, 0, random.integers(1, 3, days.size)).astype(np.uint32)
    entries = pl.DataFrame(
        {
            "account": np.repeat(numbers, 365),
            "day": pl.Series(days + (FIRST - date(1970, 1, 1)).days).cast(pl.Date),
            "kind": pl.Series(["use", "correction", "transfer"], dtype=KINDS).gather(kind),
            "minutes": -random.integers(0, 600, days.size).astype(np.int32),
        }
    )
    return grants, entries


def by_pandas(grants: pd.DataFrame, entries: pd.DataFrame, day: date) -> pd.DataFrame:
    """Balances at the end of ``day``, with whole numbers throughout: 2,555 parts to the minute."""
    daily = np.where(grants.weeks == "52", grants.minutes * 364, grants.minutes * 365)
    last = grants["last"].fillna(pd.Timestamp(LAST)).clip(upper=pd.Timestamp(LAST))
    first = grants["first"].clip(lower=pd.Timestamp(FIRST))
    until = last.clip(upper=pd.Timestamp(day))
    parts = pd.DataFrame(
        {
            "account": grants.account,
            "so_far": daily * ((until - first).dt.days + 1).clip(lower=0),
            "whole": daily * ((last - first).dt.days + 1).clip(lower=0),
        }
    )
    granted = (2 * parts.groupby("account").sum() + 2555) // 5110
    so_far = entries[entries.day <= pd.Timestamp(day)]
    moves = so_far.groupby(["account", "kind"], observed=True).minutes.sum().unstack(fill_value=0)
    found = granted.join(moves, how="left").fillna(0).astype("int64")
    found["left_of_year"] = found.whole + found[["use", "correction", "transfer"]].sum(axis=1)
    return found


def settled_by_pandas(grants: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """What is carried over and what lapses, by the rule."""
    found = by_pandas(grants, entries, LAST)
    left = found.left_of_year.clip(lower=0)
    limit = (found.whole // 20).clip(upper=RULE.most_minutes)
    return pd.DataFrame({"carried_over": left.clip(upper=limit), "lapsed": left - left.clip(upper=limit)})


def alike(accounts: Accounts, grants: pd.DataFrame, entries: pd.DataFrame) -> None:
    """Stop where pandas, or the one-account core on a sample, has another figure."""
    now = balances(accounts, DAY).collect().sort("account")
    settled = settlements(accounts, {"bpa": RULE}).collect().sort("account")
    other, other_settled = by_pandas(grants, entries, DAY), settled_by_pandas(grants, entries)
    assert now["granted"].to_list() == other.so_far.to_list()
    assert now["left_of_year"].to_list() == other.left_of_year.to_list()
    assert settled["carried_over"].to_list() == other_settled.carried_over.to_list()
    assert settled["lapsed"].to_list() == other_settled.lapsed.to_list()
    for number in range(0, len(now), max(1, len(now) // 50)):
        ledger, account = one_account(accounts, number)
        end = settle_account(ledger, account, RULE, NOW)
        assert now["left_of_year"][number] == balance(ledger, account, DAY).left
        assert (settled["carried_over"][number], settled["lapsed"][number]) == (
            end.parts.carried,
            end.parts.lapsed,
        )


def one_account(accounts: Accounts, number: int) -> tuple[Ledger, Account]:
    """An account of the table as the core knows it."""
    account = Account(str(number), "bpa", YEAR)
    mine = pl.col("account") == number
    grants = [
        Grant(
            f"g{place}",
            account.person,
            account.service,
            Fraction(row["minutes"]),
            row["first"],
            row["last"],
            NOW,
            weeks=Fraction(row["weeks"]),
        )
        for place, row in enumerate(accounts.grants.filter(mine).collect().iter_rows(named=True))
    ]
    entries = [
        Entry(f"e{place}", account, EntryKind(row["kind"]), row["day"], row["minutes"], NOW)
        for place, row in enumerate(accounts.entries.filter(mine).collect().iter_rows(named=True))
    ]
    return Ledger(tuple(grants), (), tuple(entries)), account


def seconds(work: Callable[[], object]) -> float:
    """One run, timed."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(number: int, rounds: int) -> None:
    """Both tasks by both, in turns."""
    grants, entries = invented(number)
    accounts = Accounts(YEAR, grants.lazy(), entries.lazy(), ("account",))
    their_grants, their_entries = grants.to_pandas(), entries.to_pandas()
    alike(accounts, their_grants, their_entries)
    tasks: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "all balances at a date": (
            lambda: balances(accounts, DAY).collect(engine="streaming"),
            lambda: by_pandas(their_grants, their_entries, DAY),
        ),
        "the year-end settlement": (
            lambda: settlements(accounts, {"bpa": RULE}).collect(engine="streaming"),
            lambda: settled_by_pandas(their_grants, their_entries),
        ),
    }
    for name, (ours, pandas) in tasks.items():
        took: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            took[0].append(seconds(ours))
            took[1].append(seconds(pandas))
        mine, theirs = (statistics.median(times) for times in took)
        print(f"{name}: {mine:.2f} s, pandas {theirs:.2f} s: {theirs / mine:.1f} times as fast")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"
    )
    main(arguments.accounts, arguments.rounds)
