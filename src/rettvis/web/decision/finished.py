"""Decisions that were made before they came here: many at once, with their service lines for statistics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from rettvis.journey.application import Application
from rettvis.journey.calculation import FIFTY_TWO, WeeksPerYear
from rettvis.journey.decision import Act, Decision, Event, Official
from rettvis.journey.handling import EventKind
from rettvis.rulekit.expression import Value
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.models import User
from rettvis.web.application.events import NewEvent, record_events
from rettvis.web.application.models import Case, Status
from rettvis.web.decision.models import DecisionRevision, FactsOfRight, ServiceLineRow
from rettvis.web.decision.sending import line_rows
from rettvis.web.decision.store import Draft, content_of
from rettvis.web.pages.content import to_json
from rettvis.web.pages.steps import ORDER, State

AT_ONCE = 500


@dataclass(frozen=True)
class Finished:
    """A decided case and its decision, every line granted or refused; ``case.decided_on`` is its day.

    ``assessed_minutes`` is the need that was assessed, minutes a week, where it is known.

    ``facts`` are what the right to BPA was tried on, as far as it is known; empty where it was not tried.

    ``application`` is what was applied for, where it is known: it tells what was granted in part.
    """

    case: Case
    decision: Decision
    application: Application = field(default_factory=Application)
    weeks: WeeksPerYear = FIFTY_TWO
    assessed_minutes: int | None = None
    events: tuple[NewEvent, ...] = ()
    """What is known of the way: waits, for one. Receipt and decision are added where they are not told."""
    facts: Mapping[str, Value] = field(default_factory=dict)


def keep_finished(many: Iterable[Finished], saved_by: User) -> int:
    """Keep finished decisions of saved cases, all or none; gives how many. No letter is made.

    Each case gets its events: received, what ``events`` says, decided. Raises ``Refused`` when ``saved_by``
    may not change one of the cases, and ValueError for a case without ``decided_on`` or a line that nobody
    has decided.
    """
    finished = list(many)
    for place in {(one.case.municipality_id, one.case.unit_id): one.case for one in finished}.values():
        require(saved_by, Action.CHANGE_CASE, place)
    revisions, rows, cases, events, facts = [], [], [], [], []
    for one in finished:
        case, on = one.case, one.case.decided_on
        if on is None or any(line.granted is None for line in one.decision.lines):
            raise ValueError(f"the decision of case {case.number} is not finished")
        revisions.append(
            DecisionRevision(case=case, number=1, content=content_of(Draft(one.decision)), saved_by=saved_by)
        )
        rows += line_rows(case, one.decision, one.application, one.weeks, on, one.assessed_minutes)
        case.status, case.steps = Status.DECIDED, dict.fromkeys(ORDER, str(State.DONE))
        cases.append(case)
        events += _events(one, saved_by)
        if one.facts:
            facts.append(FactsOfRight(case=case, facts=to_json(one.facts)))
    with transaction.atomic():
        DecisionRevision.objects.bulk_create(revisions, batch_size=AT_ONCE)
        ServiceLineRow.objects.bulk_create(rows, batch_size=AT_ONCE)
        FactsOfRight.objects.bulk_create(facts, batch_size=AT_ONCE)
        Case.objects.bulk_update(cases, ["status", "steps"], batch_size=AT_ONCE)
        record_events(events)
    return len(finished)


def _events(one: Finished, saved_by: User) -> list[NewEvent]:
    case = one.case
    told = {event.kind for event in one.events}
    known = ((EventKind.RECEIVED, case.received_on), (EventKind.DECIDED, case.decided_on))
    missing = [NewEvent(case, kind, saved_by, on=on) for kind, on in known if kind not in told]
    return [*one.events, *missing]


def as_sent(decision: Decision, prepared: Official, approved: Official, days: Sequence[date]) -> Decision:
    """``decision`` with its history: prepared, approved and sent on the three ``days``."""
    acts = (Act.SEND_FOR_APPROVAL, Act.APPROVE, Act.SEND)
    people = (prepared, approved, prepared)
    events = tuple(Event(act, by, on) for act, by, on in zip(acts, people, days, strict=True))
    return replace(decision, history=events, law_date=decision.law_date or days[0])
