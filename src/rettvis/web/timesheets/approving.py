"""The supervisor approves the lines of a month: they are locked, and their hours go to the hour bank."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.application import Service
from rettvis.journey.delivery import CheckRules
from rettvis.journey.delivery.checks.allowance import counted_minutes
from rettvis.journey.delivery.local_time import date_of
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.services import LONGEST_PROVIDER
from rettvis.web.hourbank.store import ledger_of
from rettvis.web.hourbank.use import Used, record_use, take_back
from rettvis.web.timesheets.frames import counts
from rettvis.web.timesheets.models import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    Approval,
    ApprovedLine,
    ShiftLine,
    Unlocking,
)
from rettvis.web.timesheets.rules import rules_in_force
from rettvis.web.timesheets.store import counting, shift_in, unsettled_twice
from rettvis.web.timesheets.taking_turns import lock

APPROVED = gettext_noop("The supervisor’s approval of a timesheet was written")
UNLOCKED = gettext_noop("An approved timesheet was unlocked")

_CHANGED = sentence(
    "The lines of the month have changed since you looked. They are shown below as they are now: look again, "
    "and approve them."
)


@dataclass(frozen=True)
class Signed:
    """How the supervisor approved: who, on which day, and on what paper."""

    supervisor: str
    signed_on: date
    how: str


def month_lines(case: Case, month: date) -> Sequence[ShiftLine]:
    """The lines of a case that begin in a month and count, in order; ``month`` is its first day."""
    rows = counting().filter(case=case, day__gte=month, day__lt=next_month(month))
    return list(rows.order_by("start", "pk"))


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def shown_as(lines: Iterable[ShiftLine]) -> str:
    """Names some lines by their content: what was on the page when the approval was written."""
    return sha256(repr(sorted(row.pk for row in lines)).encode()).hexdigest()[:32]


def approve(
    user: User, case: Case, month: date, signed: Signed, now: datetime, shown: str | None = None
) -> Approval:
    """Write that the supervisor has approved every line of the month that is not approved yet.

    The second of two lines that are the same waits until somebody has accepted it.
    ``shown`` is :func:`shown_as` of the lines that were looked at; where others wait now, nothing is written.

    The lines are locked and their hours written in the bank, in one transaction; sent again, when no line
    waits, it is the approval that is there. ``late`` of the approval counts the lines of a year that is
    settled. Raises ``Faulty``.
    """
    with transaction.atomic():
        grant = require(user, Action.APPROVE_SHIFTS, case)
        lock(case.municipality_id)
        lines = month_lines(case, month)
        rounds = _rounds(lines)
        twice = set(unsettled_twice().filter(line__in=lines).values_list("line_id", flat=True))
        left = [row for row in lines if not rounds.get(row.pk, (0, False))[1]]
        waiting = [row for row in left if row.pk not in twice]
        newest = Approval.objects.filter(case=case, month=month).order_by("-number").first()
        if not left and newest is not None and not Unlocking.objects.filter(approval=newest).exists():
            return newest
        faults = [*_faults(signed, waiting, now, twice=bool(left))]
        if waiting and shown is not None and shown != shown_as(waiting):
            faults.insert(0, Fault("", _CHANGED))
        if faults:
            raise Faulty(faults)
        number = newest.number + 1 if newest else 1
        used = _used(case, waiting, rounds)
        recorded = record_use(used, user, now) if used else None
        approval = Approval.objects.create(
            case=case,
            month=month,
            number=number,
            supervisor=signed.supervisor.strip(),
            signed_on=signed.signed_on,
            how=signed.how.strip(),
            approved_by=user,
            approved_at=now,
            late=recorded.late if recorded else 0,
        )
        ApprovedLine.objects.bulk_create(
            ApprovedLine(approval=approval, line=row, round=rounds.get(row.pk, (0, False))[0] + 1)
            for row in waiting
        )
        look_up(grant, Action.APPROVE_SHIFTS, case_number=case.number, what=APPROVED)
        return approval


def unlock(user: User, approval: Approval, reason: str, now: datetime) -> Unlocking:
    """Undo an approval, with a reason: its lines are open again, and the bank gets a correction of each.

    Raises ``Faulty``.
    """
    with transaction.atomic():
        grant = require(user, Action.APPROVE_SHIFTS, approval.case)
        lock(approval.case.municipality_id)
        known = Unlocking.objects.filter(approval=approval).first()
        if known is not None:
            return known
        if not reason.strip() or len(reason) > LONGEST_COMMENT:
            message = sentence("Write why, in at most {most} characters.", most=LONGEST_COMMENT)
            raise Faulty([Fault("reason", message)])
        row = Unlocking.objects.create(
            approval=approval, reason=reason.strip(), unlocked_by=user, unlocked_at=now
        )
        keys = [
            key
            for line in approval.lines.select_related("line__case", "line__provider")
            for key in _keys(line.line, line.round)
        ]
        take_back(keys, approval.case, user, reason.strip(), now)
        look_up(grant, Action.APPROVE_SHIFTS, case_number=approval.case.number, what=UNLOCKED)
        return row


def _bank_of(case: Case, year: int) -> str:
    """The service in whose bank a year's hours are: BPA, or what else the person has of hours."""
    ledger = ledger_of([case.person_id], year)
    services = [one.service for one in ledger.accounts(year) if counts(ledger, one)]
    bpa = str(Service.BPA)
    return bpa if bpa in services or not services else services[0]


