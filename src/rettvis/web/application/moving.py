"""Which unit handles a case: by whether it is about an adult or a child, and by a leader who moves it."""

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.journey.handling import EventKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Unit, User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, Group

MOVED = "moved"


def handles(unit: Unit, group: Group) -> bool:
    """Whether ``unit`` handles cases about an adult or a child."""
    return unit.handles_children if group == Group.CHILD else unit.handles_adults


def units_for(unit: Unit, group: Group) -> list[Unit]:
    """The units that may get a case that came in to ``unit``: itself if it handles it, else all that do."""
    if handles(unit, group):
        return [unit]
    column = "handles_children" if group == Group.CHILD else "handles_adults"
    rows = Unit.objects.filter(municipality=unit.municipality_id, **{column: True})
    return list(rows.select_related("municipality").order_by("name", "pk"))


def units_to(case: Case) -> list[Unit]:
    """The other units of the municipality that handle such cases, by name."""
    column = "handles_children" if case.group == Group.CHILD else "handles_adults"
    rows = Unit.objects.filter(municipality=case.municipality_id, **{column: True}).exclude(pk=case.unit_id)
    return list(rows.order_by("name", "pk"))


def move_case(case: Case, to: Unit, by: User) -> Case:
    """Move the case to another unit of the same municipality; who cannot handle it there no longer does.

    Moved twice at once, it is moved once. Raises ``Faulty`` and ``Refused``.
    """
    grant = require(by, Action.MOVE_CASE, case)
    if to.municipality_id != case.municipality_id:
        raise Faulty([Fault("unit", sentence("The unit belongs to another municipality."))])
    if not handles(to, Group(case.group)):
        message = sentence("{unit} does not handle such cases. Choose another unit.", unit=to.name)
        raise Faulty([Fault("unit", message)])
    with transaction.atomic():
        locked = (
            Case.objects.select_for_update(of=("self",)).select_related("unit", "assigned_to").get(pk=case.pk)
        )
        if locked.unit_id != to.pk:
            what = gettext_noop("The case was moved to another unit")
            look_up(grant, Action.MOVE_CASE, case_number=case.number, what=what)
            put_in(locked, to, by)
    case.unit, case.assigned_to = locked.unit, locked.assigned_to
    return case


def put_in(case: Case, to: Unit, by: User) -> None:
    """Put the case in ``to``, without asking; what happened is an event. Call it in a transaction."""
    before, case.unit = case.unit, to
    if case.assigned_to is not None and not may(case.assigned_to, Action.CHANGE_CASE, case):
        case.assigned_to = None
    case.save(update_fields=["unit", "assigned_to"])
    record_event(case, EventKind.OTHER, by, reason=f"{before.name} → {to.name}", what=MOVED)
