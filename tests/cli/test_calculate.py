"""``rettvis calculate``: files of needs, good and bad."""

import json
from pathlib import Path
from typing import Any

import pytest

from rettvis.cli.main import run

SEVERAL = """
vignettes:
  - {id: en, needs: [{activity: dinner, minutes: 60, times_per_week: 7}]}
  - {id: to, needs: [{activity: leisure, hours_per_week: 3}]}
"""


def calculate(folder: Path, content: str, *options: str) -> int:
    """Write a file of needs and run the command in English."""
    file = folder / "needs.yaml"
    file.write_text(content, encoding="utf-8")
    return run(["calculate", str(file), "--lang", "en", *options])


def answer(folder: Path, capsys: pytest.CaptureFixture[str], content: str, *options: str) -> Any:
    """The document of a file that could be read."""
    assert calculate(folder, content, "--json", *options) in (0, 1)
    return json.loads(capsys.readouterr().out)


def faults(folder: Path, capsys: pytest.CaptureFixture[str], content: str, *options: str) -> list[str]:
    """The faults of a file that could not be read."""
    assert calculate(folder, content, *options) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines()


def need(text: str) -> str:
    """A file with one need."""
    return f"needs:\n  - {{{text}}}\n"


def test_the_rows_are_printed_as_the_explanation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "needs.yaml"
    file.write_text(need("activity: dinner, minutes: 30, times_per_week: 7"), encoding="utf-8")
    assert run(["calculate", str(file)]) == 0
    shown = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert "Middag" in shown
    assert "3 timer 30 minutter i uka, 15 timer 10 minutter i måneden, 182 timer i året" in shown


def test_the_document_has_stable_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = answer(tmp_path, capsys, need("activity: dinner, minutes: 30, times_per_week: 7"))
    assert set(document) == {
        "case",
        "rows",
        "minutes_per_week",
        "at_least",
        "total",
        "facts",
        "norms",
        "missing",
        "missing_for_right",
        "questions",
        "faults",
    }
    assert document["total"]["weeks_per_year"] == 52
    assert document["minutes_per_week"]["personal_care"] == 210


@pytest.mark.parametrize(
    "time",
    [
        "hours_per_week: 2.5",
        'hours_per_week: "2,5"',
        'hours_per_week: "2:30"',
        "minutes_per_week: 150",
        "minutes: 75, times_per_week: 2",
        "hours: 1.25, times_per_week: 2",
        "minutes: 60, times_per_week: 5/2",
        'minutes: 60, times_per_week: "2,5"',
        "minutes: 75, times_per_week: 1, assistants: 2",
    ],
)
def test_the_same_time_may_be_written_in_many_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], time: str
) -> None:
    assert answer(tmp_path, capsys, need(f"activity: dinner, {time}"))["total"]["minutes_per_week"] == 150


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("activity: dresing, hours_per_week: 1", "needs.yaml:2 needs.1.activity", "“dressing”"),
        ("activity: dinner, minuts: 30, times_per_week: 7", "needs.1.minuts", "“minutes”"),
        ("activity: dinner, minutes: -30, times_per_week: 7", "needs.1.minutes", "negative"),
        ("activity: dinner, minutes: 0, times_per_week: 7", "needs.1.minutes", "at least 1"),
        ("activity: dinner, minutes: 1441, times_per_week: 7", "needs.1.minutes", "24 hours"),
        ("activity: dinner, hours: 25, times_per_week: 1", "needs.1.hours", "24 hours"),
        ("activity: dinner, hours_per_week: 169", "needs.1.hours_per_week", "168 hours"),
        ("activity: dinner, minutes: 30, times_per_week: 0", "needs.1.times_per_week", "more than 0"),
        ("activity: dinner, minutes: 30, times_per_week: 200", "needs.1.times_per_week", "168"),
        ("activity: dinner, minutes: mye, times_per_week: 7", "needs.1.minutes", "not a number"),
        ("activity: dinner, minutes: .nan, times_per_week: 7", "needs.1.minutes", "not a number"),
        ("activity: dinner, minutes: 30, times_per_week: ofte", "needs.1.times_per_week", "not a number"),
        ("activity: dinner, minutes: 30, times_per_week: 1/0", "needs.1.times_per_week", "not a number"),
        ("activity: dinner, hours_per_week: 0.333", "needs.1.hours_per_week", "not a whole number"),
        ("activity: dinner, hours_per_week: 2,5", "needs.1.5", "quotation marks"),
        ("activity: dinner, minutes: 30", "needs.1.minutes", "not how often"),
        ("activity: dinner, times_per_week: 7", "needs.1.times_per_week", "not how long"),
        ("activity: dinner, minutes: 30, hours_per_week: 2", "needs.1.hours_per_week", "several ways"),
        ("activity: dinner, hours_per_week: 2, times_per_week: 7", "times_per_week", "whole week"),
        ("minutes: 30, times_per_week: 7", "needs.1.words", "choose an activity"),
        ("activity: dinner, hours_per_week: 1, kind: care", "needs.1.kind", "personal_care"),
        ("activity: dinner, minutes: 9, times_per_week: 7, when: brunch", "needs.1.when", "not a known"),
        ("activity: dinner, minutes: 9, times_per_week: 14, when: 8:00", "needs.1.when", "at most 7"),
        ("activity: dinner, hours: 9, times_per_week: 7, when: night", "needs.1.when", "8 hours long"),
        ("activity: dinner, hours_per_week: 1, assistants: 11", "needs.1.assistants", "from 1 to 10"),
        ("activity: dinner, hours_per_week: 1, shared: kanskje", "needs.1.shared", "yes or no"),
    ],
)
def test_a_need_that_cannot_be_read_is_named_with_place_and_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, place: str, says: str
) -> None:
    printed = faults(tmp_path, capsys, need(text))
    assert any(place in line and says in line.replace("\u00a0", " ") for line in printed), printed


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("gruop: child", "“group”"),
        ("group: dog", "not a known name"),
        ("facts: {lives_wth: spouse}", "“lives_with”"),
        ("facts: {spouse_employment_percent: 101}", "from 0 to 100"),
        ("weeks_per_year: 12/0", "not a number"),
        ("weeks_per_year: 60", "365/7"),
        ("applied_hours_per_week: -1", "negative"),
        ('night: {from: "13:00", until: "06:00"}', "16:00"),
        ("need_from: 2026-02-01\nneed_until: 2026-01-31", "before it starts"),
        ("shared_housework: {share: 1.5, reason: De deler alt., source: x}", "at most 1"),
        ("shared_housework: half", "names with values"),
        ("taken_out: [{minutes: 9, times_per_week: 5, reason: Skolen har ansvaret.}]", "ground"),
        ("taken_out: [{ground: school_hours, from: leisure, reason: Skolen har det.}]", "“dinner”"),
        ("municipality: Ulensaker", "“Ullensaker”"),
        ("municipality: Ullensaker\nnorm_reasons: {leisur: Synger i kor.}", "not a known name"),
        ("norms: [{activities: [dinner], hours_per_week: [5, 3], source: x}]", "come first"),
        ("norms: [{activities: [dinner], hours_per_week: [a, 3], source: x}]", "not a number of hours"),
    ],
)
def test_a_choice_that_cannot_be_read_is_named_with_its_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, says: str
) -> None:
    content = need("activity: dinner, minutes: 60, times_per_week: 7") + line + "\n"
    assert any(says in fault for fault in faults(tmp_path, capsys, content))


