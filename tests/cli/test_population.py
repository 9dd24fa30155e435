"""``rettvis population``: the counts are those of the cases one by one, by every engine and both versions."""

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from rettvis.cli.main import run
from rettvis.lawbook import bpa_right
from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.rulekit.expression import Kind, Value
from rettvis.rulekit.facts import LASTING, Fact

TODAY = date(2026, 7, 1)
CASES = 400


def a_value(random: Random, fact: Fact) -> Value:
    """A likely value of a fact."""
    if fact.kind is Kind.BOOLEAN:
        return random.random() < 0.5
    if fact.kind is Kind.TEXT:
        return random.choice(fact.choices)
    if fact.kind is Kind.INTEGER:
        return random.choice([0, random.randint(0, 1200)])
    if fact.name == "need_until" and random.random() < 0.3:
        return LASTING
    years = {"birth_date": (1940, 1960), "child.birth_date": (2000, 2010)}.get(fact.name, (2018, 2024))
    return date(random.randint(*years), random.randint(1, 12), random.randint(1, 28))


def some_cases() -> list[dict[str, Value]]:
    """Cases without faults between their facts, each with something missing."""
    random = Random(7)
    cases: list[dict[str, Value]] = []
    while len(cases) < CASES:
        missing = random.choice([0.0, 0.05, 0.2])
        unasked = random.random() < 0.4
        case = {
            fact.name: a_value(random, fact)
            for fact in FACTS
            if random.random() >= missing and not (unasked and fact.question)
        }
        if not bpa_right.check(case):
            cases.append(case)
    return cases


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Value]]:
    return some_cases()


@pytest.fixture
def table(cases: list[dict[str, Value]], tmp_path: Path) -> Path:
    """The cases as a person would write them: a CSV file with empty cells."""
    rows = [
        {fact.name: written(case.get(fact.name)) for fact in FACTS} | {"case": f"person {number}"}
        for number, case in enumerate(cases)
    ]
    pl.DataFrame(rows).write_csv(tmp_path / "cases.csv", separator=";")
    return tmp_path / "cases.csv"


