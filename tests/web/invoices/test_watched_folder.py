"""The watched folder: each file is taken once, whatever stops in between; a fault is told and kept apart."""

import os
import time
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from rettvis.edges.e_invoice.watched_folder import REFUSED, TAKEN, UNDER_WAY, WatchedFolder
from rettvis.web.access.models import Municipality, Role
from rettvis.web.invoices import from_folder
from rettvis.web.invoices.from_folder import Look, look_in_folder
from rettvis.web.invoices.models import FaultDealtWith, FolderFile, ReceivedFile
from rettvis.web.operations.folder import check_folder
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_file, a_world

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    """An empty folder that is watched."""
    settings.INVOICE_FOLDER = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def left(folder: Path, name: str, content: bytes) -> Path:
    """A file that was left in the folder a minute ago."""
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (path.stat().st_mtime - 60,) * 2)
    return path


def names(folder: Path, inside: str) -> list[str]:
    """What lies in a folder inside, without the marks that keep names apart."""
    place = folder / inside
    return sorted(path.name.partition("-")[2] for path in place.iterdir()) if place.is_dir() else []


def test_a_file_is_taken_once_and_moved_out_of_the_way(here: Place, folder: Path) -> None:
    content = a_file(a_world(here)[0])
    left(folder, "faktura.xml", content)
    assert look_in_folder(NOW) == Look(new=1)
    [row] = ReceivedFile.objects.all()
    assert (bytes(row.content), row.received_by, row.municipality) == (content, None, here.municipality)
    assert names(folder, TAKEN) == ["faktura.xml"]
    assert DBTaskResult.objects.count() == 1
    assert look_in_folder(NOW) == Look()


def test_the_same_file_under_another_name_is_known(here: Place, folder: Path) -> None:
    content = a_file(a_world(here)[0])
    for name in ("a.xml", "b.xml"):
        left(folder, name, content)
    assert look_in_folder(NOW) == Look(new=1, known=1)
    assert ReceivedFile.objects.count() == FolderFile.objects.count() == DBTaskResult.objects.count() == 1
    assert names(folder, TAKEN) == ["a.xml", "b.xml"]


def test_what_is_no_invoice_is_kept_apart_with_its_sentence(here: Place, folder: Path) -> None:
    left(folder, "bombe.xml", BOMB)
    left(folder, "brev.pdf", b"%PDF-1.7")
    assert look_in_folder(NOW) == Look(refused=2)
    assert not ReceivedFile.objects.exists()
    assert names(folder, REFUSED) == ["bombe.xml", "bombe.xml.txt", "brev.pdf", "brev.pdf.txt"]
    assert {row.name for row in FolderFile.objects.all()} == {"bombe.xml", "brev.pdf"}
    [why] = [path for path in (folder / REFUSED).iterdir() if path.name.endswith("bombe.xml.txt")]
    assert "dokumenttype" in why.read_text(encoding="utf-8")


def test_a_file_of_two_hundred_megabytes_is_refused_and_not_read(here: Place, folder: Path) -> None:
    path = folder / "stor.xml"
    with path.open("wb") as opened:
        opened.truncate(200 * 1024 * 1024)
    os.utime(path, (path.stat().st_mtime - 60,) * 2)
    assert look_in_folder(NOW) == Look(refused=1)
    assert "for stor" in FolderFile.objects.get().faults[0]["nb"]


def test_a_file_that_somebody_may_still_be_writing_is_left(here: Place, folder: Path) -> None:
    content = a_file(a_world(here)[0])
    (folder / "ny.xml").write_bytes(content)
    left(folder, "halv.xml.part", content[:40])
    left(folder, ".skjult.xml", content)
    (folder / "lenke.xml").symlink_to(left(folder, "mål.tmp", content))
    assert look_in_folder(NOW) == Look()
    assert not ReceivedFile.objects.exists()


