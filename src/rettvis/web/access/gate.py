"""The one gate: which rows a person may see, and what she may do. Nothing else decides access."""

from collections.abc import Hashable, Iterable
from copy import copy
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet

from rettvis.web.access.actions import ALLOWED, IN_NEED, READ_IN_NEED, WITHOUT_SEEING, Action
from rettvis.web.access.models import Municipality, RoleAssignment, User

Rows = TypeVar("Rows", bound=Model)


class Place(Protocol):
    """Anything that belongs to a municipality and a unit: a case, or where one is to be opened."""

    municipality_id: int
    unit_id: int | None


def is_case(what: object) -> bool:
    """Whether a place, or the model of some rows, is a case: only a case may be protected."""
    return hasattr(what, "protected")


class Refused(Exception):
    """Somebody tried what she may not do; the gate's middleware writes it to the log."""

    def __init__(
        self,
        action: Action,
        case_number: str = "",
        *,
        municipality_id: int | None = None,
        hidden: bool = False,
    ) -> None:
        self.action = action
        self.case_number = case_number
        self.municipality_id = municipality_id
        """Whose data it was; None where it is not known."""
        self.hidden = hidden
        """True: the person is not even told that it exists."""
        super().__init__(f"{action} {case_number}".strip())


def grants(user: User, action: Action, on: date | None = None) -> list[RoleAssignment]:
    """The user's assignments in force that allow ``action``; today unless ``on`` is given."""
    if not user.is_authenticated or not user.is_active:
        return []
    roles = ALLOWED[action]
    return [grant for grant in user.roles_on(on or user.today()) if grant.role in roles]


def may(user: User, action: Action, place: Place | None = None) -> bool:
    """Whether ``user`` may do ``action``, for the case or place where one is given."""
    return grant_for(user, action, place) is not None


def grant_for(user: User, action: Action, place: Place | None = None) -> RoleAssignment | None:
    """The assignment that allows it, or None."""
    given = grants(user, action)
    if place is None or not given:
        return next(iter(given), None)
    if is_case(place) and not _may_know(user, action, place):
        return None
    covering = next((grant for grant in given if _covers(grant, place)), None)
    return covering or _in_need(user, action, place)


def require(user: User, action: Action, case: Place | None = None) -> RoleAssignment:
    """The assignment that allows it; raises :class:`Refused` where there is none."""
    grant = grant_for(user, action, case)
    if grant is None:
        raise Refused(
            action, getattr(case, "number", ""), municipality_id=getattr(case, "municipality_id", None)
        )
    return grant


def require_in(user: User, action: Action, municipality_id: int) -> RoleAssignment:
    """The assignment that allows it somewhere in the municipality: for what all its units share.

    Raises :class:`Refused` where there is none.
    """
    for grant in grants(user, action):
        if grant.municipality_id == municipality_id:
            return grant
    raise Refused(action, municipality_id=municipality_id)


def may_in(user: User, action: Action, municipality_id: int) -> bool:
    """Whether :func:`require_in` lets ``user`` do ``action`` in the municipality: for what a page offers."""
    return any(grant.municipality_id == municipality_id for grant in grants(user, action))


def visible(user: User, rows: "QuerySet[Rows]", action: Action = Action.SEE_CASE) -> "QuerySet[Rows]":
    """Those of ``rows`` (which have a municipality and a unit) that ``user`` may see.

    Of cases, those that she is shut out of, or protected ones that she is not named for, are not among them.
    """
    covered = Q()
    for grant in grants(user, action):
        whole = Q(municipality_id=grant.municipality_id)
        covered |= whole & Q(unit_id=grant.unit_id) if grant.unit_id else whole
    if not covered:
        return rows.none()
    return _known(user, rows, action, covered) if is_case(rows.model) else rows.filter(covered)


def sight(user: User) -> Hashable:
    """All of ``user`` that :func:`visible` looks at: two with the same sight see the same rows."""
    roles = user.roles_on(user.today()) if user.is_authenticated and user.is_active else []
    return tuple((role.role, role.municipality_id, role.unit_id) for role in roles), user.knowledge()


def municipalities(user: User, action: Action) -> Iterable[Municipality]:
    """The municipalities where ``user`` may do ``action``, each once."""
    return {grant.municipality_id: grant.municipality for grant in grants(user, action)}.values()


def whole_municipalities(user: User, action: Action) -> list[Municipality]:
    """Those of them where her role is for the whole municipality and not for one unit."""
    given = [grant for grant in grants(user, action) if grant.unit_id is None]
    return list({grant.municipality_id: grant.municipality for grant in given}.values())


def may_be_opened_in_need(user: User, case: Place) -> bool:
    """Whether ``user`` may open ``case`` in need: one of her own municipality, which only her unit hides.

    Not one that she is shut out of, nor a protected one: those are shut on purpose, and a leader is asked.
    """
    given = grants(user, Action.OPEN_IN_NEED)
    own = any(grant.municipality_id == case.municipality_id for grant in given)
    return own and _may_know(user, Action.SEE_CASE, case)


def _known(user: User, rows: "QuerySet[Rows]", action: Action, covered: Q) -> "QuerySet[Rows]":
    """The cases that ``covered`` finds, with what is said of ``user`` and single cases."""
    known = user.knowledge()
    if known.in_need and action in READ_IN_NEED:
        own = [grant.municipality_id for grant in grants(user, Action.OPEN_IN_NEED)]
        covered |= Q(pk__in=known.in_need, municipality_id__in=own)
    if action not in WITHOUT_SEEING:
        named = Q(pk__in=known.named) if known.named else Q()
        covered &= (Q(protected=False) | named) if named else Q(protected=False)
    found = rows.filter(covered)
    return found.exclude(pk__in=known.shut_out) if known.shut_out else found


def _may_know(user: User, action: Action, case: Any) -> bool:
    """Whether nothing that is said of ``user`` and ``case`` stands in the way."""
    known = user.knowledge()
    if case.pk in known.shut_out:
        return False
    return not case.protected or case.pk in known.named or action in WITHOUT_SEEING


def _in_need(user: User, action: Action, place: Any) -> RoleAssignment | None:
    """The person's own role in the case's municipality, on another basis, where she opened it in need."""
    if not is_case(place) or action not in READ_IN_NEED or place.pk not in user.knowledge().in_need:
        return None
    own = grants(user, Action.OPEN_IN_NEED)
    grant = next((grant for grant in own if grant.municipality_id == place.municipality_id), None)
    if grant is None:
        return None
    opened = copy(grant)
    opened.basis = IN_NEED
    return opened


def _covers(grant: RoleAssignment, place: Place) -> bool:
    return grant.municipality_id == place.municipality_id and grant.unit_id in (None, place.unit_id)
