"""What is needed and what is a right are the same with a supplement scheme and without one."""

import subprocess
import sys
from pathlib import Path

import pytest

SCHEME = ("rettvis.lawbook.supplement", "rettvis.journey.supplement", "rettvis.journey.simulation")
"""What knows of schemes: a module that is None in ``sys.modules`` cannot be imported at all."""


def answer(command: str, case: Path, *, without: bool) -> str:
    """The command's answer in a process that has the schemes, or in one where there is no such thing."""
    blocked = f"sys.modules.update(dict.fromkeys({SCHEME!r}));" if without else ""
    run = f"import sys;{blocked}from rettvis.cli.main import run;sys.exit(run())"
    command_line = [sys.executable, "-c", run, command, str(case), "--json"]
    done = subprocess.run(command_line, capture_output=True, text=True, check=True)
    return done.stdout


NEEDS = """
group: adult
needs:
  - {activity: house_cleaning, hours_per_week: 2.5}
  - {activity: dinner, minutes: 60, times_per_week: 7}
  - {activity: leisure, hours_per_week: 6}
"""
FACTS = """
birth_date: 1980-05-01
need_from: 2026-03-01
need_until: lasting
minutes: {personal_care: 1500, practical_assistance: 360, support_contact: 240, training: 0}
"""


@pytest.mark.parametrize(("command", "written"), [("calculate", NEEDS), ("right", FACTS)])
def test_the_calculation_and_the_right_are_the_same_with_a_scheme_and_without(
    command: str, written: str, tmp_path: Path
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(written, encoding="utf-8")
    told = answer(command, path, without=False)
    assert told == answer(command, path, without=True)
    assert "supplement" not in told
