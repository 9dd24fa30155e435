"""The command line: help, language, and faults as sentences with exit status 2."""

import json
import subprocess
import sys

import pytest

from rettvis import __version__
from rettvis.cli.main import COMMANDS, asked_language, run


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "rettvis" in capsys.readouterr().out


def test_the_help_is_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "--help", "--lang", "en"]) == 0
    assert "Usage:" in capsys.readouterr().out
    assert run(["--lang", "nn", "--help"]) == 0
    assert "Kommandoar" in capsys.readouterr().out


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


def test_an_unknown_command_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadlin", "--lang", "en"]) == 2
    assert "Did you mean “deadline”?" in capsys.readouterr().err


def test_an_unknown_option_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "complaint", "--form", "2026-01-01"]) == 2
    assert "Mente du «--from»?" in capsys.readouterr().err


def test_a_missing_value_names_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "complaint", "--lang", "nn"]) == 2
    assert capsys.readouterr().err.startswith("--from: Her må du")


def test_an_option_without_its_value_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "complaint", "--from"]) == 2
    assert capsys.readouterr().err.startswith("--from: ")


def test_words_too_many_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "complaint", "now", "--from", "2026-01-01"]) == 2
    assert "rettvis deadline --help" in capsys.readouterr().err


def test_an_unknown_language_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "complaint", "--lang", "sv"]) == 2
    assert "nb, nn og en" in capsys.readouterr().err


def test_faults_are_in_the_document_when_json_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "--json", "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.err == ""
    assert json.loads(shown.out)["faults"][0]["place"] == "KIND"


def test_the_language_is_found_in_both_ways_of_writing_it() -> None:
    assert asked_language(["deadline", "--lang", "nn"]) == "nn"
    assert asked_language(["--lang=en", "deadline"]) == "en"
    assert asked_language(["deadline", "--lang"]) == "nb"


def test_the_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from rettvis.cli.main import run; run(['--help']); "
        "sys.exit(len({'django', 'polars', 'numpy', 'typst', 'duckdb', 'holidays'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_output_is_utf8_whatever_the_terminal_says() -> None:
    script = "import sys; from rettvis.cli.main import run; sys.exit(run(sys.argv[1:]))"
    words = ["deadline", "complaint", "--from", "2026-03-05", "--json"]
    environment = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, env=environment, check=False
    )
    assert "skjærtorsdag" in done.stdout.decode("utf-8")
