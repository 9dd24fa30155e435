"""What a person does with a text of the library: write, approve another's, send back, take out of use."""

from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.decision.library import (
    ReasonText,
    TextAct,
    TextState,
    check_reason_text,
    may_approve,
    state_of,
)
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.reasons.models import ReasonTextAct, ReasonTextVersion
from rettvis.web.reasons.store import content_of, written_in

WHAT = gettext_noop("A text of the reasons library")


def save_text(
    municipality: Municipality, key: str, based_on: int, text: ReasonText, user: User, now: datetime
) -> ReasonTextVersion:
    """Save ``text`` as the next version of ``key``; the same text again changes nothing.

    Raises ``Faulty`` with every fault (also when somebody else wrote a version in between), and ``Refused``.
    """
    grant = require_in(user, Action.EDIT_REASONS, municipality.pk)
    faults = check_reason_text(text)
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        newest = _versions(municipality, key).order_by("-version").first()
        content = content_of(text)
        if newest is not None and newest.content == content:
            return newest
        number = newest.version if newest else 0
        if number != based_on:
            message = sentence("Somebody else has changed the text since you opened it. Open it again.")
            raise Faulty([Fault("", message)])
        made = ReasonTextVersion.objects.create(
            municipality=municipality,
            key=key,
            version=number + 1,
            content=content,
            drafted_by=user,
            drafted_at=now,
        )
        look_up(grant, Action.EDIT_REASONS, what=WHAT)
    return made


def approve(municipality: Municipality, key: str, version: int, user: User, now: datetime) -> bool:
    """Approve a version that somebody else wrote; whether it was approved now. Twice is once.

    Raises ``Faulty`` for one's own text, and for a version that is no longer the newest.
    """
    grant = require_in(user, Action.APPROVE_REASONS, municipality.pk)
    with transaction.atomic():
        row = _locked(municipality, key, version)
        written = written_in(_versions(municipality, key).prefetch_related("acts"))
        if next(one for one in written if one.version == version).approved:
            return False
        faults = []
        if not may_approve(written, version, user.pk):
            message = sentence("You have written this text yourself. Somebody else must approve it.")
            faults.append(Fault("", message))
        if version != max(one.version for one in written):
            faults.append(Fault("", sentence("There is a newer version. Open it, and approve that one.")))
        if faults:
            raise Faulty(faults)
        _done(row, TextAct.APPROVE, user, now)
        look_up(grant, Action.APPROVE_REASONS, what=WHAT)
    return True


def send_back(
    municipality: Municipality, key: str, version: int, comment: str, user: User, now: datetime
) -> bool:
    """Send a draft back with what must be mended; whether it was done now."""
    grant = require_in(user, Action.APPROVE_REASONS, municipality.pk)
    if not comment.strip():
        raise Faulty([Fault("comment", sentence("Write what must be mended."))])
    with transaction.atomic():
        row = _locked(municipality, key, version)
        written = written_in(_versions(municipality, key).prefetch_related("acts"))
        if state_of(written, version, timezone.localdate(now)) is not TextState.DRAFT:
            return False
        _done(row, TextAct.RETURN, user, now, comment=comment)
        look_up(grant, Action.APPROVE_REASONS, what=WHAT)
    return True


def retire(
    municipality: Municipality, key: str, version: int, on: date, comment: str, user: User, now: datetime
) -> bool:
    """Take an approved version out of use from the day ``on``; decisions that use it keep it."""
    grant = require_in(user, Action.APPROVE_REASONS, municipality.pk)
    faults = []
    if on < timezone.localdate(now):
        faults.append(Fault("on", sentence("Choose today or a later day: what was used stays used.")))
    if not comment.strip():
        faults.append(Fault("comment", sentence("Write why it is taken out of use.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        row = _locked(municipality, key, version)
        if row.acts.filter(act=TextAct.RETIRE).exists() or not row.acts.filter(act=TextAct.APPROVE).exists():
            return False
        _done(row, TextAct.RETIRE, user, now, on=on, comment=comment)
        look_up(grant, Action.APPROVE_REASONS, what=WHAT)
    return True


def new_key() -> str:
    """A key that no other text has."""
    return token_hex(4)


def _versions(municipality: Municipality, key: str) -> "QuerySet[ReasonTextVersion]":
    return ReasonTextVersion.objects.filter(municipality=municipality, key=key)


def _locked(municipality: Municipality, key: str, version: int) -> ReasonTextVersion:
    """The version, with the library locked. Raises ``DoesNotExist``."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    return ReasonTextVersion.objects.get(municipality=municipality, key=key, version=version)


def _done(
    row: ReasonTextVersion,
    act: TextAct,
    user: User,
    now: datetime,
    *,
    on: date | None = None,
    comment: str = "",
) -> None:
    ReasonTextAct.objects.create(
        text=row, act=str(act), on=on or timezone.localdate(now), comment=comment.strip(), by=user, at=now
    )
