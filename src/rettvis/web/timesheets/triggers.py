"""What the database itself refuses: to approve a line twice at a time, to withdraw an approved one."""

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

_OPEN = (
    "SELECT 1 FROM timesheets_approvedline a WHERE a.line_id = NEW.line_id AND NOT EXISTS "
    "(SELECT 1 FROM timesheets_unlocking u WHERE u.approval_id = a.approval_id)"
)
GUARDED = {
    "timesheets_approvedline": "the line is approved already",
    "timesheets_withdrawal": "an approved line is locked",
}


def put(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on."""
    for table, reason in GUARDED.items():
        statements = (_postgresql if connection.vendor == "postgresql" else _sqlite)(table, reason)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def take_off(connection: BaseDatabaseWrapper) -> None:
    """Take them off: for undoing the migration."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_locked"{on}')


def lock_approved() -> migrations.RunPython:
    """The migration step."""
    return migrations.RunPython(
        lambda apps, editor: put(editor.connection), lambda apps, editor: take_off(editor.connection)
    )


def _sqlite(table: str, reason: str) -> list[str]:
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{table}_locked" BEFORE INSERT ON "{table}" '
        f"WHEN EXISTS ({_OPEN}) BEGIN SELECT RAISE(ABORT, '{reason}'); END"
    ]


def _postgresql(table: str, reason: str) -> list[str]:
    body = (
        f"BEGIN IF EXISTS ({_OPEN}) THEN RAISE EXCEPTION '{reason}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END"
    )
    return [
        f'CREATE OR REPLACE FUNCTION "{table}_locked"() RETURNS trigger '
        f"LANGUAGE plpgsql AS $lock${body}$lock$",
        f'CREATE OR REPLACE TRIGGER "{table}_locked" BEFORE INSERT ON "{table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{table}_locked"()',
    ]
