"""Whom an introduction considers: everybody with a decision in force, or with a finding of the condition.

The decisions are read for what they show of the condition and for their days alone: their hours stand apart.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.supplement import Candidate, ShowingDecision
from rettvis.web.access.models import Municipality
from rettvis.web.application.models import Case
from rettvis.web.decision.models import LineChange, ServiceLineRow
from rettvis.web.supplement.models import FindingRow
from rettvis.web.supplement.store import Held, as_finding, findings_of, held_by

ONE_DAY = timedelta(days=1)


@dataclass
class Considered:
    """A person, her cases with the newest last, and what is known of her."""

    person: int
    cases: list[int] = field(default_factory=list)
    candidate: Candidate = field(default_factory=Candidate)
    held: list[Held] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)

    @property
    def case(self) -> int:
        """The case that a letter belongs to."""
        return self.cases[-1]


@dataclass
class _Known:
    findings: list[FindingRow] = field(default_factory=list)
    cases: dict[int, None] = field(default_factory=dict)
    decisions: list[ShowingDecision] = field(default_factory=list)
    evaluations: list[date] = field(default_factory=list)
    applications: list[tuple[date, date]] = field(default_factory=list)


def considered(
    municipality: Municipality | int,
    first: date,
    people: Collection[int] | None = None,
    *,
    with_held: bool = True,
) -> list[Considered]:
    """Everybody whom an introduction from ``first`` considers, by their number; three queries.

    Where ``people`` are given: each of them, also one with no case that tells anything. ``with_held`` False
    leaves out what they have.
    """
    known: dict[int, _Known] = defaultdict(_Known)
    for row in findings_of(municipality, people):
        known[row.person_id].findings.append(row)
        known[row.person_id].cases.setdefault(row.case_id)
    for line in _lines(municipality, first, people):
        _add(known[line.case.person_id], line, first)
    numbers = sorted(known if people is None else people)
    held = held_by(numbers) if with_held else {}
    every = [_considered(number, known[number], held.get(number, [])) for number in numbers]
    return [one for one in every if one.cases or people is not None]


def _considered(number: int, one: _Known, held: list[Held]) -> Considered:
    candidate = Candidate(
        tuple(as_finding(row) for row in one.findings),
        tuple(one.decisions),
        tuple(one.evaluations),
        tuple(one.applications),
        tuple(each.grant for each in held if each.grant is not None),
    )
    return Considered(number, list(one.cases), candidate, held, one.findings)


def _lines(
    municipality: Municipality | int, first: date, people: Collection[int] | None
) -> list[ServiceLineRow]:
    """Granted lines that are in force on ``first`` or later, with the day from which each is not any more."""
    newest = LineChange.objects.filter(line=OuterRef("pk")).order_by("-from_on", "-pk")
    rows = (
        ServiceLineRow.objects.exclude(outcome="refused")
        .filter(Q(ends_on=None) | Q(ends_on__gte=first), case__municipality=municipality)
        .annotate(
            counts=Subquery(newest.values("in_force")[:1]), changed_on=Subquery(newest.values("from_on")[:1])
        )
        .filter(Q(counts=None) | Q(counts=True) | Q(changed_on__gt=first))
        .select_related("case")
        .defer("case__steps")
        .order_by("decided_on", "pk")
    )
    return list(rows if people is None else rows.filter(case__person__in=people))


def _add(known: _Known, row: ServiceLineRow, first: date) -> None:
    begins = row.starts_on or row.decided_on
    gone: date | None = row.changed_on - ONE_DAY if row.counts is False else None  # type: ignore[attr-defined]
    last = min((day for day in (row.ends_on, gone) if day is not None), default=None)
    if last is not None and (last < begins or last < first):
        return
    known.cases.pop(row.case_id, None)
    known.cases[row.case_id] = None
    how = shows(row)
    if how:
        known.decisions.append(ShowingDecision(how, row.case.number, begins, last))
    if row.evaluate_on is not None:
        known.evaluations.append(row.evaluate_on)
    known.applications.append((row.case.received_on, begins))


def shows(row: ServiceLineRow) -> str:
    """How a granted line shows the basic condition; empty where it says nothing of it."""
    if row.service == Service.SUPPORT_CONTACT:
        return "support_contact"
    has = row.minutes_by_kind.get(str(KindOfService.SUPPORT_CONTACT), 0)
    return "bpa_support_contact" if row.service == Service.BPA and has else ""


def newest_cases(numbers: Collection[int]) -> dict[int, Case]:
    """The cases by their key, with what a letter needs."""
    rows = Case.objects.select_related("person", "municipality", "unit").filter(pk__in=numbers)
    return {row.pk: row for row in rows}
