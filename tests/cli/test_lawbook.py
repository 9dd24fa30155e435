"""``rettvis lawbook``: writes, checks with exit status 1, and refuses what it cannot read."""

import json
import shutil
from pathlib import Path

import pytest

from rettvis.cli.main import run

CASES = Path(__file__).parents[2] / "cases"


def lawbook(folder: Path, *words: str, cases: Path = CASES) -> int:
    """Run the command on a folder."""
    return run(["lawbook", "--to", str(folder / "law"), "--cases", str(cases), *words])


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The document that was printed, with nothing beside it."""
    shown = capsys.readouterr()
    assert shown.err == ""
    document: dict[str, object] = json.loads(shown.out)
    return document


def test_what_is_written_is_up_to_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lawbook(tmp_path, "--json") == 0
    assert {"file": "README.md", "how": "missing"} in answer(capsys)["written"]
    assert lawbook(tmp_path, "--check", "--json") == 0
    assert answer(capsys)["differing"] == []


def test_a_page_that_differs_is_named_and_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lawbook(tmp_path)
    page = tmp_path / "law" / "frister.md"
    page.write_text(page.read_text(encoding="utf-8") + "mer\n", encoding="utf-8")
    capsys.readouterr()
    assert lawbook(tmp_path, "--check", "--json") == 1
    found = answer(capsys)
    assert found["differing"] == [{"file": "frister.md", "how": "changed"}]
    assert found["up_to_date"] is False
    assert page.read_text(encoding="utf-8").endswith("mer\n")


def test_the_check_of_an_empty_folder_writes_nothing(tmp_path: Path) -> None:
    assert lawbook(tmp_path, "--check") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_golden_cases_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lawbook(tmp_path, cases=tmp_path / "none") == 2
    assert "--cases" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_every_fault_of_the_golden_cases_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases"
    shutil.copytree(CASES, cases)
    (cases / "conditions" / "a.yaml").write_text("facts: {birth_day: 2020-01-01}\n", encoding="utf-8")
    (cases / "deadline" / "b.yaml").write_text("facts: [", encoding="utf-8")
    (cases / "deadline" / "c.yaml").write_text("facts: {kind: complaint, from: 2026}\n", encoding="utf-8")
    assert lawbook(tmp_path, "--lang", "en", cases=cases) == 2
    told = capsys.readouterr().err
    assert "Did you mean “birth_date”?" in told
    assert "law_date: 2026-07-01" in told
    assert "b.yaml:2: The file is not YAML" in told
    assert "c.yaml: The case must name a known kind of deadline" in told
    assert not (tmp_path / "law").exists()


def test_a_file_where_the_folder_should_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "law").write_text("", encoding="utf-8")
    assert lawbook(tmp_path) == 2
    assert str(tmp_path / "law") in capsys.readouterr().err
