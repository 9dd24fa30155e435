"""Lines that the provider has withdrawn or corrected: they stay, and count no more."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.timesheets.checking import check_again, concerned_by
from rettvis.web.timesheets.models import LONGEST_COMMENT, Settlement, ShiftLine, Withdrawal
from rettvis.web.timesheets.store import approved_now
from rettvis.web.timesheets.taking_turns import lock

WITHDRAWN = gettext_noop("Lines of a timesheet were withdrawn")


def withdraw_lines(
    user: User, case: Case, lines: Collection[int], reason: str, now: datetime
) -> Sequence[Withdrawal]:
    """Write that the provider has withdrawn some lines of a case (primary keys), and why.

    They need not deviate. An approved line is locked: its approval is undone first, which corrects the bank.
    Sent again it is the same act. Gives what is new. Raises ``Faulty``.
    """
    with transaction.atomic():
        grant = require(user, Action.SETTLE_SHIFTS, case)
        lock(case.municipality_id)
        rows = list(ShiftLine.objects.filter(case=case, pk__in=lines).select_related("case"))
        faults = withdrawal_faults(rows)
        if not reason.strip() or len(reason) > LONGEST_COMMENT:
            message = sentence("Write why, in at most {most} characters.", most=LONGEST_COMMENT)
            faults.append(Fault("reason", message))
        if faults:
            raise Faulty(faults)
        new = withdraw(rows, now, by=user, reason=reason.strip())
        look_up(grant, Action.SETTLE_SHIFTS, case_number=case.number, what=WITHDRAWN)
        return new


def withdrawal_faults(lines: Sequence[ShiftLine]) -> list[Fault]:
    """What stands in the way of withdrawing some lines."""
    if not lines:
        return [Fault("withdrawn", sentence("Mark the lines that the provider has withdrawn or corrected."))]
    shut = approved_now().filter(line__in=lines).count()
    if shut:
        message = sentence(
            "{count} of the lines are approved by the supervisor, and locked. Unlock the month first.",
            count=shut,
        )
        return [Fault("withdrawn", message)]
    return []


def withdraw(
    lines: Sequence[ShiftLine],
    now: datetime,
    *,
    settlement: Settlement | None = None,
    by: User | None = None,
    reason: str = "",
) -> Sequence[Withdrawal]:
    """Write it of those that are not withdrawn, and check again. Needs the municipality's lock."""
    gone = set(Withdrawal.objects.filter(line__in=lines).values_list("line_id", flat=True))
    new = [row for row in lines if row.pk not in gone]
    rows = Withdrawal.objects.bulk_create(
        [
            Withdrawal(line=row, settlement=settlement, withdrawn_by=by, reason=reason, withdrawn_at=now)
            for row in new
        ]
    )
    if new:
        check_again(new[0].municipality_id, concerned_by(new), now)
    return rows
