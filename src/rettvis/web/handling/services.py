"""What a person does with the clock of a case: write down what happened, and correct what was written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.journey.handling import (
    Awaited,
    EventKind,
    HandlingEvent,
    check_correction,
    check_new,
)
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.events import events_of, record_event
from rettvis.web.application.models import Case, CaseEvent

WHAT = gettext_noop("An event of the case was written down")


@dataclass(frozen=True)
class Told:
    """What somebody tells of an event. ``form`` marks the form it came by, the same when sent twice."""

    kind: EventKind
    on: date
    waits_for: Awaited | None = None
    reason: str = ""
    expected: date | None = None
    form: str = ""


def write_event(case: Case, told: Told, user: User, today: date) -> CaseEvent:
    """Write down that something happened on a day; sent twice it is one event.

    Raises ``Faulty`` with every fault, and ``Refused``.
    """
    new = HandlingEvent(0, told.kind, told.on, told.waits_for, told.reason, told.expected)
    return _write(case, told, user, lambda known: check_new(known, new, today))


def correct_event(
    case: Case, event: int, told: Told, user: User, today: date, *, withdrawn: bool = False
) -> CaseEvent:
    """Correct an event: a new one that says what holds now; the first stays as it was written.

    Raises ``Faulty`` with every fault, and ``Refused``.
    """
    correction = HandlingEvent(
        0, EventKind.CORRECTED, told.on, told.waits_for, told.reason, told.expected, event, withdrawn
    )
    more = {"corrects": event, **({"withdrawn": True} if withdrawn else {})}
    told = replace(told, kind=EventKind.CORRECTED)
    return _write(case, told, user, lambda known: check_correction(known, correction, today), more)


def _write(
    case: Case,
    told: Told,
    user: User,
    check: Callable[[list[HandlingEvent]], list[Fault]],
    more: dict[str, object] | None = None,
) -> CaseEvent:
    grant = require(user, Action.CHANGE_CASE, case)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        if told.form:
            earlier = CaseEvent.objects.filter(case=case, data__form=told.form).first()
            if earlier is not None:
                return earlier
        faults = check(events_of(case))
        if faults:
            raise Faulty(faults)
        data = {**(more or {}), **({"form": told.form} if told.form else {})}
        if told.expected is not None:
            data["expected"] = told.expected.isoformat()
        row = record_event(
            case,
            told.kind,
            user,
            on=told.on,
            waits_for=told.waits_for,
            reason=told.reason.strip(),
            **data,
        )
        look_up(grant, Action.CHANGE_CASE, case_number=case.number, what=WHAT)
    return row
