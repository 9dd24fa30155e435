"""A document is whole on the disk or not there; what was interrupted is finished afterwards."""

import errno
import os
import stat
from io import BytesIO
from pathlib import Path

import pytest

from rettvis.edges.received import Damaged, DocumentFolder, NoRoom


@pytest.fixture
def folder(tmp_path: Path) -> DocumentFolder:
    return DocumentFolder(tmp_path / "documents")


def files(folder: DocumentFolder) -> list[Path]:
    return [path for path in folder.root.rglob("*") if path.is_file()]


def test_what_was_put_is_got_and_nobody_else_may_read_it(folder: DocumentFolder) -> None:
    key, digest, size = folder.put(BytesIO(b"innhold" * 100_000))
    folder.settle(key)
    with folder.open_checked(key, digest) as file:
        assert file.read() == b"innhold" * 100_000
    assert size == 700_000
    assert stat.S_IMODE(folder.path(key).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700
    assert files(folder) == [folder.path(key)]


def test_a_file_that_was_changed_or_is_gone_is_never_shown(folder: DocumentFolder) -> None:
    key, digest, _size = folder.put(BytesIO(b"innhold"))
    folder.path(key).write_bytes(b"noe annet")
    with pytest.raises(Damaged):
        folder.open_checked(key, digest)
    folder.path(key).unlink()
    with pytest.raises(Damaged):
        folder.open_checked(key, digest)


def test_a_full_disk_leaves_nothing_behind(folder: DocumentFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder.put(BytesIO(b"before"))
    before = files(folder)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoRoom):
        folder.put(BytesIO(b"innhold"))
    assert files(folder) == before


def test_the_sweep_removes_what_has_no_row_and_keeps_what_has(folder: DocumentFolder) -> None:
    lost, _digest, _size = folder.put(BytesIO(b"uten rad"))
    kept, digest, _size = folder.put(BytesIO(b"med rad"))
    assert folder.sweep(lambda keys: set(), older_than=3600) == 0
    assert folder.sweep(lambda keys: {kept} & set(keys), older_than=-1) == 1
    assert not folder.path(lost).exists()
    folder.open_checked(kept, digest).close()
    assert files(folder) == [folder.path(kept)]


def test_a_settled_document_is_never_swept_whatever_the_database_says(folder: DocumentFolder) -> None:
    key, digest, _size = folder.put(BytesIO(b"innhold"))
    folder.settle(key)
    folder.sweep(lambda keys: set(), older_than=-1)
    folder.open_checked(key, digest).close()


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "/"])
def test_what_is_no_key_is_no_path(folder: DocumentFolder, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        folder.path(key)
