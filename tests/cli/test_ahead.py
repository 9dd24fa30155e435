"""``rettvis ahead`` on the handbook's example, and on what it cannot use."""

import json
from pathlib import Path

import pytest

from rettvis.cli.main import run

EXAMPLES = Path(__file__).parents[2] / "docs" / "handbook" / "eksempler"
AHEAD = str(EXAMPLES / "framover")


def test_every_alternative_and_year_has_its_interval(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ahead", AHEAD, "--json"]) == 0
    (place,) = json.loads(capsys.readouterr().out)["places"]
    assert [(one["year"], one["alternative"]) for one in place["years"][:2]] == [(2030, "low"), (2040, "low")]
    assert len(place["years"]) == 6
    for one in place["years"]:
        assert one["users"]["low"] < one["users"]["high"]


def test_a_folder_without_a_projection_says_what_is_lacking(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ahead", str(EXAMPLES / "tall"), "--lang", "en"]) == 0
    assert "inhabitants_main" in capsys.readouterr().out


def test_an_unknown_place_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ahead", AHEAD, "--place", "Storvig"]) == 2
    assert "Storvik" in capsys.readouterr().err


def test_the_report_holds_the_same_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", AHEAD, "--json", "--lang", "en"]) == 0
    tables = {table["name"]: table for table in json.loads(capsys.readouterr().out)["tables"]}
    assert tables["ahead.9999"]["rows"][0][:2] == ["2030", "18 (12–28)"]
