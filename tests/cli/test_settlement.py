"""``rettvis settlement``: the totals are those of the accounts one by one, by both engines."""

import json
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from rettvis.cli.main import run
from rettvis.journey.hourbank import (
    Account,
    Entry,
    EntryKind,
    Grant,
    Ledger,
    Leftover,
    SettledAccount,
    SettlementRule,
    settle,
)

YEAR = 2028
NOW = datetime(YEAR + 1, 1, 15, tzinfo=UTC)
RULES = {
    "bpa": SettlementRule(
        Leftover.CARRY_OVER, "Kommunestyret, sak 12/27", most_minutes=3030, most_share=Fraction(5, 100)
    ),
    "tillegg": SettlementRule(
        Leftover.REPAY, "Kommunestyret, sak 13/27", advance_share=Fraction(9, 10), price_ore=61250
    ),
    "avlastning": SettlementRule(Leftover.LAPSE, "Kommunestyret, sak 14/27"),
}
WRITTEN = """\
services:
  bpa:
    leftover: carry_over
    source: Kommunestyret, sak 12/27
    most_hours: "50,5"
    most_percent: 5
  tillegg:
    leftover: repay
    source: Kommunestyret, sak 13/27
    advance_percent: 90
    price_nok_per_hour: 612.50
  avlastning:
    leftover: lapse
    source: Kommunestyret, sak 14/27
"""


def a_ledger() -> Ledger:
    """Sixty persons, some with several services, grants that change, openings and lines of another year."""
    random, grants, entries = Random(7), [], []
    for number in range(60):
        account = Account(f"P{number}", random.choice([*RULES, "uten regel"]), YEAR)
        for _ in range(random.randint(1, 2)):
            first = date(YEAR - 1, 3, 1) + timedelta(days=random.randint(0, 600))
            last = random.choice([None, first + timedelta(days=random.randint(0, 300))])
            minutes = Fraction(random.randint(30, 3000), random.choice([1, 1, 7]))
            weeks = random.choice([Fraction(52), Fraction(365, 7)])
            key = f"g{len(grants)}"
            grants.append(Grant(key, account.person, account.service, minutes, first, last, NOW, weeks=weeks))
        for _ in range(random.randint(0, 30)):
            day = date(YEAR, 1, 1) + timedelta(days=random.randint(0, 365))
            kind = random.choice([*[EntryKind.USE] * 9, EntryKind.CORRECTION, EntryKind.TRANSFER])
            entries.append(Entry(f"e{len(entries)}", account, kind, day, -random.randint(0, 6000), NOW))
        if number % 9 == 0:
            day = date(YEAR, random.randint(1, 6), 1)
            entries.append(Entry(f"e{len(entries)}", account, EntryKind.OPENING, day, 999, NOW))
    return Ledger(tuple(grants), (), tuple(entries))


