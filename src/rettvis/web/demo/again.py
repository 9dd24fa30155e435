"""Somebody with a history: a decision annulled, one replaced, one in force, and a new assessment under way.

The new assessment began as a copy, gives less than what is in force, and its advance notice is running.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from rettvis.journey.application import Service
from rettvis.journey.decision import (
    Act,
    CaseSnapshot,
    Decision,
    Extent,
    KindMinutes,
    Official,
    Organised,
    Reason,
    ServiceLine,
)
from rettvis.journey.review import AnnulGround
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case, Kind, Person
from rettvis.web.application.services import NewCase, open_case
from rettvis.web.application.store import load_application
from rettvis.web.application.writing import begin_application
from rettvis.web.assessment.services import save_assessment
from rettvis.web.assessment.store import load_assessment
from rettvis.web.calculation.services import save_choices
from rettvis.web.conditions.services import save_answers
from rettvis.web.conditions.store import Answered
from rettvis.web.conditions.trying import basis_of
from rettvis.web.decision.control import AuthorityRow, DecisionSettings
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.decision.returns import chosen_of
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do, prepare
from rettvis.web.decision.store import Draft
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.demo.decided import Place
from rettvis.web.demo.population import Numbers
from rettvis.web.demo.vignettes import IN_THE_FILES, read_decided
from rettvis.web.review.annulling import Asked
from rettvis.web.review.annulment_control import approve_annulment, propose_annulment
from rettvis.web.review.notice import send_advance_notice
from rettvis.web.review.opening import confirm_part, open_again

CASES = 4
"""How many cases are made: three decided, one of them annulled, and one open."""

FILE, NAMES = "sak-3", {"Mari Eksempel": "Sunniva Strandvik", "Mari": "Sunniva"}
DAY = timedelta(days=1)
ANNULLED, REPLACED, DECIDED, AGAIN, NOTICE = (DAY * days for days in (900, 860, 420, 30, 9))
"""How many days ago each was."""


def somebody_with_a_history(place: Place, numbers: Numbers) -> Iterator[Case]:
    """The cases, the oldest first."""
    then = place.on - DECIDED
    handler = place.users["kari"]
    snapshot = read_decided(FILE, then, {IN_THE_FILES: handler.name, **NAMES})
    assert snapshot.party.birth_date is not None
    number = numbers.next(snapshot.party.birth_date)
    person = Person.objects.create(
        municipality=place.unit.municipality,
        name=snapshot.party.name,
        birth_date=snapshot.party.birth_date,
        national_id=number,
    )
    first = _finished(place, person, place.on - ANNULLED, 120)
    wrong = Asked(
        AnnulGround.INVALID,
        "Vedtaket bygde på opplysninger om en annen person. Vi lager et nytt vedtak.",
        place.on - ANNULLED + 10 * DAY,
        restore=False,
        heard="Personen er ringt og vet at vedtaket gjaldt en annen.",
    )
    proposal = propose_annulment(first, wrong, handler, _at(place.on - ANNULLED + 9 * DAY))
    approve_annulment(first, proposal.number, place.users["tone"], _at(place.on - ANNULLED + 10 * DAY))
    yield first
    yield _finished(place, person, place.on - REPLACED, 180)
    decided = _decided(place, person, snapshot, then)
    yield decided
    yield _again(place, decided)


def set_days(place: Place) -> None:
    """The office's own days, where they are decided, and how much a leader may approve."""
    AuthorityRow.objects.create(
        municipality=place.unit.municipality,
        role=Role.TEAM_LEADER,
        most_minutes=100 * 60,
        from_on=place.on - 700 * DAY,
        set_by=place.users["tone"],
    )
    DecisionSettings.objects.create(
        municipality=place.unit.municipality,
        number=1,
        answer_days=21,
        source="Rutine for forhåndsvarsel (oppdiktet)",
        prices={str(Service.BPA): 46_000, str(Service.SUPPORT_CONTACT): 38_000},
        saved_by=place.users["tone"],
    )


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def _case(place: Place, person: Person, received: date) -> Case:
    handler = place.users["kari"]
    new = NewCase(person.name, person.birth_date, received, place.unit, person=person)
    return open_case(new, handler, handler)


