"""Adults and children handled by different units, and a case that is moved."""

import pytest
from django.test import Client

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Role, RoleAssignment, Unit, User
from rettvis.web.application.models import Case, Group
from rettvis.web.application.moving import move_case
from tests.web.application.test_knowing import again, one_more, sees
from tests.web.application.test_registration import ADDRESS, typed
from tests.web.conftest import Place, new_case

CHILD = "01.05.2020"


@pytest.fixture
def children(here: Place) -> Unit:
    """A unit for children; the other one handles adults alone."""
    here.unit.handles_children = False
    here.unit.save()
    return Unit.objects.create(municipality=here.municipality, name="Barn og familie", handles_adults=False)


def test_an_application_about_a_child_goes_to_the_unit_for_children(
    here: Place, children: Unit, client: Client
) -> None:
    berit = one_more(here, Role.CASEWORKER, "berit", children)
    kari = here.people[Role.CASEWORKER]
    client.force_login(kari)
    answer = client.post(ADDRESS, typed(here, birth_date=CHILD), follow=True)
    case = Case.objects.get()
    assert (case.unit, case.group, case.assigned_to) == (children, Group.CHILD, None)
    assert "Barn og familie" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/saker/"
    assert sees(berit, case)
    assert not sees(kari, case)
    client.post(ADDRESS, typed(here))
    assert Case.objects.latest("id").unit == here.unit


def test_where_several_units_handle_children_somebody_chooses(
    here: Place, children: Unit, client: Client
) -> None:
    other = Unit.objects.create(municipality=here.municipality, name="Ungdom", handles_adults=False)
    client.force_login(here.people[Role.CASEWORKER])
    asked = client.post(ADDRESS, typed(here, birth_date=CHILD))
    assert asked.status_code == 422
    assert "Ungdom" in asked.content.decode()
    client.post(ADDRESS, typed(here, birth_date=CHILD, sent_to=str(other.pk)))
    assert Case.objects.get().unit == other


def test_where_no_unit_handles_children_it_is_said_and_nothing_is_saved(here: Place, client: Client) -> None:
    here.unit.handles_children = False
    here.unit.save()
    client.force_login(here.people[Role.CASEWORKER])
    answer = client.post(ADDRESS, typed(here, birth_date=CHILD))
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_case_that_is_moved_is_seen_by_its_new_unit_alone(here: Place, client: Client) -> None:
    to = Unit.objects.create(municipality=here.municipality, name="Sone øst")
    kari, berit = here.people[Role.CASEWORKER], one_more(here, Role.CASEWORKER, "berit", to)
    case = new_case(here)
    client.force_login(here.people[Role.TEAM_LEADER])
    assert client.post(f"/sak/{case.number}/flytt/", {"unit": to.pk}).status_code == 302
    assert (sees(kari, case), sees(berit, case)) == (False, True)
    case.refresh_from_db()
    assert case.assigned_to is None
    assert LogEntry.objects.filter(what="The case was moved to another unit").count() == 1
    assert client.post(f"/sak/{case.number}/flytt/", {"unit": "999999"}).status_code == 422


def test_a_case_is_moved_by_a_leader_to_a_unit_of_the_same_municipality_that_handles_such_cases(
    here: Place, elsewhere: Place, children: Unit
) -> None:
    case, tone = new_case(here), here.people[Role.TEAM_LEADER]
    with pytest.raises(Refused):
        move_case(case, children, here.people[Role.CASEWORKER])
    for unit in (children, elsewhere.unit):
        with pytest.raises(Faulty):
            move_case(case, unit, tone)
    case.refresh_from_db()
    assert case.unit == here.unit


def test_somebody_of_another_unit_is_not_offered_as_somebody_known(here: Place, client: Client) -> None:
    to = Unit.objects.create(municipality=here.municipality, name="Sone øst")
    berit = one_more(here, Role.CASEWORKER, "berit", to)
    case = new_case(here)
    client.force_login(berit)
    answer = client.post(ADDRESS, typed(here, unit=str(to.pk)))
    assert case.number not in answer.content.decode()
    assert answer.status_code == 302


def test_a_role_that_ends_ends_at_once(here: Place, case: Case) -> None:
    kari = here.people[Role.CASEWORKER]
    assert sees(kari, case)
    RoleAssignment.objects.filter(user=kari).update(ended_at="2026-01-01T00:00Z", ends_on="2026-01-01")
    assert not sees(kari, case)
    User.objects.filter(pk=kari.pk).update(is_active=False)
    assert not again(kari).is_active
