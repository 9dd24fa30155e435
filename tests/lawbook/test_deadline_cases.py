"""The caseworkers' own examples of deadlines (cases/deadline) come out as they say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rettvis.edges.holidays import public_holidays
from rettvis.lawbook.deadlines import KINDS, Deadline, count_deadline

FOLDER = Path(__file__).parents[2] / "cases" / "deadline"
CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_deadline_ends_on_the_day_the_case_says(case: dict[str, Any]) -> None:
    facts, expected = case["facts"], case["expected"]
    start: date = facts["from"]
    holidays = public_holidays(start.year, start.year + 2)
    found = count_deadline(facts["kind"], start, holidays, days=facts.get("days"))
    assert isinstance(found, Deadline)
    assert found.last_day == expected["deadline"]
    shifts = [step for step in found.steps if step.what == "shift"]
    assert [step.day.toordinal() - 1 for step in shifts] == [
        day.toordinal() for day in expected["moved_past"]
    ]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_case_has_a_title_and_a_source(case: dict[str, Any]) -> None:
    assert case["title"]
    assert case["source"]


def test_every_kind_of_deadline_has_a_case() -> None:
    assert {case["facts"]["kind"] for case in CASES.values()} == set(KINDS)
