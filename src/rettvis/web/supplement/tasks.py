"""The introduction as the worker does it."""

from django.utils import timezone
from django_tasks import task

from rettvis.web.supplement.introducing import broken, do_some


@task()
def do_introduction(number: int) -> None:
    """Do an introduction to its end, or until somebody stops it. Begun again, it goes on where it was."""
    try:
        while do_some(number, timezone.now()):
            pass
    except Exception as error:
        broken(number, error, timezone.now())
        raise
