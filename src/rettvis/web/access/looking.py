"""The transaction of a page that changes nothing but the log."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def only_looking() -> Iterator[None]:
    """Read rows and write the log's row of them, in one transaction.

    On SQLite nobody waits here for the disk to say that the row is written: it stands when the program is
    killed the next moment, and may be gone when the power is. What somebody saves is always waited for.
    """
    light = connection.vendor == "sqlite" and not connection.in_atomic_block
    if light:
        _wait("NORMAL")
    try:
        with transaction.atomic():
            yield
    finally:
        if light:
            _wait("FULL")


def _wait(level: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={level}")
