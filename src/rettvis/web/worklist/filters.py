"""What a person may ask the worklist for. Only what is not personal may stand in an address."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rettvis.web.access.models import User
from rettvis.web.application.models import OPEN_STATUSES, Status, search_key

WHOSE = (("mine", _("Mine")), ("unassigned", _("Unassigned")), ("unit", _("My unit's")), ("all", _("All")))
STATUSES = (("open", _("Open")), *Status.choices, ("any", _("Any status")))
NUMBER = re.compile(r"\d{4}-\d{0,6}")
CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{1,18})")


@dataclass(frozen=True)
class Asked:
    """One request to the worklist."""

    whose: str
    status: str
    after: tuple[date, int] | None
    text: str = ""


def read(data: QueryDict, text: str, default_whose: str) -> Asked:
    """Read the request; anything unknown falls back to the usual."""
    whose = data.get("whose", default_whose)
    status = data.get("status", "open")
    return Asked(
        whose=whose if whose in dict(WHOSE) else default_whose,
        status=status if status in dict(STATUSES) else "open",
        after=read_cursor(data.get("after", "")),
        text=" ".join(text.replace("\x00", " ").split())[:200],
    )


def read_cursor(text: str) -> tuple[date, int] | None:
    """The place to go on from, or None where there is none or it is mistyped."""
    found = CURSOR.fullmatch(text)
    if not found:
        return None
    try:
        return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        return None


def condition(asked: Asked, user: User, unit_ids: list[int]) -> Q:
    """The rows that ``asked`` wants, as a condition on cases; access is the gate's, not this one's."""
    wanted = Q()
    if asked.whose == "mine":
        wanted &= Q(assigned_to=user)
    elif asked.whose == "unassigned":
        wanted &= Q(assigned_to=None)
    elif asked.whose == "unit" and unit_ids:
        wanted &= Q(unit__in=unit_ids)
    if asked.status == "open":
        wanted &= Q(status__in=OPEN_STATUSES)
    elif asked.status != "any":
        wanted &= Q(status=asked.status)
    if asked.text:
        wanted &= _search(asked.text)
    if asked.after:
        due, last = asked.after
        wanted &= Q(due_order__gte=due) & (Q(due_order__gt=due) | Q(id__gt=last))
    return wanted


def _search(text: str) -> Q:
    """By case number when it looks like one, otherwise by the beginning of the person's name."""
    if NUMBER.fullmatch(text):
        return _begins("number", text)
    return _begins("person__name_key", search_key(text))


def _begins(column: str, text: str) -> Q:
    """The column begins with ``text``, found by the column's index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": text})
    # SQLite's LIKE does not use the index; a range does.
    return Q(**{f"{column}__gte": text, f"{column}__lt": f"{text}\U0010ffff"})