def test_all_faults_of_a_file_come_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = "needs:\n  - {activity: diner, minutes: -1, times_per_week: 0}\n  - middag\nweeks_per_year: 0\n"
    places = [line.split(": ")[0] for line in faults(tmp_path, capsys, content)]
    assert sorted(places) == [
        "needs.yaml:2 needs.1.activity",
        "needs.yaml:2 needs.1.minutes",
        "needs.yaml:2 needs.1.times_per_week",
        "needs.yaml:3 needs.2",
        "needs.yaml:4 weeks_per_year",
    ]


@pytest.mark.parametrize("content", ["needs: []\n", "group: adult\n", "needs: dinner\n", "vignettes: []\n"])
def test_a_file_without_needs_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    assert faults(tmp_path, capsys, content)


def test_one_case_of_several_is_chosen_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(tmp_path, capsys, SEVERAL, "--case", "to")["total"]["minutes_per_week"] == 180


def test_without_a_choice_every_case_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = answer(tmp_path, capsys, SEVERAL)
    assert [case["case"] for case in document["cases"]] == ["en", "to"]


def test_an_unknown_case_is_refused_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults(tmp_path, capsys, SEVERAL, "--case", "too") == [
        "--case: “too” is not a known name. Did you mean “to”?"
    ]


def test_what_is_wrong_but_readable_is_told_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = need("activity: dinner, minutes: 60, times_per_week: 7") + "applied_hours_per_week: 8\n"
    assert calculate(tmp_path, content, "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["total"]["minutes_per_week"] == 420
    assert [fault["place"] for fault in document["faults"]] == ["total_minutes_per_week"]


def test_the_facts_can_be_given_on_to_the_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = need("activity: dinner, hours: 5, times_per_week: 7, when: day") + (
        "several_providers_or_night_continuous: false\nneed_from: 2026-01-01\nneed_until: lasting\n"
    )
    known = answer(tmp_path, capsys, content)["facts"]
    person = {"birth_date": "1990-01-01", "applied_on": "2026-01-01", "decided_on": "2026-02-01"}
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(known | person), encoding="utf-8")
    assert run(["right", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "met"


def test_words_that_could_steer_a_terminal_are_shown_and_not_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calculate(tmp_path, need('words: "Kor\\x1b[31m [red]", hours_per_week: 1')) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[red]" in shown
