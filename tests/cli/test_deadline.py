"""``rettvis deadline``: the answer as a table and as a document, and every fault at once."""

import json

import pytest

from rettvis.cli.main import run
from rettvis.lawbook.deadlines import KINDS


def test_the_document_has_the_deadline_its_basis_and_every_shift(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "complaint", "--from", "2026-03-05", "--json", "--lang", "en"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["kind"] == "complaint"
    assert answer["from"] == "2026-03-05"
    assert answer["deadline"] == "2026-04-07"
    assert answer["basis"].replace("\u00a0", " ") == "Patient and User Rights Act § 7-5"
    assert [step["day"] for step in answer["steps"] if step["step"] == "shift"] == [
        "2026-04-03",
        "2026-04-04",
        "2026-04-05",
        "2026-04-06",
        "2026-04-07",
    ]
    assert len(answer["law"]) == 4


def test_the_table_says_the_last_day_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "complaint", "--from", "1.7.2026"]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Klage på vedtak: Siste dag er 29. juli 2026." in shown
    assert "pbrl. § 7-5" in shown


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_kind_is_counted_in_every_language(
    kind: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ["--days", "14"] if kind == "advance-notice" else []
    assert run(["deadline", kind, "--from", "2026-10-15", "--lang", language, *days]) == 0
    assert "2026" in capsys.readouterr().out


def test_the_help_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(kind in shown for kind in KINDS)


def test_an_unknown_kind_is_refused_with_the_nearest_and_all_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["deadline", "complant", "--from", "2026-03-05"]) == 2
    told = capsys.readouterr().err
    assert "Mente du «complaint»?" in told
    assert all(kind in told for kind in KINDS)


def test_every_fault_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "x", "--from", "2026-02-29", "--days", "many", "--json"]) == 2
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert [fault["place"] for fault in faults] == ["KIND", "--days", "--from"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["advance-notice", "--from", "2026-03-05"], "--days"),
        (["advance-notice", "--from", "2026-03-05", "--days", "0"], "--days"),
        (["advance-notice", "--from", "2026-03-05", "--days", "-3"], "--days"),
        (["complaint", "--from", "2026-03-05", "--days", "21"], "--days"),
        (["complaint", "--from", "1900-03-05"], "--from"),
        (["complaint", "--from", "9999-12-31"], "--from"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_place(
    words: list[str], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["deadline", *words]) == 2
    assert capsys.readouterr().err.startswith(f"{place}: ")
