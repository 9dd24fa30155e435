"""A backup is the whole installation of one moment; a restore gives it back, or changes nothing."""

import json
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import psycopg
import pytest

from tests.web.operations.installation import COMMAND, START, Installation

CELLS = """
import json
from django.apps import apps
from django.core.serializers import serialize
print(json.dumps([serialize("json", model.objects.order_by("pk")) for model in apps.get_models()]))
"""


@pytest.fixture
def saved(installation: Installation, tmp_path: Path) -> Path:
    """A backup of an installation with a case."""
    installation.answer("backup", str(tmp_path / "backup.rettvis"))
    return tmp_path / "backup.rettvis"


def test_every_row_and_every_document_comes_back_in_an_empty_installation(
    installation: Installation, another: Installation, saved: Path
) -> None:
    told = another.answer("restore", str(saved))
    assert told["same"]
    assert told["rows"] > 100
    assert told["documents"] == 1
    document = Path("documents") / "ab" / "cd01"
    assert (another.home / document).read_bytes() == (installation.home / document).read_bytes()
    # The moment of the backup itself is written after it is made.
    forget = "from rettvis.web.operations.models import Sign\nSign.objects.all().delete()\n"
    before, after = installation.python(forget + CELLS), another.python(forget + CELLS)
    assert json.loads(before) == json.loads(after)
    again = another.answer("backup", str(saved.with_name("again.rettvis")))
    assert again["tables"].items() >= {**told["tables"], "operations_sign": 0}.items()


def test_the_restored_installation_still_refuses_to_change_what_was_sent(
    installation: Installation, another: Installation, saved: Path
) -> None:
    another.answer("restore", str(saved))
    said = another.python(
        "from django.db import connection\n"
        "from rettvis.web.access.append_only import is_protected\n"
        "print(is_protected(connection, 'access_logentry'))"
    )
    assert said.strip() == "True"
    another.add_municipality()  # numbers go on where they were


