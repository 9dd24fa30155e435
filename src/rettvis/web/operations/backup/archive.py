"""The one file of a backup: a tar of the database, the documents and the manifest; for its owner alone."""

import hashlib
import os
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.operations.backup.manifest import Manifest, Part, damaged, read_manifest

MANIFEST = "manifest.json"
CHECK = "manifest.sha256"
DOCUMENTS = "documents/"
OWNER_ONLY = 0o600
UNFINISHED = ".rettvis-backup-"
ABANDONED_SECONDS = 24 * 60 * 60
CHUNK = 1 << 20


@contextmanager
def unfinished(file: Path) -> Iterator[Path]:
    """A file beside ``file`` that takes its name when the block ends well; otherwise nothing is left.

    Raises ``Faulty`` where ``file`` is there already, or its folder cannot be written in.
    """
    if file.exists():
        message = sentence("There is a file with this name already. Choose another name.")
        raise Faulty([Fault(str(file), message)])
    try:
        _sweep(file.parent)
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=file.parent)  # for the owner alone
    except OSError:
        message = sentence("Nothing can be written in this folder. Choose another, or mend its rights.")
        raise Faulty([Fault(str(file.parent), message)]) from None
    os.close(handle)
    path = Path(name)
    try:
        yield path
        _to_disk(path)
        os.link(path, file)  # never on top of a file that came in the meantime
        _to_disk(file.parent)
    finally:
        path.unlink(missing_ok=True)


class Writer:
    """Puts parts into a new archive, and remembers what they are."""

    def __init__(self, path: Path) -> None:
        self.tar = tarfile.open(path, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by finish
        self.parts: dict[str, Part] = {}

    def add(self, name: str, path: Path) -> None:
        """Add the file at ``path``; only its content and its size go with it."""
        size = path.stat().st_size
        with path.open("rb") as source:
            counted = _Counted(source)
            self.tar.addfile(_about(name, size), counted)
        self.parts[name] = Part(size, counted.digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest and its own check, and close the file."""
        text = manifest.written()
        for name, content in ((MANIFEST, text), (CHECK, hashlib.sha256(text).hexdigest().encode())):
            self.tar.addfile(_about(name, len(content)), BytesIO(content))
        self.tar.close()


class Reader:
    """An archive that was written: its manifest and its parts. Raises ``Faulty`` where it is damaged."""

    def __init__(self, file: Path) -> None:
        self.place = str(file)
        try:
            self.tar = tarfile.open(file, "r:")  # noqa: SIM115 - closed by close
            text, check = self._content(MANIFEST), self._content(CHECK)
        except FileNotFoundError:
            raise Faulty([Fault(self.place, sentence("There is no such file."))]) from None
        except (tarfile.TarError, OSError, KeyError):
            raise damaged(self.place) from None
        if hashlib.sha256(text).hexdigest().encode() != check:
            raise damaged(self.place)
        self.manifest = read_manifest(text, self.place)

    def extract(self, name: str, to: Path) -> None:
        """Write one part to the new file ``to``, and see that it is what was put in."""
        expected = self.manifest.parts[name]
        try:
            source = self._open(name)
            handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with source, os.fdopen(handle, "wb") as target:
                digest = _copy(source, target)
                os.fsync(target.fileno())
        except (tarfile.TarError, KeyError, EOFError):
            raise damaged(self.place) from None
        if (to.stat().st_size, digest) != (expected.size, expected.sha256):
            raise damaged(self.place)

    def close(self) -> None:
        """Let the file go."""
        self.tar.close()

    def _open(self, name: str) -> IO[bytes]:
        found = self.tar.extractfile(name)
        if found is None:
            raise KeyError(name)
        return found

    def _content(self, name: str) -> bytes:
        with self._open(name) as file:
            return file.read()


class _Counted:
    """A file that is digested while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.source.read(size)
        self.digest.update(content)
        return content


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while content := source.read(CHUNK):
        digest.update(content)
        target.write(content)
    return digest.hexdigest()


def _about(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, OWNER_ONLY
    return member


def _sweep(folder: Path) -> None:
    """Remove what a run that was killed has left behind."""
    for path in folder.glob(f"{UNFINISHED}*"):
        if path.is_file() and time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
            path.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
