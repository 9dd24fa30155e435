"""The cases behind the figures of handling time, each with its days: the one place where they are counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rettvis.journey.handling import CaseTime, clock_of, handling_time
from rettvis.journey.handling.kinds import EFFECTS
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import visible
from rettvis.web.access.models import User
from rettvis.web.application.due import Limits
from rettvis.web.application.events import as_event
from rettvis.web.application.models import Case, CaseEvent
from rettvis.web.handling.asked import AGES, Asked

BEGIN_A_WAIT = [str(kind) for kind, effect in EFFECTS.items() if effect.begins]
"""A case without one of these has waited for nobody, and its events need not be read."""

COLUMNS = ("pk", "municipality_id", "unit_id", "kind", "received_on")


@dataclass(frozen=True)
class CountedCase:
    """One case: what it is grouped by, and its time. ``month`` is the first day of the month of the decision,
    None for an open case."""

    pk: int
    month: date | None
    kind: str
    unit: int
    time: CaseTime


def counted(user: User, asked: Asked) -> list[CountedCase]:
    """The cases that ``asked`` counts, of those whose figures ``user`` may see."""
    rows = visible(user, Case.objects.all(), Action.SEE_STATISTICS)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.unit is not None:
        rows = rows.filter(unit_id=asked.unit)
    found = _open(rows, asked.as_of) if asked.open else _decided(rows, asked)
    return [one for one in found if _is_wanted(one.time, asked)]


def _decided(rows: "QuerySet[Case]", asked: Asked) -> list[CountedCase]:
    """Decided in the period; their days stand in their rows."""
    wanted = rows.filter(
        decided_on__gte=asked.first, decided_on__lt=asked.day_after, handling_days__isnull=False
    )
    more = ("decided_on", "handling_days", "waiting_days")
    values = list(wanted.values_list(*COLUMNS, *more))
    limits = Limits({value[1] for value in values})
    return [
        CountedCase(
            pk,
            decided.replace(day=1),
            kind,
            unit,
            CaseTime(days, waiting or 0, _days(limits, place, kind, received)),
        )
        for pk, place, unit, kind, received, decided, days, waiting in values
    ]


def _open(rows: "QuerySet[Case]", on: date) -> list[CountedCase]:
    """Open at the end of the day ``on``: received, neither decided nor closed. Counted from their events."""
    open_then = (Q(decided_on=None) | Q(decided_on__gt=on)) & (Q(closed_on=None) | Q(closed_on__gt=on))
    wanted = rows.filter(open_then, received_on__lte=on)
    values = list(wanted.values_list(*COLUMNS))
    events: dict[int, list[CaseEvent]] = {}
    waited = CaseEvent.objects.filter(case__in=wanted.values("pk"), kind__in=BEGIN_A_WAIT)
    for event in CaseEvent.objects.filter(case__in=waited.values("case")):
        events.setdefault(event.case_id, []).append(event)
    limits = Limits({value[1] for value in values})
    found = []
    for pk, place, unit, kind, received in values:
        spent = handling_time(clock_of([as_event(event) for event in events.get(pk, ())]), on)
        waiting = spent.waiting_on_others if spent else 0
        time = CaseTime((on - received).days, waiting, _days(limits, place, kind, received))
        found.append(CountedCase(pk, None, kind, unit, time))
    return found


def _days(limits: Limits, municipality: int, kind: str, received: date) -> int | None:
    limit = limits.of(municipality, kind, received)
    return None if limit is None else limit.days


def _is_wanted(time: CaseTime, asked: Asked) -> bool:
    if asked.over is not None:
        days = time.own if asked.over == "own" else time.days
        if time.limit is None or days <= time.limit:
            return False
    return asked.age is None or in_age(time.own if asked.by == "own" else time.days, asked.age)


def in_age(days: int, age: int) -> bool:
    """Whether a number of days lies in an age group."""
    low, high = AGES[age]
    return low <= days and (high is None or days <= high)


def grouped(
    cases: Iterable[CountedCase], key: Callable[[CountedCase], object], keys: Sequence[object]
) -> list[tuple[object, list[CountedCase]]]:
    """The cases by key, in the order of ``keys``; a key without a case has an empty list."""
    groups: dict[object, list[CountedCase]] = {one: [] for one in keys}
    for case in cases:
        groups.setdefault(key(case), []).append(case)
    return list(groups.items())
