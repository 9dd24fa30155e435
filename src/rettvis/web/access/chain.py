"""Each row of the log is bound to the one before it, so that no row is changed or taken away unseen.

There are several chains, and a transaction takes one that nobody else is writing on: fifty people at work
do not wait for each other. The head of each chain says how many rows it has and what the last one is bound
to; it is written in the row's own transaction. What this finds, and what it does not: docs/decisions.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from django.db import connection, transaction

BEGINNING = "0" * 64
"""What the first row of a chain is bound to."""

CONTENT = (
    "at",
    "user_id",
    "municipality_id",
    "organisation",
    "role",
    "basis",
    "action",
    "case_number",
    "cases",
    "what",
    "outcome",
    "about_id",
)
"""The columns that are bound, in this order: all that a row says."""


class Row(Protocol):
    """A row of the log, by its place in a chain."""

    chain: int
    position: int | None
    link: str


def digest(values: Sequence[Any]) -> str:
    """The digest of what one row says, the values of :data:`CONTENT` in their order."""
    plain = [_moment(value) if isinstance(value, datetime) else value for value in values]
    return sha256(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def bound(before: str, content: str) -> str:
    """The link of a row with this content's digest that follows the row with the link ``before``."""
    return sha256((before + content).encode("ascii")).hexdigest()


def insert(row: Any) -> int:
    """Insert one new row, bound by the same question to the database (:func:`install`); gives its key.

    The SQL is put together once: every page writes a row.
    """
    names, marks, given = _INSERT[connection.vendor]
    values = [row._meta.get_field(name).get_db_prep_save(getattr(row, name), connection) for name in CONTENT]
    content = digest([getattr(row, name) for name in CONTENT])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO access_logentry ({', '.join((*CONTENT, *names))}) "
            f"VALUES ({', '.join(['%s'] * len(CONTENT))}, {marks}) RETURNING id",
            [*values, *given, content],
        )
        [key] = cursor.fetchone()
    return int(key)


def forget_place(row: Any) -> None:
    """The database gave the row its place: it is read from there when somebody asks for it."""
    for name in ("chain", "position", "link"):
        row.__dict__.pop(name, None)


_HEAD = "FROM access_loghead ORDER BY id LIMIT 1"
_INSERT: Mapping[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "postgresql": (("chain", "link"), "0, %s", ()),
    "sqlite": (
        ("chain", "position", "link"),
        f"COALESCE((SELECT id {_HEAD}), 1), COALESCE((SELECT rows + 1 {_HEAD}), 1), "
        f"SHA256(COALESCE((SELECT link {_HEAD}), %s) || %s)",
        (BEGINNING,),
    ),
}
"""How a row gets its place: on PostgreSQL from the trigger, on SQLite from the question itself."""


def bind_many(rows: Sequence[Any]) -> None:
    """Give many new rows their places in one chain; call it in the transaction that inserts them."""
    if not rows:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FREE[connection.vendor])
        chain, position, link = cursor.fetchone() or (None, 0, BEGINNING)
        if chain is None:
            cursor.execute("INSERT INTO access_loghead (rows, link) VALUES (0, %s) RETURNING id", [link])
            [chain] = cursor.fetchone()
        for row in rows:
            position += 1
            link = bound(link, digest([getattr(row, name) for name in CONTENT]))
            row.chain, row.position, row.link = chain, position, link
        cursor.execute(
            "UPDATE access_loghead SET rows = %s, link = %s WHERE id = %s", [position, link, chain]
        )


_FREE = {
    "sqlite": "SELECT id, rows, link FROM access_loghead ORDER BY id LIMIT 1",
    "postgresql": ("SELECT id, rows, link FROM access_loghead ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"),
}
"""The first chain that nobody else is writing on. On SQLite there is only one who writes."""


def install(database: Any) -> None:
    """Put the triggers on the log that bind its rows; call it in a migration, after the table is made.

    On PostgreSQL the trigger gives a row its place. On SQLite, where nobody else writes meanwhile, the row
    comes with it, and the trigger moves the head.
    """
    statements = _ON_POSTGRESQL if database.vendor == "postgresql" else _ON_SQLITE
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_ON_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS access_logentry_bind AFTER INSERT ON access_logentry "
    "WHEN NEW.position IS NOT NULL BEGIN "
    "INSERT INTO access_loghead (id, rows, link) VALUES (NEW.chain, NEW.position, NEW.link) "
    "ON CONFLICT (id) DO UPDATE SET rows = excluded.rows, link = excluded.link; END",
)

_ON_POSTGRESQL = (
    f"""
    CREATE OR REPLACE FUNCTION access_logentry_bind() RETURNS trigger LANGUAGE plpgsql AS $bind$
    DECLARE content text := NEW.link;
    BEGIN
      UPDATE access_loghead
        SET rows = rows + 1, link = encode(sha256((link || content)::bytea), 'hex')
        WHERE id = (SELECT id FROM access_loghead ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, rows, link INTO NEW.chain, NEW.position, NEW.link;
      IF NOT FOUND THEN
        INSERT INTO access_loghead (rows, link)
          VALUES (1, encode(sha256(('{BEGINNING}' || content)::bytea), 'hex'))
          RETURNING id, rows, link INTO NEW.chain, NEW.position, NEW.link;
      END IF;
      RETURN NEW;
    END $bind$
    """,
    "CREATE OR REPLACE TRIGGER access_logentry_bind BEFORE INSERT ON access_logentry "
    "FOR EACH ROW WHEN (NEW.position IS NULL AND NEW.link <> '') "
    "EXECUTE FUNCTION access_logentry_bind()",
)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
