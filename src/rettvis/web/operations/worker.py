"""The worker: does what is queued, one thing at a time, and shows that it is alive."""

import logging
import signal
import time
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from rettvis.web.operations.models import Sign
from rettvis.web.operations.tasks import look_at_all

SIGN_EACH = 60
"""Seconds between two signs of life."""
WAIT = 2
"""Seconds between two looks in the queue: what is queued is never urgent."""

logger = logging.getLogger("rettvis.worker")


class Running:
    """Whether the worker is to go on; the system's signals end it between two tasks."""

    def __init__(self) -> None:
        self.on = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)

    def stop(self, *_signal: object) -> None:
        """End when the task at hand is done."""
        self.on = False


def work(*, until_empty: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
    """Do what is queued until told to stop, or until nothing is left."""
    running, signed = Running(), 0.0
    take_back()
    while running.on:
        try:
            if time.monotonic() - signed > SIGN_EACH or not signed:
                Sign.give(Sign.WORKER, timezone.now())
                signed = time.monotonic()
                look_at_all()
            do_all()
        except DatabaseError as error:
            # The database may be away for a while, at a restart or an upgrade; the worker waits for it.
            logger.warning("the database does not answer (%s)", type(error).__name__)
            connection.close()
        if until_empty:
            return
        sleep(WAIT)


def do_all() -> None:
    """Do what is ready in the queue."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=default_task_backend.alias,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()


def take_back() -> int:
    """Queue again what a worker that was killed had begun; there is one worker, and it has just started."""
    begun = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return begun.update(status=TaskResultStatus.READY, started_at=None, worker_ids=[])
