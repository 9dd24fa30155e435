"""A leader sees how much each caseworker has, counted by the database."""

from datetime import date

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rettvis.journey.handling import Awaited, EventKind
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, Status
from rettvis.web.worklist.load import load_of
from tests.web.conftest import Place, new_case


def test_open_late_and_waiting_cases_are_counted_for_each(here: Place, elsewhere: Place) -> None:
    caseworker = here.people[Role.CASEWORKER]
    late, waiting, free, decided = (new_case(here) for _again in range(4))
    new_case(elsewhere)
    record_event(waiting, EventKind.WAIT_BEGAN, caseworker, waits_for=Awaited.DOCTOR)
    Case.objects.update(next_due_on=None)
    Case.objects.filter(pk=late.pk).update(next_due_on=date(2020, 1, 1))
    Case.objects.filter(pk=free.pk).update(assigned_to=None)
    Case.objects.filter(pk=decided.pk).update(status=Status.DECIDED)
    rows = load_of(here.people[Role.TEAM_LEADER])
    assert [(row["assigned_to_id"], row["open"], row["late"], row["waiting"]) for row in rows] == [
        (caseworker.pk, 2, 1, 1),
        (None, 1, 0, 0),
    ]


def test_the_page_is_for_leaders_logged_and_one_question(
    here: Place, case: Case, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    assert client.get("/saker/belastning/").status_code == 403
    client.force_login(here.people[Role.TEAM_LEADER])
    with django_assert_max_num_queries(8) as asked:
        page = client.get("/saker/belastning/").content.decode()
    assert len([query for query in asked.captured_queries if "COUNT(" in query["sql"]]) == 1
    assert "Caseworker Fjordvik" in page
    assert LogEntry.objects.latest("pk").action == "see_load"
