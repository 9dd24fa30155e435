"""What happens in a case is written as rows that are kept, and the case's own row follows them."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from rettvis.journey.application import Application, Channel
from rettvis.journey.handling import Awaited, EventKind
from rettvis.web.access.models import Role
from rettvis.web.application.events import NewEvent, record_event, record_events
from rettvis.web.application.models import Case, CaseEvent
from rettvis.web.application.services import assign
from rettvis.web.application.writing import begin_application, save_application
from tests.web.conftest import Place, new_case

pytestmark = pytest.mark.django_db


def kinds(case: Case) -> list[str]:
    """The kinds of the case's events, as they were written."""
    return list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


def standing(case: Case) -> tuple[object, ...]:
    """What the case's row in the database says."""
    row = Case.objects.get(pk=case.pk)
    return row.waits_for, row.waits_since, row.on_hold


def test_a_case_begins_with_its_receipt_and_waits_for_the_caseworker(case):
    assert kinds(case) == ["received", "assigned"]
    assert case.events.first().on == case.received_on
    assert standing(case) == ("caseworker", case.received_on, False)


def test_who_it_is_handed_to_is_an_event(case, here: Place):
    leader = here.people[Role.TEAM_LEADER]
    assign(case, leader, leader)
    last = case.events.last()
    assert (last.kind, last.by, last.data["to"]) == ("assigned", leader, str(leader.pk))


def test_a_wait_is_seen_in_the_row_until_it_ends(case, here: Place):
    by = here.people[Role.CASEWORKER]
    record_event(
        case,
        EventKind.WAIT_BEGAN,
        by,
        on=date(2026, 3, 9),
        waits_for=Awaited.DOCTOR,
        reason="Epikrise",
        expected="2026-03-30",
    )
    assert standing(case) == ("doctor", date(2026, 3, 9), False)
    assert case.waits_until == date(2026, 3, 30)
    record_event(case, EventKind.WAIT_ENDED, by, on=date(2026, 3, 20), waits_for=Awaited.DOCTOR)
    assert standing(case) == ("caseworker", date(2026, 3, 20), False)
    assert case.waits_until is None


def test_the_days_are_written_when_the_case_is_decided_and_again_when_an_event_is_corrected(case, here):
    by = here.people[Role.CASEWORKER]
    begun = record_event(case, EventKind.WAIT_BEGAN, by, on=date(2026, 3, 12), waits_for=Awaited.APPLICANT)
    record_event(case, EventKind.WAIT_ENDED, by, on=date(2026, 3, 22), waits_for=Awaited.APPLICANT)
    record_event(case, EventKind.DECIDED, by, on=date(2026, 4, 1))
    assert (case.handling_days, case.waiting_days) == (30, 10)
    assert standing(case) == ("", None, False)
    record_event(
        case, EventKind.CORRECTED, by, on=date(2026, 3, 20), corrects=begun.pk, reason="Brevet gikk senere."
    )
    assert (case.handling_days, case.waiting_days) == (30, 2)


def test_a_corrected_day_of_receipt_is_a_new_event(case, here):
    by = here.people[Role.CASEWORKER]
    on = date(2026, 3, 10)
    saved = begin_application(case, by_letter(), by, on)
    save_application(case, saved.revision.number, by_letter(date(2026, 3, 1)), by, on)
    assert kinds(case)[-1] == "corrected"
    assert standing(case) == ("caseworker", date(2026, 3, 1), False)


def test_events_are_never_changed_or_removed(case):
    row = case.events.first()
    for act in (row.delete, lambda: CaseEvent.objects.update(on=date(2026, 1, 1))):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_events_of_many_cases_take_a_fixed_number_of_queries(here, django_assert_max_num_queries):
    by = here.people[Role.CASEWORKER]
    cases = [new_case(here, f"Ola Berg {number}") for number in range(12)]
    on = timezone.localdate()
    with django_assert_max_num_queries(9):
        record_events(
            NewEvent(case, EventKind.PUT_ON_HOLD, by, on=on, waits_for=Awaited.OTHER) for case in cases
        )
    assert {standing(case) for case in cases} == {("other", on, True)}


def by_letter(received_on: date | None = None) -> Application:
    """An application that came by letter."""
    return Application(channel=Channel.LETTER, received_on=received_on)
