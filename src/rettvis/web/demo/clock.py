"""What happened on the way to the invented decisions: preliminary replies, waits and approvals, by chance."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from rettvis.journey.handling import Awaited, EventKind
from rettvis.web.access.models import User
from rettvis.web.application.events import NewEvent, record_events
from rettvis.web.application.models import Case, HandlingLimit, Kind
from rettvis.web.application.services import assigned_to

WAITS = {
    Awaited.APPLICANT: ("Mangler samtykke til å hente opplysninger.", "Ønsket å vente med samtalen."),
    Awaited.DOCTOR: ("Epikrise fra fastlegen.", "Erklæring fra spesialist."),
    Awaited.HOME_VISIT: ("Hjemmebesøk er avtalt.",),
    Awaited.PROVIDER: ("Svar fra leverandør om oppstart.",),
}
"""Why an invented case waited."""

LIMITS = ((Kind.NEW, 90), (Kind.CHANGE, 60), (Kind.REVIEW, 75))
SOURCE = "Fjordvik kommunes tjenestestandard (oppdiktet)"


@dataclass(frozen=True)
class Happened:
    """What happened in an invented open case; days are counted from its receipt."""

    kind: EventKind
    day: int
    waits_for: Awaited | None = None
    reason: str = ""
    expected: int | None = None


def tell(case: Case, story: Sequence[Happened], by: User) -> None:
    """Write down what happened in an open case."""

    def days(number: int) -> date:
        return case.received_on + timedelta(days=number)

    record_events(
        NewEvent(
            case,
            one.kind,
            by,
            noon(days(one.day)),
            days(one.day),
            one.waits_for,
            one.reason,
            {} if one.expected is None else {"expected": days(one.expected).isoformat()},
        )
        for one in story
    )


def set_limits(leader: User, municipality: int) -> None:
    """The invented municipality's own limits."""
    HandlingLimit.objects.bulk_create(
        HandlingLimit(
            municipality_id=municipality,
            kind=kind,
            days=days,
            source=SOURCE,
            holds_from=date(2020, 1, 1),
            set_by=leader,
        )
        for kind, days in LIMITS
    )


def kind_of(number: str) -> Kind:
    """What an invented decided case was about, the same for the same case number."""
    return Random(f"{number} kind").choices(list(Kind), (7, 2, 1))[0]


def on_the_way(case: Case, handler: User, leader: User) -> tuple[NewEvent, ...]:
    """The events of a decided case, the same for the same case number."""
    chance = Random(case.number)
    assert case.decided_on is not None
    days = (case.decided_on - case.received_on).days
    return tuple(_told(case, handler, leader, days, chance))


def noon(day: date) -> datetime:
    """The moment at which an invented event was written down."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _told(case: Case, handler: User, leader: User, days: int, chance: Random) -> Iterator[NewEvent]:
    def event(kind: EventKind, number: int, by: User = handler, **more: object) -> NewEvent:
        day = case.received_on + timedelta(days=number)
        return NewEvent(case, kind, by, noon(day), day, **more)  # type: ignore[arg-type]

    yield event(EventKind.RECEIVED, 0)
    yield event(EventKind.ASSIGNED, min(chance.randrange(1, 6), days), leader, data=assigned_to(handler))
    if days > 30 and case.kind != Kind.REVIEW:
        sent = chance.randrange(17, 30) if chance.random() < 0.85 else min(chance.randrange(31, 45), days)
        expected = (case.received_on + timedelta(days=chance.randrange(60, 100))).isoformat()
        yield event(EventKind.PRELIMINARY_REPLY_SENT, sent, data={"expected": expected})
    yield from _waits(event, days, chance)
    yield event(EventKind.SENT_FOR_APPROVAL, days - chance.randrange(3))
    yield event(EventKind.APPROVED, days, leader)
    yield event(EventKind.DECIDED, days)


def _waits(event: Callable[..., NewEvent], days: int, chance: Random) -> Iterator[NewEvent]:
    """None, one or two waits, one after the other, all over before the decision is sent for approval."""
    day = chance.randrange(4, 12)
    for party in chance.sample(list(WAITS), chance.choice((0, 1, 1, 2))):
        end = day + chance.randrange(4, 26)
        if end > days - 4:
            return
        why = chance.choice(WAITS[party])
        yield event(EventKind.WAIT_BEGAN, day, waits_for=party, reason=why)
        yield event(EventKind.WAIT_ENDED, end, waits_for=party)
        day = end + chance.randrange(0, 5)
