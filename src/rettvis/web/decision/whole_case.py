"""A case as it is saved now, whole: what the gate, the letter and the record read."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from rettvis.journey.application import Application
from rettvis.journey.assessment import Assessment
from rettvis.journey.conditions import RightTried
from rettvis.journey.decision import CaseSnapshot, Office, Party
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.models import User
from rettvis.web.application.models import ApplicationRevision, Case, CaseEvent, Kind, Revision
from rettvis.web.application.newest import Newest
from rettvis.web.application.store import application_in
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.store import assessment_in, for_case
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.calculation.store import choices_in
from rettvis.web.conditions.models import ConditionsRevision
from rettvis.web.conditions.store import Answered, answered_in
from rettvis.web.decision.copied import KINDS as COPY_KINDS
from rettvis.web.decision.copied import Copy, copy_in, copy_of
from rettvis.web.decision.in_force import Running, as_one, running_lines, seen_by
from rettvis.web.decision.library import with_texts
from rettvis.web.decision.models import DecisionRevision, OfficeDetails
from rettvis.web.decision.noticed import KINDS as NOTICE_KINDS
from rettvis.web.decision.noticed import noticed
from rettvis.web.decision.store import Draft, StoodOn, draft_in

EARLIER: dict[str, type[Revision]] = {
    "application": ApplicationRevision,
    "assessment": AssessmentRevision,
    "calculation": CalculationRevision,
    "conditions": ConditionsRevision,
}
"""The steps that a decision stands on."""


@dataclass(frozen=True)
class WholeCase:
    """A case with everything that is saved of it."""

    case: Case
    newest: Newest
    draft: Draft
    answered: Answered
    snapshot: CaseSnapshot
    has_draft: bool
    copy: Copy | None = None
    """What the case began as a copy of, where it did."""
    running: tuple[Running, ...] = ()
    """Every line in force by the person's other decisions, also those that a reader may not see."""

    @property
    def number(self) -> int:
        """The number of the decision's revision, 0 when nothing is saved."""
        return self.newest.number(DecisionRevision)

    @property
    def stands_on(self) -> tuple[StoodOn, ...]:
        """The revisions of the earlier steps as they are now."""
        return tuple(StoodOn(step, self.newest.number(model)) for step, model in EARLIER.items())

    @property
    def changed_since(self) -> list[str]:
        """The steps that were changed after the decision was sent for approval."""
        seen = {one.step: one.number for one in self.draft.stood_on}
        return [one.step for one in self.stands_on if seen and seen.get(one.step, 0) != one.number]

    def with_texts(self, draft: Draft) -> "WholeCase":
        """The same case with ``draft``, whose texts from the reasons library are filled as it stands now."""
        case = self.with_draft(draft).snapshot
        decision = with_texts(draft.decision, case, self.case.municipality_id, draft.language)
        return self.with_draft(replace(draft, decision=decision))

    def with_draft(self, draft: Draft) -> "WholeCase":
        """The same case with another draft of its decision."""
        decision = draft.decision
        if decision.law_date is None and self.answered.decision_day is not None:
            decision = replace(decision, law_date=self.answered.decision_day)
        party = replace(self.snapshot.party, address=draft.address)
        return replace(self, draft=draft, snapshot=replace(self.snapshot, party=party, decision=decision))


HIDDEN = sentence(
    "The person has a decision in force in a case that you may not open. Somebody who may open it must send "
    "this decision for approval, approve it and send it."
)
"""What is said of a decision in force to somebody who may not see it: neither its case nor its content."""


def hides(whole: WholeCase, user: User) -> bool:
    """Whether something is in force that ``user`` may not see."""
    return len(seen_by(user, whole.running)) < len(whole.running)


def check_sees(whole: WholeCase, user: User) -> None:
    """Raises ``Faulty`` where the decision would replace something that ``user`` may not see."""
    if hides(whole, user):
        raise Faulty([Fault("status", HIDDEN)])


def whole_case(case: Case, reader: User | None = None) -> WholeCase:
    """The case as it is saved now; the case row has its person, unit and municipality.

    With a ``reader``, what is in force by decisions in cases that she may not open is not in the snapshot.
    """
    newest = Newest(case, *EARLIER.values(), DecisionRevision)
    application, assessment = newest.content(ApplicationRevision), newest.content(AssessmentRevision)
    answered = answered_in(newest.content(ConditionsRevision))
    draft = draft_in(newest.content(DecisionRevision))
    running = tuple(running_lines(case, timezone.localdate())) if case.is_open else ()
    in_force = as_one(running if reader is None else seen_by(reader, running))
    events = _events(case) if running or case.kind != Kind.NEW else []
    copy = copy_in(case, events)
    snapshot = CaseSnapshot(
        number=case.number,
        party=Party(case.person.name, case.person.birth_date, draft.address),
        office=_office(case),
        application=Application(received_on=case.received_on)
        if application is None
        else application_in(application),
        assessment=for_case(Assessment() if assessment is None else assessment_in(assessment), case),
        choices=choices_in(newest.content(CalculationRevision)),
        answers=answered.answers,
        in_force=in_force,
        synthetic=case.municipality.synthetic,
        copied=None if copy is None else copy_of(copy, newest),
    )
    if running:
        notice = noticed(draft.decision.advance_notice, events)
        draft = replace(draft, decision=replace(draft.decision, advance_notice=notice))
    saved = newest.number(DecisionRevision) > 0
    whole = WholeCase(case, newest, draft, answered, snapshot, saved, copy, running)
    return whole.with_draft(draft)


def _events(case: Case) -> list[CaseEvent]:
    """The events that the gate reads: notices and answers, what was copied and confirmed."""
    kinds = [str(kind) for kind in (*NOTICE_KINDS, *COPY_KINDS)]
    return list(CaseEvent.objects.filter(case=case, kind__in=kinds).select_related("by").order_by("pk"))


def _office(case: Case) -> Office:
    details = OfficeDetails.objects.filter(unit=case.unit_id).first() or OfficeDetails()
    contact = tuple(line.strip() for line in details.contact.splitlines() if line.strip())
    return Office(case.municipality.name, case.unit.name, contact, details.county_governor, details.exempt)


def right_of(case: CaseSnapshot, on: date) -> RightTried | None:
    """The right as the case stands; None where no law covers the day."""
    try:
        return case.right_on(on)
    except Faulty:
        return None
