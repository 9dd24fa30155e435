"""A server that is killed while a document comes in: nothing half kept, what is left behind is found."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rettvis.edges.received import DocumentFolder

ROOT = Path(__file__).parents[3]
SETUP = """
import django; django.setup()
import os, signal
from io import BytesIO
from datetime import date
from uuid import uuid4
from django.core.management import call_command
from django.utils import timezone
from rettvis.web.documents.receiving import ReceivedFile
from rettvis.web.documents.services import Marking, NewDocument, add_document
from tests.edges.received import made
from tests.web.conftest import make_place, new_case
call_command("migrate", verbosity=0)
place = make_place("9901", "Fjordvik")
case, kari = new_case(place), place.people["caseworker"]

def add(grey):
    content = made.png(64, 64, grey=grey)
    file = ReceivedFile(BytesIO(content), f"bilde {grey}.png", len(content), "")
    day = date(2026, 3, 2)
    return add_document(case, NewDocument(file, Marking("medical"), day, str(uuid4())), kari, timezone.now())

def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)

add(1)
"""
FOLDER = "from rettvis.edges.received.folder import DocumentFolder as folder"
SERVICES = "from rettvis.web.documents import services"
PLACES = {
    "before the content is written": f"{FOLDER}; folder._write = die",
    "after the content is written": f"{SERVICES}; services._marked = die",
    "before the rows are committed": f"{SERVICES}; services.look_up = die",
    "after the rows are committed": f"{SERVICES}; services._settled = die",
}


@pytest.mark.parametrize("place", PLACES)
def test_row_and_content_are_there_together_or_not_at_all(place: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.web.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "RETTVIS_HOME": str(tmp_path),
        "RETTVIS_DATABASE_URL": f"sqlite:///{tmp_path}/kept.sqlite3",
    }
    program = f"{SETUP}\n{PLACES[place]}\nadd(2)\n"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert done.returncode == -9, done.stderr.decode()
    with sqlite3.connect(tmp_path / "kept.sqlite3") as kept:
        rows = dict(kept.execute("SELECT key, sha256 FROM documents_casedocument").fetchall())
    assert len(rows) == (2 if place.startswith("after the rows") else 1)
    folder = DocumentFolder(tmp_path / "documents")
    folder.sweep(lambda keys: set(rows) & set(keys), older_than=-1)
    for key, digest in rows.items():
        folder.open_checked(key, digest).close()
    left = {path.name for path in folder.root.rglob("*") if path.is_file()}
    assert left == set(rows)
