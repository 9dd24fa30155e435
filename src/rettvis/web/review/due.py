"""Decisions whose evaluation date or last day is coming or has passed, for those who handle them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, When

from rettvis.journey.review import DueDate, DueWhat, Warnings, due_dates
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import municipalities, visible
from rettvis.web.access.models import User
from rettvis.web.application.models import OPEN_STATUSES, Case
from rettvis.web.decision.control import DecisionSettings, settings_of
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.pages.whole_numbers import KEY_DIGITS, whole_number
from rettvis.web.review.opening import AGAIN

PAGE = 50
LOOKS_BACK = timedelta(days=365)
"""An ended decision that nothing followed is shown so long."""


@dataclass(frozen=True)
class DueCase:
    """A decided case of which something is due, the lines, and the open case that looks at it again."""

    case: Case
    lines: list[tuple[ServiceLineRow, tuple[DueDate, ...]]]
    under_way: str

    @property
    def first(self) -> DueDate:
        """What is due first."""
        return min((due for _line, found in self.lines for due in found), key=lambda due: due.day)


def ahead(settings: DecisionSettings) -> Warnings:
    """The office's own days."""
    return Warnings(settings.warn_evaluation_days, settings.warn_end_days)


def due_cases(
    user: User, on: date, *, mine: bool = False, kind: str = "", after: str = ""
) -> tuple[list[DueCase], str]:
    """A page of cases with something due, the earliest first, and where the next begins ("" at the end)."""
    windows = {one.pk: ahead(settings_of(one.pk)) for one in municipalities(user, Action.SEE_WORKLIST)}
    rows = _due_rows(user, on, windows, kind)
    if mine:
        rows = rows.filter(case__assigned_to=user)
    day, _dash, number = after.rpartition("_")
    key = whole_number(number, KEY_DIGITS)
    if key is not None and _is_day(day):
        rows = rows.filter(Q(due__gt=day) | Q(due=day, pk__gt=key))
    found = list(rows.order_by("due", "pk")[: PAGE + 1])
    more = f"{found[PAGE - 1].due.isoformat()}_{found[PAGE - 1].pk}" if len(found) > PAGE else ""  # type: ignore[attr-defined]
    return _by_case(found[:PAGE], windows, on), more


def due_of(case: Case, on: date) -> list[tuple[ServiceLineRow, DueDate]]:
    """What is due of one decided case; one query, the municipality's days in it."""
    settings = DecisionSettings.objects.filter(municipality=OuterRef("case__municipality")).order_by(
        "-number"
    )
    rows = ServiceLineRow.objects.in_force(on).filter(case=case)
    rows = rows.annotate(
        evaluation_days=Subquery(settings.values("warn_evaluation_days")[:1]),
        end_days=Subquery(settings.values("warn_end_days")[:1]),
    )
    usual = DecisionSettings()
    found = []
    for row in rows:
        days: Any = row
        own = Warnings(
            days.evaluation_days if days.evaluation_days is not None else usual.warn_evaluation_days,
            days.end_days if days.end_days is not None else usual.warn_end_days,
        )
        found += [(row, due) for due in due_dates(row.evaluate_on, row.ends_on, own, on)]
    return found


def _due_rows(user: User, on: date, windows: dict[int, Warnings], kind: str) -> "QuerySet[ServiceLineRow]":
    later = ServiceLineRow.objects.filter(
        case__person=OuterRef("case__person"),
        service=OuterRef("service"),
        decided_on__gt=OuterRef("decided_on"),
    )
    rows = (
        ServiceLineRow.objects.exclude(outcome="refused")
        .filter(case__in=visible(user, Case.objects.all()))
        .filter(Q(ends_on=None) | Q(ends_on__gte=on - LOOKS_BACK))
        .with_change(on)
        .filter(Q(counts=None) | Q(counts=True))
        .exclude(Q(ends_on__lt=on) & Exists(later))
    )
    wanted = Q(pk=None)
    evaluation: Any = Q(pk=None)
    for municipality, own in windows.items():
        here = Q(case__municipality=municipality)
        evaluates = here & Q(evaluate_on__lte=on + timedelta(days=own.evaluation_days))
        evaluation |= evaluates
        if kind != DueWhat.END:
            wanted |= evaluates
        if kind != DueWhat.EVALUATION:
            wanted |= here & Q(ends_on__lte=on + timedelta(days=own.end_days))
    first = (
        F("ends_on")
        if kind == DueWhat.END
        else Choose(When(evaluation, then="evaluate_on"), default="ends_on")
    )
    return rows.filter(wanted).annotate(due=first).select_related("case__person", "case__assigned_to")


def _by_case(rows: Iterable[Any], windows: dict[int, Warnings], on: date) -> list[DueCase]:
    cases: dict[int, DueCase] = {}
    listed = list(rows)
    people = {row.case.person_id for row in listed}
    open_ = Case.objects.filter(person__in=people, kind__in=AGAIN, status__in=OPEN_STATUSES).order_by("-pk")
    under_way = {(one.person_id, one.unit_id): one.number for one in open_}
    for row in listed:
        found = due_dates(row.evaluate_on, row.ends_on, windows[row.case.municipality_id], on)
        known = cases.setdefault(
            row.case_id,
            DueCase(row.case, [], under_way.get((row.case.person_id, row.case.unit_id), "")),
        )
        known.lines.append((row, found))
    return list(cases.values())


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
