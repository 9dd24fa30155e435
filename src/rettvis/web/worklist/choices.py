"""What the list can be narrowed to and who can be given cases, for one reader: two questions at most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from rettvis.web.access.actions import ALLOWED, Action
from rettvis.web.access.gate import grants
from rettvis.web.access.models import Role, RoleAssignment, Unit, User
from rettvis.web.pages.questions import DAY, Question
from rettvis.web.worklist.filters import Choices


@dataclass(frozen=True)
class Colleague:
    """Somebody who may handle cases: where. ``unit`` is None for the whole municipality."""

    key: int
    name: str
    municipality: int
    unit: int | None


def own_units(user: User) -> list[int]:
    """The units of the reader's own roles; none where she sees a whole municipality."""
    own = grants(user, Action.SEE_WORKLIST)
    if any(grant.unit_id is None for grant in own):
        return []
    return list(dict.fromkeys(grant.unit_id for grant in own if grant.unit_id))


def colleagues(user: User) -> list[Colleague]:
    """Everybody who may handle cases where the reader may give cases out, by name; none where she may not."""
    own = grants(user, Action.ASSIGN_CASE)
    if not own:
        return []
    places = tuple(sorted({(grant.municipality_id, grant.unit_id or 0) for grant in own}))
    return [Colleague(*row) for row in _handlers(places).ask(day=user.today())]


def choices(user: User, known: Sequence[Colleague]) -> Choices:
    """What each filter offers."""
    handlers = dict.fromkeys((str(one.key), one.name) for one in known)
    return Choices(_units(user), tuple(handlers), _usual(user))


def takers(
    places: Collection[tuple[int, int | None]], known: Sequence[Colleague]
) -> tuple[tuple[str, str], ...]:
    """Those who may handle cases in at least one of ``places``, a municipality and a unit: key and name."""
    whole = {municipality for municipality, _unit in places}
    fitting = (
        (str(one.key), one.name)
        for one in known
        if (one.municipality, one.unit) in places or (one.unit is None and one.municipality in whole)
    )
    return tuple(dict.fromkeys(fitting))


@lru_cache(maxsize=256)
def _handlers(places: tuple[tuple[int, int], ...]) -> Question:
    """Those who may handle cases in these places: municipalities with a unit of each, 0 for all of it."""
    where = Q(pk=None)
    for municipality, unit in places:
        within = Q(municipality_id=municipality)
        where |= within & (Q(unit=None) | Q(unit=unit)) if unit else within

    def given(day: date) -> "QuerySet[Any, Any]":
        rows = RoleAssignment.objects.in_force(day).filter(
            where, role__in=sorted(ALLOWED[Action.CHANGE_CASE])
        )
        rows = rows.filter(user__is_active=True).order_by("user__name", "user_id")
        return rows.values_list("user_id", "user__name", "municipality_id", "unit_id")

    return Question(given, day=DAY)


@lru_cache(maxsize=256)
def _units_of(municipalities: tuple[int, ...]) -> Question:
    return Question(lambda: Unit.objects.filter(municipality__in=municipalities).values_list("pk", "name"))


def _units(user: User) -> tuple[tuple[str, str], ...]:
    """The units whose cases the reader may see; asked for only where her role is for a whole municipality."""
    own = grants(user, Action.SEE_WORKLIST)
    whole = tuple(sorted({grant.municipality_id for grant in own if grant.unit_id is None}))
    found = {grant.unit_id: grant.unit.name for grant in own if grant.unit_id}
    if whole:
        found.update(_units_of(whole).ask())
    return tuple(sorted(((str(key), name) for key, name in found.items()), key=lambda one: one[1]))


def _usual(user: User) -> str:
    """A caseworker begins with her own; everybody else with all."""
    handles = any(grant.role == Role.CASEWORKER for grant in grants(user, Action.SEE_WORKLIST))
    return "mine" if handles else "all"
