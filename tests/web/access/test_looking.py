"""A page that changes nothing does not wait for the disk; whatever is saved does, before and after."""

import pytest
from django.db import connection

from rettvis.web.access.looking import only_looking


def level() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_only_a_look_does_not_wait_for_the_disk() -> None:
    if connection.vendor != "sqlite":
        return  # there it is the database's own setting, the same for every transaction
    full, normal = 2, 1
    assert level() == full
    with only_looking():
        assert level() == normal
    assert level() == full
    with pytest.raises(ZeroDivisionError), only_looking():
        raise ZeroDivisionError
    assert level() == full


def test_within_another_transaction_nothing_is_changed(db: None) -> None:
    """SQLite refuses to change it there, and the transaction may save something."""
    with only_looking():
        assert connection.in_atomic_block
