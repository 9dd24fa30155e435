"""Puts a backup in place: all is made ready and compared first, then it takes its place in one step."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.operations.backup import postgresql, sqlite
from rettvis.web.operations.backup.archive import DOCUMENTS, Reader
from rettvis.web.operations.backup.manifest import DATABASE, Manifest, damaged, newer
from rettvis.web.operations.backup.places import documents, engine, sqlite_file

READY = "documents.restoring"


def restore(file: Path, *, replace: bool) -> Manifest:
    """Put the installation in ``file`` in place of this one, which must be empty unless ``replace``.

    Raises ``Faulty``, and changes nothing, for a file that is damaged, newer or of another kind of database,
    and where the rows that came out are not those that went in. Killed at any moment it leaves the old
    installation or the new one; documents are added first, and none is removed.
    """
    reader = Reader(file)
    try:
        _must_fit(reader.manifest, file, replace)
        root = documents()
        root.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root.parent, prefix=f"{READY}-") as folder:
            ready = Path(folder)
            names = [name for name in reader.manifest.parts if name != DATABASE]
            for number, name in enumerate(names):
                reader.extract(name, ready / str(number))
            if engine() == "sqlite":
                _into_sqlite(reader, file, lambda: _place(names, ready, root))
            else:
                reader.extract(DATABASE, ready / DATABASE)
                _place(names, ready, root)
                _into_postgresql(ready / DATABASE, reader.manifest, file)
    finally:
        reader.close()
    return reader.manifest


def _must_fit(manifest: Manifest, file: Path, replace: bool) -> None:
    """Raises ``Faulty`` where something speaks against restoring here."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise newer(str(file), manifest.program)
    if manifest.engine != engine():
        message = sentence(
            "The backup is of {there}, and this installation is on {here}. "
            "Set {name} to one of the same kind.",
            there=manifest.engine,
            here=engine(),
            name="RETTVIS_DATABASE_URL",
        )
        raise Faulty([Fault(str(file), message)])
    used = sqlite.is_used(sqlite_file()) if engine() == "sqlite" else postgresql.is_used(_database())
    if used and not replace:
        message = sentence(
            "This installation is in use. Everything in it would be replaced: say so with {option}.",
            option="--replace",
        )
        raise Faulty([Fault("rettvis restore", message)])
    if any(_outside(name) for name in manifest.parts):
        raise damaged(str(file))


def _into_sqlite(reader: Reader, file: Path, place_documents: Callable[[], None]) -> None:
    database = sqlite_file()
    database.parent.mkdir(parents=True, exist_ok=True)
    new = sqlite.beside(database)
    try:
        reader.extract(DATABASE, new)
        if not sqlite.whole(new) or dict(sqlite.tables(new)) != dict(reader.manifest.tables):
            raise damaged(str(file))
        place_documents()
        sqlite.swap(new, database)
    finally:
        new.unlink(missing_ok=True)


def _into_postgresql(dump: Path, manifest: Manifest, file: Path) -> None:
    if not postgresql.restore(_database(), dump, manifest.tables):
        raise damaged(str(file))


def _place(names: list[str], ready: Path, root: Path) -> None:
    """Put each document where it belongs; one with the same name is the same document."""
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number, name in enumerate(names):
        new, target = ready / str(number), root / name.removeprefix(DOCUMENTS)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(new, target)


def _outside(name: str) -> bool:
    """Whether a part's name would lead out of the documents' folder."""
    if name == DATABASE:
        return False
    path = PurePosixPath(name)
    return not name.startswith(DOCUMENTS) or path.is_absolute() or ".." in path.parts


def _database() -> dict[str, object]:
    return dict(settings.DATABASES["default"])
