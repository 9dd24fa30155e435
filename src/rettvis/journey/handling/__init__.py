"""The case clock: what has happened in a case, for whom it waits, and how long its handling took."""

from rettvis.journey.handling.awaited import ON_THE_WAY, OTHERS, Awaited
from rettvis.journey.handling.clock import Clock, Standing, clock_of
from rettvis.journey.handling.events import HandlingEvent, in_force
from rettvis.journey.handling.kinds import MOVES_THE_CLOCK, EventKind
from rettvis.journey.handling.spent import HandlingTime, handling_time, waited_for
from rettvis.journey.handling.waits import Contradiction, Wait

__all__ = [
    "MOVES_THE_CLOCK",
    "ON_THE_WAY",
    "OTHERS",
    "Awaited",
    "Clock",
    "Contradiction",
    "EventKind",
    "HandlingEvent",
    "HandlingTime",
    "Standing",
    "Wait",
    "clock_of",
    "handling_time",
    "in_force",
    "waited_for",
]
