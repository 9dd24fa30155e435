"""Reading the log: an auditor's search, and who has looked at one case."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import chain as one_after_another
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from rettvis.web.access.actions import IN_NEED, Action
from rettvis.web.access.blocks import rows_with, take_apart
from rettvis.web.access.gate import whole_municipalities
from rettvis.web.access.models import LogEntry, User

PAGE = 100
MOST = 100_000
"""How many rows a file holds at most."""

BLOCKS_AT_ONCE = 5
"""How many stretches of the log an auditor's search takes apart on its way."""

STRETCHES = 50
"""How many stretches one question to the database reads."""

SLACK = 10_000
"""Rows are numbered when they are written and dated a moment before: so far may the two orders differ."""

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
    "about__name",
    "about__username",
)


def found_entries(user: User, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Up to one more than a page of entries that ``user`` may see, newest first."""
    found = _found(user, asked, asked.get("before"), PAGE + 1)
    return [row for row, _place in zip(found, range(PAGE + 1), strict=False)]


def all_entries(user: User, asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every entry that fits, newest first, at most :data:`MOST`, some at a time."""
    before, told = None, 0
    while told < MOST:
        rows = found_entries(user, {**asked, "before": before})
        yield from rows[: min(PAGE, MOST - told)]
        told += PAGE
        if len(rows) <= PAGE:
            return
        before = rows[PAGE - 1]["id"]


def entries_about(case_number: str, before: int | None = None) -> list[dict[str, Any]]:
    """Every look-up of one case, newest first, those in lists included."""
    found = _about(LogEntry.objects.all(), case_number, before, PAGE + 1)
    return [row for row, _place in zip(found, range(PAGE + 1), strict=False)]


def _found(user: User, asked: Mapping[str, Any], before: int | None, most: int) -> Iterator[dict[str, Any]]:
    rows = LogEntry.objects.filter(municipality__in=whole_municipalities(user, Action.SEARCH_LOG))
    if asked.get("username"):
        name = asked["username"].strip()
        known = list(User.objects.filter(username=name).values_list("pk", flat=True))
        rows = rows.filter(Q(user__in=known) | Q(about__in=known)) if known else rows.none()
    for column in ("action", "outcome"):
        if asked.get(column):
            rows = rows.filter(**{column: asked[column]})
    if asked.get("in_need"):
        rows = rows.filter(basis=IN_NEED)
    rows = _within(rows, asked.get("first_day"), asked.get("last_day"))
    number = (asked.get("case_number") or "").strip()
    if number and not before:
        take_apart(BLOCKS_AT_ONCE)
    return _about(rows, number, before, most) if number else iter(page_of(rows, before, most))


def page_of(rows: "QuerySet[LogEntry]", before: int | None, most: int = PAGE + 1) -> list[dict[str, Any]]:
    """One more than a page of rows, from ``before`` and backwards."""
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id").values(*COLUMNS)[:most])


def _about(
    rows: "QuerySet[LogEntry]", number: str, before: int | None, most: int
) -> Iterator[dict[str, Any]]:
    """Rows of the case's own pages and of lists where it stood, the newest first."""
    own = iter(page_of(rows.filter(case_number=number), before, most))
    lists = _lists(rows.filter(cases__contains=f" {number} "), number, before, most)
    return _newest_first(own, lists)


def _lists(
    rows: "QuerySet[LogEntry]", number: str, before: int | None, most: int
) -> Iterator[dict[str, Any]]:
    """The rows of lists with the case: among the newest, then some stretches at a time."""
    stretches, end = rows_with(number)
    yield from page_of(rows.filter(id__gt=end), before, most)
    wanted = stretches.filter(block__first__lt=before) if before else stretches
    place = 0
    while some := list(wanted[place : place + STRETCHES]):
        place += STRETCHES
        yield from page_of(rows.filter(_inside(joined(some), number)), before, most)


def _inside(stretches: list[tuple[int, int]], number: str) -> Q:
    """Rows of these stretches that may hold the case.

    Left to itself SQLite goes through a whole municipality instead: a hundred times as slow in a long log.
    """
    if connection.vendor == "sqlite":
        marks = ", ".join(["(%s, %s)"] * len(stretches))
        found = (
            f"WITH part (first, last) AS (VALUES {marks}) "
            "SELECT entry.id FROM part CROSS JOIN access_logentry entry "
            "WHERE entry.id BETWEEN part.first AND part.last AND instr(entry.cases, %s) > 0"
        )
        return Q(id__in=RawSQL(found, [*sum(stretches, ()), number]))
    within = Q()
    for first, last in stretches:
        within |= Q(id__gte=first, id__lte=last)
    return within


def joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches, the newest first, with those that follow each other made one."""
    found: list[tuple[int, int]] = []
    for first, last in stretches:
        if found and found[-1][0] == last + 1:
            found[-1] = (first, found[-1][1])
        else:
            found.append((first, last))
    return found


def _newest_first(one: Iterator[dict[str, Any]], other: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Two runs of rows, each the newest first, as one. A row in both comes once."""
    left, right = next(one, None), next(other, None)
    while left is not None and right is not None:
        if left["id"] >= right["id"]:
            right = next(other, None) if left["id"] == right["id"] else right
            yield left
            left = next(one, None)
        else:
            yield right
            right = next(other, None)
    yield from one_after_another([row for row in (left, right) if row is not None], one, other)


def _within(rows: "QuerySet[LogEntry]", first: Any, last: Any) -> "QuerySet[LogEntry]":
    """The rows of a period; their numbers are narrowed too, since the newest number comes first."""
    if first:
        start = _midnight(first)
        rows = rows.filter(at__gte=start)
        lowest = LogEntry.objects.filter(at__gte=start).order_by("at").values_list("pk", flat=True).first()
        rows = rows.filter(id__gte=lowest - SLACK) if lowest else rows.none()
    if last:
        end = _midnight(last + timedelta(days=1))
        rows = rows.filter(at__lt=end)
        highest = LogEntry.objects.filter(at__lt=end).order_by("-at").values_list("pk", flat=True).first()
        rows = rows.filter(id__lte=highest + SLACK) if highest else rows.none()
    return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
