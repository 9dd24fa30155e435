"""``rettvis reconcile`` on two lists, and on lists that cannot be read."""

import json
from pathlib import Path

import pytest

from rettvis.cli.main import run

FOLDER = Path(__file__).parents[2] / "docs" / "handbook" / "eksempler" / "register"


def test_what_must_be_mended_is_told_and_the_status_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["reconcile", str(FOLDER / "vare-vedtak.csv"), str(FOLDER / "uttrekk.csv"), "--on", "2026-11-20"]
    assert run([*words, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["ours"], data["reported"], data["agree"]) == (4, 4, 2)
    assert [one["kind"] for one in data["mismatches"]] == [
        "hours",
        "only_ours",
        "over_a_week",
        "over_a_week",
        "no_provider",
        "only_reported",
    ]


def test_a_national_identity_number_is_never_shown_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("person_ref,service,hours_per_week\n12345678901,bpa,10\n")
    (tmp_path / "b.csv").write_text("person_ref,service,hours_per_week\n123456 78901,bpa,10\n")
    for more in ([], ["--json"]):
        run(["reconcile", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--on", "2026-11-20", *more])
        shown = capsys.readouterr().out
        assert "123456*****" in shown
        assert "78901" not in shown


def test_every_fault_of_both_files_and_the_day_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(
        "person_ref;service;hours_per_week;hours_per_month;from;to\n"
        ";bpa;10;40;;\nP1;bpa;-3;;2026-02-30;\nP2;bpa;1;;2026-02-01;2026-01-01\n"
    )
    (tmp_path / "b.csv").write_text("person;service\nP1;bpa\n")
    assert run(["reconcile", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--on", "i dag"]) == 2
    told = capsys.readouterr().err
    assert all(place in told for place in ("a.csv:2", "a.csv:3", "a.csv:4", "b.csv:1", "--on"))
