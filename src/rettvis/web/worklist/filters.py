"""What a person may ask the worklist for. Only what is not personal may stand in an address."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rettvis.journey.handling import Awaited
from rettvis.web.access.models import User
from rettvis.web.application.models import OPEN_STATUSES, Group, Kind, Status

WHOSE = (("mine", _("Mine")), ("unassigned", _("Unassigned")), ("team", _("My team’s")), ("all", _("All")))
STATUSES = (("open", _("Open")), *Status.choices, ("any", _("Any status")))
DUE = (("late", _("Late")), ("week", _("This week")), ("month", _("This month")))
ORDERS = (("due", _("Soonest deadline")), ("waiting", _("Longest waiting")))
ORDER_COLUMNS = {"due": "due_order", "waiting": "waits_order"}

OLDER_WORDS = {"whose": {"unit": "team"}}
"""Words in addresses that were shared before they were changed."""

CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{1,18})", re.ASCII)
KEY = re.compile(r"\d{1,9}", re.ASCII)

TITLES: Mapping[str, Any] = {
    "whose": _("Whose cases"),
    "status": _("Status"),
    "waits": _("Waits for"),
    "kind": _("What it is about"),
    "group": _("Adult or child"),
    "unit": _("Unit"),
    "handler": _("Handled by"),
    "due": _("Due"),
    "order": _("Order"),
    "after": _("Page"),
    "before": _("Page"),
}


@dataclass(frozen=True)
class Choices:
    """What each filter offers this reader: pairs of what stands in the address and what is read."""

    units: tuple[tuple[str, str], ...] = ()
    handlers: tuple[tuple[str, str], ...] = ()
    usual_whose: str = "all"

    def of(self, name: str) -> Collection[str]:
        """The values that ``name`` may have."""
        if name == "unit":
            return [key for key, _words in self.units]
        if name == "handler":
            return [key for key, _words in self.handlers]
        return _FIXED[name]


@dataclass(frozen=True)
class Place:
    """Where in the list a page begins: after, or before, the row with this day and key."""

    day: date
    key: int
    backwards: bool = False


@dataclass(frozen=True)
class Asked:
    """One request to the worklist; an empty value asks for all. ``doubts``: filters not understood."""

    whose: str
    status: str = "open"
    waits: str = ""
    kind: str = ""
    group: str = ""
    unit: str = ""
    handler: str = ""
    due: str = ""
    order: str = "due"
    place: Place | None = None
    doubts: tuple[str, ...] = ()

    def address(self, **changes: str) -> str:
        """The part after ``?`` that asks for this with ``changes``, from the top of the list."""
        return _address(self, tuple(changes.items()))

    def here(self) -> str:
        """The same for this page of it."""
        if self.place is None:
            return self.address()
        name = "before" if self.place.backwards else "after"
        return self.address(**{name: f"{self.place.day.isoformat()}_{self.place.key}"})

    def values(self) -> dict[str, str]:
        """Every filter that is not as usual; whose cases and which status always, so that links say it."""
        usual = {"order": "due"}
        return {name: value for name in _NAMES if (value := getattr(self, name)) and value != usual.get(name)}

    @property
    def narrowed(self) -> bool:
        """Whether anything but whose cases, the status and the order is asked for."""
        return any(getattr(self, name) for name in ("waits", "kind", "group", "unit", "handler", "due"))


@lru_cache(maxsize=4096)
def _address(asked: Asked, changes: tuple[tuple[str, str], ...]) -> str:
    return urlencode({name: text for name, text in {**asked.values(), **dict(changes)}.items() if text})


_NAMES = ("whose", "status", "waits", "kind", "group", "unit", "handler", "due", "order")
_FIXED: Mapping[str, Collection[str]] = {
    "whose": frozenset(key for key, _words in WHOSE),
    "status": frozenset(key for key, _words in STATUSES),
    "waits": frozenset(str(party) for party in Awaited),
    "kind": frozenset(Kind.values),
    "group": frozenset(Group.values),
    "due": frozenset(key for key, _words in DUE),
    "order": frozenset(ORDER_COLUMNS),
}


def read(data: QueryDict, choices: Choices) -> Asked:
    """Read the address. What is unknown falls back to the usual, and is named in ``doubts``."""
    asked, doubts = Asked(choices.usual_whose), []
    for name in _NAMES:
        value = data.get(name, "")
        value = OLDER_WORDS.get(name, {}).get(value, value)
        if value in choices.of(name):
            asked = replace(asked, **{name: value})
        elif value:
            doubts.append(name)
    for name in ("before", "after"):
        if data.get(name):
            place = read_place(data[name], backwards=name == "before")
            asked = replace(asked, place=place or asked.place)
            doubts += [] if place else [name]
    return replace(asked, doubts=tuple(dict.fromkeys(doubts)))


def read_place(text: str, *, backwards: bool) -> Place | None:
    """The place to go on from, or None where it is mistyped."""
    found = CURSOR.fullmatch(text)
    if not found:
        return None
    try:
        return Place(date.fromisoformat(found[1]), int(found[2]), backwards)
    except ValueError:
        return None


def condition(asked: Asked, user: User, unit_ids: Collection[int], today: date) -> Q:
    """The rows that ``asked`` wants, as a condition on cases; access is the gate's, not this one's.

    ``unit_ids``: the reader's own units; none where her role is for the whole municipality.
    """
    wanted = _whose(asked, user, unit_ids)
    if asked.status == "open":
        wanted &= Q(status__in=OPEN_STATUSES)
    elif asked.status != "any":
        wanted &= Q(status=asked.status)
    for name, column in (("waits", "waits_for"), ("kind", "kind"), ("group", "group"), ("unit", "unit_id")):
        if value := getattr(asked, name):
            wanted &= Q(**{column: value})
    if asked.handler:
        wanted &= Q(assigned_to=asked.handler)
    if asked.due:
        wanted &= _due(asked.due, today)
    return wanted


def beyond(place: Place, order: str) -> Q:
    """The rows after ``place``, or before it, in the order of the list."""
    column, way = ORDER_COLUMNS[order], "lt" if place.backwards else "gt"
    edge = Q(**{f"{column}__{way}e": place.day})
    return edge & (Q(**{f"{column}__{way}": place.day}) | Q(**{f"id__{way}": place.key}))


def _whose(asked: Asked, user: User, unit_ids: Collection[int]) -> Q:
    if asked.whose == "mine":
        return Q(assigned_to=user)
    if asked.whose == "unassigned":
        return Q(assigned_to=None)
    return Q(unit__in=unit_ids) if asked.whose == "team" and unit_ids else Q()


def _due(due: str, today: date) -> Q:
    """Late: the day has passed. This week and this month: a day of it, passed or not."""
    if due == "late":
        return Q(due_order__lt=today)
    first = today - timedelta(days=today.weekday()) if due == "week" else today.replace(day=1)
    end = first + timedelta(days=7) if due == "week" else (first + timedelta(days=31)).replace(day=1)
    return Q(due_order__gte=first, due_order__lt=end)
