"""The clock of a case as its page shows it: the events, for whom it waited when, and what to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rettvis.journey.handling import (
    Awaited,
    Clock,
    Contradiction,
    Due,
    EventKind,
    HandlingEvent,
    HandlingTime,
    NextStep,
    Work,
    clock_of,
    correctable,
    handling_time,
    in_force,
    next_step,
    waited_for,
)
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.due import Limits, dues_of
from rettvis.web.application.events import as_event
from rettvis.web.application.models import Case, CaseEvent, Status
from rettvis.web.pages.steps import State

WIDTH = 1000
"""How wide the bar is drawn, in the drawing's own units."""


@dataclass(frozen=True)
class ShownEvent:
    """One row of the list: the event as it was written, and what a correction made of it.

    ``now`` is the event as it stands; None where it was withdrawn. ``corrections`` are those about it.
    """

    row: CaseEvent
    title: Sentence
    party: Sentence | None
    expected: date | None
    now: HandlingEvent | None
    corrections: tuple[CaseEvent, ...]
    may_correct: bool

    @property
    def on(self) -> date:
        """The day it stands on in the list."""
        return self.now.on if self.now else self.row.on


@dataclass(frozen=True)
class Stretch:
    """Some days on which the case waited for one party; ``last`` is the last of them.

    ``left`` and ``width`` are its place on the bar.
    """

    party: Awaited
    first: date
    last: date
    days: int
    left: int
    width: int


@dataclass(frozen=True)
class Story:
    """All that the page tells."""

    clock: Clock
    events: Sequence[ShownEvent]
    stretches: Sequence[Stretch]
    spent: HandlingTime | None
    dues: Sequence[Due]
    next: NextStep | None
    contradictions: Sequence[Contradiction]


def story_of(case: Case, today: date) -> Story:
    """The clock of the case on the day ``today``; two questions to the database."""
    rows = list(CaseEvent.objects.filter(case=case).select_related("by").order_by("pk"))
    clock = clock_of([as_event(row) for row in rows])
    dues = dues_of(case, clock, Limits([case.municipality_id]))
    return Story(
        clock=clock,
        events=shown_events(rows),
        stretches=stretches_of(clock, today),
        spent=handling_time(clock, today),
        dues=dues,
        next=next_step(clock.standing, work_of(case), dues, today),
        contradictions=clock.contradictions,
    )


def work_of(case: Case) -> Work:
    """How far the work on a case has come, read from its own row."""
    waiting = case.status == Status.AWAITING_APPROVAL
    state = case.steps.get("decision")
    return Work(
        assigned=case.assigned_to_id is not None,
        done=frozenset(name for name, state in case.steps.items() if state == State.DONE),
        approved=waiting and state == State.DONE,
        returned=not waiting and state == State.NEEDS_ATTENTION,
    )


def shown_events(rows: Sequence[CaseEvent]) -> list[ShownEvent]:
    """The events in the order they happened, each with the corrections about it."""
    events = [as_event(row) for row in rows]
    standing = {event.number: event for event in in_force(events)}
    may = correctable(events)
    corrections: dict[int, list[CaseEvent]] = {}
    for row in rows:
        if row.kind == EventKind.CORRECTED:
            corrections.setdefault(row.data.get("corrects") or 0, []).append(row)
    shown = [
        _shown(row, event, standing.get(row.pk), corrections.get(row.pk, ()), may)
        for row, event in zip(rows, events, strict=True)
        if row.kind != EventKind.CORRECTED
    ]
    return sorted(shown, key=lambda one: (one.on, one.row.pk))


def _shown(
    row: CaseEvent,
    event: HandlingEvent,
    now: HandlingEvent | None,
    corrections: Iterable[CaseEvent],
    may: frozenset[int],
) -> ShownEvent:
    stands = now or event
    return ShownEvent(
        row=row,
        title=event.kind.label,
        party=stands.waits_for.label if stands.waits_for else None,
        expected=stands.expected,
        now=now,
        corrections=tuple(corrections),
        may_correct=row.pk in may and not is_letter(row),
    )


def is_letter(row: CaseEvent) -> bool:
    """Whether the event is that a letter was sent from here: what was sent is not corrected."""
    return row.kind == EventKind.PRELIMINARY_REPLY_SENT and "letter" in row.data


def stretches_of(clock: Clock, today: date) -> list[Stretch]:
    """For whom the case waited, one row for each stretch of days, with its place on a bar of all days."""
    line = waited_for(clock, today)
    total = sum(piece.period.days or 0 for piece in line)
    found, passed = [], 0
    for piece in line:
        days = piece.period.days or 0
        left, right = passed * WIDTH // total, (passed + days) * WIDTH // total
        last = piece.period.last or piece.period.first
        found.append(Stretch(piece.value, piece.period.first, last, days, left, max(right - left, 2)))
        passed += days
    return found
