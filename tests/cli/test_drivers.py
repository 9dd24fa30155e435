"""``rettvis drivers`` on the reference figures, and on what it cannot use."""

import json
from pathlib import Path

import pytest

from rettvis.cli.main import run

ROMERIKE = str(Path(__file__).parents[2] / "cases" / "statistics" / "romerike-2026")


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict]:
    status = run(["drivers", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_every_place_and_pair_is_split_and_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    status, data = answer(capsys, ROMERIKE)
    assert status == 0
    assert len(data["pairs"]) == 4 + 6
    for pair in data["pairs"]:
        (split,) = pair["split"]
        assert split["whole"] == "hours"
        assert any("rang" in why for why in pair["not_computed"])


def test_two_years_by_name_or_number(capsys: pytest.CaptureFixture[str]) -> None:
    _, by_name = answer(capsys, ROMERIKE, "--from", "nes:2020", "--to", "Nes:2025", "--method", "lmdi")
    _, by_number = answer(capsys, ROMERIKE, "--from", "3228:2020", "--to", "3228:2025", "--method", "lmdi")
    assert by_name == by_number
    assert by_name["method"] == "lmdi"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["--from", "Nes"], "--from"),
        (["--from", "Nes:2020", "--to", "Oslo:2025"], "--to"),
        (["--from", "Nes:1999", "--to", "Nes:2025"], "--from"),
        (["--method", "laspeyres"], "--method"),
    ],
)
def test_what_cannot_be_used_is_told(
    capsys: pytest.CaptureFixture[str], words: list[str], place: str
) -> None:
    status, data = answer(capsys, ROMERIKE, *words)
    assert status == 2
    assert place in [fault["place"].split()[0] for fault in data["faults"]]


def test_the_table_shows_parts_that_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["drivers", ROMERIKE, "--from", "Ullensaker:2020", "--to", "Ullensaker:2025"]) == 0
    text = capsys.readouterr().out.replace("\u00a0", " ")
    assert "77 833" in text
    assert "19 430" in text
    assert "97 263" in text
