"""What a person does with a routine: write it, send it for approval, approve it, take it out of use."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.routines import Content, RoutineAct, Status, check_act, check_content
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, grants
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, RoleAssignment, User
from rettvis.web.routines.models import RoutineActRow, RoutineRevision, RoutineRow
from rettvis.web.routines.store import Registered, content_of, find

ACTIONS = {
    RoutineAct.SUBMIT: Action.DRAFT_ROUTINE,
    RoutineAct.RETURN: Action.APPROVE_ROUTINE,
    RoutineAct.APPROVE: Action.APPROVE_ROUTINE,
    RoutineAct.RETIRE: Action.APPROVE_ROUTINE,
}
"""What somebody must be allowed for each act."""


class Stale(Exception):
    """Somebody saved the routine after the form was opened; ``current`` is what stands now."""

    def __init__(self, current: Registered) -> None:
        self.current = current
        super().__init__(f"revision {current.revision} is newer")


def allowed(user: User, action: Action, municipality_id: int) -> RoleAssignment:
    """The role that lets ``user`` do this in the municipality, whatever her unit; raises ``Refused``."""
    for grant in grants(user, action):
        if grant.municipality_id == municipality_id:
            return grant
    raise Refused(action, municipality_id=municipality_id)


def begin(municipality: Municipality, key: str, content: Content, user: User, now: datetime) -> RoutineRow:
    """A new routine as a first draft; the same ``key`` again gives the one that it made.

    Raises ``Faulty`` with every fault, and ``Refused``.
    """
    grant = allowed(user, Action.DRAFT_ROUTINE, municipality.pk)
    _refuse_faults(content)
    with transaction.atomic():
        row, made = RoutineRow.objects.get_or_create(key=key, defaults={"municipality": municipality})
        allowed(user, Action.DRAFT_ROUTINE, row.municipality_id)
        if made:
            _keep(row, 1, 1, content, user, now)
            look_up(grant, Action.DRAFT_ROUTINE, what=gettext_noop("A routine"))
    return row


def save(row: RoutineRow, based_on: int, content: Content, user: User, now: datetime) -> Registered:
    """Save the draft; where the newest version is approved or retired, begin the next one.

    Raises ``Faulty`` (also while it waits for approval), :class:`Stale` and ``Refused``.
    """
    grant = allowed(user, Action.DRAFT_ROUTINE, row.municipality_id)
    _refuse_faults(content)
    with transaction.atomic():
        now_stands = _locked(row)
        newest = now_stands.routine.newest
        if newest.content == content:
            return now_stands
        if now_stands.revision != based_on:
            raise Stale(now_stands)
        if newest.status is Status.FOR_APPROVAL:
            message = sentence("It waits for approval. Have it returned before you change it.")
            raise Faulty([Fault("status", message)])
        version = newest.number + (newest.status is not Status.DRAFT)
        _keep(row, now_stands.revision + 1, version, content, user, now)
        look_up(grant, Action.DRAFT_ROUTINE, what=gettext_noop("A routine"))
        return _locked(row)


def do(
    row: RoutineRow, act: RoutineAct, user: User, now: datetime, *, comment: str = "", seen: int | None = None
) -> None:
    """Do ``act`` with the version it is about; the same act twice by the same person is one.

    ``seen`` is the number of the revision that the person had before her. Raises ``Faulty``, ``Refused``.
    """
    grant = allowed(user, ACTIONS[act], row.municipality_id)
    with transaction.atomic():
        stands = _locked(row)
        routine = stands.routine
        version = (routine.in_force or routine.newest) if act is RoutineAct.RETIRE else routine.newest
        last = version.done[-1] if version.done else None
        if last and last.act is act and last.by == str(user.pk):
            return
        faults = check_act(version, act, str(user.pk), timezone.localdate(now), comment)
        if seen is not None and seen != stands.revision:
            faults = [Fault("status", _CHANGED)]
        if faults:
            raise Faulty(faults)
        RoutineActRow.objects.create(
            routine=row, version=version.number, act=act, by=user, at=now, comment=comment.strip()
        )
        look_up(grant, ACTIONS[act], what=gettext_noop("A routine"))


_CHANGED = sentence(
    "Somebody has saved the routine since you opened the page. Look at it again, then choose once more."
)


def _locked(row: RoutineRow) -> Registered:
    found = find([row.municipality], row.pk, lock=True)
    assert found is not None
    return found


def _refuse_faults(content: Content) -> None:
    faults = check_content(content)
    if faults:
        raise Faulty(faults)


def _keep(row: RoutineRow, number: int, version: int, content: Content, user: User, now: datetime) -> None:
    RoutineRevision.objects.create(
        routine=row, number=number, version=version, content=content_of(content), saved_by=user, saved_at=now
    )
