"""What is due in a case: the law's deadlines, the municipality's own limit, and what the case waits for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rettvis.edges.holidays import holidays_around
from rettvis.journey.handling import Clock, Due, DueKind, OwnLimit, due_days, reply_due
from rettvis.lawbook.deadlines import Deadline
from rettvis.rulekit.faults import Fault
from rettvis.web.application.models import Case, HandlingLimit, Kind

WORDS = {
    DueKind.PRELIMINARY_REPLY: gettext_noop("Preliminary reply"),
    DueKind.WAIT: gettext_noop("Answer expected"),
    DueKind.PROMISED: gettext_noop("Answer that was promised"),
    DueKind.OWN_LIMIT: gettext_noop("The municipality’s own limit"),
    DueKind.COMPLAINT: gettext_noop("Last day for a complaint"),
}
"""What is due, as ``Case.next_due_what`` says it."""


class Limits:
    """The limits that some municipalities have set themselves, read once; nothing is read for none."""

    def __init__(self, municipalities: Iterable[int]) -> None:
        rows = HandlingLimit.objects.filter(municipality__in=set(municipalities))
        self._rows = list(rows.order_by("holds_from", "pk"))

    def of(self, municipality: int, kind: str, received: date) -> OwnLimit | None:
        """The limit for a case of ``kind`` received on a day; None where the municipality has none."""
        for wanted in (kind, ""):
            holding = [
                row
                for row in self._rows
                if row.municipality_id == municipality and row.kind == wanted and row.holds_from <= received
            ]
            if holding:
                days = holding[-1].days
                return None if days is None else OwnLimit(days, holding[-1].source)
        return None


def preliminary_reply(received: date) -> Deadline | None:
    """When the preliminary reply is due (fvl. § 11 a); None for a year whose holidays are not known."""
    holidays = holidays_around(received, "received_on")
    return None if isinstance(holidays, Fault) else reply_due(received, holidays)


def dues_of(case: Case, clock: Clock, limits: Limits) -> tuple[Due, ...]:
    """Everything that is due in the case, the earliest first."""
    if clock.received is None:
        return ()
    holidays = holidays_around(clock.received, "received_on")
    return due_days(
        clock,
        None if isinstance(holidays, Fault) else holidays,
        limits.of(case.municipality_id, case.kind, clock.received),
        asked_for=case.kind != Kind.REVIEW,
    )


def reply_due_of(case: Case) -> Due | None:
    """The preliminary reply that is due in an open case, from its own row; None where it was sent."""
    if not case.is_open or case.replied_on is not None or case.kind == Kind.REVIEW:
        return None
    counted = preliminary_reply(case.received_on)
    return counted and Due(DueKind.PRELIMINARY_REPLY, counted.act_by, counted.bases[0])


def next_due(case: Case, clock: Clock, limits: Limits) -> dict[str, Any]:
    """What is due first, as the columns of the case say it."""
    dues = dues_of(case, clock, limits)
    if not dues:
        return {"next_due_on": None, "next_due_what": ""}
    return {"next_due_on": dues[0].on, "next_due_what": WORDS[dues[0].what]}
