"""An introduction whose worker is killed in the middle, and several who do the same at once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from rettvis.rulekit.faults import Faulty
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.supplement import introducing
from rettvis.web.supplement.introducing import do_some, start
from rettvis.web.supplement.models import GrantRow, IntroducedRow, Introduction
from tests.web.conftest import make_place
from tests.web.supplement.made import NOW, SEPTEMBER, a_scheme, decided

ROOT = Path(__file__).parents[3]
PERSONS = 12
MADE = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.web.conftest import make_place
from tests.web.supplement.made import *
place = make_place("9901", "Fjordvik")
for number in range({PERSONS}):
    decided(place, f"Person {{number}}")
print(an_introduction(place).pk)
"""
WORK = """
import os, signal, sys
import django; django.setup()
from rettvis.web.operations.worker import work
from rettvis.web.supplement import granting, introducing
introducing.AT_ONCE = 3
real, times = granting.send_letters, []
def send(*given):
    done = real(*given)
    times.append(done)
    if len(times) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return done
granting.send_letters = send
work(until_empty=True)
"""
COUNT = """
import django; django.setup()
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.supplement.models import GrantRow, IntroducedRow, Introduction
print(*(model.objects.count() for model in (GrantRow, CaseLetter, IntroducedRow)))
print(Introduction.objects.get().state)
"""


def test_a_worker_that_is_killed_in_the_middle_is_followed_by_one_that_goes_on(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.web.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "RETTVIS_HOME": str(tmp_path),
        "RETTVIS_DATABASE_URL": f"sqlite:///{tmp_path}/kept.sqlite3",
    }

    def run(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", program, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    made = run(MADE)
    assert made.returncode == 0, made.stderr
    assert run(WORK, "2").returncode == -9
    assert run(COUNT).stdout.split() == ["3", "3", "3", "running"], "what was not committed is not there"
    assert run(WORK, "2").returncode == -9
    assert run(COUNT).stdout.split() == ["6", "6", "6", "running"]
    assert run(WORK, "0").returncode == 0
    assert run(COUNT).stdout.split() == [str(PERSONS)] * 3 + ["done"]


@pytest.mark.django_db(transaction=True)
def test_several_who_start_at_the_same_moment_start_one() -> None:
    place = make_place("9901", "Fjordvik")
    decided(place)
    scheme, leader, ready = a_scheme(place), place.people["team_leader"], Barrier(4)

    def begin(step: int) -> str:
        ready.wait()
        try:
            return "new" if start(scheme, step, SEPTEMBER, leader, NOW)[1] else "the same"
        except Faulty:
            return "told"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(begin, (2, 2, 2, 3)))
    assert answers.count("new") == 1
    assert Introduction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_several_workers_of_one_introduction_give_everybody_one_grant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(introducing, "AT_ONCE", 2)
    place = make_place("9901", "Fjordvik")
    for number in range(9):
        decided(place, f"Person {number}")
    row, _new = start(a_scheme(place), 2, SEPTEMBER, place.people["team_leader"], NOW)

    def work(_number: int) -> None:
        try:
            while do_some(row.pk, NOW):
                pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert GrantRow.objects.count() == CaseLetter.objects.count() == IntroducedRow.objects.count() == 9
    assert Introduction.objects.get().state == "done"
