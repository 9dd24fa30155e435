"""What must happen although nobody has a page open: queued by a timer, done by the worker.

Another app adds its own with ``register_nightly`` in ``AppConfig.ready``; it is called with the day, in a
transaction of its own, and must be safe to call twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from rettvis.web.operations.models import Sign


@dataclass(frozen=True)
class Nightly:
    """One piece of nightly work, by the name that it is queued under."""

    name: str
    work: Callable[[date], object]


_nightly: dict[str, Nightly] = {}


def register_nightly(name: str, work: Callable[[date], object]) -> None:
    """Add a piece of nightly work."""
    _nightly[name] = Nightly(name, work)


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
