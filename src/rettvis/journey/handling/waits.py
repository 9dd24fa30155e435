"""The waits of a case, put together from the events that begin and end them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rettvis.journey.handling.awaited import Awaited
from rettvis.journey.handling.events import HandlingEvent
from rettvis.journey.handling.kinds import EFFECTS, Effect, EventKind
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Wait:
    """A wait for ``party`` from the day ``began``; the day it ``ended`` is no longer a day of waiting.

    ``event`` is the number of the event that began it. ``expected`` is the day it should be over.
    """

    party: Awaited
    began: date
    ended: date | None = None
    reason: str = ""
    expected: date | None = None
    on_hold: bool = False
    event: int = 0
    kind: EventKind = EventKind.WAIT_BEGAN

    def covers(self, day: date) -> bool:
        """Whether ``day`` is a day of this wait."""
        return self.began <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True)
class Contradiction:
    """An event that does not fit those before it, and is left out of account."""

    event: int
    on: date
    message: Sentence


def waits_of(events: Iterable[HandlingEvent]) -> tuple[tuple[Wait, ...], tuple[Contradiction, ...]]:
    """The waits in ``events`` (in force, by day), in the order they began, and what did not fit.

    A wait that is begun twice began the first time. One that is ended without having begun is left out.
    """
    open_waits: dict[tuple[str, Awaited | None], Wait] = {}
    closed: list[Wait] = []
    strange: list[Contradiction] = []
    for event in events:
        effect = EFFECTS.get(event.kind)
        if effect is None:
            continue
        key = _key(effect, event)
        waiting = open_waits.get(key)
        if effect.begins and waiting is None:
            open_waits[key] = _begun(effect, event)
        elif not effect.begins and waiting is not None:
            closed.append(replace(open_waits.pop(key), ended=event.on))
        elif not effect.always:
            strange.append(Contradiction(event.number, event.on, _why(effect, event)))
    every = sorted([*closed, *open_waits.values()], key=lambda wait: (wait.began, wait.event))
    return tuple(every), tuple(strange)


def _key(effect: Effect, event: HandlingEvent) -> tuple[str, Awaited | None]:
    """What tells one wait from another: a case is on hold once, whoever it is on hold for."""
    return (effect.topic, None if effect.on_hold else effect.party or event.waits_for)


def _begun(effect: Effect, event: HandlingEvent) -> Wait:
    return Wait(
        party=effect.party or event.waits_for or Awaited.OTHER,
        began=event.on,
        reason=event.reason,
        expected=event.expected,
        on_hold=effect.on_hold,
        event=event.number,
        kind=event.kind,
    )


def _why(effect: Effect, event: HandlingEvent) -> Sentence:
    if effect.begins:
        return sentence(
            "“{kind}” on {day:date} is left out of account: the case waited for this already.",
            kind=event.kind.label,
            day=event.on,
        )
    return sentence(
        "“{kind}” on {day:date} is left out of account: the case did not wait for this on that day.",
        kind=event.kind.label,
        day=event.on,
    )
