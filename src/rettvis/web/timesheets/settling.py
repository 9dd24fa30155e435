"""A person settles what deviates: a resolution and a comment, kept for ever. Nothing done is refused."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop

from rettvis.journey.delivery import DeviationCode, Resolution, Severity, resolutions_of
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in, visible
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.timesheets.checking import OF_ASSISTANTS, check_again, concerned_by
from rettvis.web.timesheets.models import (
    LONGEST_COMMENT,
    Deviation,
    Settlement,
    ShiftLine,
)
from rettvis.web.timesheets.taking_turns import lock
from rettvis.web.timesheets.withdrawing import withdraw, withdrawal_faults

SETTLED = gettext_noop("A deviation of a timesheet was settled")
WITHDRAWING = frozenset({Resolution.LINE_CORRECTED, Resolution.LINE_WITHDRAWN})
"""Resolutions by which lines count no more: the provider has said so."""


def seen_cases(user: User) -> "QuerySet[Case]":
    """The cases whose timesheets ``user`` may see."""
    return visible(user, Case.objects.all(), Action.SEE_TIMESHEETS)


def seen_lines(user: User) -> "QuerySet[ShiftLine]":
    """The lines that ``user`` may see: of cases that she may see, and with a reference that is nobody's."""
    own = {grant.municipality_id for grant in grants(user, Action.SEE_TIMESHEETS)}
    of_cases = Q(case__in=seen_cases(user))
    return ShiftLine.objects.filter(Q(case=None, municipality__in=own) | of_cases)


def deviations(user: User) -> "QuerySet[Deviation]":
    """What deviates and has not lapsed, of what ``user`` may see.

    What is about an assistant alone is shown to who may see any line of the assistant's in those days.
    """
    own = {grant.municipality_id for grant in grants(user, Action.SEE_TIMESHEETS)}
    theirs = seen_lines(user).filter(
        municipality=OuterRef("municipality"),
        assistant=OuterRef("assistant"),
        day__gte=OuterRef("first"),
        day__lte=OuterRef("last"),
    )
    alone = (
        Q(case=None) & ~Q(assistant="") & Q(code__in=[str(code) for code in OF_ASSISTANTS]) & Exists(theirs)
    )
    unknown = Q(case=None) & ~Q(code__in=[str(code) for code in OF_ASSISTANTS])
    rows = Deviation.objects.filter(municipality__in=own, lapse=None)
    return rows.filter(Q(case__in=seen_cases(user)) | unknown | alone)


def to_settle(rows: "QuerySet[Deviation]") -> "QuerySet[Deviation]":
    """Those that wait for a person: what is only for information does not."""
    return rows.filter(settlement=None).exclude(severity=str(Severity.NOTE))


def lines_of(user: User, deviation: Deviation) -> "QuerySet[ShiftLine]":
    """The lines that a deviation is about and ``user`` may see, in the order of time."""
    rows = seen_lines(user).filter(municipality=deviation.municipality_id)
    named = [pk for pk in (deviation.line_id, deviation.other_id) if pk]
    within = Q(day__gte=deviation.first, day__lte=deviation.last)
    if named and deviation.code not in (DeviationCode.DAILY_REST, DeviationCode.WEEKLY_REST):
        wanted = Q(pk__in=named)
    elif deviation.case_id is not None:
        wanted = within & Q(case__person=deviation.case.person_id)
    else:
        wanted = within & Q(assistant=deviation.assistant)
    return rows.filter(wanted).order_by("start", "pk")


def settle(
    user: User,
    deviation: Deviation,
    resolution: str,
    comment: str,
    now: datetime,
    withdrawn: Collection[int] = (),
) -> Settlement:
    """Settle a deviation; sent again it is the same act. Raises ``Faulty``.

    ``withdrawn`` are lines (primary keys) that the provider has withdrawn or corrected: they stay, and count
    no more. An approved line is locked.
    """
    with transaction.atomic():
        grant = require_in(user, Action.SETTLE_SHIFTS, deviation.municipality_id)
        lock(deviation.municipality_id)
        known = Settlement.objects.filter(deviation=deviation).first()
        if known is not None:
            if (known.resolution, known.comment) == (resolution, comment.strip()):
                return known
            raise Faulty([Fault("resolution", sentence("Somebody else has settled this in the meantime."))])
        lines = list(lines_of(user, deviation).filter(pk__in=withdrawn).select_related("case"))
        faults = _faults(deviation, resolution, comment, lines)
        if faults:
            raise Faulty(faults)
        row = Settlement.objects.create(
            deviation=deviation,
            resolution=resolution,
            comment=comment.strip(),
            settled_by=user,
            settled_at=now,
        )
        if resolution in WITHDRAWING:
            withdraw(lines, now, settlement=row)
        elif deviation.code == DeviationCode.DUPLICATE_LINE and deviation.line is not None:
            check_again(deviation.municipality_id, concerned_by([deviation.line]), now)
        numbers = [deviation.case.number] if deviation.case else []
        look_up(grant, Action.SETTLE_SHIFTS, cases=numbers, what=SETTLED)
        return row


def _faults(deviation: Deviation, resolution: str, comment: str, lines: list[ShiftLine]) -> list[Fault]:
    faults = []
    offered = {str(one) for one in resolutions_of(DeviationCode(deviation.code))}
    if resolution not in offered:
        faults.append(Fault("resolution", sentence("Choose how it is settled.")))
    if not comment.strip():
        faults.append(Fault("comment", sentence("Write why, so that others can follow it.")))
    if len(comment) > LONGEST_COMMENT:
        message = sentence("Write at most {most} characters.", most=LONGEST_COMMENT)
        faults.append(Fault("comment", message))
    if resolution in WITHDRAWING and resolution in offered:
        faults += withdrawal_faults(lines)
    return faults
