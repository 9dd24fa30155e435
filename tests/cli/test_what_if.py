"""``rettvis what-if``: every what-if is what ``population`` says of it alone; bad files are told."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rettvis.cli.main import run
from tests.house.test_handbook_commands import BLOCK, HANDBOOK, squeezed

EXAMPLE = HANDBOOK / "eksempler" / "hva-hvis"
PERSONS, SCENARIOS = EXAMPLE / "personer.csv", EXAMPLE / "hva-hvis.yaml"
ON = ("--on", "2026-12-16")


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    """What the command answers as a document."""
    assert run(["what-if", *map(str, words), "--json", "--lang", "en"]) == 0
    return json.loads(capsys.readouterr().out)


def faults(capsys: pytest.CaptureFixture[str], *words: object) -> list[str]:
    """What the command finds wrong."""
    assert run(["what-if", *map(str, words), "--json", "--lang", "en"]) == 2
    found = json.loads(capsys.readouterr().out)["faults"]
    return [f"{fault['place']}: {fault['message']}" for fault in found]


def population(capsys: pytest.CaptureFixture[str], changes: dict[str, Any], persons: Path) -> Any:
    words = [f"--set={name}={str(value).lower()}" for name, value in changes.items()]
    assert run(["population", str(persons), *ON, *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def plain_persons(tmp_path: Path) -> Path:
    """The persons without activities and groups."""
    frame = pl.read_csv(PERSONS, infer_schema=False)
    own = [name for name in frame.columns if not name.startswith(("activity.", "group."))]
    frame.select(own).write_csv(tmp_path / "persons.csv")
    return tmp_path / "persons.csv"


def test_every_what_if_is_what_population_says_of_it(
    plain_persons: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, PERSONS, SCENARIOS, *ON)
    for one in found["scenarios"]:
        if not one["set"]:
            continue
        alone = population(capsys, one["set"], plain_persons)
        assert found["today"]["outcomes"] == alone["outcomes"]
        assert one["outcomes"] == alone["what_if"]["outcomes"]
        assert {(m["from"], m["to"]): m["cases"] for m in one["moved"]} == {
            (m["from"], m["to"]): m["cases"] for m in alone["what_if"]["moved"]
        }
    assert len(found["scenarios"]) == 7


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("pyspark", marks=pytest.mark.spark)])
def test_every_engine_gives_the_same_answer_to_the_minute_and_ore(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parquet = tmp_path / "persons.parquet"
    pl.read_csv(PERSONS, infer_schema=False).write_parquet(parquet)
    first = answer(capsys, PERSONS, SCENARIOS, *ON)
    other = answer(capsys, parquet, SCENARIOS, *ON, "--engine", engine)
    assert {**first, "engine": engine} == other


def test_the_engine_may_be_a_setting_of_the_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETTVIS_ENGINE", "duckdb")
    assert answer(capsys, PERSONS, SCENARIOS, *ON)["engine"] == "duckdb"
    assert answer(capsys, PERSONS, SCENARIOS, *ON, "--engine", "polars")["engine"] == "polars"
    monkeypatch.setenv("RETTVIS_ENGINE", "spork")
    assert faults(capsys, PERSONS, SCENARIOS) == [
        "RETTVIS_ENGINE: “spork” is not a known name. Did you mean “pyspark”?"
    ]


def test_the_cost_is_hours_times_weeks_times_price(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, PERSONS, SCENARIOS, *ON)
    for one in (found["today"], *found["scenarios"]):
        for end in ("at_least", "at_most"):
            minutes = one["minutes"][end] + one["supplement"]["minutes"][end]
            assert one["cost_ore"][end] == round(minutes * 50300 * 52 / 60)
            assert one["more_than_otherwise_ore"][end] == round(one["minutes"][end] * 4800 * 52 / 60)


def test_another_step_changes_the_supplement_and_nobody_s_right(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, PERSONS, SCENARIOS, *ON)
    step = found["scenarios"][-1]
    assert step["moved"] == []
    assert step["gain"] == step["lose"] == {"at_least": 0, "at_most": 0}
    assert step["supplement"]["step"] == 2
    assert (
        step["supplement"]["minutes"]["at_least"] == 2 * found["today"]["supplement"]["minutes"]["at_least"]
    )
    contact = pl.read_csv(PERSONS)["minutes.support_contact"]
    assert step["supplement"]["persons"]["at_least"] == (contact > 0).sum()


def test_norms_move_the_time_of_an_activity_into_their_range(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, asked = tmp_path / "persons.csv", tmp_path / "asked.yaml"
    name = "activity.support_contact.leisure"
    rows = [
        ("1990-01-01", 60),
        ("1990-01-01", 600),
        ("1990-01-01", 0),
        ("1990-01-01", 240),
        ("2015-01-01", 300),
    ]
    head = f"birth_date,decided_on,minutes.support_contact,{name},minutes.personal_care,"
    head += "minutes.practical_assistance,minutes.training,minutes.respite,minutes.several_providers_or_night"
    lines = [f"{born},2026-03-01,{time + 10},{time},1000,0,0,0,0" for born, time in rows]
    table.write_text("\n".join([head, *lines]) + "\n")
    asked.write_text("scenarios:\n  - {name: Lillestrøm, norms: Lillestrøm}\n", encoding="utf-8")
    found = answer(capsys, table, asked, *ON)
    before = sum(time for _, time in rows)
    after = 180 + 300 + 0 + 240 + 180
    known = [one["counted_minutes"]["known"] for one in (found["today"], found["scenarios"][0])]
    assert known[1] - known[0] == after - before


def test_small_groups_are_hidden_with_what_would_tell_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, PERSONS, SCENARIOS, *ON)
    shown = 0
    for one in found["scenarios"]:
        for division, groups in one["by"].items():
            hidden = [group for group in groups if group["gain"] is None]
            assert len(hidden) != 1, (one["name"], division)
            for group in groups:
                shown += group["gain"] is not None
                small = [
                    group[name] for name in ("cases", "gain", "lose", "right") if group[name] is not None
                ]
                assert not any(0 < count < 5 for count in small)
    assert shown > 10


def test_the_threshold_may_be_another(capsys: pytest.CaptureFixture[str]) -> None:
    least, most = (
        sum(
            group["gain"] is None
            for one in answer(capsys, PERSONS, SCENARIOS, *ON, "--threshold", number)["scenarios"]
            for groups in one["by"].values()
            for group in groups
        )
        for number in (3, 20)
    )
    assert least < most
    assert faults(capsys, PERSONS, SCENARIOS, "--threshold", 2) == [
        "--threshold: The threshold must be from 3 to 100."
    ]


def test_every_fault_of_both_files_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, table = tmp_path / "asked.yaml", tmp_path / "persons.csv"
    asked.write_text(
        "price_nok_per_hour: dear\n"
        "scenarios:\n"
        "  - name: one\n"
        "    set: {age_limt: 70, cost_exception: 5, large_need_minutes: 2.5}\n"
        "  - name: one\n"
        "    norms: Lillestrom\n"
        "  - name: ''\n"
        "    supplement_step: 3\n"
        "  - name: nothing\n"
        "  - {name: odd, sett: 1}\n"
    )
    table.write_text("birth_date,group.\n1970-02-30,a\n")
    assert faults(capsys, table, asked) == [
        "asked.yaml:10 scenarios.5.sett: “sett” is not a known name. Did you mean “set”?",
        "asked.yaml:1 price_nok_per_hour: “dear” is not a number. Write it with digits, as 7, 2,5 or 1/3.",
        "asked.yaml:4 scenarios.1.set.age_limt: “age_limt” is not a known name. Did you mean “age_limit”?",
        "asked.yaml:4 scenarios.1.set.cost_exception: “5” is not yes or no. Write true or false.",
        "asked.yaml:4 scenarios.1.set.large_need_minutes: “2.5” is not a whole number from 0 to 100,000.",
        "asked.yaml:5 scenarios.2.name: Two what-ifs are named “one”. Rename one of them.",
        "asked.yaml:6 scenarios.2.norms: “Lillestrom” is not a known name. Did you mean “Lillestrøm”?",
        "asked.yaml:7 scenarios.3.name: Give the what-if a name.",
        "asked.yaml:8 scenarios.3.supplement_step: "
        "Name the file of the supplement scheme, as “scheme: scheme.yaml”.",
        "asked.yaml:9 scenarios.4: This what-if changes nothing. Give it set, norms or supplement_step.",
        "asked.yaml:10 scenarios.5: This what-if changes nothing. Give it set, norms or supplement_step.",
        "persons.csv:2 birth_date: The calendar has no date “1970-02-30”.",
    ]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "must hold names with values"),
        ("title: none\n", "List at least one what-if."),
        ("scenarios: []\n", "List at least one what-if."),
        ("rules: bpa-rigth\n", "Did you mean “bpa-right”?"),
        ("scheme: gone.yaml\nscenarios: [{name: a, supplement_step: 1}]\n", "There is no such file."),
        ("scheme: trinn.yaml\nscenarios: [{name: a, supplement_step: 7}]\n", "There is no step 7."),
        ("supplement_step: 2\nscenarios: [{name: a, set: {age_limit: 70}}]\n", "no step 2"),
        ("weeks_per_year: 60\nscenarios: [{name: a, norms: Larvik}]\n", "must be from 1 to 53"),
        ("price_nok_per_hour_otherwise: 4\nscenarios: [{name: a, norms: Larvik}]\n", "as price_nok_per_hour"),
        ("scenarios: [{name: a, norms: Nes}]\n", "has no norm with figures on 16 December 2026"),
    ],
)
def test_a_file_of_what_ifs_that_cannot_be_used_is_refused(
    asked: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "asked.yaml").write_text(asked)
    assert words in " ".join(faults(capsys, PERSONS, tmp_path / "asked.yaml", *ON))


@pytest.mark.parametrize(
    ("head", "row", "words"),
    [
        ("birth_date,group.age", "1990-01-01,a", "made from the birth date"),
        ("birth_date,group.", "1990-01-01,a", "Say what the column divides by"),
        ("birth_date,activity.training.leisur", "1990-01-01,4", "Did you mean “activity.training.leisure”?"),
        (
            "minutes.support_contact,activity.support_contact.leisure",
            "60,90",
            "persons.csv:2 minutes.support_contact: The activities within support contact a week are more",
        ),
    ],
)
def test_a_table_that_cannot_be_divided_is_refused(
    head: str, row: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "persons.csv"
    table.write_text(f"{head}\n{row}\n")
    assert words in " ".join(faults(capsys, table, SCENARIOS, *ON))


def test_a_column_with_too_many_groups_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "persons.csv"
    table.write_text("group.street,minutes.training\n" + "".join(f"{n},0\n" for n in range(101)))
    assert "more than 100 different groups" in faults(capsys, table, SCENARIOS, *ON)[0]


def test_norms_without_any_activity_in_the_table_are_refused(
    plain_persons: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = faults(capsys, plain_persons, SCENARIOS, *ON)
    assert len(found) == 1
    assert found[0].startswith("hva-hvis.yaml scenarios.6.norms: Norms are for activities")


def test_a_table_without_rows_has_no_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = tmp_path / "asked.yaml"
    asked.write_text("scenarios: [{name: a, set: {age_limit: 70}}]\n")
    table = tmp_path / "persons.csv"
    table.write_text("birth_date,group.sex\n")
    found = answer(capsys, table, asked)
    assert found["cases"] == 0
    assert found["scenarios"][0]["gain"] == {"at_least": 0, "at_most": 0}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_answer_is_readable_in_every_language(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run(["what-if", str(PERSONS), str(SCENARIOS), *ON, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert {"nb": "ikke rett", "nn": "ikkje rett", "en": "no right"}[language] in shown.casefold()


def test_the_worked_example_of_the_handbook_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HANDBOOK / "eksempler")
    monkeypatch.setenv("COLUMNS", "300")
    blocks = [block["shown"] for block in BLOCK.finditer((HANDBOOK / "hva-hvis.md").read_text("utf-8"))]
    assert len(blocks) == 3
    for shown in blocks:
        command, *lines = shown.removeprefix("$ rettvis ").strip().splitlines()
        assert run(command.split()) == 0
        told, place = squeezed(capsys.readouterr().out), 0
        for part in re.split(r"\s{2,}|\n", "\n".join(lines)):
            found = told.find(squeezed(part), place)
            assert found >= 0, part
            place = found
