"""What every page of somebody who is logged in asks first: her session, who she is, and her roles.

These are asked more often than anything else, so their SQL is put together once. Nothing is kept between
requests: a session that is ended, a user who is closed, or a role that is taken back counts at once.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as StoredSessions
from django.db.models import Model, QuerySet
from django.utils import timezone

from rettvis.web.access.models import Municipality, RoleAssignment, Unit, User
from rettvis.web.access.need_to_know import said_of
from rettvis.web.pages.questions import DAY, MOMENT, NUMBER, TEXT, Question


class SessionStore(StoredSessions):
    """Sessions in the database, as Django keeps them; only the reading is quicker."""

    def _get_session_from_db(self) -> Any:
        """The row, or None where there is none that has not run out."""
        found = _SESSION.ask(key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return self.model(session_data=found[0][0])


class Backend(ModelBackend):
    """User name and password, as Django checks them; only the reading of the user is quicker."""

    def get_user(self, user_id: int) -> User | None:
        """The user, unless she is closed."""
        found = _USER.ask(user=int(user_id))
        user = _instance(User, found[0]) if found else None
        return user if user is not None and self.user_can_authenticate(user) else None


def roles_of(user: int, day: date) -> list[RoleAssignment]:
    """The assignments of a user that are in force on ``day``, with their municipality and unit.

    Each has ``said``: what is said of the user and single cases, for ``knowledge_in``.
    """
    roles = []
    ends = (len(_ROLE), len(_ROLE) + len(_MUNICIPALITY), len(_ROLE) + len(_MUNICIPALITY) + len(_UNIT))
    for row in _ROLES.ask(user=user, day=day, now=timezone.now()):
        role = _instance(RoleAssignment, row[: ends[0]])
        role.municipality = _instance(Municipality, row[ends[0] : ends[1]])
        role.unit = None if role.unit_id is None else _instance(Unit, row[ends[1] : ends[2]])
        role.said = row[-1]
        roles.append(role)
    return roles


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _instance(model: type[Model], row: Iterable[Any]) -> Any:
    return model.from_db("default", _columns(model), tuple(row))


_ROLE, _MUNICIPALITY, _UNIT = _columns(RoleAssignment), _columns(Municipality), _columns(Unit)


def _of_session(key: str, now: Any) -> "QuerySet[Any, Any]":
    model = StoredSessions.get_model_class()
    return model.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")


def _of_user(user: int) -> "QuerySet[Any, Any]":
    return User.objects.filter(pk=user).values_list(*_columns(User))


def _of_roles(user: int, day: date, now: Any) -> "QuerySet[Any, Any]":
    given = RoleAssignment.objects.in_force(day).filter(user=user).order_by("pk")
    columns = (
        *_ROLE,
        *(f"municipality__{name}" for name in _MUNICIPALITY),
        *(f"unit__{name}" for name in _UNIT),
    )
    return given.annotate(said=said_of("user", now)).values_list(*columns, "said")


_SESSION = Question(_of_session, key=TEXT, now=MOMENT)
_USER = Question(_of_user, user=NUMBER)
_ROLES = Question(_of_roles, user=NUMBER, day=DAY, now=MOMENT)
