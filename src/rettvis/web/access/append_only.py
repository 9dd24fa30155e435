"""Tables whose rows are never changed or removed: the database itself refuses, on SQLite and PostgreSQL."""

from collections.abc import Collection

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REASON = "rows of {table} are kept as they were written"


def protect(connection: BaseDatabaseWrapper, table: str, but: Collection[str] = ()) -> None:
    """Put the triggers on ``table`` that refuse UPDATE and DELETE (and TRUNCATE, where it exists).

    The columns ``but`` may be updated: for what is worked out from other rows, with its trail elsewhere.
    """
    with connection.cursor() as cursor:
        columns = ""
        if but:
            found = connection.introspection.get_table_description(cursor, table)
            columns = " OF " + ", ".join(f'"{one.name}"' for one in found if one.name not in but)
        make = _postgresql if connection.vendor == "postgresql" else _sqlite
        for statement in make(table, columns):
            cursor.execute(statement)


def unprotect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers off ``table``: for undoing a migration, never while the application runs."""
    with connection.cursor() as cursor:
        for event in _events(connection):
            name = f'"{trigger_name(table, event)}"'
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def is_protected(connection: BaseDatabaseWrapper, table: str) -> bool:
    """Whether every trigger is in place on ``table``."""
    catalogue = (
        "SELECT tgname FROM pg_trigger"
        if connection.vendor == "postgresql"
        else ("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        found = {row[0] for row in cursor.fetchall()}
    return all(trigger_name(table, event) in found for event in _events(connection))


def append_only(table: str) -> migrations.RunPython:
    """A migration step that makes ``table`` append-only; put it after the step that creates the table."""
    return migrations.RunPython(
        lambda apps, editor: protect(editor.connection, table),
        lambda apps, editor: unprotect(editor.connection, table),
    )


def append_only_but(table: str, *but: str) -> migrations.RunPython:
    """A migration step that lets the columns ``but`` of an append-only table be updated, and nothing else."""

    def forwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        unprotect(editor.connection, table)
        protect(editor.connection, table, but)

    def backwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        unprotect(editor.connection, table)
        protect(editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def trigger_name(table: str, event: str) -> str:
    """The trigger's name in the database."""
    return f"{table}_no_{event.lower()}"


def _events(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return ("UPDATE", "DELETE", "TRUNCATE") if connection.vendor == "postgresql" else ("UPDATE", "DELETE")


def _sqlite(table: str, columns: str) -> list[str]:
    reason = REASON.format(table=table)
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{trigger_name(table, event)}" BEFORE {event}{of} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        for event, of in (("UPDATE", columns), ("DELETE", ""))
    ]


def _postgresql(table: str, columns: str) -> list[str]:
    reason = REASON.format(table=table)
    function = f'"{table}_kept"'
    body = f"BEGIN RAISE EXCEPTION '{reason}' USING ERRCODE = 'integrity_constraint_violation'; END"
    statements = [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $kept${body}$kept$"
    ]
    for event in ("UPDATE", "DELETE", "TRUNCATE"):
        scope = "STATEMENT" if event == "TRUNCATE" else "ROW"
        of = columns if event == "UPDATE" else ""
        statements.append(
            f'CREATE OR REPLACE TRIGGER "{trigger_name(table, event)}" BEFORE {event}{of} ON "{table}" '
            f"FOR EACH {scope} EXECUTE FUNCTION {function}()"
        )
    return statements