def test_the_file_is_its_owners_alone_and_holds_no_name_in_its_own_names(saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    with tarfile.open(saved) as tar:
        assert tar.getnames() == ["database", "documents/ab/cd01", "manifest.json", "manifest.sha256"]
        assert {(member.uname, member.mode) for member in tar} == {("", 0o600)}
        manifest = json.loads(tar.extractfile("manifest.json").read())
    assert manifest["tables"]["access_user"]["rows"] > 3
    assert len(manifest["parts"]["database"]["sha256"]) == 64
    assert sorted(path.name for path in saved.parent.iterdir() if path.is_file()) == ["backup.rettvis"]


def test_an_installation_in_use_is_replaced_only_when_that_is_said(
    installation: Installation, saved: Path
) -> None:
    installation.add_municipality()
    assert "--replace" in installation.faults("restore", str(saved))
    assert "Nyset" in installation.names()
    installation.answer("restore", str(saved), "--replace")
    assert installation.names() == ["Fjordvik"]


def test_a_file_that_is_there_is_never_overwritten(installation: Installation, saved: Path) -> None:
    before = saved.read_bytes()
    assert "already" in installation.faults("backup", str(saved))
    assert saved.read_bytes() == before
    said = installation.faults("backup", str(saved.parent / "no-such-folder" / "b.rettvis"))
    assert "Nothing can be written" in said


def damage(saved: Path) -> Iterator[tuple[str, bytes]]:
    """The backup, damaged in several ways."""
    whole = saved.read_bytes()
    yield "cut", whole[: len(whole) // 2]
    yield "empty", b""
    yield "nothing of ours", b"Dette er et brev." * 1000
    for place in (1000, len(whole) // 2):
        yield f"a bit at {place}", whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    at = whole.rindex(b'"rows": ') + len(b'"rows": ')
    yield "another count", whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def test_a_damaged_file_changes_nothing(installation: Installation, saved: Path) -> None:
    installation.add_municipality()
    for how, content in damage(saved):
        bad = saved.with_name("bad.rettvis")
        bad.write_bytes(content)
        said = installation.faults("restore", str(bad), "--replace")
        assert "damaged" in said, how
        assert "Nyset" in installation.names(), how
    left = [path.name for path in installation.home.iterdir() if "restoring" in path.name]
    assert left == []


def rewritten(saved: Path, to: Path, **changes: object) -> Path:
    """The backup with other words in its manifest, and a check that fits them."""
    import hashlib

    with tarfile.open(saved) as old, tarfile.open(to, "w") as new:
        for member in old:
            content = old.extractfile(member).read()
            if member.name == "manifest.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
                check = hashlib.sha256(content).hexdigest().encode()
            elif member.name == "manifest.sha256":
                content = check
            member.size = len(content)
            new.addfile(member, BytesIO(content))
    return to


def test_a_newer_backup_is_refused(installation: Installation, saved: Path, tmp_path: Path) -> None:
    newer = rewritten(saved, tmp_path / "f.rettvis", format=99, program="Rettvis 9.9")
    assert "newer version (Rettvis 9.9)" in installation.faults("restore", str(newer), "--replace")
    later = rewritten(saved, tmp_path / "m.rettvis", migrations=["access.0099_later"], program="Rettvis 9.8")
    assert "newer version (Rettvis 9.8)" in installation.faults("restore", str(later), "--replace")


def test_rows_that_are_not_those_that_went_in_are_refused(
    installation: Installation, saved: Path, tmp_path: Path
) -> None:
    with tarfile.open(saved) as tar:
        tables = json.loads(tar.extractfile("manifest.json").read())["tables"]
    tables["access_user"]["sha256"] = "0" * 64
    other = rewritten(saved, tmp_path / "t.rettvis", tables=tables)
    installation.add_municipality()
    assert "damaged" in installation.faults("restore", str(other), "--replace")
    assert "Nyset" in installation.names()


def test_a_backup_of_the_other_kind_of_database_is_refused(
    installation: Installation, saved: Path, tmp_path: Path
) -> None:
    other = "sqlite" if installation.database_url else "postgresql"
    bad = rewritten(saved, tmp_path / "k.rettvis", engine=other)
    assert "RETTVIS_DATABASE_URL" in installation.faults("restore", str(bad), "--replace")


def test_a_part_that_would_lead_out_of_the_folder_is_refused(
    installation: Installation, saved: Path, tmp_path: Path
) -> None:
    with tarfile.open(saved) as tar:
        parts = json.loads(tar.extractfile("manifest.json").read())["parts"]
    for name in ("documents/../../evil", "/etc/evil", "evil"):
        bad = rewritten(saved, tmp_path / "p.rettvis", parts={**parts, name: parts["documents/ab/cd01"]})
        assert "damaged" in installation.faults("restore", str(bad), "--replace")
    assert not (installation.home.parent / "evil").exists()


def test_a_restore_that_is_killed_leaves_the_old_or_the_new(installation: Installation, saved: Path) -> None:
    command = [sys.executable, "-c", COMMAND, "restore", str(saved), "--replace"]
    started = time.monotonic()
    installation.answer("restore", str(saved), "--replace")
    whole = time.monotonic() - started
    for part in (0.55, 0.7, 0.8, 0.9, 0.97):
        if "Nyset" not in installation.names():
            installation.add_municipality()
        process = subprocess.Popen(command, env=installation.environment, stderr=subprocess.DEVNULL)
        time.sleep(whole * part)
        process.kill()
        process.wait()
        assert installation.names() in (["Fjordvik"], ["Fjordvik", "Nyset"])
    installation.answer("restore", str(saved), "--replace")
    assert installation.names() == ["Fjordvik"]


def test_a_service_that_runs_is_not_restored_under(installation: Installation, saved: Path) -> None:
    """A connection that is open is enough."""
    if installation.database_url:
        running = psycopg.connect(installation.database_url)
    else:
        running = sqlite3.connect(installation.home / "rettvis.sqlite3")
    with closing(running):
        running.execute("SELECT count(*) FROM access_user").fetchone()
        assert "Stop the service" in installation.faults("restore", str(saved), "--replace")
    installation.answer("restore", str(saved), "--replace")


def test_a_backup_while_others_write_is_of_one_moment(installation: Installation, tmp_path: Path) -> None:
    """Two rows are always written together: a backup holds both or neither."""
    writing = """
from django.db import transaction
from rettvis.web.access.models import Municipality, Unit
for number in range(200):
    with transaction.atomic():
        place = Municipality.objects.create(number=str(1000 + number), name="M")
        Unit.objects.create(municipality=place, name="E")
"""
    writer = subprocess.Popen([sys.executable, "-c", START + writing], env=installation.environment)
    counts = []
    for number in range(2):
        told = installation.answer("backup", str(tmp_path / f"{number}.rettvis"))
        counts.append((told["tables"]["access_municipality"], told["tables"]["access_unit"]))
    assert writer.wait() == 0
    assert [first - second for first, second in counts] == [0, 0]
