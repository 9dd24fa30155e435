"""Saving a step's content without ever losing what somebody else, or the same person, saved before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.models import User
from rettvis.web.application.models import Case, Revision

Kept = TypeVar("Kept", bound=Revision)


class Stale(Exception):
    """Somebody saved after the form was opened.

    ``current`` is what stands now, ``base`` what the form was opened with (None for an empty form).
    """

    def __init__(self, current: Revision, base: Revision | None) -> None:
        self.current = current
        self.base = base
        super().__init__(f"revision {current.number} is newer than {base.number if base else 0}")

    @property
    def changes(self) -> "list[Change]":
        """What the other person changed."""
        return changes(self.base.content if self.base else {}, self.current.content)


@dataclass(frozen=True)
class Change:
    """One value that differs: where it stands (``activities.0.minutes``), before and after."""

    place: str
    before: Any
    after: Any


def current_revision(model: type[Kept], case: Case) -> Kept | None:
    """The newest revision of the case, or None when nothing is saved."""
    return model._default_manager.filter(case=case).select_related("saved_by").order_by("-number").first()


def save_revision(model: type[Kept], case: Case, based_on: int, content: Any, user: User) -> Kept:
    """Save ``content`` as the next revision, in one transaction.

    ``based_on`` is the number of the revision that the form was opened with, 0 for none. Saving the same
    content again changes nothing, so that a form sent twice is safe. Raises :class:`Stale` when somebody
    else's revision came between, and ``Refused`` when ``user`` may not change the case.
    """
    require(user, Action.CHANGE_CASE, case)
    with transaction.atomic():
        # The case row is the lock: two who save at the same moment take turns.
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        newest = current_revision(model, case)
        if newest is not None and newest.content == content:
            return newest
        number = newest.number if newest else 0
        if newest is not None and number != based_on:
            raise Stale(newest, model._default_manager.filter(case=case, number=based_on).first())
        return model._default_manager.create(case=case, number=number + 1, content=content, saved_by=user)


def changes(before: Any, after: Any) -> list[Change]:
    """Every value that differs between two contents."""
    old, new = dict(_leaves(before, "")), dict(_leaves(after, ""))
    return [
        Change(place, old.get(place), new.get(place))
        for place in dict.fromkeys([*old, *new])
        if old.get(place) != new.get(place)
    ]


def _leaves(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _leaves(part, f"{place}.{position}" if place else str(position))
    else:
        yield place, value
