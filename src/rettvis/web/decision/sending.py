"""Sending a decision: the letter is frozen in the same transaction as everything that follows from it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from math import ceil
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.edges.holidays import holidays_around
from rettvis.edges.letters import render_pdf
from rettvis.journey.application import Application
from rettvis.journey.calculation import WeeksPerYear
from rettvis.journey.conditions import RightTried
from rettvis.journey.decision import (
    Act,
    CaseSnapshot,
    Decision,
    Event,
    State,
    facts_decided_on,
    line_outcome,
)
from rettvis.journey.handling import EventKind
from rettvis.lawbook.deadlines import count_deadline
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, Status
from rettvis.web.application.saving import Settled
from rettvis.web.application.services import mark_step
from rettvis.web.decision.documents import as_data, made_letter, made_record
from rettvis.web.decision.in_force import newest_revisions, replace_lines
from rettvis.web.decision.models import DecisionRevision, FactsOfRight, SentLetter, ServiceLineRow
from rettvis.web.decision.services import (
    after,
    check_gate,
    check_seen,
    check_unchanged,
    keep,
    locked,
    official,
)
from rettvis.web.decision.store import content_of, draft_in
from rettvis.web.decision.whole_case import WholeCase, check_sees
from rettvis.web.pages import steps
from rettvis.web.pages.content import to_json

THE_LETTER = gettext_noop("The letter")


def send(case: Case, user: User, now: datetime, *, seen: int | None = None) -> SentLetter:
    """Send the decision: freeze the letter, close the case, count the deadline for a complaint.

    All or nothing, in one transaction. Sent twice, it is one letter: the first. Raises ``Faulty``,
    :class:`~rettvis.web.decision.services.Blocked`, ``Settled`` and ``Refused``.
    """
    grant = require(user, Action.SEND_DECISION, case)
    on = timezone.localdate(now)
    with transaction.atomic():
        whole = locked(case)
        sent = SentLetter.objects.filter(case=case).first()
        if sent is not None:
            return sent
        if not whole.case.is_open:
            raise Settled
        check_seen(whole, seen)
        check_sees(whole, user)
        decided = after(whole, Event(Act.SEND, official(user, case, whole.draft.language), on))
        check_unchanged(whole, Act.SEND)
        check_gate(whole, Act.SEND, on)
        sent_case = whole.with_draft(replace(whole.draft, decision=decided))
        letter = _freeze(sent_case, user, now, on)
        keep(whole, sent_case.draft, user)
        ServiceLineRow.objects.bulk_create(
            line_rows(
                whole.case,
                decided,
                whole.snapshot.application,
                whole.snapshot.choices.weeks,
                on,
                assessed_minutes(whole.snapshot),
            )
        )
        FactsOfRight.objects.create(case=whole.case, facts=to_json(facts_decided_on(sent_case.snapshot, on)))
        _close(whole.case, on)
        complaint_by = letter.complaint_by.isoformat()
        record_event(whole.case, EventKind.DECIDED, user, now, on, expected=complaint_by)
        _replace_earlier(whole.case, decided, user, on)
        look_up(grant, Action.SEND_DECISION, case_number=case.number, what=THE_LETTER)
    case.status, case.steps, case.decided_on = whole.case.status, whole.case.steps, whole.case.decided_on
    return letter


def complaint_deadline(sent_on: date) -> date:
    """The last day for a complaint when the letter reaches the person the day it is sent (pbrl § 7-5)."""
    holidays = holidays_around(sent_on, "sent_on")
    counted = holidays if isinstance(holidays, Fault) else count_deadline("complaint", sent_on, holidays)
    if isinstance(counted, Fault):
        raise Faulty([counted])
    return counted.last_day


def assessed_minutes(case: CaseSnapshot) -> int | None:
    """What the calculation came to, minutes a week; None where it is not complete, or nothing is assessed."""
    complete = case.assessment.clock.rows and case.calculation.complete and case.calculation.total.complete
    return case.calculation.total.at_least if complete else None


def line_rows(
    case: Case,
    decision: Decision,
    application: Application,
    weeks: WeeksPerYear,
    on: date,
    assessed: int | None = None,
) -> Iterable[ServiceLineRow]:
    """The rows of a sent decision's service lines; every line is decided."""
    for line in decision.lines:
        outcome, extent = line_outcome(line, application, weeks), line.extent
        weekly = None if extent is None else extent.per_week(weeks)
        yield ServiceLineRow(
            case=case,
            key=line.key,
            service=str(line.service),
            outcome=str(outcome),
            organised=str(line.organised or ""),
            amount=None if extent is None else extent.amount,
            per="" if extent is None else str(extent.per),
            every_weeks=1 if extent is None else extent.every_weeks,
            minutes_per_week=None if weekly is None else ceil(weekly),
            minutes_per_month=None if weekly is None else ceil(weekly * weeks.weeks / 12),
            minutes_by_kind={str(part.kind): part.minutes for part in line.hours},
            assessed_minutes=assessed,
            starts_on=line.start,
            ends_on=line.end,
            evaluate_on=line.evaluate_on,
            decided_on=on,
        )


def _freeze(whole: WholeCase, user: User, now: datetime, on: date) -> SentLetter:
    letter, record = made_letter(whole, whole.draft.language, on), made_record(whole, on)
    pdf, record_pdf = render_pdf(letter), render_pdf(record)
    right = whole.snapshot.right_on(on)
    return SentLetter.objects.create(
        case=whole.case,
        sent_at=now,
        sent_by=user,
        language=whole.draft.language,
        law_date=right.law_date,
        software_version=whole.snapshot.decision.software_version,
        document=as_data(letter),
        record=as_data(record),
        findings=findings_of(right),
        snapshot=to_json(whole.snapshot),
        pdf=pdf,
        sha256=sha256(pdf).hexdigest(),
        record_pdf=record_pdf,
        record_sha256=sha256(record_pdf).hexdigest(),
        complaint_by=complaint_deadline(on),
    )


def findings_of(right: RightTried) -> list[dict[str, Any]]:
    """Every finding as data: what was found, in bokmål and by value, with its place in the law."""
    return [
        {
            "rule": finding.name,
            "outcome": finding.outcome.value,
            "value": to_json(finding.value),
            "threshold": to_json(finding.threshold),
            "distance": finding.distance,
            "sentence": finding.sentence.say("nb"),
            "law": finding.basis.cite("nb"),
        }
        for finding in right.answer.findings
    ]


def _close(case: Case, on: date) -> None:
    case.status, case.decided_on = Status.DECIDED, on
    case.save(update_fields=["status", "decided_on"])
    for name in ("decision", "letter"):
        mark_step(case, name, steps.State.DONE)


def _replace_earlier(case: Case, decision: Decision, user: User, on: date) -> None:
    """What was in force is replaced by this decision; the letters stay as they were sent."""
    for earlier in newest_revisions(replace_lines(case, decision, on)):
        draft = draft_in(earlier.content)
        if draft.decision.state is not State.SENT:
            continue
        done = draft.decision.after(Event(Act.REPLACE, official(user, case, draft.language), on, case.number))
        if isinstance(done, Decision):
            DecisionRevision.objects.create(
                case_id=earlier.case_id,
                number=earlier.number + 1,
                content=content_of(replace(draft, decision=done)),
                saved_by=user,
            )
            record_event(earlier.case, EventKind.REPLACED, user, on=on, by_case=case.number)
