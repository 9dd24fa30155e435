"""Whatever is given to the command line: sentences with their place, exit status 2, no broken program."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rettvis.cli.main import run
from rettvis.lawbook.bpa_right.facts import FACTS

SOUND = "birth_date: 1990-03-01\ndecided_on: 2026-11-01\nneed_from: 2026-01-01\nneed_until: lasting\n"


def faults(
    folder: Path, content: str, capsys: pytest.CaptureFixture[str], *words: str, command: str = "right"
) -> list[str]:
    """What is said of a file that is refused, line by line, and that nothing else is printed."""
    path = folder / "facts.yaml"
    path.write_text(content, encoding="utf-8")
    assert run([command, str(path), "--lang", "en", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.splitlines()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (".nan", "“.nan” is not a whole number."),
        (".inf", "“.inf” is not a whole number."),
        ("1e3", "“1e3” is not a whole number."),
        ("0x10", "“0x10” is not a whole number."),
        ("010", "“010” cannot be read as a number."),
        ("30 timer", "“30 timer” is not a whole number."),
        ("30,5", "“30,5” is not a whole number."),
        ("30.0", "“30.0” is not a whole number."),
        ("12:30", "“12:30” is not a whole number."),
        ("true", "“true” is not a whole number."),
        ("[1]", "“a list” is not a whole number."),
        ("{a: 1}", "“a group of names” is not a whole number."),
        ('"120"', "“120” cannot be read as a number."),
        ("9" * 30, f"“{'9' * 30}” cannot be read as a number."),
        ("-1", "−1 is less than 0."),
        ("100001", "100,001 is more than 100,000."),
    ],
)
def test_minutes_of_the_wrong_kind_or_size(
    written: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = faults(tmp_path, f"{SOUND}minutes:\n  respite: {written}\n", capsys)
    assert told.startswith(f"facts.yaml:6 minutes.respite: {said}")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.7.2026", "“1.7.2026” is not a date. Write it as 2026-07-01."),
        ("20260701", "“20260701” is not a date."),
        ('"20260701"', "“20260701” is not a date."),
        ("2026-W27-3", "“2026-W27-3” is not a date."),
        ("2026-07-01T10:00:00", "“2026-07-01T10:00:00” is not a date."),
        ("2026-02-29", "The calendar has no date “2026-02-29”."),
        ("lasting", "“lasting” is not a date."),
    ],
)
def test_dates_of_the_wrong_kind(
    written: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = faults(tmp_path, f"applied_on: {written}\n", capsys)
    assert told.startswith(f"facts.yaml:1 applied_on: {said}")


def test_several_faults_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = """\
birth_date: 2030-01-01
birth_date: 1990-13-01
need_from: 2026-05-01
need_until: 2025-01-01
birth_dat: 1990-01-01
minutes: {respite: -5, training: many}
earlier_bpa: maybe
has_parental_responsibility: ja
"""
    told = faults(tmp_path, content, capsys, "--on", "2014")
    assert [line.split(": ")[0] for line in told] == [
        "facts.yaml:2",
        "facts.yaml:1 birth_date",
        "facts.yaml:5 birth_dat",
        "facts.yaml:6 minutes.respite",
        "facts.yaml:6 minutes.training",
        "facts.yaml:7 earlier_bpa",
        "facts.yaml:8 has_parental_responsibility",
        "facts.yaml:4 need_until",
        "--on",
    ]
    assert "Did you mean “birth_date”?" in told[2]


def test_a_fact_given_in_both_ways_of_writing_it_is_given_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = faults(tmp_path, "minutes.respite: 1\nminutes:\n  respite: 2\n", capsys)
    assert told.endswith("“minutes.respite” is written twice. Keep one of them.")


@pytest.mark.parametrize(
    ("words", "place"),
    [(["--on", "2014-12-31"], "--on"), (["--on", ""], "--on"), ([], "facts.yaml:1 decided_on")],
)
def test_a_day_before_the_law_is_refused_where_it_was_given(
    words: list[str], place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = faults(tmp_path, "decided_on: 2014-12-31\n", capsys, *words)
    assert told.startswith(f"{place}: ")


def test_the_faults_of_a_needs_file_are_told_with_those_of_how_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = faults(tmp_path, "needs: []\nneeds: []\nned: 1\n", capsys, command="calculate")
    assert told[0].startswith("facts.yaml:2: “needs” is written twice")
    assert any("“ned” is not a known name" in line for line in told)


@pytest.mark.parametrize("name", ["facts.yaml", "facts.json"])
def test_a_file_with_too_much_in_it_is_refused_at_once(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"k{number}" for number in range(60_000)]
    rows = (
        "\n".join(f"{one}: 1" for one in names) if name.endswith("yaml") else json.dumps(dict.fromkeys(names))
    )
    (tmp_path / name).write_text(rows, encoding="utf-8")
    assert run(["right", str(tmp_path / name), "--lang", "en"]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert "more than 10,000 names and values" in told


def test_a_very_long_word_is_cut_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (told,) = faults(tmp_path, f"{'k' * 100_000}: 1\n", capsys)
    assert len(told) < 1100


@pytest.mark.parametrize("name", ["", "/dev/null", "."])
def test_what_is_no_file_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["right", name]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1


def test_standard_input_is_a_file_named_by_a_dash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SOUND.encode())))
    assert run(["right", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["law_date"] == "2026-11-01"


def test_too_much_on_standard_input_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 2_000_000)))
    assert run(["right", "-"]) == 2
    assert capsys.readouterr().err.startswith("-: ")


def finished(words: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    """A command line run as a program of its own."""
    script = "import sys; from rettvis.cli.main import run; sys.exit(run(sys.argv[1:]))"
    environment = {"PYTHONPATH": ":".join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", script, *words], env=environment, text=True, check=False, **how
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux’s")
@pytest.mark.parametrize("kind", [[], ["--json"]])
def test_an_answer_that_cannot_be_written_is_one_sentence(kind: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        words = ["deadline", "complaint", "--from", "2026-03-05", "--lang", "en", *kind]
        done = finished(words, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (1, "The answer cannot be written where it was sent.\n")


def test_a_command_that_is_stopped_says_no_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rettvis.cli.input.read_date", stopped)
    assert run(["deadline", "complaint", "--from", "2026-03-05"]) == 130
    assert capsys.readouterr().out == ""


NAMES = st.one_of(
    st.sampled_from([fact.name for fact in FACTS]),
    st.sampled_from(["minutes", "child", "answers", "needs", "household", "weeks", "norms", "title"]),
    st.text(max_size=8),
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.sampled_from(["lasting", "right", "none", "30 timer", "2026-02-30", "1.7.2026"]),
)
JUNK = st.dictionaries(
    NAMES,
    st.recursive(
        PLAIN,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)),
        max_leaves=8,
    ),
    max_size=8,
)


@pytest.mark.parametrize("command", ["right", "calculate"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=JUNK)
def test_any_junk_gets_an_answer_or_sentences(
    command: str, content: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "junk.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    status = run([command, str(path), "--json"])
    shown = capsys.readouterr()
    assert shown.err == ""
    document = json.loads(shown.out)
    assert status in (0, 1) or (status == 2 and document["faults"])
    assert all(fault["message"] for fault in document.get("faults", []))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.one_of(st.text(max_size=12), st.sampled_from(["--from", "--days", "complaint"])), max_size=5
    )
)
def test_any_words_to_deadline_get_an_answer_or_sentences(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["deadline", *words]) in (0, 2)
    shown = capsys.readouterr()
    assert bool(shown.out) != bool(shown.err)
