"""What the supervisors have approved: for invoices, follow-up and figures."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rettvis.journey.delivery import ShiftKind
from rettvis.rulekit.period import Period
from rettvis.web.timesheets.models import ShiftLine
from rettvis.web.timesheets.store import approved_now, counting


@dataclass(frozen=True)
class ApprovedShift:
    """An approved line: whose (primary key of the person, number of the case), by which provider
    (organisation number), the local day it begins on, and its whole minutes by the clock."""

    line: int
    person: int
    case_number: str
    provider: str
    assistant: str
    day: date
    kind: ShiftKind
    minutes: int


def approved_shifts(
    persons: "Collection[int] | QuerySet[object]", period: Period
) -> tuple[ApprovedShift, ...]:
    """The approved lines of some persons (primary keys) that begin in a period, in the order of their days.

    One query. A line counts while its approval stands; it belongs to the day it begins on, with all its
    minutes, as it does on an invoice.
    """
    rows = approved_lines().filter(case__person__in=persons, day__gte=period.first)
    if period.last is not None:
        rows = rows.filter(day__lte=period.last)
    return tuple(_approved(row) for row in rows.order_by("day", "start", "pk"))


def approved_lines() -> "QuerySet[ShiftLine]":
    """The rows of the approved lines, with case and provider."""
    return counting().filter(pk__in=approved_now().values("line"), case__isnull=False)


def _approved(row: ShiftLine) -> ApprovedShift:
    assert row.case is not None
    return ApprovedShift(
        row.pk,
        row.case.person_id,
        row.case.number,
        row.provider.number,
        row.assistant,
        row.day,
        ShiftKind(row.kind),
        row.minutes,
    )
