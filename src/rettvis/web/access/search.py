"""Reading the log: an auditor's search, and who has looked at one case."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from rettvis.web.access.gate import Action, municipalities
from rettvis.web.access.models import LogEntry, User

PAGE = 100
COLUMNS = (
    "id",
    "at",
    "user__name",
    "user__username",
    "organisation",
    "role",
    "basis",
    "action",
    "case_number",
    "cases",
    "what",
    "outcome",
)


def found_entries(user: User, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Up to one more than a page of entries that ``user`` may see, newest first."""
    rows = LogEntry.objects.filter(municipality__in=list(municipalities(user, Action.SEARCH_LOG)))
    if asked.get("case_number"):
        rows = rows.filter(about(asked["case_number"].strip()))
    if asked.get("username"):
        rows = rows.filter(user__username=asked["username"].strip())
    for column in ("action", "outcome"):
        if asked.get(column):
            rows = rows.filter(**{column: asked[column]})
    if asked.get("first_day"):
        rows = rows.filter(at__gte=_midnight(asked["first_day"]))
    if asked.get("last_day"):
        rows = rows.filter(at__lt=_midnight(asked["last_day"] + timedelta(days=1)))
    return page_of(rows, asked.get("before"))


def entries_about(case_number: str, before: int | None = None) -> list[dict[str, Any]]:
    """Every look-up of one case, newest first, those in lists included."""
    return page_of(LogEntry.objects.filter(about(case_number)), before)


def page_of(rows: "QuerySet[LogEntry]", before: int | None) -> list[dict[str, Any]]:
    """One more than a page of rows, from ``before`` and backwards."""
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id").values(*COLUMNS)[: PAGE + 1])


def about(case_number: str) -> Q:
    """Entries of the case's own pages, and of lists where it stood."""
    return Q(case_number=case_number) | Q(cases__contains=f" {case_number} ")


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
