"""What a caseworker writes of a decision beside its hours, and of a death; the lines are checked again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.timesheets.checking import Concerned, check_again, concerned_by
from rettvis.web.timesheets.models import Death, FrameRow, ShiftLine
from rettvis.web.timesheets.store import counting
from rettvis.web.timesheets.taking_turns import lock

FRAMED = gettext_noop("What timesheets are measured against was written")
LIMITS = ("per_day", "per_week", "per_month")
MOST = {"per_day": 48 * 60, "per_week": 14 * 24 * 60, "per_month": 62 * 24 * 60}
"""Minutes: two assistants round the clock; more is a slip of the pen."""


def write_frame(user: User, case: Case, told: dict[str, Any], now: datetime) -> FrameRow:
    """Write what a decision allows from a day on, as a new row; the same again is the same row.

    ``told`` holds the fields of the row. Raises ``Faulty``.
    """
    faults = [
        Fault(name, sentence("Write from 1 minute to {most:hours}.", most=MOST[name]))
        for name in LIMITS
        if told[name] is not None and not 0 < told[name] <= MOST[name]
    ]
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require(user, Action.APPROVE_SHIFTS, case)
        lock(case.municipality_id)
        newest = FrameRow.objects.filter(case=case).order_by("-pk").first()
        if newest is not None and all(getattr(newest, name) == value for name, value in told.items()):
            return newest
        row = FrameRow.objects.create(case=case, written_by=user, written_at=now, **told)
        look_up(grant, Action.APPROVE_SHIFTS, case_number=case.number, what=FRAMED)
        check_person(case, now)
        return row


def write_death(user: User, case: Case, died_on: date | None, source: str, now: datetime) -> Death:
    """Write the day the person of a case died, or that it was a mistake. Raises ``Faulty``."""
    if died_on is not None and died_on > timezone.localdate(now):
        raise Faulty([Fault("died_on", sentence("{day:date} has not been yet.", day=died_on))])
    with transaction.atomic():
        grant = require(user, Action.APPROVE_SHIFTS, case)
        lock(case.municipality_id)
        newest = Death.objects.filter(person=case.person_id).order_by("-pk").first()
        if newest is not None and newest.died_on == died_on:
            return newest
        row = Death.objects.create(
            person_id=case.person_id, died_on=died_on, source=source.strip(), written_by=user, written_at=now
        )
        look_up(grant, Action.APPROVE_SHIFTS, case_number=case.number, what=FRAMED)
        check_person(case, now)
        return row


def check_all(user: User, municipality: int, now: datetime) -> int:
    """Check every line of this year and the last again: decisions, stays and prices may have changed since.

    Gives how many deviations are new; those that are there no more lapse.
    """
    with transaction.atomic():
        require_in(user, Action.SETTLE_SHIFTS, municipality)
        lock(municipality)
        new_year = timezone.localdate(now).replace(month=1, day=1)
        rows = counting().filter(municipality=municipality, day__gte=new_year.replace(year=new_year.year - 1))
        return check_again(municipality, concerned_by(rows), now)


def check_person(case: Case, now: datetime) -> int:
    """Check every line of a case's person again: what they are measured by has changed."""
    rows = ShiftLine.objects.filter(case__person=case.person_id)
    first = rows.aggregate(first=Min("day"))["first"]
    concerned = Concerned(frozenset({str(case.person_id)}), frozenset(), first or date.max)
    return check_again(case.municipality_id, concerned, now)
