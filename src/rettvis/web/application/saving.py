"""Saving one sheet of a step, so that two who save at the same time both keep what they wrote.

What the other changed on another sheet of the step is taken along without a word. What she changed on the
same sheet is shown first: :class:`Conflict` carries both put together, for the form that is shown again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.models import User
from rettvis.web.application.models import Case, Revision
from rettvis.web.application.revisions import current_revision, save_revision
from rettvis.web.pages.merging import Difference, differences, merged
from rettvis.web.pages.sheets import Sheet

Whole = TypeVar("Whole")

SETTLED = _("The case is decided. What it was decided on stays as it was; nothing was saved.")


class Settled(Exception):
    """The case is decided or closed: what it stands on is not changed any more."""


@dataclass(frozen=True)
class Kept(Generic[Whole]):
    """How a step keeps its content: its revisions, both ways of translation, and an empty one."""

    model: type[Revision]
    read: Callable[[Any], Whole]
    write: Callable[[Whole], Any]
    empty: Whole


@dataclass(frozen=True)
class Saved(Generic[Whole]):
    """The revision, its value, and who else saved another sheet meanwhile ("" when nobody did)."""

    revision: Revision
    value: Whole
    beside: str


class Conflict(Exception):
    """Somebody saved the same sheet after it was opened."""

    def __init__(self, current: Revision, changed: list[Difference], content: dict[str, Any]) -> None:
        self.current = current
        self.changed = changed
        self.content = content
        """What the other saved, with one's own changes on top: the content of the form to show."""
        super().__init__(f"revision {current.number} changed {len(changed)} values")


def may_change(user: User, case: Case) -> bool:
    """Whether ``user`` may change what the case stands on, now."""
    return case.is_open and may(user, Action.CHANGE_CASE, case)


def save_sheet(
    kept: Kept[Whole], sheet: Any, apply: Callable[[Whole], Whole], case: Case, based_on: int, user: User
) -> Saved[Whole]:
    """Save what ``apply`` makes of the step's newest content; ``sheet`` says which part of it was typed.

    Raises :class:`Conflict`, :class:`Settled`, and ``Refused`` for whoever may not change the case.
    """
    require(user, Action.CHANGE_CASE, case)
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if not locked.is_open:
            raise Settled
        newest = current_revision(kept.model, case)
        now = kept.read(newest.content) if newest else kept.empty
        mine = apply(now)
        beside = ""
        if newest and newest.number != based_on and kept.write(mine) != newest.content:
            _check_apart(kept, sheet, newest, based_on, now, apply)
            beside = newest.saved_by.name
        number = newest.number if newest else 0
        revision = save_revision(kept.model, case, number, kept.write(mine), user)
    return Saved(revision, mine, beside)


def _check_apart(
    kept: Kept[Whole],
    sheet: type[Sheet],
    newest: Revision,
    based_on: int,
    now: Whole,
    apply: Callable[[Whole], Whole],
) -> None:
    """Raises :class:`Conflict` unless the other changed other sheets alone."""
    opened = kept.model._default_manager.filter(case=newest.case_id, number=based_on).first()
    base = kept.read(opened.content) if opened else kept.empty
    before, theirs = sheet.content_of(base), sheet.content_of(now)  # type: ignore[attr-defined]
    changed = differences(sheet, before, theirs)
    if changed:
        mine = sheet.content_of(apply(base))  # type: ignore[attr-defined]
        raise Conflict(newest, changed, merged(sheet, before, theirs, mine))
