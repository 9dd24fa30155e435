"""Case-handling time in calendar days: the whole, and the parts that add up to it.

The day of receipt is the first day counted, and the day of the decision is not counted: a case that is
decided the day it is received has taken 0 days, and one decided the day after 1. Each day that is counted
belongs to one party alone, so the parts always add up to the whole. A wait takes the days from the one it
begins up to the one before it ends: where one wait begins on the day another ends, no day is lost and none
is counted twice. Where several waits overlap, a day belongs to one for others (:data:`OTHERS`) before one
for the municipality's own work, and among these to the one that began first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rettvis.journey.handling.awaited import OTHERS, Awaited
from rettvis.journey.handling.clock import Clock
from rettvis.rulekit.period import ONE_DAY, Period
from rettvis.rulekit.timeline import Piece, Timeline


@dataclass(frozen=True)
class HandlingTime:
    """How many calendar days a case took, or has taken so far (``ended`` is False).

    ``by_party`` has every party; its days add up to ``days``.
    """

    days: int
    by_party: Mapping[Awaited, int]
    ended: bool

    @property
    def waiting_on_others(self) -> int:
        """Days on which the case waited for somebody outside the municipality."""
        return sum(self.by_party[party] for party in OTHERS)

    @property
    def own_days(self) -> int:
        """The days without those of waiting on others."""
        return self.days - self.waiting_on_others


def handling_time(clock: Clock, as_of: date) -> HandlingTime | None:
    """The time to the end of the case, or to ``as_of`` where it had not ended by then.

    None for a case that was not yet received.
    """
    if clock.received is None or as_of < clock.received:
        return None
    ended = clock.ended is not None and clock.ended <= as_of
    by_party = dict.fromkeys(Awaited, 0)
    for piece in waited_for(clock, as_of):
        by_party[piece.value] += piece.period.days or 0
    return HandlingTime(sum(by_party.values()), by_party, ended)


def waited_for(clock: Clock, as_of: date) -> Timeline[Awaited]:
    """For whom the case waited on each day that is counted, the caseworker where nobody else."""
    received = clock.received
    last = as_of if clock.ended is None else min(clock.ended, as_of)
    if received is None or last <= received:
        return Timeline()
    changes = {day for wait in clock.waits for day in (wait.began, wait.ended or last)}
    cuts = sorted({received, last, *(day for day in changes if received < day < last)})
    pieces = (Piece(Period(one, two - ONE_DAY), _party_on(clock, one)) for one, two in pairwise(cuts))
    return Timeline(pieces).merged()


def _party_on(clock: Clock, day: date) -> Awaited:
    waits = [wait for wait in clock.waits if wait.covers(day)]
    if not waits:
        return Awaited.CASEWORKER
    return min(waits, key=lambda wait: (wait.party not in OTHERS, wait.began, wait.event)).party
