"""What a page that changes nothing but the log writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def only_looking() -> Iterator[None]:
    """Write the log's rows of what is shown, each a transaction of its own: the page waits for all of them.

    On SQLite nobody waits here for the disk to say that a row is written: it stands when the program is
    killed the next moment, and may be gone when the power is. What somebody saves is always waited for.
    """
    light = connection.vendor == "sqlite" and not connection.in_atomic_block
    if light:
        _wait("NORMAL")
    try:
        yield
    finally:
        if light:
            _wait("FULL")


def _wait(level: str) -> None:
    """Past Django's cursor: this is said twice for every list."""
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA synchronous={level}").close()
