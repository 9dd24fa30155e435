"""Golden cases: what a caseworker expects of a file of needs."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from rettvis.cli.main import run

CASES = sorted((Path(__file__).parents[2] / "cases" / "calculation").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_comes_out_as_expected(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert case["title"]
    assert case["source"]
    file = tmp_path / "needs.yaml"
    file.write_text(yaml.safe_dump(case["needs_file"], allow_unicode=True), encoding="utf-8")
    status = run(["calculate", str(file), "--json"])
    answer = json.loads(capsys.readouterr().out)
    expected: dict[str, Any] = case["expected"]
    assert status == (1 if expected["faults"] else 0)
    for name, value in expected.items():
        assert given(answer, name, value) == value, name


def given(answer: dict[str, Any], name: str, expected: Any) -> Any:
    """What the answer holds of what is expected: minutes of the rows, a number of faults, or named values."""
    if name == "minutes":
        return [row["minutes_per_week"] for row in answer["rows"]]
    if isinstance(expected, int):
        return len(answer[name])
    return {key: answer[name][key] for key in expected}


def test_there_are_golden_cases() -> None:
    assert len([path for path in CASES if path.stem.startswith("vignett-")]) == 4