def _faults(signed: Signed, waiting: Sequence[ShiftLine], now: datetime, *, twice: bool) -> Iterator[Fault]:
    if not signed.supervisor.strip() or len(signed.supervisor) > LONGEST_NAME:
        yield Fault("supervisor", sentence("Write the supervisor’s name."))
    if not signed.how.strip() or len(signed.how) > LONGEST_NAME:
        message = sentence("Write on what paper the supervisor approved, such as a signed sheet.")
        yield Fault("how", message)
    if signed.signed_on > timezone.localdate(now):
        yield Fault("signed_on", sentence("{day:date} has not been yet.", day=signed.signed_on))
    if not waiting and twice:
        message = sentence("The lines that are left stand twice. Settle what deviates, or withdraw them.")
        yield Fault("", message)
    elif not waiting:
        yield Fault("", sentence("There is no line in the month that waits to be approved."))
    elif signed.signed_on < max(row.day for row in waiting):
        last = max(row.day for row in waiting)
        message = sentence("The last line is of {day:date}. It cannot be approved before that.", day=last)
        yield Fault("signed_on", message)
    ahead = [row for row in waiting if row.end > now]
    if ahead:
        message = sentence(
            "{count} of the lines are not over yet. Approve the month when the work is done.",
            count=len(ahead),
        )
        yield Fault("", message)


def _rounds(lines: Sequence[ShiftLine]) -> dict[int, tuple[int, bool]]:
    """How often each line was approved, and whether it is now."""
    found: dict[int, tuple[int, bool]] = {}
    rows = ApprovedLine.objects.filter(line__in=lines).order_by("round")
    for line, round_, unlocked in rows.values_list("line_id", "round", "approval__unlocking"):
        found[line] = (round_, unlocked is None)
    return found


def _used(case: Case, lines: Sequence[ShiftLine], rounds: dict[int, tuple[int, bool]]) -> list[Used]:
    """What each line takes of the bank, on each day it lies on; of a resting night its share."""
    rules = rules_in_force(case.municipality_id).check_rules(
        max((row.day for row in lines), default=date.max)
    )
    pieces = [
        (row.provider.name, *piece)
        for row in lines
        for piece in _pieces(row, rounds.get(row.pk, (0, False))[0] + 1, rules)
    ]
    banks = {year: _bank_of(case, year) for year in {day.year for _name, _key, day, _minutes in pieces}}
    return [
        Used(
            key,
            case.person_id,
            banks[day.year],
            day,
            minutes,
            name[:LONGEST_PROVIDER],
        )
        for name, key, day, minutes in pieces
    ]


def _pieces(row: ShiftLine, round_: int, rules: CheckRules) -> Iterator[tuple[str, date, int]]:
    shift = shift_in(row)
    for number, (day, minutes) in enumerate(shift.pieces, start=1):
        counted = counted_minutes(shift, minutes, rules)
        if counted:
            yield f"shift/{row.pk}/{round_}/{number}", date_of(day), counted


def _keys(row: ShiftLine, round_: int) -> list[str]:
    """The keys that the pieces of a line may have in the bank."""
    return [f"shift/{row.pk}/{round_}/{number}" for number in (1, 2)]
