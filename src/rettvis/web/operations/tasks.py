"""What must happen although nobody has a page open: queued by a timer, done by the worker.

Another app adds its own with ``register_nightly`` in ``AppConfig.ready``; it is called with the day, in a
transaction of its own, and must be safe to call twice. What must be looked at all day is added with
``register_look``: the worker calls it about once a minute.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import task

from rettvis.web.operations.models import Sign

logger = logging.getLogger("rettvis.worker")


@dataclass(frozen=True)
class Nightly:
    """One piece of nightly work, by the name that it is queued under."""

    name: str
    work: Callable[[date], object]


_nightly: dict[str, Nightly] = {}
_looks: dict[str, Callable[[], object]] = {}


def register_nightly(name: str, work: Callable[[date], object]) -> None:
    """Add a piece of nightly work."""
    _nightly[name] = Nightly(name, work)


def register_look(name: str, look: Callable[[], object]) -> None:
    """Add something that the worker looks at about once a minute; it sees to its own transactions."""
    _looks[name] = look


def look_at_all() -> None:
    """Everything that is looked at all day, each by itself: one that fails stops none of the others."""
    for name, look in _looks.items():
        try:
            look()
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - one that fails must not stop the worker
            # What stands in the files and rows is nobody's business here: only what kind of fault it was.
            logger.warning("%s could not be looked at (%s)", name, type(error).__name__)


def queue_nightly() -> list[str]:
    """Queue every piece of nightly work; gives their names."""
    with transaction.atomic():
        for name in _nightly:
            do_nightly.enqueue(name)
    return list(_nightly)


@task()
def do_nightly(name: str) -> None:
    """Do one piece; the day is that on which it is done."""
    with transaction.atomic():
        _nightly[name].work(timezone.localdate())
        Sign.give(Sign.NIGHTLY, timezone.now())
