"""The database as a SQLite file: copied while others write, and put in place whole or not at all."""

import hashlib
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.operations.backup.manifest import Table

BESIDE = ".restoring"
"""What a file is called until it takes the database's place."""


def copy(database: Path, to: Path) -> None:
    """One consistent copy of ``database`` in the new file ``to``, in one piece without a journal."""
    if not database.exists():
        message = sentence("There is no database here yet. Run “{command}” first.", command="rettvis install")
        raise Faulty([Fault(str(database), message)])
    with closing(_open(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def tables(database: Path) -> Mapping[str, Table]:
    """Rows and digest of each table."""
    with closing(_open(database)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ).fetchall()
        return {name: _table(connection, name) for (name,) in sorted(names)}


def migrations(database: Path) -> tuple[str, ...]:
    """The migrations that the database has been through."""
    with closing(_open(database)) as connection:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    return tuple(f"{app}.{name}" for app, name in rows)


def is_used(database: Path) -> bool:
    """Whether somebody works in the database: it has users."""
    if not database.exists():
        return False
    with closing(_open(database)) as connection:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'access_user'").fetchone()
        return bool(found and connection.execute("SELECT 1 FROM access_user LIMIT 1").fetchone())


def whole(database: Path) -> bool:
    """Whether SQLite itself finds nothing wrong with the file."""
    with closing(_open(database)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sound and not connection.execute("PRAGMA foreign_key_check").fetchone()


def beside(database: Path) -> Path:
    """Where a database is made ready before it takes the place of ``database``; cleared of an earlier try."""
    path = database.with_name(database.name + BESIDE)
    path.unlink(missing_ok=True)
    return path


def swap(new: Path, database: Path) -> None:
    """Put ``new`` in the place of ``database`` in one step; raises ``Faulty`` while somebody has it open."""
    if database.exists():
        _fold_journal(database)
    os.replace(new, database)
    handle = os.open(database.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fold_journal(database: Path) -> None:
    """Write the old database's journal back into it: a journal must not meet another database than its own.

    SQLite does this only for somebody who is alone with the file.
    """
    try:
        with closing(sqlite3.connect(database, timeout=2)) as connection:
            alone = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except sqlite3.OperationalError:
        alone = False
    if not alone:
        message = sentence("Somebody has the database open. Stop the service and the worker, and try again.")
        raise Faulty([Fault(str(database), message)])


def _table(connection: sqlite3.Connection, name: str) -> Table:
    quoted = '"' + name.replace('"', '""') + '"'
    columns = connection.execute(f"PRAGMA table_info({quoted})").fetchall()
    keys = ", ".join(f'"{column[1]}"' for column in columns if column[5]) or "rowid"
    digest, rows = hashlib.sha256(), 0
    for row in connection.execute(f"SELECT * FROM {quoted} ORDER BY {keys}"):
        digest.update(repr(row).encode())
        rows += 1
    return Table(rows, digest.hexdigest())


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=20)
