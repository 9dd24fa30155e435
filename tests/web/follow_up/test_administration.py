"""The administration's own hours: recorded once, corrected by new rows, and faults told at the field."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, transaction
from django.test import Client
from django.urls import reverse

from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.period import Period
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.follow_up.models import HourlyCost, WorkLine
from rettvis.web.follow_up.services import record_work, set_hourly_cost, work_lines
from rettvis.web.follow_up.sources import worked_in
from tests.web.conftest import Place, new_case
from tests.web.follow_up.made import MARCH, a_cost, a_work_line, both_places, new_work
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_provider
from tests.web.invoices.test_twice_at_once import both

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_the_same_form_twice_is_one_line(here: Place) -> None:
    assert len({a_work_line(here).pk for _time in range(2)}) == 1


def test_a_correction_is_a_new_row_and_no_hours_take_a_line_back(here: Place) -> None:
    user, first = here.people[Role.TEAM_LEADER], a_work_line(here)
    second = record_work(user, new_work(here, minutes=45), "correction", NOW, first)
    assert [row.minutes for row in worked_in(here.municipality, YEAR)] == [45]
    record_work(user, new_work(here, minutes=0), "taken back", NOW, second)
    assert list(worked_in(here.municipality, YEAR)) == []
    assert WorkLine.objects.count() == 3
    assert not work_lines(user).exists()


def test_a_line_that_somebody_else_has_corrected_is_not_corrected_again(here: Place) -> None:
    user, first = here.people[Role.CONTROLLER], a_work_line(here)
    record_work(user, new_work(here, minutes=45), "one", NOW, first)
    with pytest.raises(Faulty, match="in the meantime"):
        record_work(user, new_work(here, minutes=50), "two", NOW, first)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 24 * 60 + 1}, "minutes"),
        ({"day": date(2026, 7, 2)}, "day"),
        ({"work": "sleep"}, "work"),
        ({"who": " "}, "who"),
        ({"note": "x" * 301}, "note"),
        ({"case": "2026-999999"}, "case"),
    ],
)
def test_hours_that_cannot_be_are_told_at_their_field(here: Place, wrong: dict[str, Any], place: str) -> None:
    with pytest.raises(Faulty) as refusal:
        record_work(here.people[Role.CONTROLLER], new_work(here, **wrong), "key", NOW)
    assert [fault.place for fault in refusal.value.faults] == [place]
    assert not WorkLine.objects.exists()


def test_what_belongs_to_a_neighbour_cannot_be_named(here: Place, elsewhere: Place) -> None:
    told = {"provider": a_provider(elsewhere), "case": new_case(elsewhere).number}
    with pytest.raises(Faulty) as refusal:
        record_work(here.people[Role.CONTROLLER], new_work(here, **told), "key", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["case", "provider"]


def test_each_day_has_the_cost_that_held_then(here: Place) -> None:
    a_cost(here, 60_000, date(2026, 2, 1))
    a_cost(here, 66_000, MARCH, key="newer")
    a_cost(here, 70_000, MARCH, key="corrected")
    user = here.people[Role.CONTROLLER]
    for number, day in enumerate((date(2026, 1, 31), date(2026, 2, 1), MARCH)):
        record_work(user, new_work(here, day=day), f"line {number}", NOW)
    assert [row.ore for row in worked_in(here.municipality, YEAR)] == [None, 60_000, 70_000]


def test_a_cost_needs_an_amount_and_a_source(here: Place) -> None:
    with pytest.raises(Faulty) as refusal:
        set_hourly_cost(here.people[Role.CONTROLLER], here.municipality, MARCH, 0, " ", "key", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["price", "source"]
    assert not HourlyCost.objects.exists()


def test_the_database_keeps_every_line_and_cost(here: Place) -> None:
    a_work_line(here)
    a_cost(here)
    for rows in (WorkLine, HourlyCost):
        for act in (rows.objects.all().delete, lambda rows=rows: rows.objects.update(id=9)):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_an_auditor_reads_and_records_nothing(here: Place, client: Client) -> None:
    a_work_line(here)
    client.force_login(here.people[Role.AUDITOR])
    page = client.get(reverse("administration")).content.decode()
    assert "Controller" in page
    assert reverse("new_work") not in page
    with pytest.raises(Refused):
        record_work(here.people[Role.AUDITOR], new_work(here), "key", NOW)


def test_hours_are_recorded_and_corrected_on_their_pages(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CONTROLLER])
    told = {
        "day": "12.3.2026",
        "minutes": "1,5",
        "work": "follow_up",
        "who": "Controller",
        "unit": str(here.unit.pk),
        "provider": "",
        "case": "",
        "note": "",
        "key": "form",
    }
    for wrong in ({"minutes": "mange"}, {"day": "30.2.2026"}, {"minutes": "1:75"}, {"unit": "0"}):
        assert client.post(reverse("new_work"), {**told, **wrong}).status_code == 422
    for _time in range(2):
        assert client.post(reverse("new_work"), told).status_code == 302
    [line] = WorkLine.objects.all()
    assert line.minutes == 90
    address = reverse("correct_work", args=[line.pk])
    assert "1,5" in client.get(address).content.decode()
    assert client.post(address, {**told, "minutes": "2:30", "key": "again"}).status_code == 302
    assert client.get(address).status_code == 404
    cost = {"from_on": "1.1.2026", "price": "612,50", "source": "Lønn", "key": "cost"}
    assert client.post(reverse("hourly_cost"), cost).status_code == 302
    page = client.get(reverse("administration")).content.decode()
    assert "612,50" in page
    assert "2\u00a0timer 30\u00a0minutter" in page


def test_a_line_of_a_second_municipality_is_corrected_where_it_is(
    here: Place, elsewhere: Place, client: Client
) -> None:
    both_places(here, elsewhere, Role.CONTROLLER)
    user = here.people[Role.CONTROLLER]
    lines = [record_work(user, new_work(place), "line", NOW) for place in (here, elsewhere)]
    client.force_login(user)
    for place, line, other in zip((here, elsewhere), lines, reversed((here, elsewhere)), strict=True):
        with pytest.raises(Faulty, match="municipality that the line is recorded in"):
            record_work(user, new_work(other, minutes=45), "moved", NOW, line)
        address = reverse("correct_work", args=[line.pk])
        assert f'value="{place.unit.pk}"' in client.get(address).content.decode()
        told = {"day": "12.3.2026", "minutes": "1,5", "work": "follow_up", "who": "Controller", "note": ""}
        told |= {"unit": str(place.unit.pk), "provider": "", "case": "", "key": "corrected"}
        answer = client.post(address, told)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?municipality={place.municipality.number}")
        assert [row.minutes for row in worked_in(place.municipality, YEAR)] == [90]


def test_hours_and_costs_are_recorded_in_the_municipality_that_is_chosen(
    here: Place, elsewhere: Place, client: Client
) -> None:
    both_places(here, elsewhere, Role.CONTROLLER)
    client.force_login(here.people[Role.CONTROLLER])
    cost = {"from_on": "1.1.2026", "price": "612,50", "source": "Lønn", "key": "cost"}
    for place in (here, elsewhere):
        query = f"?municipality={place.municipality.number}"
        assert f'value="{place.unit.pk}"' in client.get(reverse("new_work") + query).content.decode()
        assert client.post(reverse("hourly_cost") + query, cost).status_code == 302
        assert HourlyCost.objects.filter(municipality=place.municipality).count() == 1
        assert "612,50" in client.get(reverse("administration") + query).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_the_same_moment_are_one(here: Place) -> None:
    user, first = here.people[Role.CONTROLLER], a_work_line(here)
    keys = iter(("one", "two"))
    wrong = both(lambda: _corrected(user, here, next(keys), first))
    assert all(isinstance(one, OperationalError) for one in wrong), wrong
    assert WorkLine.objects.filter(replaces=first).count() == 1


def _corrected(user: Any, place: Place, key: str, first: WorkLine) -> None:
    with suppress(Faulty):
        record_work(user, new_work(place, minutes=45), key, NOW, first)
