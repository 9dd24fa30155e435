"""Logging in: no way to learn who exists, and no endless guessing."""

from django.test import Client

from rettvis.web.access.models import Role
from tests.web.conftest import PASSWORD, Place


def test_the_right_password_leads_to_where_the_person_was_going(here: Place, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    answer = client.post(
        "/logg-inn/", {"username": user.username, "password": PASSWORD, "next": "/saker/?whose=all"}
    )
    assert answer["Location"] == "/saker/?whose=all"


def test_nobody_is_led_to_another_site(here: Place, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    answer = client.post(
        "/logg-inn/", {"username": user.username, "password": PASSWORD, "next": "https://example.org/"}
    )
    assert answer["Location"] == "/"


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(here: Place, client: Client) -> None:
    known = client.post("/logg-inn/", {"username": here.people[Role.AUDITOR].username, "password": "feil"})
    unknown = client.post("/logg-inn/", {"username": "finst-ikkje", "password": "feil"})
    sentence = "Brukernavnet eller passordet er feil."
    assert known.status_code == unknown.status_code == 422
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()


def test_the_sixth_guess_in_a_row_must_wait_even_with_the_right_password(here: Place, client: Client) -> None:
    username = here.people[Role.AUDITOR].username
    for _ in range(5):
        client.post("/logg-inn/", {"username": username, "password": "feil"})
    answer = client.post("/logg-inn/", {"username": username, "password": PASSWORD})
    assert "For mange forsøk" in answer.content.decode()
    other = client.post(
        "/logg-inn/", {"username": here.people[Role.CASEWORKER].username, "password": PASSWORD}
    )
    assert other.status_code == 302


def test_a_user_who_is_no_longer_active_is_not_let_in(here: Place, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    user.is_active = False
    user.save()
    assert client.post("/logg-inn/", {"username": user.username, "password": PASSWORD}).status_code == 422


def test_logging_out_takes_a_post(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.get("/logg-ut/")
    assert client.get("/saker/").status_code == 200
    client.post("/logg-ut/")
    assert client.get("/saker/").status_code == 302


def test_a_person_without_a_role_today_is_told_so(here: Place, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    user.assignments.all().delete()
    client.force_login(user)
    assert "Du har ingen rolle ennå" in client.get("/").content.decode()


def test_a_user_changes_her_own_password_and_stays_logged_in(here: Place, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    client.force_login(user)
    new = "en helt ny setning"
    refused = client.post("/passord/", {"old": "feil", "new": "kort"}).content.decode()
    assert "Dette er ikke det nåværende passordet ditt." in refused
    assert "Passordet er for kort." in refused
    answer = client.post("/passord/", {"old": PASSWORD, "new": new}, follow=True)
    assert "Passordet ditt er endret." in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(new)
