"""Finds the lists in which a case stood, without a row for each case of each list.

A list of a hundred cases is one row of the log. A stretch of the log is taken apart afterwards: which cases
stand in any of its lists. The search reads the stretches where a case stands, and the newest rows, which no
stretch holds yet. Stretches are made when a seal is made, and some by each search.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from rettvis.web.access.models import LogBlock, LogBlockCase, LogEntry

ROWS = 1000
"""How many numbers of rows one block spans."""

SETTLED = timedelta(minutes=10)
"""Rows as old as this have no neighbour with a lower number that is still being written."""


def take_apart(most: int | None = None) -> int:
    """Make the blocks that are not made yet, at most so many; gives how many were made."""
    made = 0
    while (most is None or made < most) and _next_block():
        made += 1
    return made


def rows_with(case_number: str) -> tuple[Any, Any]:
    """Where lists with the case may stand: stretches, the newest first, and after which row no stretch is."""
    blocks = LogBlockCase.objects.filter(case_number=case_number).order_by("-block")
    end = LogBlock.objects.order_by("-last").values("last")[:1]
    return blocks.values_list("block__first", "block__last"), Coalesce(Subquery(end), 0)


def _end() -> int:
    return LogBlock.objects.order_by("-last").values_list("last", flat=True).first() or 0


def _next_block() -> bool:
    """The next stretch, where all of it is old enough; two at once make it once."""
    with transaction.atomic():
        first = _end() + 1
        last = first + ROWS - 1
        after = LogEntry.objects.filter(pk__gt=last, at__lt=timezone.now() - SETTLED)
        if not after.exists():
            return False
        lists = LogEntry.objects.filter(pk__gte=first, pk__lte=last).exclude(cases="")
        numbers = {number for cases in lists.values_list("cases", flat=True) for number in cases.split()}
        block, new = LogBlock.objects.get_or_create(last=last, defaults={"first": first})
        if new:
            LogBlockCase.objects.bulk_create(
                [LogBlockCase(case_number=number, block=block) for number in sorted(numbers)], batch_size=2000
            )
    return True
