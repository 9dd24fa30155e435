"""What every page asks first is quick, and nothing of it is kept from one page to the next."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rettvis.web.access.models import Role, RoleAssignment, User
from rettvis.web.access.quick import roles_of
from rettvis.web.application.models import Case
from tests.web.conftest import Place


def sees_the_case(client: Client) -> bool:
    return 'href="/sak/' in client.get("/saker/?whose=all").content.decode()


def test_a_role_that_is_taken_back_counts_from_the_next_page(here: Place, case: Case, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    client.force_login(user)
    assert sees_the_case(client)
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(user=user).update(ends_on=yesterday)
    assert client.get("/saker/?whose=all").status_code == 403


def test_a_role_for_another_unit_shows_another_list(here: Place, case: Case, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    client.force_login(user)
    assert sees_the_case(client)
    RoleAssignment.objects.filter(user=user).update(unit=here.municipality.units.create(name="Barn"))
    assert not sees_the_case(client)


def test_a_session_that_is_ended_and_a_user_who_is_closed_count_at_once(
    here: Place, case: Case, client: Client
) -> None:
    user = here.people[Role.CASEWORKER]
    client.force_login(user)
    assert sees_the_case(client)
    Session.objects.all().delete()
    assert client.get("/saker/").status_code == 302
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/saker/").status_code == 302


def test_a_session_that_has_run_out_is_nobodys(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/saker/").status_code == 302


def test_roles_come_whole_by_one_question(
    here: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = here.people[Role.CASEWORKER]
    expected = RoleAssignment.objects.select_related("municipality", "unit").get(user=user)
    with django_assert_num_queries(1):
        [role] = roles_of(user.pk, timezone.localdate())
        found = (role.pk, role.role, role.municipality.name, role.unit.name, role.said)
    assert found == (expected.pk, expected.role, expected.municipality.name, expected.unit.name, None)
