"""The case clock: when a case was received, answered and decided, and for whom it has waited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rettvis.journey.handling.awaited import Awaited
from rettvis.journey.handling.events import HandlingEvent, in_force
from rettvis.journey.handling.kinds import ENDS_THE_CASE, EventKind
from rettvis.journey.handling.waits import Contradiction, Wait, waits_of
from rettvis.rulekit.wording import sentence


@dataclass(frozen=True)
class Standing:
    """For whom a case waits now, since which day, why, and when that should be over.

    ``waits_for`` is None for a case that is decided or closed, or was never received.
    """

    waits_for: Awaited | None
    since: date | None
    on_hold: bool = False
    reason: str = ""
    expected: date | None = None


@dataclass(frozen=True)
class Clock:
    """What the events of a case say of its time. ``ended`` is the day it was decided, or closed without."""

    received: date | None
    replied: date | None
    decided: date | None
    ended: date | None
    waits: tuple[Wait, ...]
    contradictions: tuple[Contradiction, ...]
    promised: date | None
    """The day by which the newest preliminary reply said that the case would be decided."""
    complaint_by: date | None
    """The last day for a complaint about the decision."""
    turned: date | None
    """The last day on which something came back to the caseworker, or the day it was received."""

    @property
    def open_waits(self) -> tuple[Wait, ...]:
        """The waits that are not over, in the order they began; none once the case has ended."""
        return () if self.ended else tuple(wait for wait in self.waits if wait.ended is None)

    @property
    def standing(self) -> Standing:
        """For whom the case waits now: a hold before all else, then the wait that began first."""
        if self.ended or self.received is None:
            return Standing(None, None)
        waiting = sorted(self.open_waits, key=lambda wait: not wait.on_hold)
        if not waiting:
            return Standing(Awaited.CASEWORKER, self.turned)
        first = waiting[0]
        return Standing(first.party, first.began, first.on_hold, first.reason, first.expected)


def clock_of(events: Iterable[HandlingEvent]) -> Clock:
    """The clock of a case from all its events, corrections among them.

    The first of several events that say the same counts: an application is received once, and a case is
    decided once. The others are contradictions.
    """
    happened = in_force(events)
    waits, strange = waits_of(happened)
    received = _first(happened, EventKind.RECEIVED)
    replied = _first(happened, EventKind.PRELIMINARY_REPLY_SENT)
    decided = _first(happened, EventKind.DECIDED)
    ended = _first(happened, *ENDS_THE_CASE)
    promises = [event.expected for event in happened if event.kind is EventKind.PRELIMINARY_REPLY_SENT]
    came_back = [event.on for event in happened if event.kind in (EventKind.RETURNED, EventKind.RECEIVED)]
    turned = max([*came_back, *(wait.ended for wait in waits if wait.ended is not None)], default=None)
    return Clock(
        received=_day(received),
        replied=_day(replied),
        decided=_day(decided),
        ended=_day(ended),
        waits=waits,
        contradictions=(*strange, *_impossible(happened, received, ended)),
        promised=promises[-1] if promises else None,
        complaint_by=decided.expected if decided else None,
        turned=turned,
    )


def _first(events: Iterable[HandlingEvent], *kinds: EventKind) -> HandlingEvent | None:
    return next((event for event in events if event.kind in kinds), None)


def _day(event: HandlingEvent | None) -> date | None:
    return None if event is None else event.on


def _impossible(
    events: Iterable[HandlingEvent], received: HandlingEvent | None, ended: HandlingEvent | None
) -> Iterable[Contradiction]:
    """Said twice, or before the case was received."""
    for event in events:
        if received is not None and event.on < received.on:
            message = sentence(
                "“{kind}” on {day:date} comes before the application was received, {received:date}; time "
                "before that day is not counted.",
                kind=event.kind.label,
                day=event.on,
                received=received.on,
            )
            yield Contradiction(event.number, event.on, message)
        twice = (event.kind is EventKind.RECEIVED and event is not received) or (
            event.kind in ENDS_THE_CASE and event is not ended
        )
        if twice:
            message = sentence(
                "“{kind}” on {day:date} is left out of account: it is said already.",
                kind=event.kind.label,
                day=event.on,
            )
            yield Contradiction(event.number, event.on, message)
