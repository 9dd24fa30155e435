"""``rettvis national``: tables in, observations out, and the same figures in a comparison."""

import json
import shutil
from pathlib import Path

import pytest

from rettvis.cli.main import run

EXAMPLE = Path(__file__).parents[2] / "docs" / "handbook" / "eksempler" / "ssb"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "ssb"))


def test_the_figures_are_told_with_their_day_and_what_was_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["national", str(folder), "--json"]) == 0
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    assert (len(table["observations"]), table["missing"], table["not_in_use"]) == (18, 2, 9)
    assert {one["updated"] for one in table["observations"]} == {"2026-06-15"}


def test_the_written_file_is_read_again_as_the_same_figures(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    assert run(["national", str(folder), "--csv", str(again / "observations.csv")]) == 0
    capsys.readouterr()
    told = []
    for where in (folder, again):
        assert run(["compare", str(where), "--json"]) == 0
        tables = json.loads(capsys.readouterr().out)["tables"]
        told.append([(table["columns"], table["rows"]) for table in tables])
    assert told[0] == told[1]


def test_a_municipalitys_own_figure_counts_before_the_national_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "observations.csv").write_text(
        "place_number,place,year,measure,group,unit,value,source\n"
        "9999,Storvik,2025,bpa_users,all,persons,19,municipality\n"
    )
    run(["verify", str(folder), "--json"])
    (choice,) = json.loads(capsys.readouterr().out)["choices"]
    assert choice["chosen"] == {"source": "municipality", "value": 19}
    assert choice["over"] == [{"source": "ssb", "value": 18}]


@pytest.mark.parametrize(
    ("profile", "word"),
    [
        ("tables: []\nsource: ssb\n", ""),
        ("tables:\n  - file: mangler.json\n    measures: {Brukere av BPA: bpa_users}\n", "mangler.json"),
        ("tables:\n  - file: ../x.json\n    measures: {Brukere av BPA: bpa_users}\n", "folder"),
        ("tables:\n  - fil: brukere.json\n", "file"),
        ("tables: brukere.json\n", "list"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told(
    folder: Path, profile: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "national.yaml").write_text(profile)
    status = run(["national", str(folder), "--lang", "en"])
    assert status == (2 if word else 0)
    assert word in capsys.readouterr().err


def test_nothing_is_fetched_without_a_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["national", str(folder), "--fetch"]) == 2
    assert "table" in capsys.readouterr().err
