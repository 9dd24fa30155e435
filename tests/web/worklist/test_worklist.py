"""The worklist: whose cases, in what order, how many questions to the database, and no name in an address."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rettvis.web.access.models import Role
from rettvis.web.application.models import Case, Kind, Status
from tests.web.conftest import Place, new_case


def numbers(page: str) -> list[str]:
    """The case numbers of a page, in order; the next step's link is not counted."""
    return list(dict.fromkeys(part[:11] for part in page.split('href="/sak/')[1:]))


def way(page: str, name: str) -> str:
    """The address of the page after this one, or before it; nothing where there is none."""
    found = re.search(rf'href="(/saker/[^"]*{name}=[^"]*)"', page)
    return found[1].replace("&amp;", "&") if found else ""


def fill(here: Place, count: int) -> None:
    """Many cases, every third due on the same day, every fourth with nothing due."""
    first = new_case(here)
    Case.objects.bulk_create(
        Case(
            number=f"2025-{number:06d}",
            municipality=here.municipality,
            unit=here.unit,
            person=first.person,
            group="adult",
            received_on=date(2025, 1, 1),
            next_due_on=None if number % 4 == 0 else date(2026, 1, 1) + timedelta(days=number // 3),
        )
        for number in range(1, count)
    )


def test_soonest_deadline_first_and_nothing_due_last(here: Place, client: Client) -> None:
    for due in (None, date(2026, 5, 1), date(2026, 4, 1)):
        new_case(here, next_due_on=due, kind=Kind.NEW if due else Kind.REVIEW)
    client.force_login(here.people[Role.CASEWORKER])
    assert numbers(client.get("/saker/").content.decode()) == ["2026-000003", "2026-000002", "2026-000001"]


def test_the_pages_together_show_every_case_once(here: Place, client: Client) -> None:
    fill(here, 250)
    client.force_login(here.people[Role.TEAM_LEADER])
    seen: list[str] = []
    address = "/saker/?whose=all&status=any"
    for _ in range(5):
        page = client.get(address).content.decode()
        seen += numbers(page)
        address = way(page, "after")
    assert len(seen) == len(set(seen)) == 250
    assert address == ""


def test_a_page_of_fifty_asks_the_database_at_most_ten_times(
    here: Place, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(here, 150)
    client.force_login(here.people[Role.TEAM_LEADER])
    with django_assert_max_num_queries(10) as asked:
        assert len(numbers(client.get("/saker/").content.decode())) == 50
    assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"]]


def test_mine_unassigned_and_all(here: Place, client: Client) -> None:
    mine, free = new_case(here), new_case(here)
    Case.objects.filter(pk=free.pk).update(assigned_to=None)
    client.force_login(here.people[Role.CASEWORKER])
    for whose, expected in (
        ("mine", [mine]),
        ("unassigned", [free]),
        ("team", [mine, free]),
        ("unit", [mine, free]),
        ("all", [mine, free]),
    ):
        page = client.get(f"/saker/?whose={whose}").content.decode()
        assert numbers(page) == [case.number for case in expected]


def test_decided_cases_are_shown_when_asked_for(here: Place, case: Case, client: Client) -> None:
    Case.objects.update(status=Status.DECIDED)
    client.force_login(here.people[Role.CASEWORKER])
    assert numbers(client.get("/saker/").content.decode()) == []
    assert numbers(client.get("/saker/?status=decided").content.decode()) == [case.number]


@pytest.mark.parametrize("text", ["Åse", "åSE b", "2026-000001", "2026-"])
def test_a_search_by_number_or_the_beginning_of_a_name_finds_the_case(
    text: str, here: Place, client: Client
) -> None:
    case = new_case(here, "Åse Berg")
    client.force_login(here.people[Role.CASEWORKER])
    page = client.post("/saker/", {"text": text, "whose": "all"}).content.decode()
    assert numbers(page) == [case.number]


@pytest.mark.parametrize("text", ["Lie", "2026-000002", "%", "_", "'", "\x00"])
def test_a_search_that_fits_nothing_finds_nothing(text: str, here: Place, client: Client) -> None:
    new_case(here, "Åse Berg")
    client.force_login(here.people[Role.CASEWORKER])
    page = client.post("/saker/", {"text": text, "whose": "all"}).content.decode()
    assert numbers(page) == ([] if text != "\x00" else ["2026-000001"])


def test_a_name_in_an_address_is_not_searched_for(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    assert numbers(client.get("/saker/?text=Kari").content.decode()) == [case.number]


def test_nobody_sees_a_neighbours_cases(here: Place, case: Case, elsewhere: Place, client: Client) -> None:
    client.force_login(elsewhere.people[Role.TEAM_LEADER])
    assert numbers(client.get("/saker/?whose=all&status=any").content.decode()) == []
    assert numbers(client.post("/saker/", {"text": "Ola"}).content.decode()) == []


@pytest.mark.parametrize("after", ["x", "2026-13-40_1", "9999-99-99_9", "2026-01-01_" + "9" * 40])
def test_a_mistyped_place_in_the_list_begins_from_the_top(
    after: str, here: Place, case: Case, client: Client
) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    assert numbers(client.get(f"/saker/?after={after}").content.decode()) == [case.number]


def test_a_caseworker_of_one_unit_does_not_see_anothers(
    here: Place, case: Case, client: Client, log_in: Callable
) -> None:
    Case.objects.update(unit=here.municipality.units.create(name="Barn og familie"))
    assert numbers(log_in(here.people[Role.CASEWORKER]).get("/saker/?whose=all").content.decode()) == []
    assert numbers(log_in(here.people[Role.TEAM_LEADER]).get("/saker/?whose=all").content.decode()) == [
        case.number
    ]
