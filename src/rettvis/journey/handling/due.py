"""The days by which something must be done in a case: the law’s, and those the municipality has set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.application.choice import Choice
from rettvis.journey.handling.clock import Clock
from rettvis.journey.handling.kinds import EventKind
from rettvis.lawbook import references as law
from rettvis.lawbook.deadlines import Deadline, Holidays, count_deadline
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.wording import N_


class DueKind(Choice):
    """What is due."""

    PRELIMINARY_REPLY = "preliminary_reply", N_("Preliminary reply")
    WAIT = "wait", N_("What the case waits for")
    PROMISED = "promised", N_("The day the person was told to expect an answer")
    OWN_LIMIT = "own_limit", N_("The municipality’s own limit")
    COMPLAINT = "complaint", N_("Last day for a complaint")


@dataclass(frozen=True)
class OwnLimit:
    """The most calendar days from receipt to decision that a municipality has set itself, and where."""

    days: int
    source: str


@dataclass(frozen=True)
class Due:
    """Something that must be done by the day ``on``. ``basis`` is None for what no law sets."""

    what: DueKind
    on: date
    basis: LegalBasis | None = None
    source: str = ""

    def late_on(self, day: date) -> bool:
        """Whether the day has passed."""
        return self.on < day


def due_days(
    clock: Clock, holidays: Holidays | None, limit: OwnLimit | None, *, asked_for: bool = True
) -> tuple[Due, ...]:
    """Everything that is due in a case, the earliest first; a day that has passed stays until it is done.

    ``asked_for`` is False for a case that the municipality opened itself: nobody waits for a preliminary
    reply then. ``holidays`` is None for a time whose holidays are not known: no deadline of the law is
    counted.
    """
    if clock.received is None:
        return ()
    if clock.ended is not None:
        if clock.complaint_by is None:
            return ()
        return (Due(DueKind.COMPLAINT, clock.complaint_by, law.COMPLAINT_DEADLINE.on(clock.ended)),)
    found = [*_reply(clock, holidays if asked_for else None), *_waits(clock), *_own(clock, limit)]
    return tuple(sorted(found, key=lambda due: due.on))


def reply_due(received: date, holidays: Holidays) -> Deadline | None:
    """When a preliminary reply must have been sent (fvl. § 11 a)."""
    counted = count_deadline("preliminary-reply", received, holidays)
    return counted if isinstance(counted, Deadline) else None


def _reply(clock: Clock, holidays: Holidays | None) -> Iterator[Due]:
    if clock.received is None or clock.replied is not None or holidays is None:
        return
    counted = reply_due(clock.received, holidays)
    if counted is not None:
        yield Due(DueKind.PRELIMINARY_REPLY, counted.act_by, counted.bases[0])


def _waits(clock: Clock) -> Iterator[Due]:
    """The day each open wait should be over: then somebody must ask again."""
    for wait in clock.open_waits:
        if wait.expected is not None:
            notice = wait.kind is EventKind.ADVANCE_NOTICE_SENT
            basis = law.ADVANCE_NOTICE.on(wait.began) if notice else None
            yield Due(DueKind.WAIT, wait.expected, basis)


def _own(clock: Clock, limit: OwnLimit | None) -> Iterator[Due]:
    if clock.promised is not None:
        yield Due(DueKind.PROMISED, clock.promised)
    if limit is not None and clock.received is not None:
        yield Due(DueKind.OWN_LIMIT, clock.received + timedelta(days=limit.days), source=limit.source)
