"""A test that this machine cannot run is left out and counted in the last lines, never silently."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import system

ROOT = Path(__file__).parent.parent.parent
TESTS = """
import pytest

@pytest.mark.browser
def test_one(): ...

@pytest.mark.browser
def test_two(): ...

def test_that_needs_nothing(): ...
"""


def run(folder: Path, **environment: str) -> list[str]:
    """The last lines of a run of three tests where no program can be found."""
    (folder / "test_needs.py").write_text(TESTS)
    options = ["-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-q"]
    nothing = {"PATH": str(folder), "HOME": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", str(folder)],
        env={**os.environ, **nothing, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout.splitlines()


def test_tests_without_their_need_are_counted_with_the_command_that_brings_it(tmp_path: Path) -> None:
    [browser] = [need for need in system.NEEDS if need.marker == "browser"]
    *_, left_out, summary = run(tmp_path)
    assert left_out == f"LEFT OUT: 2 tests need Chromium: {browser.command}"
    assert summary.startswith("1 passed, 2 skipped")


def test_the_tests_not_run_on_postgresql_are_counted(tmp_path: Path) -> None:
    lines = run(tmp_path, RETTVIS_LEFT_OUT_ON_POSTGRESQL="170")
    assert any(line.startswith("LEFT OUT: 170 tests need PostgreSQL") for line in lines[-3:])


def test_a_person_without_root_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    [need] = [need for need in system.NEEDS if need.marker == "postgresql"]
    monkeypatch.setattr(system, "privilege", lambda: None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("nothing may be run"))
    system.install([need])
    assert need.command == "sudo apt-get install postgresql"


def test_what_is_there_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "missing", lambda: ())
    monkeypatch.setattr(system, "install", lambda _: pytest.fail("nothing is missing"))
    assert system.main() == 0