def written(value: Value | None) -> str | None:
    """A value as it stands in a cell."""
    if value is None:
        return None
    return "lasting" if value == LASTING else str(value).lower() if isinstance(value, bool) else str(value)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What the command answers as a document."""
    assert run(["population", *words, "--json", "--lang", "en"]) == 0
    return json.loads(capsys.readouterr().out)


def faults(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """What the command finds wrong."""
    assert run(["population", *words, "--json", "--lang", "en"]) == 2
    found = json.loads(capsys.readouterr().out)["faults"]
    return [f"{fault['place']}: {fault['message']}" for fault in found]


@pytest.mark.parametrize("engine", ["polars", "duckdb", pytest.param("pyspark", marks=pytest.mark.spark)])
def test_every_case_has_the_outcome_and_the_steps_that_it_has_alone(
    engine: str, table: Path, cases: list[dict[str, Value]], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = table.with_name("rows.parquet")
    found = answer(capsys, str(table), "--rules", "bpa-right", "--engine", engine, "--output", str(rows))
    written_rows = pl.read_parquet(rows)
    assert written_rows["row"].to_list() == list(range(2, CASES + 2))
    assert written_rows["case"].to_list() == [f"person {number}" for number in range(CASES)]
    counts = dict.fromkeys(found["outcomes"], 0)
    for case, row in zip(cases, written_rows.iter_rows(named=True), strict=True):
        alone = bpa_right.assess(case, case.get("decided_on", date.today()))  # type: ignore[arg-type]  # noqa: DTZ011
        assert row["outcome"] == alone.answer.outcome.value
        assert {name: row[name] for name in alone.answer.values if name in row} == {
            name: value for name, value in alone.answer.values.items() if name in row
        }
        counts[row["outcome"]] += 1
    assert found["outcomes"] == counts
    assert all(counts.values()), "every outcome must be among the cases"
    assert [version["from"] for version in found["versions"]] == ["2015-01-01", "2020-07-01"]
    counted = next(figure for figure in found["figures"] if figure["rule"] == "counted_minutes")
    assert counted["sum"] == written_rows["counted_minutes"].sum()


def test_a_what_if_stands_beside_today(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = table.with_name("rows.csv")
    words = (str(table), "--on", "2026-07-01", "--set", "large_need_lower_minutes=600", "--output", str(rows))
    found = answer(capsys, *words, "--set", "cost_exception=false")
    beside = pl.read_csv(rows)
    gain = beside.filter((pl.col("outcome") != "met") & (pl.col("outcome_changed") == "met"))
    assert found["what_if"]["set"] == {"large_need_lower_minutes": 600, "cost_exception": False}
    assert found["what_if"]["gain"] == len(gain) > 0
    assert found["what_if"]["lose"] == 0
    assert found["what_if"]["outcomes"]["met"] == found["outcomes"]["met"] + len(gain)
    moved = {(move["from"], move["to"]): move["cases"] for move in found["what_if"]["moved"]}
    assert sum(cases for (_, to), cases in moved.items() if to == "met") == len(gain)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_tables_are_readable_in_every_language(
    language: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["population", str(table), "--set", "age_limit=70", "--lang", language]
    assert run(words) == 0
    shown = capsys.readouterr().out
    assert "400" in shown
    assert ("Vilkår" in shown) is (language != "en")


def test_every_fault_of_a_table_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(
        "birth_date,minutes.training,child.lives_at_hom,earlier_bpa,materially_higher_cost_documented\n"
        "1970-02-30,12.5,true,none,true\n"
        "1970-01-01,-3,true,maybe,NaN\n"
    )
    assert faults(capsys, str(file)) == [
        "cases.csv: child.lives_at_hom: “child.lives_at_hom” is not a known name. "
        "Did you mean “child.lives_at_home”?",
        "cases.csv:2 birth_date: The calendar has no date “1970-02-30”.",
        "cases.csv:2 minutes.training: “12.5” is not a whole number. Write it with digits only.",
        "cases.csv: minutes.training: 2 rows of this column have a fault.",
        "cases.csv:3 earlier_bpa: “maybe” is not one of the choices: none, right and discretionary.",
        "cases.csv:3 materially_higher_cost_documented: “NaN” cannot be used here. Write true or false.",
    ]


def test_faults_between_the_facts_of_a_row_are_told_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(
        "need_from,need_until,minutes.respite,minutes.respite_health\n"
        "2024-01-01,lasting,60,60\n"
        "2024-01-01,2023-12-31,60,\n"
        "2024-01-01,2023-12-30,,\n"
        "2024-01-01,,60,61\n"
    )
    told = faults(capsys, str(file))
    assert len(told) == 3
    assert told[0].startswith("cases.csv:3 need_until:")
    assert told[1] == "cases.csv: 2 rows have a fault like this one."
    assert told[2].startswith("cases.csv:5 minutes.respite_health:")


def test_decimal_numbers_and_nan_are_refused_in_a_parquet_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cases.parquet"
    columns = {"minutes.training": [1.0, float("nan")], "birth_date": [1, 2], "earlier_bpa": ["none", "no"]}
    pl.DataFrame(columns).write_parquet(file)
    told = faults(capsys, str(file))
    assert "minutes.training: The column holds decimal numbers." in told[0]
    assert "birth_date: The column has the type Int64. It must hold dates." in told[1]
    assert told[2].startswith("cases.parquet:2 earlier_bpa: “no”")


def test_options_that_cannot_be_used_are_told_at_once_and_nothing_is_written(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(table), "--rules", "bpa-right", "--engine", "polar", "--on", "2026-02-29"]
    words += [
        "--set",
        "age_limt=70",
        "--set",
        "age_limit=many",
        "--set",
        "cost_exception",
        "--output",
        "x.txt",
    ]
    told = faults(capsys, *words)
    assert [fault.split(":")[0] for fault in told] == [
        "--engine",
        "--on",
        "--output",
        "--set",
        "--set age_limit",
        "--set",
    ]
    assert "“polars”" in told[0]
    assert "“age_limit”" in told[3]


def test_the_table_itself_is_never_written_over(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = table.read_bytes()
    assert "read from" in faults(capsys, str(table), "--output", str(table))[0]
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"birth_date\n1970-01-01,2\n", "more cells than the first line"),
        (b"birth_date\n1970-01-01\n\xe5\n", "not UTF-8"),
        (b"height\n190\n", "not a known name"),
        (b"birth_date,birth_date\n1970-01-01,1970-01-01\n", "Two columns have this name"),
        (b"decided_on\n2014-12-31\n", "holds from 1 January 2015"),
    ],
)
def test_a_file_that_is_no_table_of_facts_is_refused(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(content)
    assert words in " ".join(faults(capsys, str(file)))


def test_a_table_without_rows_has_no_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("birth_date\n")
    assert answer(capsys, str(file))["cases"] == 0
