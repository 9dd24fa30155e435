"""Which routines the list shows: the choices stand in the address, and hold nothing personal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rettvis.journey.routines import CaseStep, Routine, RoutineKind, Status

STATES: Mapping[str, str | Promise] = {
    "": _("All in use or on the way"),
    "in_force": _("Approved"),
    "overdue": _("The review date has passed"),
    "for_approval": _("For approval"),
    "draft": _("Draft"),
    "retired": _("Taken out of use"),
}


@dataclass(frozen=True)
class Asked:
    """What was chosen; empty is anything."""

    state: str = ""
    step: str = ""
    kind: str = ""


def read(data: Mapping[str, str]) -> Asked:
    """The choices of an address; what is not known counts as not chosen."""
    return Asked(
        _known(data.get("state", ""), STATES),
        _known(data.get("step", ""), {str(one) for one in CaseStep}),
        _known(data.get("kind", ""), {str(one) for one in RoutineKind}),
    )


def fits(routine: Routine, asked: Asked, on: date) -> bool:
    """Whether the routine is among those asked for, as it stands on the day ``on``."""
    content = routine.shown.content
    versions = [one for one in (routine.in_force, routine.coming) if one is not None]
    steps = {step for one in versions or [routine.shown] for step in one.content.steps}
    if asked.step and CaseStep(asked.step) not in steps:
        return False
    if asked.kind and content.kind is not RoutineKind(asked.kind):
        return False
    return _STATE[asked.state](routine, on)


def _overdue(routine: Routine, on: date) -> bool:
    return routine.in_force is not None and routine.in_force.review_passed(on)


def _coming(status: Status) -> Callable[[Routine, date], bool]:
    return lambda routine, _on: routine.coming is not None and routine.coming.status is status


_STATE: Mapping[str, Callable[[Routine, date], bool]] = {
    "": lambda routine, _on: bool(routine.in_force or routine.coming),
    "in_force": lambda routine, _on: routine.in_force is not None,
    "overdue": _overdue,
    "for_approval": _coming(Status.FOR_APPROVAL),
    "draft": _coming(Status.DRAFT),
    "retired": lambda routine, _on: routine.in_force is None and routine.coming is None,
}


def _known(value: str, known: object) -> str:
    return value if value in known else ""  # type: ignore[operator]
