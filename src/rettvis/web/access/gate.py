"""The one gate: which rows a person may see, and what she may do. Nothing else decides access."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.web.access.models import Municipality, Role, RoleAssignment, User

Rows = TypeVar("Rows", bound=Model)


class Action(StrEnum):
    """Everything a person can do that needs a role."""

    SEE_WORKLIST = "see_worklist"
    SEE_CASE = "see_case"
    SEE_LETTER = "see_letter"
    OPEN_CASE = "open_case"
    CHANGE_CASE = "change_case"
    ASSIGN_CASE = "assign_case"
    APPROVE_DECISION = "approve_decision"
    SEND_DECISION = "send_decision"
    SEND_LETTER = "send_letter"
    SEE_CASE_LOG = "see_case_log"
    SEARCH_LOG = "search_log"
    MANAGE_ROLES = "manage_roles"
    SEE_STATISTICS = "see_statistics"


ACTION_NAMES: Mapping[str, str] = {
    Action.SEE_WORKLIST: gettext_noop("See the list of cases"),
    Action.SEE_CASE: gettext_noop("See a case"),
    Action.SEE_LETTER: gettext_noop("See a letter"),
    Action.OPEN_CASE: gettext_noop("Open a case"),
    Action.CHANGE_CASE: gettext_noop("Change a case"),
    Action.ASSIGN_CASE: gettext_noop("Assign a case"),
    Action.APPROVE_DECISION: gettext_noop("Approve a decision"),
    Action.SEND_DECISION: gettext_noop("Send a decision"),
    Action.SEND_LETTER: gettext_noop("Send a letter"),
    Action.SEE_CASE_LOG: gettext_noop("See the log of a case"),
    Action.SEARCH_LOG: gettext_noop("Search the log"),
    Action.MANAGE_ROLES: gettext_noop("Manage users and roles"),
    Action.SEE_STATISTICS: gettext_noop("See statistics"),
}

_HANDLERS = frozenset({Role.CASEWORKER, Role.TEAM_LEADER})
_READERS = _HANDLERS | {Role.AUDITOR}
_COUNTERS = frozenset({Role.TEAM_LEADER, Role.CONTROLLER, Role.AUDITOR, Role.ANALYST, Role.POLITICIAN})
"""Who sees figures about many: the last two see nothing of any one person."""

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.SEE_WORKLIST: _READERS,
    Action.SEE_CASE: _READERS,
    Action.SEE_LETTER: _READERS,
    Action.OPEN_CASE: _HANDLERS,
    Action.CHANGE_CASE: _HANDLERS,
    Action.ASSIGN_CASE: _HANDLERS,
    Action.APPROVE_DECISION: frozenset({Role.TEAM_LEADER}),
    Action.SEND_DECISION: _HANDLERS,
    Action.SEND_LETTER: _HANDLERS,
    Action.SEE_CASE_LOG: _READERS,
    Action.SEARCH_LOG: frozenset({Role.AUDITOR}),
    Action.MANAGE_ROLES: frozenset({Role.ADMINISTRATOR}),
    Action.SEE_STATISTICS: _COUNTERS,
}
"""The whole table of what each role may do. A new action must stand here, or nobody may do it."""

BASIS: Mapping[str, str] = {
    Role.CASEWORKER: gettext_noop("Case handling"),
    Role.TEAM_LEADER: gettext_noop("Case handling and decision"),
    Role.AUDITOR: gettext_noop("Internal control"),
    Role.ADMINISTRATOR: gettext_noop("Administration of access"),
    Role.CONTROLLER: gettext_noop("Control of economy"),
    Role.ANALYST: gettext_noop("Statistics"),
    Role.POLITICIAN: gettext_noop("Statistics"),
}
"""Why a role gives access: the log's basis."""


class Place(Protocol):
    """Anything that belongs to a municipality and a unit: a case, or where one is to be opened."""

    municipality_id: int
    unit_id: int | None


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
    return [grant for grant in user.roles_on(on or timezone.localdate()) if grant.role in roles]


def may(user: User, action: Action, place: Place | None = None) -> bool:
    """Whether ``user`` may do ``action``, for the case or place where one is given."""
    return grant_for(user, action, place) is not None


def grant_for(user: User, action: Action, place: Place | None = None) -> RoleAssignment | None:
    """The assignment that allows it, or None."""
    return next((grant for grant in grants(user, action) if place is None or _covers(grant, place)), None)


def require(user: User, action: Action, case: Place | None = None) -> RoleAssignment:
    """The assignment that allows it; raises :class:`Refused` where there is none."""
    grant = grant_for(user, action, case)
    if grant is None:
        raise Refused(
            action, getattr(case, "number", ""), municipality_id=getattr(case, "municipality_id", None)
        )
    return grant


def visible(user: User, rows: "QuerySet[Rows]", action: Action = Action.SEE_CASE) -> "QuerySet[Rows]":
    """Those of ``rows`` (which have a municipality and a unit) that ``user`` may see."""
    covered = Q()
    for grant in grants(user, action):
        whole = Q(municipality_id=grant.municipality_id)
        covered |= whole & Q(unit_id=grant.unit_id) if grant.unit_id else whole
    return rows.filter(covered) if covered else rows.none()


def municipalities(user: User, action: Action) -> Iterable[Municipality]:
    """The municipalities where ``user`` may do ``action``, each once."""
    return {grant.municipality_id: grant.municipality for grant in grants(user, action)}.values()


def _covers(grant: RoleAssignment, place: Place) -> bool:
    return grant.municipality_id == place.municipality_id and grant.unit_id in (None, place.unit_id)
