"""Several who save at the same moment, and a machine that stops in the middle."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.application.revisions import Stale, save_revision
from tests.web.conftest import make_place, new_case
from tests.web.made_up.models import MadeUpRevision

ROOT = Path(__file__).parents[3]
KEEP_SAVING = """
import django; django.setup()
from tests.web.conftest import make_place, new_case
from tests.web.made_up.models import MadeUpRevision
from rettvis.web.application.revisions import save_revision
from django.core.management import call_command
call_command("migrate", verbosity=0)
place = make_place("9901", "Fjordvik")
case, kari = new_case(place), place.people["caseworker"]
for number in range(100_000):
    save_revision(MadeUpRevision, case, number, {"text": "x" * 5000, "number": number}, kari)
    print(number + 1, flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_of_those_who_save_at_the_same_moment_one_wins_and_the_others_are_told() -> None:
    place = make_place("9901", "Fjordvik")
    case, kari = new_case(place), place.people[Role.CASEWORKER]
    start = Barrier(4)

    def save(number: int) -> str:
        start.wait()
        try:
            save_revision(MadeUpRevision, case, 0, {"from": number}, kari)
        except Stale:
            return "told"
        finally:
            connections.close_all()
        return "saved"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(4))) == ["saved", "told", "told", "told"]
    assert MadeUpRevision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_given_out_at_the_same_moment_differ() -> None:
    place = make_place("9901", "Fjordvik")

    def open_one(_: int) -> str:
        try:
            return new_case(place).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(open_one, range(12)))
    assert len(set(numbers)) == Case.objects.count() == 12


def test_what_was_said_to_be_saved_is_there_after_the_machine_stops(tmp_path: Path) -> None:
    """The program is killed in the middle of a save, again and again sooner than it can finish one."""
    import sqlite3

    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.web.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "RETTVIS_HOME": str(tmp_path),
        "RETTVIS_DATABASE_URL": f"sqlite:///{tmp_path}/kept.sqlite3",
    }
    with subprocess.Popen(
        [sys.executable, "-c", KEEP_SAVING], env=environment, stdout=subprocess.PIPE, text=True
    ) as saving:
        assert saving.stdout is not None
        said = 0
        for line in saving.stdout:
            said = int(line)
            if said == 25:
                saving.kill()
                break
        said = max([said, *(int(line) for line in saving.stdout if line.endswith("\n"))])
    kept = sqlite3.connect(tmp_path / "kept.sqlite3")
    assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    numbers = [row[0] for row in kept.execute("SELECT number FROM made_up_madeuprevision ORDER BY number")]
    kept.close()
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) in (said, said + 1)
