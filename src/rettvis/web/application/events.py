"""What happened in a case, written as rows that are never changed, and what the case's own row says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from rettvis.journey.handling import (
    MOVES_THE_CLOCK,
    Awaited,
    EventKind,
    HandlingEvent,
    clock_of,
    handling_time,
)
from rettvis.web.access.models import User
from rettvis.web.application.due import Limits, next_due
from rettvis.web.application.models import Case, CaseEvent

AT_ONCE = 500

KEPT_BY_EVENTS = (
    "waits_for",
    "waits_since",
    "waits_until",
    "on_hold",
    "replied_on",
    "handling_days",
    "waiting_days",
    "next_due_on",
    "next_due_what",
)
"""The columns of a case that :func:`refresh` alone writes."""


@dataclass(frozen=True)
class NewEvent:
    """An event to be written: as the arguments of :func:`record_event`. ``on`` None is the day of ``at``."""

    case: Case
    kind: EventKind
    by: User | None
    at: datetime | None = None
    on: date | None = None
    waits_for: Awaited | None = None
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def record_event(
    case: Case,
    kind: EventKind,
    by: User | None,
    at: datetime | None = None,
    on: date | None = None,
    *,
    waits_for: Awaited | None = None,
    reason: str = "",
    **data: Any,
) -> CaseEvent:
    """Write that ``kind`` happened in the case on the day ``on``, told by ``by`` at ``at`` (now).

    Call it in the transaction of the act itself. ``data`` must be what JSON can hold; ``expected``, a day in
    ISO form, says when a wait should be over. Where the event moves the clock, the case's own row follows.
    """
    return record_events([NewEvent(case, kind, by, at, on, waits_for, reason, data)])[0]


def record_events(many: Iterable[NewEvent]) -> list[CaseEvent]:
    """Write several events, of one case or many, all or none."""
    new = list(many)
    rows = [_row(event, timezone.now()) for event in new]
    with transaction.atomic():
        CaseEvent.objects.bulk_create(rows, batch_size=AT_ONCE)
        refresh({event.case.pk: event.case for event in new if event.kind in MOVES_THE_CLOCK}.values())
    return rows


def correct_received(case: Case, day: date, by: User) -> None:
    """The day of receipt was written wrong: a correction of the event that says it."""
    first = CaseEvent.objects.filter(case=case, kind=EventKind.RECEIVED).order_by("pk").first()
    if first is None:
        record_event(case, EventKind.RECEIVED, by, on=day)
    else:
        record_event(case, EventKind.CORRECTED, by, on=day, corrects=first.pk)


def refresh(cases: Iterable[Case]) -> None:
    """Write in each case's row what its events say: for whom it waits, since when, and how long it took.

    The only place where these columns are written. The rows are locked.
    """
    by_key = {case.pk: case for case in cases}
    for batch in _batches(list(by_key)):
        with transaction.atomic():
            list(Case.objects.select_for_update().filter(pk__in=batch).order_by("pk").values_list("pk"))
            found: dict[int, list[CaseEvent]] = {key: [] for key in batch}
            for row in CaseEvent.objects.filter(case__in=batch):
                found[row.case_id].append(row)
            changed = [by_key[key] for key in batch]
            limits = Limits(case.municipality_id for case in changed)
            for case in changed:
                for name, value in columns(case, found[case.pk], limits).items():
                    setattr(case, name, value)
            _write(changed)


def _write(changed: list[Case]) -> None:
    """One statement, also where there is one case alone."""
    if len(changed) == 1:
        case = changed[0]
        Case.objects.filter(pk=case.pk).update(**{name: getattr(case, name) for name in KEPT_BY_EVENTS})
    else:
        Case.objects.bulk_update(changed, KEPT_BY_EVENTS)


def columns(case: Case, rows: Iterable[CaseEvent], limits: Limits) -> dict[str, Any]:
    """What the events of one case make of :data:`KEPT_BY_EVENTS`."""
    clock = clock_of([as_event(row) for row in rows])
    standing = clock.standing
    spent = handling_time(clock, clock.decided) if clock.decided else None
    return {
        "waits_for": str(standing.waits_for or ""),
        "waits_since": standing.since,
        "waits_until": standing.expected,
        "on_hold": standing.on_hold,
        "replied_on": clock.replied,
        "handling_days": spent.days if spent else None,
        "waiting_days": spent.waiting_on_others if spent else None,
        **next_due(case, clock, limits),
    }


def events_of(case: Case) -> list[HandlingEvent]:
    """Every event of the case as the journey knows it, corrections among them."""
    return [as_event(row) for row in CaseEvent.objects.filter(case=case).order_by("pk")]


def as_event(row: CaseEvent) -> HandlingEvent:
    """One row as the journey knows it. A kind that this version does not know stops no clock."""
    expected = row.data.get("expected")
    known = row.kind in EventKind._value2member_map_
    return HandlingEvent(
        number=row.pk,
        kind=EventKind(row.kind) if known else EventKind.OTHER,
        on=row.on,
        waits_for=Awaited(row.waits_for) if row.waits_for else None,
        reason=row.reason,
        expected=date.fromisoformat(expected) if expected else None,
        corrects=row.data.get("corrects"),
        withdrawn=bool(row.data.get("withdrawn")),
    )


def _row(event: NewEvent, now: datetime) -> CaseEvent:
    at = event.at or now
    return CaseEvent(
        case=event.case,
        kind=str(event.kind),
        on=event.on or timezone.localdate(at),
        at=at,
        by=event.by,
        waits_for=str(event.waits_for or ""),
        reason=event.reason,
        data=dict(event.data),
    )


def _batches(keys: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
