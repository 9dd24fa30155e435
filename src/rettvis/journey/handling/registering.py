"""What somebody may write down herself, with its own day: one table, and the faults of what does not fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rettvis.journey.handling.clock import clock_of
from rettvis.journey.handling.events import HandlingEvent, in_force
from rettvis.journey.handling.kinds import EFFECTS, EventKind
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence


@dataclass(frozen=True)
class Needs:
    """What must be told with an event that somebody writes down: a reason, or for whom the case waits."""

    reason: bool = False
    party: bool = False
    expected: bool = False
    """Whether it may say by which day the wait should be over."""


BY_HAND: Mapping[EventKind, Needs] = {
    EventKind.WAIT_BEGAN: Needs(reason=True, party=True, expected=True),
    EventKind.WAIT_ENDED: Needs(party=True),
    EventKind.PUT_ON_HOLD: Needs(reason=True, party=True, expected=True),
    EventKind.RESUMED: Needs(),
    EventKind.PRELIMINARY_REPLY_SENT: Needs(reason=True, expected=True),
    EventKind.HOME_VISIT_MADE: Needs(),
    EventKind.CONTACT: Needs(reason=True),
    EventKind.INFORMATION_RECEIVED: Needs(reason=True),
    EventKind.OTHER: Needs(reason=True),
}
"""The events that somebody may write down. The others are written by the act itself: a case is not assigned,
approved or decided by saying so."""


def check_new(events: Iterable[HandlingEvent], new: HandlingEvent, today: date) -> list[Fault]:
    """What is wrong with ``new`` after ``events``, all of it at once; places are ``on``, ``waits_for``,
    ``reason``, ``expected`` and ``kind``."""
    known = list(events)
    if new.kind not in BY_HAND:
        message = sentence("“{kind}” is written by the act itself, and not by hand.", kind=new.kind.label)
        return [Fault("kind", message)]
    needs = BY_HAND[new.kind]
    faults = _incomplete(new, needs)
    faults += check_day(known, new.on, today)
    if new.expected is not None and new.expected < new.on:
        message = sentence(
            "The day that is expected, {day:date}, comes before the event itself.", day=new.expected
        )
        faults.append(Fault("expected", message))
    return faults or _does_not_fit(known, new)


def check_correction(events: Iterable[HandlingEvent], correction: HandlingEvent, today: date) -> list[Fault]:
    """What is wrong with correcting an event; places as in :func:`check_new`."""
    known = list(events)
    original = next((event for event in known if event.number == correction.corrects), None)
    if original is None or original.kind not in BY_HAND:
        return [Fault("kind", sentence("Only what somebody has written down herself can be corrected here."))]
    faults = []
    if not correction.reason.strip():
        faults.append(Fault("reason", sentence("Write why it is corrected, so that the others know.")))
    if not correction.withdrawn:
        faults += check_day(known, correction.on, today)
        if correction.expected is not None and correction.expected < correction.on:
            message = sentence(
                "The day that is expected, {day:date}, comes before the event itself.",
                day=correction.expected,
            )
            faults.append(Fault("expected", message))
    return faults or _does_not_fit(known, correction)


def check_day(events: Iterable[HandlingEvent], on: date, today: date) -> list[Fault]:
    """An event has happened, and after the case was received."""
    if on > today:
        message = sentence("{day:date} has not come yet. Write the day it happened.", day=on)
        return [Fault("on", message)]
    received = clock_of(events).received
    if received is not None and on < received:
        message = sentence(
            "{day:date} comes before the application was received, {received:date}.",
            day=on,
            received=received,
        )
        return [Fault("on", message)]
    return []


def _incomplete(new: HandlingEvent, needs: Needs) -> list[Fault]:
    faults = []
    if needs.party and new.waits_for is None:
        faults.append(Fault("waits_for", sentence("Choose for whom the case waits.")))
    if needs.reason and not new.reason.strip():
        faults.append(Fault("reason", sentence("Write a few words about it, so that the others know.")))
    return faults


def _does_not_fit(events: list[HandlingEvent], new: HandlingEvent) -> list[Fault]:
    """A wait that begins twice, ends without having begun, or comes after the case has ended."""
    highest = max((event.number for event in events), default=0) + 1
    before, after = clock_of(events), clock_of([*events, replace(new, number=highest)])
    known = {(one.event, one.message.text) for one in before.contradictions}
    faults = [
        Fault("on", one.message) for one in after.contradictions if (one.event, one.message.text) not in known
    ]
    ended = after.ended
    if ended is not None and new.kind in EFFECTS and new.on > ended:
        message = sentence("The case ended {day:date}: after that it waits for nobody.", day=ended)
        faults.append(Fault("on", message))
    return faults


def correctable(events: Iterable[HandlingEvent]) -> frozenset[int]:
    """The numbers of the events that may be corrected: written down by hand, and not withdrawn."""
    return frozenset(event.number for event in in_force(events) if event.kind in BY_HAND)
