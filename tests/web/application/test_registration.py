"""Registering an application opens a case for a new person, or for somebody the municipality knows."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rettvis.edges.identity import synthetic_national_ids
from rettvis.journey.application import Application, Channel
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.application.models import Case, Person
from rettvis.web.application.store import load_application
from tests.web.conftest import Place

ADDRESS = "/saker/ny/"


def typed(place: Place, **more: str) -> dict[str, str]:
    start = {
        "name": "Ola Berg",
        "birth_date": "01.05.1980",
        "received_on": "02.03.2026",
        "channel": "letter",
        "kind": "new",
        "unit": str(place.unit.pk),
    }
    return {**start, **more}


@pytest.fixture
def kari(here: Place, log_in: Callable[[User], Client]) -> Client:
    """The caseworker, logged in."""
    return log_in(here.people[Role.CASEWORKER])


def test_a_new_person_gets_a_case_with_what_is_known_of_the_application(kari: Client, here: Place) -> None:
    answer = kari.post(ADDRESS, typed(here))
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/sak/{case.number}/soknad/"
    assert (case.person.name, case.assigned_to) == ("Ola Berg", here.people[Role.CASEWORKER])
    assert load_application(case) == Application(received_on=date(2026, 3, 2), channel=Channel.LETTER)
    assert case.next_due_on == date(2026, 4, 1)
    assert case.next_due_what == "Preliminary reply"
    assert LogEntry.objects.filter(action="open_case", case_number=case.number).count() == 1


def test_somebody_with_the_same_name_and_birth_date_is_asked_about(
    kari: Client, here: Place, case: Case
) -> None:
    asked = kari.post(ADDRESS, typed(here))
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Er dette en vi har registrert fra før?" in page
    assert case.number in page
    assert Case.objects.count() == 1
    kari.post(ADDRESS, typed(here, person=str(case.person.pk)))
    assert Person.objects.count() == 1
    kari.post(ADDRESS, typed(here, person="new"))
    assert (Person.objects.count(), Case.objects.count()) == (2, 3)


def test_a_known_person_without_a_number_gets_the_one_that_is_given(
    kari: Client, here: Place, case: Case
) -> None:
    number = next(synthetic_national_ids(date(1980, 5, 1)))
    kari.post(ADDRESS, typed(here, person=str(case.person.pk), national_id=f"{number[:6]} {number[6:]}"))
    case.person.refresh_from_db()
    assert case.person.national_id == number
    assert kari.post(ADDRESS, typed(here, national_id=number)).status_code == 302
    assert Person.objects.count() == 1


def test_every_fault_is_said_at_once_and_nothing_is_saved(kari: Client, here: Place) -> None:
    page = kari.post(
        ADDRESS, typed(here, birth_date="01.05.2199", received_on="01.01.2198", national_id="12345678901")
    ).content.decode()
    for field in ("birth_date", "received_on", "national_id"):
        assert f'id="id_{field}_error"' in page
    assert 'value="12345678901"' in page
    empty = kari.post(ADDRESS, {"name": ""}).content.decode()
    for field in ("name", "birth_date", "received_on", "channel"):
        assert f'href="#id_{field}"' in empty
    assert Case.objects.count() == 0


def test_the_number_of_a_real_person_is_refused_in_an_invented_municipality(
    kari: Client, here: Place
) -> None:
    page = kari.post(ADDRESS, typed(here, national_id="01010750160")).content.decode()
    assert 'id="id_national_id_error"' in page
    assert Person.objects.count() == 0


def test_a_case_is_opened_only_for_ones_own_unit(kari: Client, here: Place, elsewhere: Place) -> None:
    answer = kari.post(ADDRESS, typed(elsewhere))
    assert answer.status_code == 422
    assert 'id="id_unit_error"' in answer.content.decode()
    assert Case.objects.count() == 0


def test_an_auditor_registers_nothing(here: Place, log_in: Callable[[User], Client]) -> None:
    auditor = log_in(here.people[Role.AUDITOR])
    assert auditor.get(ADDRESS).status_code == 403
    assert "/saker/ny/" not in auditor.get("/saker/").content.decode()


def test_what_follows_from_the_day_it_was_received_follows_when_the_day_is_corrected(
    kari: Client, here: Place
) -> None:
    kari.post(ADDRESS, typed(here, birth_date="20.02.2008"))
    case = Case.objects.get()
    assert case.group == "adult"
    kari.post(f"/sak/{case.number}/soknad/", {"based_on": "1", "about-received_on": "10.02.2026"})
    case.refresh_from_db()
    assert (case.received_on, case.group, case.next_due_on) == (
        date(2026, 2, 10),
        "child",
        date(2026, 3, 10),
    )