def test_a_crash_between_reading_and_storing_loses_nothing(
    here: Place, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(folder, "faktura.xml", a_file(a_world(here)[0]))
    with monkeypatch.context() as patched:
        patched.setattr(from_folder, "keep", stop)
        with pytest.raises(KeyboardInterrupt):
            look_in_folder(NOW)
    assert not ReceivedFile.objects.exists()
    assert names(folder, UNDER_WAY) == ["faktura.xml"]
    assert look_in_folder(NOW) == Look(new=1)
    assert (names(folder, UNDER_WAY), names(folder, TAKEN)) == ([], ["faktura.xml"])


def test_a_crash_between_storing_and_moving_takes_nothing_twice(
    here: Place, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(folder, "faktura.xml", a_file(a_world(here)[0]))
    with monkeypatch.context() as patched:
        patched.setattr(WatchedFolder, "taken", stop)
        with pytest.raises(KeyboardInterrupt):
            look_in_folder(NOW)
    assert look_in_folder(NOW) == Look(known=1)
    assert ReceivedFile.objects.count() == DBTaskResult.objects.count() == 1
    assert names(folder, TAKEN) == ["faktura.xml"]


def closed(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """The service may not open files with ``part`` in their names."""
    real = Path.open

    def opened(self: Path, *given: object, **more: object) -> object:
        if part in self.name and not self.name.endswith(".txt"):
            raise PermissionError
        return real(self, *given, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)


def test_a_file_that_may_not_be_opened_is_told_and_does_not_stop_the_others(
    here: Place, folder: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way = folder / UNDER_WAY
    under_way.mkdir()
    left(under_way, "0123456789abcdef-lukket.xml", b"hemmelig")
    left(folder, "a-lukket.xml", b"hemmelig")
    left(folder, "faktura.xml", a_file(a_world(here)[0]))
    closed(monkeypatch, "lukket")
    assert look_in_folder(NOW) == Look(new=1, refused=2)
    assert names(folder, UNDER_WAY) == []
    assert "lukket.xml" in names(folder, REFUSED)
    assert look_in_folder(NOW) == Look()
    client.force_login(here.people[Role.CONTROLLER])
    text = client.get("/faktura/").text
    assert "lukket.xml" in text
    assert "Gi tjenesten rett til den" in text


def test_a_file_that_may_not_be_moved_either_is_told_by_the_health_page(
    here: Place, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(folder, "lukket.xml", b"hemmelig")
    closed(monkeypatch, "lukket")
    monkeypatch.setattr(WatchedFolder, "refused", no_right)
    for _time in range(2):
        assert look_in_folder(NOW) == Look(refused=1)
    assert FolderFile.objects.count() == 1
    assert check_folder(NOW).well
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    found = check_folder(NOW)
    assert not found.well
    assert "ikke blir tatt: 1." in found.told


def no_right(*_given: object) -> None:
    """The folder may not be written in."""
    raise PermissionError


def stop(*_given: object) -> None:
    """The machine stops."""
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_take_each_file_once(here: Place, folder: Path) -> None:
    content = a_file(a_world(here)[0])
    left(folder, "a.xml", content)
    left(folder, "b.xml", content)
    barrier, wrong = Barrier(2), list[Exception]()

    def work() -> None:
        barrier.wait()
        try:
            look_in_folder(NOW)
        except (DatabaseError, OSError) as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work) for _time in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(one, OperationalError) for one in wrong), wrong
    look_in_folder(NOW)
    assert ReceivedFile.objects.count() == DBTaskResult.objects.count() == 1
    assert names(folder, TAKEN) == ["a.xml", "b.xml"]


def test_several_municipalities_have_a_folder_each(here: Place, elsewhere: Place, folder: Path) -> None:
    content = a_file(a_world(here)[0])
    left(folder, "hvem.xml", content)
    own = folder / here.municipality.number
    own.mkdir()
    left(own, "vår.xml", content)
    assert look_in_folder(NOW) == Look(new=1)
    assert ReceivedFile.objects.get().municipality == here.municipality
    assert (folder / "hvem.xml").exists()
    assert Municipality.objects.count() > 1


def test_a_refused_file_stands_on_the_page_until_somebody_has_dealt_with_it(
    here: Place, folder: Path, client: Client
) -> None:
    left(folder, "bombe.xml", BOMB)
    look_in_folder(NOW)
    client.force_login(here.people[Role.CONTROLLER])
    assert "bombe.xml" in client.get("/faktura/").text
    address = f"/faktura/fil/mappe/{FolderFile.objects.get().pk}/"
    assert client.post(address, {"what": " "}).status_code == 422
    for _time in range(2):
        assert client.post(address, {"what": "Bedt om ny fil."}).status_code == 302
    assert "bombe.xml" not in client.get("/faktura/").text
    assert FaultDealtWith.objects.get().what == "Bedt om ny fil."


def test_the_file_of_another_municipality_is_not_found(
    here: Place, elsewhere: Place, folder: Path, client: Client
) -> None:
    own = folder / here.municipality.number
    own.mkdir()
    left(own, "bombe.xml", BOMB)
    look_in_folder(NOW)
    client.force_login(elsewhere.people[Role.CONTROLLER])
    address = f"/faktura/fil/mappe/{FolderFile.objects.get().pk}/"
    assert client.post(address, {"what": "Nei."}).status_code == 404
    assert client.post("/faktura/fil/annet/1/", {"what": "Nei."}).status_code == 404
