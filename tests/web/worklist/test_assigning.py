"""Many cases are given to somebody at once: all or none, one row in the log, and nothing twice."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from rettvis.web.access.models import LogEntry, Role, RoleAssignment, User
from rettvis.web.application.models import Case, CaseEvent
from tests.web.conftest import Place, new_case


@pytest.fixture
def colleague(here: Place) -> User:
    """Another caseworker of the unit."""
    return somebody(here, "Jonas", here.unit)


def somebody(place: Place, name: str, unit: Any) -> User:
    user = User.objects.create_user(name.lower(), name)
    RoleAssignment.objects.create(
        user=user,
        role=Role.CASEWORKER,
        municipality=place.municipality,
        unit=unit,
        starts_on=date(2020, 1, 1),
    )
    return user


def ticked(*cases: Case) -> list[str]:
    return [f"{case.number}.{case.assigned_to_id or 0}" for case in cases]


def give(client: Client, user: User, cases: list[str], to: Any, **more: Any) -> Any:
    client.force_login(user)
    return client.post("/saker/?whose=all", {"do": "assign", "case": cases, "to": to, **more})


def handlers(*cases: Case) -> list[int | None]:
    found = dict(Case.objects.values_list("pk", "assigned_to"))
    return [found[case.pk] for case in cases]


def assignments() -> int:
    return CaseEvent.objects.filter(kind="assigned").count()


def test_several_cases_are_given_at_once_with_one_row_in_the_log(
    here: Place, colleague: User, client: Client
) -> None:
    cases = [new_case(here) for _again in range(3)]
    before = assignments()
    answer = give(client, here.people[Role.CASEWORKER], ticked(*cases), colleague.pk)
    assert answer.status_code == 302
    assert answer["Location"] == "/saker/?whose=all&status=open"
    assert handlers(*cases) == [colleague.pk] * 3
    assert assignments() == before + 3
    entry = LogEntry.objects.get(action="assign_case")
    assert entry.cases.split() == [case.number for case in cases]
    page = client.get(answer["Location"]).content.decode()
    assert "3 saker behandles nå av Jonas" in page


def test_the_same_form_sent_again_does_nothing(here: Place, colleague: User, client: Client) -> None:
    cases = [new_case(here), new_case(here)]
    form = ticked(*cases)
    give(client, here.people[Role.CASEWORKER], form, colleague.pk)
    before = assignments()
    give(client, here.people[Role.CASEWORKER], form, colleague.pk)
    assert assignments() == before
    assert LogEntry.objects.filter(action="assign_case").count() == 1


def test_a_form_from_before_somebody_else_gave_the_case_away_changes_nothing(
    here: Place, colleague: User, client: Client
) -> None:
    first, second = new_case(here), new_case(here)
    old = ticked(first, second)
    leader = here.people[Role.TEAM_LEADER]
    Case.objects.filter(pk=second.pk).update(assigned_to=leader)
    answer = give(client, here.people[Role.CASEWORKER], old, colleague.pk)
    assert answer.status_code == 422
    assert f"{second.number}: " in answer.content.decode()
    assert handlers(first, second) == [here.people[Role.CASEWORKER].pk, leader.pk]


def test_all_or_none_with_a_sentence_for_each_that_could_not(here: Place, client: Client) -> None:
    unit = here.municipality.units.create(name="Barn")
    children = somebody(here, "Berit", unit)
    ours, theirs, more = new_case(here), new_case(here), new_case(here)
    Case.objects.filter(pk=theirs.pk).update(unit=unit)
    answer = give(client, here.people[Role.TEAM_LEADER], ticked(ours, theirs, more), children.pk)
    assert answer.status_code == 422
    page = answer.content.decode()
    for case in (ours, more):
        assert f"{case.number}: Berit kan ikke behandle denne saken." in page
    assert f"{theirs.number}: " not in page
    assert handlers(ours, theirs, more) == [here.people[Role.CASEWORKER].pk] * 3
    assert page.count(" checked") == 3, "what was ticked is still ticked"
    assert not LogEntry.objects.filter(action="assign_case").exists()


def test_cases_are_given_back_to_those_who_had_them(here: Place, colleague: User, client: Client) -> None:
    mine, free = new_case(here), new_case(here)
    Case.objects.filter(pk=free.pk).update(assigned_to=None)
    free.refresh_from_db()
    user = here.people[Role.CASEWORKER]
    answer = give(client, user, ticked(mine, free), colleague.pk)
    page = client.get(answer["Location"]).content.decode()
    form = page.split('class="give-back"')[1].split("</form>")[0]
    values = [part.split('"')[0] for part in form.split('name="case" value="')[1:]]
    client.post("/saker/", {"do": "give_back", "case": values})
    assert handlers(mine, free) == [user.pk, None]
    assert "give-back" not in client.get("/saker/").content.decode()


def test_cases_can_be_given_to_nobody(here: Place, case: Case, client: Client) -> None:
    give(client, here.people[Role.TEAM_LEADER], ticked(case), "0")
    assert handlers(case) == [None]


def test_the_list_of_a_search_is_shown_again_with_the_search(
    here: Place, colleague: User, client: Client
) -> None:
    case = new_case(here, "Åse Berg")
    answer = give(client, here.people[Role.CASEWORKER], ticked(case), colleague.pk, text="åse")
    assert answer.status_code == 200
    assert "1 sak behandles nå av Jonas" in answer.content.decode()
    assert handlers(case) == [colleague.pk]


def test_only_those_who_may_handle_the_cases_shown_are_offered(
    here: Place, elsewhere: Place, case: Case, client: Client
) -> None:
    somebody(here, "Berit", here.municipality.units.create(name="Barn"))
    client.force_login(here.people[Role.TEAM_LEADER])
    page = client.get("/saker/?whose=all").content.decode()
    offered = page.split('id="to"')[1].split("</select>")[0]
    assert "Caseworker Fjordvik" in offered
    assert "Berit" not in offered
    assert "Dalsbygd" not in page


def test_an_auditor_is_refused_and_it_is_logged(
    here: Place, case: Case, colleague: User, client: Client
) -> None:
    auditor = here.people[Role.AUDITOR]
    assert 'name="case"' not in client.get("/saker/?whose=all").content.decode()
    answer = give(client, auditor, ticked(case), colleague.pk)
    assert answer.status_code in (403, 422)
    assert handlers(case) == [here.people[Role.CASEWORKER].pk]


def test_a_neighbours_case_cannot_be_given_away_nor_seen_to_be_there(
    here: Place, elsewhere: Place, colleague: User, client: Client
) -> None:
    theirs, ours = new_case(elsewhere), new_case(here)
    answer = give(client, here.people[Role.TEAM_LEADER], ticked(theirs, ours), colleague.pk)
    missing = give(client, here.people[Role.TEAM_LEADER], ["2020-000009.0"], colleague.pk)
    assert answer.status_code == missing.status_code == 422
    said = f"{theirs.number}: Det er ingen slik sak blant dem du ser."
    assert said in answer.content.decode()
    assert said.replace(theirs.number, "2020-000009") in missing.content.decode()
    assert handlers(theirs, ours) == [elsewhere.people[Role.CASEWORKER].pk, here.people[Role.CASEWORKER].pk]


@pytest.mark.parametrize("to", ["", "x", "-1", "999999", "\x00", "9" * 10_000])
def test_somebody_must_be_chosen(to: str, here: Place, case: Case, client: Client) -> None:
    answer = give(client, here.people[Role.TEAM_LEADER], ticked(case), to)
    assert answer.status_code == 422
    assert "Velg hvem som skal ha sakene." in answer.content.decode()


@pytest.mark.parametrize("values", [[], ["x"], ["\x00"], ["2026-000001"], ["2026-000001.x"], ["9" * 10_000]])
def test_what_is_ticked_must_be_readable(values: list[str], here: Place, case: Case, client: Client) -> None:
    leader = here.people[Role.TEAM_LEADER]
    assert give(client, leader, values, here.people[Role.CASEWORKER].pk).status_code == 422
    client.force_login(leader)
    assert client.post("/saker/", {"do": "give_back", "case": values}).status_code == 422


def test_more_than_two_hundred_at_once_are_too_many(here: Place, case: Case, client: Client) -> None:
    values = [f"2026-{number:06d}.0" for number in range(201)]
    answer = give(client, here.people[Role.TEAM_LEADER], values, "0")
    assert answer.status_code == 422
    assert "200" in answer.content.decode()


def test_all_on_the_page_are_chosen_without_a_script(here: Place, client: Client) -> None:
    for _again in range(3):
        new_case(here)
    client.force_login(here.people[Role.CASEWORKER])
    page = client.post("/saker/?whose=all", {"do": "tick_all"}).content.decode()
    assert page.count(" checked") == 3
