"""The routines register of the demonstration: most are approved, some on the way, and one step has none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from rettvis.journey.routines import Content, RoutineAct
from rettvis.web.access.models import Municipality, User
from rettvis.web.pages.content import from_json
from rettvis.web.routines.models import RoutineRow
from rettvis.web.routines.services import begin, do, save
from rettvis.web.routines.store import find

APPROVER = "tone"
BETWEEN = timedelta(days=2)
"""How long each act lets wait for the next."""


def write_routines(municipality: Municipality, users: Mapping[str, User], on: date) -> None:
    """Fill the register as it stands on ``on``."""
    told = files(__package__).joinpath("routines.yaml").read_text(encoding="utf-8")
    for number, one in enumerate(yaml.safe_load(told), start=1):
        _write(municipality, f"demo-routine-{number}", one, users, on)


def _write(
    municipality: Municipality, key: str, told: Mapping[str, Any], users: Mapping[str, User], on: date
) -> None:
    day = on - timedelta(days=told["days_ago"])
    now, author = _morning(day), users[told["author"]]
    words = {name: told[name] for name in ("title", "kind", "owner", "steps", "text", "link") if name in told}
    review = day + timedelta(days=told["review_after"]) if "review_after" in told else None
    content = replace(from_json(Content, words), review_on=review)
    row = begin(municipality, key, content, author, now)
    for act in map(RoutineAct, told["done"]):
        by = author if act is RoutineAct.SUBMIT else users[APPROVER]
        now += BETWEEN
        do(row, act, by, now, comment=told.get("why", ""))
    if "later" in told:
        _next_version(row, replace(content, text=told["later"]), author, _morning(on - timedelta(days=4)))


def _next_version(row: RoutineRow, content: Content, author: User, now: datetime) -> None:
    found = find([row.municipality], row.pk)
    assert found is not None
    save(row, found.revision, content, author, now)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 15)))
