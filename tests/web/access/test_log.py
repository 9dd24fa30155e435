"""The log: a row for every look-up and refusal, which nobody can change."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from rettvis.web.access.actions import Action
from rettvis.web.access.append_only import is_protected
from rettvis.web.access.gate import may
from rettvis.web.access.models import LogEntry, Outcome, Role, RoleAssignment
from rettvis.web.application.models import Case
from tests.web.conftest import Place, kept_tables, new_case


def test_a_look_up_says_who_for_whom_why_when_and_what(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.get(f"/sak/{case.number}/")
    entry = LogEntry.objects.get()
    assert entry.user == here.people[Role.CASEWORKER]
    assert entry.organisation == "9901 Fjordvik, Tildelingskontoret"
    assert (entry.role, entry.basis) == (Role.CASEWORKER, "Case handling")
    assert (entry.action, entry.case_number, entry.what) == ("see_case", case.number, "The case's front page")
    assert entry.outcome == Outcome.ALLOWED
    assert timezone.now() - entry.at < timedelta(minutes=1)


def test_a_page_of_cases_is_one_row_that_names_them_all(here: Place, client: Client) -> None:
    numbers = [new_case(here).number for _ in range(3)]
    client.force_login(here.people[Role.TEAM_LEADER])
    client.get("/saker/")
    assert LogEntry.objects.get().cases.split() == numbers


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_kept_although_its_transaction_is_undone(
    client: Client, request: pytest.FixtureRequest
) -> None:
    here = request.getfixturevalue("here")
    case = new_case(here)
    client.force_login(here.people[Role.ADMINISTRATOR])
    assert client.get(f"/sak/{case.number}/").status_code == 404
    assert client.get("/saker/").status_code == 403
    assert [(entry.outcome, entry.case_number) for entry in LogEntry.objects.order_by("id")] == [
        (Outcome.REFUSED, case.number),
        (Outcome.REFUSED, ""),
    ]


def test_what_somebody_types_into_an_address_does_not_reach_the_log(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.get("/sak/01017012345/")
    assert LogEntry.objects.get().case_number == ""


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id + 1", "DELETE FROM {table}"])
def test_no_row_of_a_kept_table_can_be_changed_or_removed(
    statement: str, here: Place, client: Client
) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.get("/saker/")
    assert all(is_protected(connection, table) for table in kept_tables())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table="access_logentry"))
    assert LogEntry.objects.count() == 1


def test_the_auditor_finds_by_case_also_where_it_stood_in_a_list(
    here: Place, case: Case, client: Client
) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.get("/saker/")
    client.get(f"/sak/{case.number}/")
    client.force_login(here.people[Role.AUDITOR])
    found = client.post("/logg/", {"case_number": case.number}).content.decode()
    assert found.count("Caseworker Fjordvik") == 2
    assert "Caseworker Fjordvik" not in client.post("/logg/", {"case_number": "2026-999999"}).content.decode()


def test_the_auditor_sees_only_her_own_municipality(here: Place, elsewhere: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.get("/saker/")
    client.force_login(elsewhere.people[Role.AUDITOR])
    assert "Caseworker Fjordvik" not in client.get("/logg/").content.decode()


def test_a_search_with_the_days_turned_round_says_so(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.AUDITOR])
    answer = client.post("/logg/", {"first_day": "2.3.2026", "last_day": "1.3.2026"})
    assert answer.status_code == 422
    assert "Den siste dagen er før den første" in answer.content.decode()


def test_a_case_shows_who_has_looked_at_it(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.TEAM_LEADER])
    client.get(f"/sak/{case.number}/")
    page = client.get(f"/sak/{case.number}/innsyn/").content.decode()
    assert page.count("Team_Leader Fjordvik") >= 2
    assert "Forsiden av saken" in page


def test_a_role_counts_from_its_first_day_to_its_last(here: Place, case: Case) -> None:
    user = here.people[Role.CASEWORKER]
    for starts, ends, allowed in (
        (date(2020, 1, 1), timezone.localdate(), True),
        (date(2020, 1, 1), timezone.localdate() - timedelta(days=1), False),
        (timezone.localdate() + timedelta(days=1), None, False),
    ):
        RoleAssignment.objects.filter(user=user).update(starts_on=starts, ends_on=ends)
        del user.__dict__["_roles"]
        assert may(user, Action.SEE_CASE, case) is allowed
        user.roles_on(timezone.localdate())
