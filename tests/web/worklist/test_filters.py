"""The filters of the list stand in its address, and an address that nobody understands shows the usual."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from rettvis.journey.handling import Awaited, EventKind
from rettvis.web.access.models import Role
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, Kind
from rettvis.web.worklist.filters import Asked, Choices, read
from rettvis.web.worklist.filters import Place as Spot
from tests.web.conftest import Place, new_case
from tests.web.worklist.test_worklist import fill, numbers, way


def listed(client: Client, query: str) -> list[str]:
    return numbers(client.get(f"/saker/?{query}").content.decode())


def test_each_filter_narrows_the_list(here: Place, client: Client) -> None:
    plain = new_case(here)
    changed = new_case(here, kind=Kind.CHANGE)
    waiting = new_case(here)
    user = here.people[Role.CASEWORKER]
    record_event(waiting, EventKind.WAIT_BEGAN, user, waits_for=Awaited.DOCTOR)
    away = new_case(here)
    Case.objects.filter(pk=away.pk).update(
        unit=here.municipality.units.create(name="Barn"),
        group="child",
        assigned_to=here.people[Role.TEAM_LEADER],
    )
    client.force_login(here.people[Role.TEAM_LEADER])
    leader = here.people[Role.TEAM_LEADER].pk
    for query, expected in (
        ("kind=change", [changed]),
        ("waits=doctor", [waiting]),
        ("group=child", [away]),
        (f"unit={here.unit.pk}", [plain, changed, waiting]),
        (f"handler={leader}", [away]),
        ("status=decided", []),
        ("group=adult&waits=caseworker&kind=new", [plain]),
    ):
        assert listed(client, f"whose=all&{query}") == [case.number for case in expected], query


def test_late_this_week_and_this_month(here: Place, client: Client) -> None:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    days = {
        "late": today - timedelta(days=400),
        "week": monday + timedelta(days=6),
        "month": today.replace(day=1),
        "later": today + timedelta(days=400),
    }
    cases = {name: new_case(here, next_due_on=day) for name, day in days.items()}
    client.force_login(here.people[Role.CASEWORKER])
    late = listed(client, "due=late")
    assert cases["late"].number in late
    assert cases["later"].number not in late
    assert cases["week"].number in listed(client, "due=week")
    assert cases["month"].number in listed(client, "due=month")
    for due in ("week", "month"):
        assert not {cases["late"].number, cases["later"].number} & set(listed(client, f"due={due}"))


def test_longest_waiting_first(here: Place, client: Client) -> None:
    cases = [new_case(here, received_on=date(2026, 3, day)) for day in (3, 1, 2)]
    client.force_login(here.people[Role.CASEWORKER])
    assert listed(client, "order=waiting") == [cases[place].number for place in (1, 2, 0)]


@pytest.mark.parametrize("order", ["due", "waiting"])
def test_the_way_back_shows_what_was_shown(order: str, here: Place, client: Client) -> None:
    fill(here, 130)
    client.force_login(here.people[Role.TEAM_LEADER])
    pages, address = [], f"/saker/?whose=all&order={order}"
    while address:
        pages.append(client.get(address).content.decode())
        address = way(pages[-1], "after")
    assert [len(numbers(page)) for page in pages] == [50, 50, 30]
    back = client.get(way(pages[2], "before")).content.decode()
    assert numbers(back) == numbers(pages[1])
    first = client.get(way(back, "before")).content.decode()
    assert numbers(first) == numbers(pages[0])
    assert way(first, "before") == ""


def test_a_page_beyond_the_end_begins_from_the_top(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    assert listed(client, "after=9999-12-31_99999999") == [case.number]
    assert listed(client, "before=1900-01-01_1") == [case.number]


NAMES = ["whose", "status", "waits", "kind", "group", "unit", "handler", "due", "order", "after", "before"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["x", "\x00", "9" * 30, "æ" * 10_000, "' OR 1=1 --", "-1", "0", "٣"])
def test_an_unknown_value_shows_the_usual_and_says_so(
    name: str, value: str, here: Place, case: Case, client: Client
) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    answer = client.get("/saker/", {name: value})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert numbers(page) == [case.number]
    assert "noe som ikke finnes her" in page
    assert len(value) < 3 or value not in page.split("<main")[1]


def test_another_municipalitys_unit_is_no_choice(
    here: Place, case: Case, elsewhere: Place, client: Client
) -> None:
    client.force_login(here.people[Role.TEAM_LEADER])
    page = client.get(f"/saker/?unit={elsewhere.unit.pk}").content.decode()
    assert numbers(page) == [case.number]
    assert "noe som ikke finnes her" in page


def test_an_address_says_every_choice_and_is_read_as_it_was_written() -> None:
    asked = Asked(
        "all", "any", "doctor", "new", "child", "3", "7", "late", "waiting", Spot(date(2026, 1, 2), 9)
    )
    choices = Choices(units=(("3", "A"),), handlers=(("7", "B"),))
    assert read(QueryDict(asked.here()), choices) == asked
    assert asked.address() == (
        "whose=all&status=any&waits=doctor&kind=new&group=child&unit=3&handler=7&due=late&order=waiting"
    )


def test_addresses_from_before_the_team_had_its_name_still_work(
    here: Place, case: Case, client: Client
) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    page = client.get("/saker/?whose=unit").content.decode()
    assert "noe som ikke finnes her" not in page


def test_the_filters_are_reset_by_one_link(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    assert 'href="/saker/?whose=mine">' in client.get("/saker/?due=late").content.decode()
