"""The database on a PostgreSQL server: dumped as it stood at one moment, and restored in one transaction.

``pg_dump`` and ``pg_restore`` know every kind of object; the transaction is ours, so that a restore that
fails, is killed or does not give the same rows leaves the database as it was.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.operations.backup.manifest import Table

PLAIN = ("--no-owner", "--no-privileges", "--no-comments")
"""Only the data and its structure: who owns it is a matter of the server that it comes to."""

AS_TEXT = "SET timezone = 'UTC'; SET datestyle = 'ISO'; SET extra_float_digits = 1; SET bytea_output = 'hex'"
"""The same row is the same text everywhere, so that digests can be compared."""


@contextmanager
def one_moment(settings: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    """A connection that sees the database as it stands now, and the name of that moment for ``pg_dump``."""
    import psycopg

    with psycopg.connect(**_parameters(settings)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute(AS_TEXT)
        name = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        yield connection, name


def dump(settings: Mapping[str, Any], moment: str, to: Path) -> None:
    """Dump the database as it stood at ``moment``; raises ``Faulty`` where that is not possible."""
    command = [_tool("pg_dump"), "--format=custom", *PLAIN, f"--snapshot={moment}", f"--file={to}"]
    _run([*command, f"--dbname={_address(settings)}"], settings)


def tables(connection: Any) -> Mapping[str, Table]:
    """Rows and digest of each table."""
    connection.execute(AS_TEXT)
    return {name: _table(connection, name) for name in _names(connection)}


def migrations(connection: Any) -> tuple[str, ...]:
    """The migrations that the database has been through."""
    rows = connection.execute('SELECT app, name FROM public.django_migrations ORDER BY app, name COLLATE "C"')
    return tuple(sorted(f"{app}.{name}" for app, name in rows.fetchall()))


def is_used(settings: Mapping[str, Any]) -> bool:
    """Whether somebody works in the database: it has users."""
    import psycopg

    with psycopg.connect(**_parameters(settings)) as connection:
        if "access_user" not in _names(connection):
            return False
        return connection.execute("SELECT 1 FROM public.access_user LIMIT 1").fetchone() is not None


def restore(settings: Mapping[str, Any], dump_file: Path, expected: Mapping[str, Table]) -> bool:
    """Put the dump in the place of what is there, in one transaction; False, and nothing changed, where its
    rows are not the expected ones. Raises ``Faulty`` while somebody else is in the database."""
    import psycopg

    with psycopg.connect(**_parameters(settings)) as connection:
        _be_alone(connection, str(settings["NAME"]))
        _empty(connection)
        for section in ("pre-data", "data", "post-data"):
            _play(connection, dump_file, section)
        if dict(tables(connection)) != dict(expected):
            connection.rollback()
            return False
    with psycopg.connect(**_parameters(settings), autocommit=True) as connection:
        connection.execute("ANALYZE")
    return True


def _be_alone(connection: Any, name: str) -> None:
    others = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    ).fetchone()[0]
    if others:
        message = sentence("Somebody has the database open. Stop the service and the worker, and try again.")
        raise Faulty([Fault(name, message)])
    connection.execute("SET LOCAL lock_timeout = '20s'")


def _empty(connection: Any) -> None:
    """Drop what is ours; what an extension brought stays with the extension."""
    own = (
        "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = {oid} AND d.deptype = 'e') "
        "AND {space} = 'public'::regnamespace"
    )
    relations = connection.execute(
        "SELECT oid::regclass::text FROM pg_class c WHERE relkind IN ('r', 'p') AND "
        + own.format(oid="c.oid", space="c.relnamespace")
    ).fetchall()
    for (name,) in relations:
        connection.execute(f"DROP TABLE IF EXISTS {name} CASCADE")
    functions = connection.execute(
        "SELECT oid::regprocedure::text FROM pg_proc p WHERE "
        + own.format(oid="p.oid", space="p.pronamespace")
    ).fetchall()
    for (name,) in functions:
        connection.execute(f"DROP ROUTINE IF EXISTS {name} CASCADE")


def _play(connection: Any, dump_file: Path, section: str) -> None:
    """Run one section of the dump in the open transaction."""
    command = [_tool("pg_restore"), *PLAIN, f"--section={section}", "--file=-", str(dump_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        _play_lines(connection, process.stdout)
        complaint = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.returncode:
        raise _failed("pg_restore", complaint)


def _play_lines(connection: Any, lines: IO[bytes]) -> None:
    statements: list[bytes] = []
    for line in lines:
        if line.startswith((b"\\restrict", b"\\unrestrict")):
            continue  # for psql alone
        if line.startswith(b"COPY ") and line.rstrip().endswith(b"FROM stdin;"):
            _execute(connection, statements)
            _copy(connection, line, lines)
            continue
        statements.append(line)
    _execute(connection, statements)


def _execute(connection: Any, statements: list[bytes]) -> None:
    text = b"".join(statements)
    statements.clear()
    if any(line.strip() and not line.startswith(b"--") for line in text.splitlines()):
        connection.execute(text)


def _copy(connection: Any, statement: bytes, lines: IO[bytes]) -> None:
    with connection.cursor().copy(statement) as copy:
        for line in lines:
            if line == b"\\.\n":
                return
            copy.write(line)


def _names(connection: Any) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return sorted(name for (name,) in rows)


def _table(connection: Any, name: str) -> Table:
    """Rows, and a digest in which the order of the rows plays no part."""
    quoted = '"' + name.replace('"', '""') + '"'
    half = "coalesce(sum(('x' || substr(h, {start}, 16))::bit(64)::bigint), 0)"
    rows, first, last = connection.execute(
        f"SELECT count(*), {half.format(start=1)}, {half.format(start=17)} "
        f"FROM (SELECT md5(t::text) AS h FROM public.{quoted} t) AS hashed"
    ).fetchone()
    return Table(rows, hashlib.sha256(f"{rows} {first} {last}".encode()).hexdigest())


def _parameters(settings: Mapping[str, Any]) -> dict[str, str]:
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: str(settings[key]) for name, key in named.items() if settings.get(key)}
    return {**given, **{name: str(value) for name, value in settings.get("OPTIONS", {}).items()}}


def _address(settings: Mapping[str, Any]) -> str:
    """Where the database is, without the password: others on the machine can see a command's words."""
    from psycopg.conninfo import make_conninfo

    return make_conninfo(
        **{name: value for name, value in _parameters(settings).items() if name != "password"}
    )


def _tool(name: str) -> str:
    """PostgreSQL's own program; raises ``Faulty`` where it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parts[-2].zfill(4))
    found = next((str(folder / name) for folder in reversed(folders) if (folder / name).exists()), None)
    found = found or shutil.which(name)
    if found is None:
        message = sentence(
            "PostgreSQL’s own tools are needed for this, and are not installed here. Install them: {command}",
            command="apt-get install postgresql-client",
        )
        raise Faulty([Fault(name, message)])
    return found


def _run(command: list[str], settings: Mapping[str, Any]) -> None:
    environment = {**os.environ, "PGPASSWORD": str(settings.get("PASSWORD") or "")}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise _failed(Path(command[0]).name, result.stderr)


def _failed(tool: str, complaint: str) -> Faulty:
    """The tool's own last line: it speaks of servers and versions, never of rows."""
    lines = complaint.strip().splitlines()
    message = sentence("The tool ended with: {complaint}", complaint=lines[-1] if lines else "?")
    return Faulty([Fault(tool, message)])
