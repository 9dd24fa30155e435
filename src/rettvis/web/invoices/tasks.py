"""What the worker does with a file: the rules take memory that no process which serves pages should hold."""

from django.utils import timezone
from django_tasks import task


@task()
def read_file(file: int, again: bool = False) -> None:
    """Read a received file (primary key); ``again`` also where it could not be read before."""
    from rettvis.web.invoices.reading import read_received

    read_received(file, timezone.now(), again=again)
