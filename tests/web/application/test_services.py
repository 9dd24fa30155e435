"""Opening a case: numbers, persons, and every fault at once."""

from datetime import date

import pytest
from django.test import Client

from rettvis.edges.identity import synthetic_national_ids
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case, Group, Kind, Person, Status
from rettvis.web.application.services import NewCase, assign, group_of, mark_step, open_case
from rettvis.web.pages.steps import State
from tests.web.conftest import Place, new_case

BORN = date(1980, 5, 1)


def test_numbers_run_within_the_year_the_application_was_received(here: Place) -> None:
    days = (date(2026, 1, 2), date(2026, 1, 3), date(2027, 1, 4), date(2026, 1, 5))
    numbers = [new_case(here, received_on=day).number for day in days]
    assert numbers == ["2026-000001", "2026-000002", "2027-000001", "2026-000003"]


def test_every_fault_is_said_at_once_and_nothing_is_saved(here: Place) -> None:
    new = NewCase(
        name="x" * 500,
        birth_date=date(2030, 1, 1),
        received_on=date(2026, 3, 2),
        unit=here.unit,
        national_id="12345678901",
    )
    with pytest.raises(Faulty) as faulty:
        open_case(new, here.people[Role.CASEWORKER])
    assert {fault.place: fault.message.say("nb") for fault in faulty.value.faults} == {
        "name": "Navnet er på 500 tegn. Kort det ned til høyst 200.",
        "birth_date": "Fødselsdatoen er etter dagen søknaden kom inn.",
        "national_id": "Fødselsnummeret er feil skrevet: kontrollsifrene stemmer ikke. Sammenlign på nytt.",
    }
    assert Case.objects.count() == Person.objects.count() == 0


def test_a_known_national_identity_number_is_the_same_person(here: Place) -> None:
    number = next(synthetic_national_ids(BORN))
    cases = [new_case(here, national_id=number) for _ in range(2)]
    assert cases[0].person == cases[1].person
    with pytest.raises(Faulty, match="another name"):
        new_case(here, "Kari Dal", national_id=number)


def test_only_who_handles_cases_there_may_open_one(here: Place, elsewhere: Place) -> None:
    new = NewCase("Ola Berg", BORN, date(2026, 3, 2), here.unit)
    for user in (
        here.people[Role.AUDITOR],
        here.people[Role.ADMINISTRATOR],
        elsewhere.people[Role.CASEWORKER],
    ):
        with pytest.raises(Refused):
            open_case(new, user)


def test_a_case_is_not_handed_to_somebody_who_cannot_handle_it(here: Place, case: Case) -> None:
    leader = here.people[Role.TEAM_LEADER]
    assert assign(case, leader, by=leader).assigned_to == leader
    with pytest.raises(Faulty, match="cannot handle"):
        assign(case, here.people[Role.AUDITOR], by=leader)


def test_a_child_is_an_adult_from_the_eighteenth_birthday() -> None:
    assert group_of(date(2008, 3, 2), date(2026, 3, 1)) == Group.CHILD
    assert group_of(date(2008, 3, 2), date(2026, 3, 2)) == Group.ADULT


def test_a_case_is_registered_until_something_after_the_application_is_begun(case: Case) -> None:
    mark_step(case, "application", State.DONE)
    kept = Case.objects.get(pk=case.pk)
    assert (kept.steps, kept.status, kept.kind) == ({"application": "done"}, Status.REGISTERED, Kind.NEW)
    mark_step(case, "assessment", State.STARTED)
    kept = Case.objects.get(pk=case.pk)
    assert kept.steps == {"application": "done", "assessment": "started"}
    assert kept.status == Status.IN_PROGRESS


def test_the_case_is_handed_over_on_its_page(here: Place, case: Case, client: Client) -> None:
    leader = here.people[Role.TEAM_LEADER]
    client.force_login(leader)
    answer = client.post(f"/sak/{case.number}/fordel/", {"handler": leader.pk}, follow=True)
    assert "Saken behandles nå av Team_Leader Fjordvik." in answer.content.decode()
    client.post(f"/sak/{case.number}/fordel/", {"handler": here.people[Role.AUDITOR].pk})
    assert Case.objects.get().assigned_to == leader
    client.post(f"/sak/{case.number}/fordel/", {"handler": ""})
    assert Case.objects.get().assigned_to is None
