"""Rows of decisions ⇄ the extract that is counted: the only translator."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from rettvis.journey.decision import LineOutcome
from rettvis.journey.statistics.own_cases.lines import KINDS_IN_ORDER, Lines, frame_of, lines_of
from rettvis.journey.statistics.own_cases.spells import LineChanged, SpellEnd, spells
from rettvis.web.application.models import Case
from rettvis.web.decision.models import LineChange, ServiceLineRow

GRANTED = (LineOutcome.GRANTED, LineOutcome.PARTLY)
COLUMNS = (
    "pk",
    "case__person_id",
    "case_id",
    "case__unit_id",
    "service",
    "organised",
    "case__person__sex",
    "minutes_per_week",
    "starts_on",
    "ends_on",
    "decided_on",
    "case__person__birth_date",
    "minutes_by_kind",
)
Changes = dict[int, list[LineChanged]]


def extract(cases: "QuerySet[Case]") -> Lines:
    """The granted lines of the cases, a row for each spell in force. Two questions to the database."""
    lines = granted_lines(cases)
    changes = changes_of(cases)
    return lines_of(frame_of([row for line in lines for row in _rows(line, changes)]))


def granted_lines(cases: "QuerySet[Case]") -> list[tuple[Any, ...]]:
    """The granted lines of the cases in the order of their persons, as :data:`COLUMNS`."""
    rows = ServiceLineRow.objects.filter(case__in=cases, outcome__in=GRANTED)
    return list(rows.order_by("case__person_id", "pk").values_list(*COLUMNS))


def changes_of(cases: "QuerySet[Case]") -> Changes:
    """What later decisions did to the lines of the cases, in the order it was written."""
    found: Changes = defaultdict(list)
    written = LineChange.objects.filter(line__case__in=cases).order_by("pk")
    for line, day, in_force, why in written.values_list("line_id", "from_on", "in_force", "why"):
        end = SpellEnd.ANNULLED if why == "annulled" else SpellEnd.REPLACED
        found[line].append(LineChanged(day, in_force, end))
    return found


def _rows(line: Iterable[Any], changes: Changes) -> Iterator[tuple[Any, ...]]:
    """A row in the order of the extract's columns for each spell of one line."""
    pk, person, case, unit, service, organised, sex, minutes, starts, ends, decided, born, by_kind = line
    kinds = by_kind or _its_own_kind(service, minutes)
    parts = [kinds.get(kind) for kind in KINDS_IN_ORDER]
    for spell in spells(starts or decided, ends, changes.get(pk, ())):
        yield (
            person,
            case,
            str(unit),
            service,
            organised,
            sex,
            minutes,
            spell.first,
            spell.last,
            born,
            *parts,
        )


def _its_own_kind(service: str, minutes: int | None) -> dict[str, int]:
    """The minutes of a line that nobody has divided: all of its own kind, where the service is one."""
    return {service: minutes} if minutes and service in KINDS_IN_ORDER else {}
