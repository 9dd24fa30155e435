"""The introduction as the worker does it."""

import time

from django.utils import timezone
from django_tasks import task

from rettvis.web.supplement.introducing import broken, do_some

PAUSE = 0.3
"""Seconds between two transactions, in which others may write: SQLite has one writer at a time, no queue."""


@task()
def do_introduction(number: int) -> None:
    """Do an introduction to its end, or until somebody stops it. Begun again, it goes on where it was."""
    try:
        while do_some(number, timezone.now()):
            time.sleep(PAUSE)
    except Exception as error:
        broken(number, error, timezone.now())
        raise
