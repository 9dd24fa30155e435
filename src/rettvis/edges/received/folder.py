"""The folder that holds the documents: ``RETTVIS_HOME/documents``, outside everything that is served.

A file is named by a random id of 32 hexadecimal digits, in a folder by its first two: nothing about a person
or a case stands in a path. Files are readable by the application's own user alone (mode 0600), are never
changed, and are never removed once their row is kept.

Row and file in step: a mark is put in ``incoming/``, the file is written and forced to the disk, the row is
committed, and the mark is taken away (:meth:`DocumentFolder.settle`). Whatever stops the machine on the way,
:meth:`DocumentFolder.sweep` finds the mark afterwards and removes the file where no row came. A row without
its file cannot come about.

A backup takes the database first and this folder after it: every row in it then has its file.
"""

import os
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

_KEY = re.compile(r"[0-9a-f]{32}")
_PIECE = 256 * 1024
HOUR = 60 * 60


class NoRoom(Exception):
    """The file could not be written: the disk is full, or the folder cannot be written to."""


class Damaged(Exception):
    """The file is gone, or is not what was stored."""


class DocumentFolder:
    """The folder at ``root``; it is made when the first file comes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"

    def put(self, file: BinaryIO) -> tuple[str, str, int]:
        """Write ``file``, forced to the disk: its new key, its SHA-256 and its size in bytes.

        Raises :class:`NoRoom`, and then leaves nothing behind. The caller commits the row, then calls
        :meth:`settle`; where the row is not kept, :meth:`discard`.
        """
        key = token_hex(16)
        try:
            self._mark(key)
            digest, size = self._write(key, file)
        except OSError as error:
            with suppress(OSError):
                self.discard(key)
            raise NoRoom(str(error.strerror)) from error
        return key, digest, size

    def settle(self, key: str) -> None:
        """The row is committed: take the mark away."""
        with suppress(FileNotFoundError):
            self._mark_of(key).unlink()

    def discard(self, key: str) -> None:
        """No row was kept: take the file away, and then the mark."""
        for path in (self.path(key), self._mark_of(key)):
            with suppress(FileNotFoundError):
                path.unlink()

    def open_checked(self, key: str, digest: str) -> BinaryIO:
        """The file at its beginning, once its SHA-256 is found to be ``digest``; else raises ``Damaged``."""
        try:
            file = self.path(key).open("rb")
        except OSError as error:
            raise Damaged(key) from error
        found = sha256()
        while piece := file.read(_PIECE):
            found.update(piece)
        if found.hexdigest() != digest:
            file.close()
            raise Damaged(key)
        file.seek(0)
        return file

    def sweep(self, has_row: Callable[[Iterable[str]], set[str]], *, older_than: float = HOUR) -> int:
        """Finish what was interrupted more than ``older_than`` seconds ago; how many files were removed.

        ``has_row`` gives those of some keys whose rows are kept.
        """
        marked = self._left_behind(time.time() - older_than)
        kept = has_row(marked) if marked else set()
        for key in marked:
            self.settle(key) if key in kept else self.discard(key)
        return len(marked) - len(kept)

    def path(self, key: str) -> Path:
        """Where the file is; raises ValueError for what is no key."""
        if not _KEY.fullmatch(key):
            raise ValueError("not the key of a document")
        return self.root / key[:2] / key

    def _mark(self, key: str) -> None:
        _made(self.root)
        _made(self.incoming)
        _made(self.path(key).parent)
        os.close(os.open(self._mark_of(key), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _force(self.incoming)

    def _write(self, key: str, file: BinaryIO) -> tuple[str, int]:
        digest, size = sha256(), 0
        file.seek(0)
        descriptor = os.open(self.path(key), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            while piece := file.read(_PIECE):
                written.write(piece)
                digest.update(piece)
                size += len(piece)
            written.flush()
            os.fsync(written.fileno())
        _force(self.path(key).parent)
        return digest.hexdigest(), size

    def _mark_of(self, key: str) -> Path:
        return self.incoming / key

    def _left_behind(self, before: float) -> list[str]:
        try:
            found = list(os.scandir(self.incoming))
        except FileNotFoundError:
            return []
        return [one.name for one in found if _KEY.fullmatch(one.name) and _written(one) < before]


def _written(entry: "os.DirEntry[str]") -> float:
    """When it was made; never for one that somebody else has just taken away."""
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _made(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _force(folder: Path) -> None:
    """Force the folder's own list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
