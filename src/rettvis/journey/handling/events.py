"""Events with their own date, in the order they were written down; a correction is a new event."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rettvis.journey.handling.awaited import Awaited
from rettvis.journey.handling.kinds import EventKind


@dataclass(frozen=True)
class HandlingEvent:
    """Something that happened in a case on the day ``on``.

    ``number`` grows in the order in which events were written down, which need not be the order in which
    they happened. ``expected`` is the day by which what the event began should be over: a wait; after a
    preliminary reply the case itself; after a decision the time for a complaint. A correction
    (:attr:`EventKind.CORRECTED`) names the event that it ``corrects``, and says what holds now: another day,
    party or expected day, or that the event is ``withdrawn``.
    """

    number: int
    kind: EventKind
    on: date
    waits_for: Awaited | None = None
    reason: str = ""
    expected: date | None = None
    corrects: int | None = None
    withdrawn: bool = False


def in_force(events: Iterable[HandlingEvent]) -> tuple[HandlingEvent, ...]:
    """The events as they stand after every correction, by day; on the same day as they were written down.

    The newest correction of an event counts alone. One that corrects an event that is not there, or another
    correction, does nothing.
    """
    written = sorted(events, key=lambda event: event.number)
    found = {event.number: event for event in written if event.kind is not EventKind.CORRECTED}
    standing = dict(found)
    for correction in written:
        original = found.get(correction.corrects or 0)
        if correction.kind is not EventKind.CORRECTED or original is None:
            continue
        if correction.withdrawn:
            standing.pop(original.number, None)
        else:
            standing[original.number] = corrected(original, correction)
    return tuple(sorted(standing.values(), key=lambda event: (event.on, event.number)))


def corrected(event: HandlingEvent, correction: HandlingEvent) -> HandlingEvent:
    """``event`` as ``correction`` says; the reason for the correction is not the event's own."""
    return replace(
        event,
        on=correction.on,
        waits_for=correction.waits_for or event.waits_for,
        expected=correction.expected or event.expected,
    )
