"""What an administrator does with users and roles. Nobody changes her own, and one administrator is left.

Each act locks the row of the municipality, so that two who do it at once do it one after the other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, grants, whole_municipalities
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User

WHOLE = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.CONTROLLER, Role.ANALYST, Role.POLITICIAN})
"""Roles that are given for a whole municipality: what they see is not divided on units."""

Place = tuple[Municipality, Unit | None]


def give_role(data: dict[str, Any], place: Place, by: User | None = None) -> RoleAssignment:
    """Give the role, and make the user first where she is new. Given twice alike, it is given once.

    ``by`` is None where the system itself gives it. Raises ``Faulty`` with every fault, and ``Refused``.
    """
    municipality, unit = place
    with transaction.atomic():
        _lock(municipality, by)
        user = User.objects.filter(username=data["username"]).first()
        faults = _fault_if(by is not None and user == by, "username", _OWN)
        faults += _fault_if(unit is not None and data["role"] in WHOLE, "place", _WHOLE)
        faults += _fault_if(user is not None and not user.is_active, "username", _INACTIVE)
        if faults:
            raise Faulty(faults)
        user = user or User.objects.create_user(data["username"], data["name"], data["password"])
        given, new = RoleAssignment.objects.get_or_create(
            user=user,
            role=data["role"],
            municipality=municipality,
            unit=unit,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            ended_at=None,
        )
        if new and by is not None:
            _log(by, municipality, gettext_noop("A role was given"), user)
    return given


def change_end(given: RoleAssignment, ends_on: date | None, by: User) -> None:
    """Give the role another last day, or none. Raises ``Faulty`` and ``Refused``."""
    with transaction.atomic():
        given = _locked(given, by)
        faults = _fault_if(given.user_id == by.pk, "ends_on", _OWN)
        faults += _fault_if(ends_on is not None and ends_on < timezone.localdate(), "ends_on", _PAST)
        faults += _fault_if(ends_on is not None and ends_on < given.starts_on, "ends_on", _TURNED)
        faults += _fault_if(given.ended_at is not None, "ends_on", _ENDED)
        faults += _fault_if(_last_administrator(given, ends_on), "ends_on", _LAST)
        if faults:
            raise Faulty(faults)
        given.ends_on = ends_on
        given.save(update_fields=["ends_on"])
        _log(by, given.municipality, gettext_noop("The last day of a role was changed"), given.user)


def end_now(given: RoleAssignment, by: User) -> None:
    """Take the role back at once; its user sees nothing by it from her next click. Done twice, it is once."""
    with transaction.atomic():
        given = _locked(given, by)
        today = timezone.localdate()
        if given.ended_at is not None or (given.ends_on is not None and given.ends_on < today):
            return
        faults = _fault_if(given.user_id == by.pk, "ends_on", _OWN)
        faults += _fault_if(_last_administrator(given, today), "ends_on", _LAST)
        if faults:
            raise Faulty(faults)
        given.ended_at = timezone.now()
        given.ends_on = max(given.starts_on, today)
        given.save(update_fields=["ended_at", "ends_on"])
        _log(by, given.municipality, gettext_noop("A role was ended"), given.user)


def set_active(user: User, active: bool, by: User) -> None:
    """Shut a user out of the application, or let her in again; her log-ins end at once.

    Only a user all of whose roles are ``by``'s to give: another municipality's staff are not.
    """
    own = whole_municipalities(by, Action.MANAGE_ROLES)
    with transaction.atomic():
        list(Municipality.objects.select_for_update().filter(pk__in=[one.pk for one in own]).order_by("pk"))
        roles = RoleAssignment.objects.filter(user=user).select_related("municipality")
        standing = roles.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()), ended_at=None)
        if not roles.filter(municipality__in=own).exists():
            raise Refused(Action.MANAGE_ROLES)
        faults = _fault_if(user.pk == by.pk, "user", _OWN)
        faults += _fault_if(standing.exclude(municipality__in=own).exists(), "user", _OTHERS)
        if not active:
            last = any(_last_administrator(given, timezone.localdate()) for given in standing)
            faults += _fault_if(last, "user", _LAST)
        if faults:
            raise Faulty(faults)
        if user.is_active != active:
            user.is_active = active
            user.save(update_fields=["is_active"])
            what = gettext_noop("A user was let in again") if active else gettext_noop("A user was shut out")
            _log(by, own[0], what, user)


def save_unit(
    municipality: Municipality, unit: Unit | None, name: str, groups: Iterable[str], by: User
) -> Unit:
    """Make a unit, or change its name and whom it handles. Raises ``Faulty`` and ``Refused``."""
    chosen = set(groups)
    with transaction.atomic():
        _lock(municipality, by)
        if unit is not None and unit.municipality_id != municipality.pk:
            raise Refused(Action.MANAGE_ROLES)
        alike = Unit.objects.filter(municipality=municipality, name=name)
        taken = alike.exclude(pk=unit.pk if unit else None).exists()
        faults = _fault_if(taken, "name", sentence("There is a unit with this name. Choose another."))
        faults += _fault_if(not chosen, "groups", sentence("Choose whom the unit handles."))
        if faults:
            raise Faulty(faults)
        unit = unit or Unit(municipality=municipality)
        unit.name = name
        unit.handles_adults, unit.handles_children = "adults" in chosen, "children" in chosen
        unit.save()
        _log(by, municipality, gettext_noop("A unit was changed"), None)
    return unit


_OWN = sentence("You cannot change your own access. Ask another administrator.")
_WHOLE = sentence("This role is given for the whole municipality. Choose the municipality.")
_INACTIVE = sentence("This user is shut out. Let her in again first.")
_PAST = sentence("The last day has passed. Write today or a later day.")
_TURNED = sentence("The last day is before the first. Change one of them.")
_ENDED = sentence("The role is ended. Give a new one instead.")
_LAST = sentence(
    "The municipality would have no administrator. Give the role to somebody else first, without a last day."
)
_OTHERS = sentence("The user has a role in another municipality too. End the roles here instead.")


def _lock(municipality: Municipality, by: User | None) -> None:
    """One at a time in a municipality, and only by its own administrator."""
    if by is not None and municipality not in whole_municipalities(by, Action.MANAGE_ROLES):
        raise Refused(Action.MANAGE_ROLES, municipality_id=municipality.pk)
    Municipality.objects.select_for_update().get(pk=municipality.pk)


def _locked(given: RoleAssignment, by: User) -> RoleAssignment:
    _lock(given.municipality, by)
    return RoleAssignment.objects.select_related("municipality", "user").get(pk=given.pk)


def _last_administrator(given: RoleAssignment, ends_on: date | None) -> bool:
    """Whether nobody would administer the municipality after ``ends_on``, were ``given`` to end then."""
    if given.role != Role.ADMINISTRATOR or given.unit_id is not None or ends_on is None:
        return False
    others = RoleAssignment.objects.in_force(timezone.localdate()).filter(
        Q(ends_on=None) | Q(ends_on__gt=ends_on),
        role=Role.ADMINISTRATOR,
        municipality=given.municipality_id,
        unit=None,
        user__is_active=True,
    )
    return not others.exclude(user=given.user_id).exists()


def _fault_if(wrong: bool, place: str, message: Sentence) -> list[Fault]:
    return [Fault(place, message)] if wrong else []


def _log(by: User, municipality: Municipality, what: str, about: User | None) -> None:
    given = grants(by, Action.MANAGE_ROLES)
    grant = next(one for one in given if one.municipality_id == municipality.pk)
    look_up(grant, Action.MANAGE_ROLES, what=what, about=about)
