"""The golden cases: what each is expected to give, and that nothing but the approval is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from rettvis.edges.case_files import read_case
from rettvis.journey.decision.gate import gate
from rettvis.rulekit.faults import Faulty
from tests.journey.decision.complete import FOLDER, case_file, complete, on_day

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def test_there_are_four_golden_cases() -> None:
    assert NAMES == ["sak-1", "sak-2", "sak-3", "sak-4"]


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_case_gives_what_is_expected(name: str) -> None:
    file = case_file(name)
    right = file.case.right_on(file.on)
    lines = {line.key: str(file.case.outcome_of(line)) for line in file.case.decision.lines}
    assert file.expected == {
        "right": right.outcome.value,
        "counted_minutes": right.answer.values["counted_minutes"],
        "outcome": str(file.case.outcome),
        "lines": lines,
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_case_is_complete_and_marked_as_invented(name: str) -> None:
    assert gate(complete(name), on_day(name)) == ()
    assert complete(name).synthetic
    assert len(case_file(name).invented) > 100


@pytest.mark.parametrize("name", NAMES)
def test_what_is_applied_for_or_granted_changes_no_finding(name: str) -> None:
    case = complete(name)
    nothing = replace(
        case,
        application=replace(case.application, requests=(), total_minutes_per_week=None, asks_for_bpa=None),
        decision=replace(case.decision, lines=()),
    )
    before, after = case.right_on(on_day(name)), nothing.right_on(on_day(name))
    assert before.answer.values == after.answer.values
    assert before.facts == after.facts


def test_every_fault_of_a_file_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "title: 1\nsource: a\ninvented: b\non: tomorrow\nexpected: {}\n"
        "case: {number: '1', party: {nam: Mari}, office: {municipality: A, unit: B}, "
        "decision: {lines: [{key: a, service: bpaa}]}}\n"
    )
    with pytest.raises(Faulty) as refused:
        read_case(path)
    told = "\n".join(fault.say("en") for fault in refused.value.faults)
    assert "case.yaml title" in told
    assert "case.yaml on" in told
    assert "Did you mean “name”?" in told
    assert "case.yaml case.decision.lines.1.service" in told
    assert "Did you mean “bpa”?" in told


@pytest.mark.parametrize("content", ["[", "- a", "a: !!python/object:os.system x", ""])
def test_a_file_that_is_no_case_is_refused_with_a_sentence(content: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(content)
    with pytest.raises(Faulty):
        read_case(path)