def write(ledger: Ledger, folder: Path) -> Path:
    """The ledger as the two tables, with a line of another year that is no part of it."""
    grants = [
        {
            "person": one.person,
            "service": one.service,
            "minutes_per_week": one.minutes_per_week.numerator,
            "parts": one.minutes_per_week.denominator,
            "weeks": str(one.weeks),
            "first": one.first,
            "last": one.last,
        }
        for one in ledger.grants
    ]
    entries = [
        {
            "person": one.account.person,
            "service": one.account.service,
            "kind": str(one.kind),
            "day": one.day,
            "minutes": one.minutes,
        }
        for one in ledger.entries
    ]
    entries.append(entries[0] | {"day": date(YEAR - 1, 5, 1), "minutes": -77})
    pl.DataFrame(grants, infer_schema_length=None).write_parquet(folder / "grants.parquet")
    pl.DataFrame(entries, infer_schema_length=None).write_parquet(folder / "entries.parquet")
    (folder / "rules.yaml").write_text(WRITTEN, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(a_ledger(), tmp_path)


def answer(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> Any:
    asked = ["settlement", *map(str, words), "--json", "--lang", "en"]
    assert run(asked) == status
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("engine", ["polars", pytest.param("pyspark", marks=pytest.mark.spark)])
def test_every_account_and_total_is_the_one_it_has_alone(
    engine: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = folder / "settled.parquet"
    words = (folder, folder / "rules.yaml", "--year", YEAR, "--engine", engine, "--output", rows)
    found = answer(capsys, *words)
    source = f"{rows}/*.parquet" if rows.is_dir() else rows
    written = {(row["person"], row["service"]): row for row in pl.read_parquet(source).iter_rows(named=True)}
    ledger, alone = a_ledger(), {}
    for service, rule in RULES.items():
        for one in settle(ledger, YEAR, service, rule, NOW).accounts:
            alone[one.account.person, service] = one
    assert written.keys() == alone.keys()
    for name, one in alone.items():
        row = written[name]
        assert (row["granted"], row["opening"], row["left_of_year"]) == (
            one.year.granted,
            one.year.brought,
            one.year.left,
        )
        parts = (one.parts.lapsed, one.parts.carried, one.parts.repaid, one.repaid_ore)
        assert (row["lapsed"], row["carried_over"], row["repaid"], row["repaid_ore"]) == parts
    assert [total(alone, service) for service in sorted(RULES)] == [
        {name: one[name] for name in total({}, "")} for one in found["services"]
    ]
    assert any(one["overdrawn_accounts"] for one in found["services"])


def total(alone: dict[tuple[str, str], SettledAccount], service: str) -> dict[str, Any]:
    """The totals of a service, account by account."""
    mine = [one for (_, code), one in alone.items() if code == service]
    priced = [one.repaid_ore for one in mine if one.repaid_ore is not None]
    return {
        "service": service,
        "accounts": len(mine),
        "overdrawn_accounts": sum(one.left < 0 for one in mine),
        "granted_minutes": sum(one.year.granted for one in mine),
        "left_of_year_minutes": sum(one.left for one in mine),
        "lapsed_minutes": sum(one.parts.lapsed for one in mine),
        "carried_over_minutes": sum(one.parts.carried for one in mine),
        "repaid_minutes": sum(one.parts.repaid for one in mine),
        "repaid_ore": sum(priced) if priced else None,
    }


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_table_is_readable_in_every_language(
    language: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["settlement", str(folder), str(folder / "rules.yaml"), "--year", str(YEAR), "--lang", language]
    assert run(words) == 0
    shown = capsys.readouterr().out
    assert "tillegg" in shown
    assert {"nb": "Faller bort", "nn": "Fell bort", "en": "Lapses"}[language] in shown


def test_every_fault_of_options_rules_and_tables_is_told_at_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rules.yaml").write_text(
        "services:\n  bpa:\n    leftover: lapses\n    most_hour: 3\n"
        "  x:\n    leftover: lapse\n    most_percent: 120\n"
    )
    pl.DataFrame({"person": [1], "servce": ["bpa"]}).write_parquet(folder / "grants.parquet")
    (folder / "entries.parquet").write_text("no table")
    words = (folder, folder / "rules.yaml", "--year", 12, "--engine", "spark", "--output", folder)
    told = [f["place"] for f in answer(capsys, *words, status=2)["faults"]]
    assert told[:3] == ["--year", "--engine", "--output"]
    assert "rules.yaml:3 services.bpa.leftover" in told
    assert "rules.yaml:4 services.bpa.most_hour" in told
    assert "rules.yaml:7 services.x.most_percent" in told
    assert {"grants.parquet", "grants.parquet: person", "grants.parquet: first", "entries.parquet"} <= {*told}


@pytest.mark.parametrize("engine", ["polars", pytest.param("pyspark", marks=pytest.mark.spark)])
def test_rows_that_cannot_be_are_counted_and_nothing_is_written(
    engine: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grants, entries = (pl.read_parquet(folder / f"{name}.parquet") for name in ("grants", "entries"))
    wrong = grants.head(2).with_columns(minutes_per_week=pl.lit(-1, pl.Int64), weeks=pl.lit("53"))
    pl.concat([grants, wrong]).write_parquet(folder / "grants.parquet")
    odd = entries.head(3).with_columns(kind=pl.lit("used"), day=pl.lit(None, pl.Date))
    pl.concat([entries, odd]).write_parquet(folder / "entries.parquet")
    rows = folder / "settled.parquet"
    words = (folder, folder / "rules.yaml", "--year", YEAR, "--engine", engine, "--output", rows)
    told = {f["place"]: f["message"] for f in answer(capsys, *words, status=2)["faults"]}
    assert told.keys() == {
        "grants.parquet: minutes_per_week",
        "grants.parquet: weeks",
        "entries.parquet: day",
        "entries.parquet: kind",
    }
    assert told["entries.parquet: kind"].startswith("3 rows")
    assert not rows.exists()


def test_no_service_with_a_rule_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rules.yaml").write_text("services:\n  annet:\n    leftover: lapse\n    source: sak 1\n")
    assert answer(capsys, folder, folder / "rules.yaml", "--year", YEAR)["services"] == []


def test_tables_without_rows_have_no_accounts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("grants", "entries"):
        pl.read_parquet(folder / f"{name}.parquet").head(0).write_parquet(folder / f"{name}.parquet")
    assert answer(capsys, folder, folder / "rules.yaml", "--year", YEAR)["services"] == []