def _finished(place: Place, person: Person, decided: date, minutes: int) -> Case:
    """A decision on support contact that was made before letters were kept here."""
    case = _case(place, person, decided - 40 * DAY)
    case.decided_on = decided
    case.save(update_fields=["decided_on"])
    line = ServiceLine(
        "contact",
        Service.SUPPORT_CONTACT,
        granted=True,
        organised=Organised.CONTRACT,
        extent=Extent(minutes),
        start=decided,
        evaluate_on=decided + 365 * DAY,
        content="følge til aktiviteter",
    )
    handler, leader = place.users["kari"], place.users["tone"]
    people = Official(str(handler.pk), handler.name), Official(str(leader.pk), leader.name, may_approve=True)
    done = as_sent(Decision(lines=(line,)), *people, (decided, decided, decided))
    keep_finished([Finished(case, done)], leader)
    return case


def _decided(place: Place, person: Person, snapshot: CaseSnapshot, then: date) -> Case:
    """The case of the file, decided and sent on the day ``then``."""
    handler, leader = place.users["kari"], place.users["tone"]
    received = snapshot.application.received_on
    assert received is not None
    case = _case(place, person, received)
    begin_application(case, snapshot.application, handler, then)
    save_assessment(case, snapshot.assessment, handler)
    save_choices(case, 0, snapshot.choices, snapshot.assessment, handler)
    save_answers(case, 0, Answered(snapshot.answers), basis_of(case), handler, then)
    lines = tuple(replace(line, end=None, evaluate_on=then + 365 * DAY) for line in snapshot.decision.lines)
    decision = replace(snapshot.decision, lines=lines, history=())
    prepare(case, 0, Draft(decision, snapshot.party.address), snapshot.application, handler)
    do(case, Act.SEND_FOR_APPROVAL, handler, then - 3 * DAY)
    reasons = chosen_of(case.municipality_id, ["reasons"])
    comment = "Skriv hvorfor støttekontakten er satt til fem timer."
    do(case, Act.RETURN, leader, then - 2 * DAY, reason=comment, chosen=reasons)
    do(case, Act.SEND_FOR_APPROVAL, handler, then)
    do(case, Act.APPROVE, leader, then)
    send(case, handler, _at(then))
    case.refresh_from_db()
    return case


def _again(place: Place, decided: Case) -> Case:
    """The new assessment: a copy with something changed and something confirmed, and a notice sent."""
    handler, began, told = place.users["kari"], place.on - AGAIN, place.on - NOTICE
    case, _new = open_again(decided, Kind.REVIEW, handler, began)
    assessment = load_assessment(case)
    assert assessment is not None
    rows = list(assessment.clock.rows)
    rows[-1] = replace(rows[-1], note="Går på treningen sammen med en nabo annenhver uke nå.")
    clock = replace(assessment.clock, rows=tuple(rows))
    save_assessment(case, replace(assessment, clock=clock, summary=SUMMARY), handler)
    for part in ("husstand", "application"):
        confirm_part(case, part, handler, began + 5 * DAY)
    application = load_application(case)
    assert application is not None
    prepare(case, 0, Draft(_less(decided, place.on)), application, handler)
    send_advance_notice(case, handler, _at(told), told + 21 * DAY)
    return case


SUMMARY = (
    "Behovet for praktisk bistand er som før. Behovet for følge er mindre, fordi en nabo er med på treningen."
)


def _less(decided: Case, on: date) -> Decision:
    now = whole_case(decided).snapshot.decision
    lines = tuple(_line(line, on) for line in now.lines)
    return replace(now, lines=lines, history=(), law_date=None, software_version="", advance_notice=None)


def _line(line: ServiceLine, on: date) -> ServiceLine:
    start = on + 30 * DAY
    later = replace(line, start=start if line.granted else None, end=None, evaluate_on=start + 365 * DAY)
    if line.service is not Service.SUPPORT_CONTACT or line.extent is None:
        return later
    reason = Reason(
        ("necessary_services", "personal_assistance"),
        "Du går på treningen sammen med en nabo annenhver uke.",
        "Du trenger fortsatt følge de andre ukene. Vi foreslår derfor færre timer, ikke at tilbudet slutter.",
    )
    hours = tuple(KindMinutes(part.kind, 180) for part in line.hours)
    return replace(later, extent=Extent(180), hours=hours, reasons=(reason,))
