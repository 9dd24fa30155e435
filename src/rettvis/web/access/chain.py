"""Each row of the log is bound to the one before it, so that no row is changed or taken away unseen.

There are several chains, and a transaction takes one that nobody else is writing on: fifty people at work
do not wait for each other. The head of each chain says how many rows it has and what the last one is bound
to; it is written in the row's own transaction. What this finds, and what it does not: docs/decisions.
"""

import json
from collections.abc import Sequence
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


def bind(row: Any) -> None:
    """Give one new row its place; call it in the transaction that inserts it."""
    content = digest([getattr(row, name) for name in CONTENT])
    with connection.cursor() as cursor:
        cursor.execute(_ONE[connection.vendor], [content])
        found = cursor.fetchone()
        if found is None:
            link = bound(BEGINNING, content)
            cursor.execute("INSERT INTO access_loghead (rows, link) VALUES (1, %s) RETURNING id", [link])
            found = (cursor.fetchone()[0], 1, link)
    row.chain, row.position, row.link = found


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

_ONE = {
    "sqlite": (
        "UPDATE access_loghead SET rows = rows + 1, link = SHA256(link || %s) "
        "WHERE id = (SELECT id FROM access_loghead ORDER BY id LIMIT 1) RETURNING id, rows, link"
    ),
    "postgresql": (
        "UPDATE access_loghead SET rows = rows + 1, link = encode(sha256((link || %s)::bytea), 'hex') "
        "WHERE id = (SELECT id FROM access_loghead ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) "
        "RETURNING id, rows, link"
    ),
}
"""Takes the next place in such a chain, in one question to the database."""


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
