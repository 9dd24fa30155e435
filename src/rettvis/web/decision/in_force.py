"""Which service lines are in force on a day, and what a new decision does to those of the earlier ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from rettvis.journey.decision import Decision, DecisionInForce, ServiceLine, stops_on
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.decision.models import (
    DecisionRevision,
    LineChange,
    ServiceLineQuerySet,
    ServiceLineRow,
    Why,
)
from rettvis.web.decision.store import draft_in


def in_force(on: date) -> ServiceLineQuerySet:
    """Every granted service line in force on ``on``, of everybody: what statistics count.

    Begun and not ended (first and last day count), and neither replaced nor annulled by that day.
    """
    return ServiceLineRow.objects.in_force(on)


@dataclass(frozen=True)
class Running:
    """A line that is in force, or has yet to begin, with its row and the case it was decided in."""

    row: ServiceLineRow
    line: ServiceLine


def running_lines(case: Case, on: date) -> list[Running]:
    """The granted lines of the person's other cases that run ``on`` or begin later, newest decision first."""
    newest = DecisionRevision.objects.filter(case=OuterRef("case")).order_by("-number").values("content")
    rows = (
        ServiceLineRow.objects.exclude(case=case)
        .exclude(outcome="refused")
        .filter(Q(ends_on=None) | Q(ends_on__gte=on), case__person=case.person_id)
        .with_change(date.max)
        .filter(Q(counts=None) | Q(counts=True))
        .annotate(decision=Subquery(newest[:1]))
        .select_related("case")
        .order_by("-decided_on", "pk")
    )
    found = []
    for row in rows:
        lines = {line.key: line for line in draft_in(row.decision).decision.lines}
        if row.key in lines:
            found.append(Running(row, lines[row.key]))
    return found


def decision_in_force(case: Case, on: date) -> DecisionInForce | None:
    """What the person has now by other decisions, as one; None where there is nothing."""
    return as_one(running_lines(case, on))


def seen_by(user: User, running: Iterable[Running]) -> list[Running]:
    """Those of the lines that stand in a case which ``user`` may open."""
    return [one for one in running if may(user, Action.SEE_CASE, one.row.case)]


def as_one(running: Sequence[Running]) -> DecisionInForce | None:
    """The lines as one decision; None where there is none."""
    if not running:
        return None
    newest = running[0].row
    return DecisionInForce(
        newest.decided_on,
        tuple(one.line for one in running),
        newest.case.number,
        tuple(one.row.case.number for one in running),
    )


def replace_lines(case: Case, decision: Decision, on: date) -> set[int]:
    """Write from when the running lines are replaced by ``decision`` of ``case``.

    Gives the cases of which nothing goes on. Call it in the transaction that sends the decision.
    """
    running = running_lines(case, on)
    stops = [(one, stops_on(one.line, one.row.case.number, decision, on)) for one in running]
    LineChange.objects.bulk_create(
        LineChange(line=one.row, from_on=day, in_force=False, why=Why.REPLACED, by_case=case)
        for one, day in stops
        if day is not None
    )
    go_on = {one.row.case_id for one, day in stops if day is None}
    return {one.row.case_id for one in running} - go_on


def newest_revisions(cases: Iterable[int]) -> list[DecisionRevision]:
    """The newest decision of each of the cases."""
    newest = DecisionRevision.objects.filter(case=OuterRef("case")).order_by("-number").values("pk")[:1]
    return list(DecisionRevision.objects.filter(case__in=cases, pk=Subquery(newest)))
