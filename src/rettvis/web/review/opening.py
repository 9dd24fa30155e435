"""A new assessment from the last one: a case is opened once, and begins as a marked copy of another."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.handling import EventKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application import store as application_store
from rettvis.web.application.events import record_event
from rettvis.web.application.models import OPEN_STATUSES, Case, Kind, Person
from rettvis.web.application.newest import Newest
from rettvis.web.application.revisions import save_revision
from rettvis.web.application.saving import Settled
from rettvis.web.application.services import NewCase, mark_step, open_case
from rettvis.web.assessment import store as assessment_store
from rettvis.web.decision.copied import KINDS, STEPS
from rettvis.web.pages.steps import State

WHAT = gettext_noop("A new assessment from the last one")
AGAIN = (Kind.REVIEW, Kind.CHANGE)


def open_again(source: Case, kind: Kind, user: User, on: date) -> tuple[Case, bool]:
    """Open a case of ``kind`` for the person of the decided case ``source``, as a copy of it.

    Gives the case and whether it was opened now: where the person has one open already, or two press at the
    same moment, it is the same one. Raises ``Faulty`` for a case that is not decided, and ``Refused``.
    """
    require(user, Action.OPEN_CASE, source)
    require(user, Action.SEE_CASE, source)
    if source.decided_on is None or kind not in AGAIN:
        message = sentence("The case is not decided. A new assessment begins from a decided one.")
        raise Faulty([Fault("case", message)])
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=source.person_id)
        known = open_of(person, source)
        if known is not None:
            return known, False
        new = NewCase(person.name, person.birth_date, on, source.unit, person=person, kind=kind)
        case = open_case(new, user, user)
        record_event(source, EventKind.REVIEW_OPENED, user, on=on, opened=case.number)
        copy_into(case, source, user, on)
    return case, True


def open_of(person: Person, source: Case) -> Case | None:
    """The person's open case of review or change in the same unit, the first opened."""
    rows = Case.objects.filter(person=person, unit=source.unit_id, kind__in=AGAIN, status__in=OPEN_STATUSES)
    return rows.select_related("person", "municipality", "unit").order_by("pk").first()


def copy_into(case: Case, source: Case, user: User, on: date) -> bool:
    """Copy what ``source`` was decided on into steps of ``case`` that hold nothing; whether anything was.

    Each copied step is the case's first revision of it, so that every change since can be found. Raises
    ``Faulty``, ``Settled`` and ``Refused``.
    """
    grant = require(user, Action.CHANGE_CASE, case)
    require(user, Action.SEE_CASE, source)
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if not locked.is_open:
            raise Settled
        if source.person_id != case.person_id or source.decided_on is None or case.kind not in AGAIN:
            message = sentence("Only a decided case of the same person is copied into a review or change.")
            raise Faulty([Fault("case", message)])
        if case.events.filter(kind=str(KINDS[0])).exists():
            return False
        earlier, now = Newest(source, *STEPS.values()), Newest(case, *STEPS.values())
        copied = {}
        for step, model in STEPS.items():
            content = earlier.content(model)
            if content is None or now.number(model):
                continue
            if step == "application":
                content = _received(content, on)
            if step == "assessment":
                content = _without_answers(content)
            copied[step] = save_revision(model, case, 0, content, user).number
            mark_step(case, step, State.STARTED)
        if not copied:
            return False
        record_event(
            case,
            EventKind.COPIED,
            user,
            timezone.now(),
            on,
            source=source.number,
            decided_on=source.decided_on.isoformat(),
            steps=copied,
        )
        look_up(grant, Action.CHANGE_CASE, case_number=case.number, cases=[source.number], what=WHAT)
    return True


def confirm_part(case: Case, part: str, user: User, now_on: date) -> None:
    """Write that somebody has looked into a copied part anew, and that it is as before; twice is once.

    Raises ``Settled`` and ``Refused``.
    """
    grant = require(user, Action.CHANGE_CASE, case)
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if not locked.is_open:
            raise Settled
        if not case.events.filter(kind=str(EventKind.CONFIRMED), data__part=part).exists():
            record_event(case, EventKind.CONFIRMED, user, on=now_on, part=part)
            look_up(grant, Action.CHANGE_CASE, case_number=case.number, what=WHAT)


def last_decided(case: Case) -> Case | None:
    """The newest decided case of the same person, to copy from."""
    rows = Case.objects.filter(person=case.person_id, unit=case.unit_id, decided_on__isnull=False)
    return rows.exclude(pk=case.pk).order_by("-decided_on", "-pk").first()


def _received(content: object, on: date) -> object:
    """The application as it was, received the day that the new case begins."""
    application = application_store.application_in(content)
    return application_store.content_of(replace(application, received_on=on))


def _without_answers(content: object) -> object:
    """The assessment with the municipality's own forms, whose questions are asked anew."""
    assessment = assessment_store.assessment_in(content)
    forms = tuple(replace(used, answers=()) for used in assessment.forms)
    return assessment_store.content_of(replace(assessment, forms=forms))
