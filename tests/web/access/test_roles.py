"""Giving and ending roles."""

from django.test import Client
from django.utils import timezone

from rettvis.web.access.models import Role, RoleAssignment, User
from tests.web.conftest import Place


def asked(of: Place, **more: str) -> dict[str, str]:
    """A filled form for a new caseworker."""
    return {
        "username": "ny.person",
        "name": "Ny Person",
        "password": "et skikkelig langt passord",
        "role": Role.CASEWORKER,
        "place": f"u{of.unit.pk}",
        "starts_on": "01.03.2026",
        **more,
    }


def test_a_new_user_is_made_with_the_role(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    assert client.post("/roller/", asked(here)).status_code == 302
    given = User.objects.get(username="ny.person").assignments.get()
    assert (given.role, given.unit, given.municipality) == (Role.CASEWORKER, here.unit, here.municipality)


def test_all_faults_come_at_once_and_nothing_is_saved(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    answer = client.post("/roller/", asked(here, name="", password="kort", ends_on="1.1.2026"))
    page = answer.content.decode()
    for sentence in (
        "Skriv navnet på den nye brukeren",
        "Den siste dagen er før den første",
        "Passordet er for kort",
    ):
        assert sentence in page
    assert not User.objects.filter(username="ny.person").exists()


def test_a_role_in_another_municipality_cannot_be_given(
    here: Place, elsewhere: Place, client: Client
) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    assert client.post("/roller/", asked(here, place=f"u{elsewhere.unit.pk}")).status_code == 422


def test_a_role_ends_today_and_only_by_its_own_administrator(
    here: Place, elsewhere: Place, client: Client
) -> None:
    given = RoleAssignment.objects.get(user=here.people[Role.CASEWORKER])
    for place, ends_on in ((elsewhere, None), (here, timezone.localdate())):
        client.force_login(place.people[Role.ADMINISTRATOR])
        client.post(f"/roller/{given.pk}/avslutt/")
        given.refresh_from_db()
        assert given.ends_on == ends_on
