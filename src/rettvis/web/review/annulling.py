"""What an annulment is and does: the letter, and the lines that stop; the decision stays as it was sent.

Who proposes it and who approves it stands in :mod:`rettvis.web.review.annulment_control`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.assessment import check_reason
from rettvis.journey.decision import Act, Event, ServiceLine, State
from rettvis.journey.decision.document import Document, Signer
from rettvis.journey.handling import EventKind
from rettvis.journey.review import AnnulGround, Annulment, annulment_letter
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.models import User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.correspondence.sending import send_letter
from rettvis.web.decision.in_force import newest_revisions
from rettvis.web.decision.models import LineChange, ServiceLineRow, Why
from rettvis.web.decision.sending import complaint_deadline
from rettvis.web.decision.services import after, keep, official
from rettvis.web.decision.store import draft_in
from rettvis.web.decision.whole_case import WholeCase

KIND = "annulment"
WHAT = gettext_noop("The annulment of the decision")


@dataclass(frozen=True)
class Asked:
    """What a person has answered: ground, reason, from which day, and whether the earlier counts again.

    ``heard`` is how the person was heard first, or why the notice is left out (fvl. § 16): it is asked for
    where something that is granted stops.
    """

    ground: AnnulGround | None
    why: str
    from_on: date
    restore: bool
    heard: str = ""


def made_annulment(whole: WholeCase, asked: Asked, user: User, on: date) -> Document:
    """The letter as it would be sent."""
    assert asked.ground is not None
    restored = [line for _row, line in replaced_lines(whole.case)] if asked.restore else []
    language = whole.draft.language
    who = official(user, whole.case, language)
    told = Annulment(asked.from_on, asked.ground, asked.why, restored, complaint_deadline(on))
    return annulment_letter(whole.snapshot, told, language, on, Signer(who.name, who.title))


def carry_out(whole: WholeCase, asked: Asked, user: User, now: datetime, **proposed: int) -> CaseLetter:
    """Annul the sent decision: the letter, the lines and the status. The case is locked, ``user`` approves.

    ``proposed`` is kept with the event: which proposal it was, and by whom. Raises ``Faulty`` with every
    fault. Call it in the transaction of the approval.
    """
    on = timezone.localdate(now)
    faults = annul_faults(whole, asked)
    if faults:
        raise Faulty(faults)
    by = official(user, whole.case, whole.draft.language)
    done = after(whole, Event(Act.ANNUL, by, on, asked.why.strip()))
    letter, _new = send_letter(whole.case, KIND, made_annulment(whole, asked, user, on), user, now, key=KIND)
    keep(whole, replace(whole.draft, decision=done), user)
    _stop_lines(whole.case, asked.from_on)
    if asked.restore:
        _restore_lines(whole.case, asked.from_on)
    record_event(
        whole.case,
        EventKind.ANNULLED,
        user,
        now,
        on,
        reason=asked.why.strip(),
        ground=str(asked.ground or ""),
        heard=asked.heard.strip(),
        **proposed,
    )
    return letter


def annul_faults(whole: WholeCase, asked: Asked) -> list[Fault]:
    """Why the decision cannot be annulled so; empty where it can."""
    faults = []
    if whole.snapshot.decision.state is not State.SENT:
        message = sentence(
            "Only a decision that is sent and not replaced can be annulled. This one is: {state}.",
            state=whole.snapshot.decision.state.label,
        )
        faults.append(Fault("annul", message))
    if asked.ground is None:
        faults.append(Fault("ground", sentence("Choose on what ground the decision is annulled.")))
    faults += check_reason(asked.why, "why", sentence("Write why the decision is annulled."))
    if any(line.granted for line in whole.snapshot.decision.lines):
        needed = sentence("Write how the person was heard first, or why notice is left out (fvl. § 16).")
        faults += check_reason(asked.heard, "heard", needed)
    decided = whole.case.decided_on
    if decided is not None and asked.from_on < decided:
        message = sentence("The day is before the decision, {day:date}. Choose a later one.", day=decided)
        faults.append(Fault("from_on", message))
    return faults


def replaced_lines(case: Case) -> list[tuple[ServiceLineRow, ServiceLine]]:
    """The lines of earlier decisions that the decision of ``case`` replaced."""
    changes = LineChange.objects.filter(by_case=case, why=Why.REPLACED).select_related("line")
    rows = [change.line for change in changes]
    lines = _lines({row.case_id for row in rows})
    return [(row, lines[row.case_id, row.key]) for row in rows if (row.case_id, row.key) in lines]


def _lines(cases: set[int]) -> dict[tuple[int, str], ServiceLine]:
    return {
        (revision.case_id, line.key): line
        for revision in newest_revisions(cases)
        for line in draft_in(revision.content).decision.lines
    }


def _stop_lines(case: Case, from_on: date) -> None:
    LineChange.objects.bulk_create(
        LineChange(line=row, from_on=from_on, in_force=False, why=Why.ANNULLED, by_case=case)
        for row in ServiceLineRow.objects.filter(case=case)
    )


def _restore_lines(case: Case, from_on: date) -> None:
    """What was replaced is in force again; not before the day that it was replaced from."""
    changes = LineChange.objects.filter(by_case=case, why=Why.REPLACED)
    LineChange.objects.bulk_create(
        LineChange(
            line_id=change.line_id,
            from_on=max(from_on, change.from_on),
            in_force=True,
            why=Why.RESTORED,
            by_case=case,
        )
        for change in changes
    )
