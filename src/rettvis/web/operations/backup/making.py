"""Makes a backup: the database as it stands at one moment, then the documents, then what all of it is."""

import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from rettvis import __version__
from rettvis.web.operations.backup import postgresql, sqlite
from rettvis.web.operations.backup.archive import DOCUMENTS, Writer, unfinished
from rettvis.web.operations.backup.manifest import DATABASE, FORMAT, Manifest, Table
from rettvis.web.operations.backup.places import documents, engine, sqlite_file

INCOMING = "incoming"
PROGRAM = f"Rettvis {__version__}"


def back_up(file: Path, now: datetime) -> Manifest:
    """Write the whole installation to the new ``file``; raises ``Faulty``, and leaves nothing, if it cannot.

    A document is never changed or removed once it is stored, so that those of the database's moment are
    among those that are copied after it.
    """
    with unfinished(file) as path, tempfile.TemporaryDirectory(dir=file.parent) as folder:
        writer = Writer(path)
        copy = Path(folder) / DATABASE
        migrations, tables = _from_sqlite(copy) if engine() == "sqlite" else _from_postgresql(copy)
        writer.add(DATABASE, copy)
        copy.unlink()
        for document in _stored(documents()):
            with suppress(FileNotFoundError):  # an upload that was never finished, and is taken away
                writer.add(DOCUMENTS + document.relative_to(documents()).as_posix(), document)
        manifest = Manifest(FORMAT, PROGRAM, now, engine(), migrations, tables, writer.parts)
        writer.finish(manifest)
    return manifest


def _stored(root: Path) -> list[Path]:
    """The documents, without the marks of those that are just coming in."""
    return sorted(path for path in root.glob("*/*") if path.is_file() and path.parent.name != INCOMING)


def _from_sqlite(copy: Path) -> tuple[tuple[str, ...], dict[str, Table]]:
    sqlite.copy(sqlite_file(), copy)
    return sqlite.migrations(copy), dict(sqlite.tables(copy))


def _from_postgresql(copy: Path) -> tuple[tuple[str, ...], dict[str, Table]]:
    database = settings.DATABASES["default"]
    with postgresql.one_moment(database) as (connection, moment):
        postgresql.dump(database, moment, copy)
        return postgresql.migrations(connection), dict(postgresql.tables(connection))
