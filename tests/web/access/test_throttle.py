"""Guessing is slowed down wherever it comes from, and nobody can keep a colleague out by it."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from rettvis.web.access.client_address import client_address
from rettvis.web.access.models import FailedLogIn, Role
from rettvis.web.access.throttle import WINDOW, forget_old
from tests.web.conftest import PASSWORD, Place

WAIT = "For mange forsøk"


def guess(client: Client, username: str, address: str, password: str = "feil") -> str:
    """One attempt; gives the page, empty where it was right."""
    answer = client.post("/logg-inn/", {"username": username, "password": password}, REMOTE_ADDR=address)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_guesses_from_many_addresses_at_one_name_must_wait(here: Place) -> None:
    username = here.people[Role.AUDITOR].username
    for number in range(25):
        assert WAIT not in guess(Client(), username, f"10.0.{number}.1")
    assert WAIT in guess(Client(), username, "10.0.99.1", PASSWORD)


def test_her_own_browser_lets_her_in_while_others_guess(here: Place) -> None:
    username = here.people[Role.AUDITOR].username
    own = Client()
    assert guess(own, username, "10.1.0.1", PASSWORD) == ""
    own.post("/logg-ut/")
    for number in range(60):
        guess(Client(), username, f"10.0.{number % 30}.1")
    assert WAIT in guess(Client(), username, "10.1.0.1", PASSWORD), "an unknown browser waits"
    assert guess(own, username, "10.1.0.1", PASSWORD) == ""


def test_her_own_browser_may_not_guess_for_ever_either(here: Place) -> None:
    username = here.people[Role.AUDITOR].username
    own = Client()
    guess(own, username, "10.1.0.1", PASSWORD)
    for _time in range(5):
        assert WAIT not in guess(own, username, "10.1.0.1")
    assert WAIT in guess(own, username, "10.1.0.1", PASSWORD)


def test_a_browser_known_for_one_name_is_not_known_for_another(here: Place) -> None:
    own = Client()
    guess(own, here.people[Role.AUDITOR].username, "10.1.0.1", PASSWORD)
    other = here.people[Role.TEAM_LEADER].username
    for number in range(25):
        guess(Client(), other, f"10.0.{number}.1")
    assert WAIT in guess(own, other, "10.1.0.1", PASSWORD)


def test_one_address_that_tries_many_names_must_wait(here: Place) -> None:
    for number in range(50):
        assert WAIT not in guess(Client(), f"navn-{number}", "10.0.0.1")
    assert WAIT in guess(Client(), here.people[Role.AUDITOR].username, "10.0.0.1", PASSWORD)
    assert guess(Client(), here.people[Role.AUDITOR].username, "10.0.0.2", PASSWORD) == ""


def test_a_quarter_of_an_hour_later_all_is_forgotten(here: Place) -> None:
    username = here.people[Role.AUDITOR].username
    for _time in range(5):
        guess(Client(), username, "10.0.0.1")
    FailedLogIn.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))
    assert guess(Client(), username, "10.0.0.1", PASSWORD) == ""
    assert forget_old() == 0 or FailedLogIn.objects.count() == 0


def test_nothing_that_is_kept_tells_who_was_guessed_at(here: Place) -> None:
    guess(Client(), here.people[Role.AUDITOR].username, "10.0.0.1")
    kept = " ".join(FailedLogIn.objects.values_list("key", flat=True))
    assert here.people[Role.AUDITOR].username not in kept
    assert "10.0.0.1" not in kept


@pytest.mark.parametrize(
    ("proxies", "told", "direct", "seen"),
    [
        (0, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "tull", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "2001:db8:1:2:3::4", "10.0.0.1", "2001:db8:1:2::/64"),
        (0, "", "::ffff:10.0.0.7", "10.0.0.7"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_tells(
    settings: object, proxies: int, told: str, direct: str, seen: str
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=told)
    assert client_address(request) == seen


def test_an_invented_address_in_front_of_the_proxy_does_not_give_new_guesses(
    here: Place, settings: object
) -> None:
    settings.PROXIES = 1
    username = here.people[Role.AUDITOR].username
    said = ""
    for number in range(6):
        answer = Client().post(
            "/logg-inn/",
            {"username": username, "password": "feil"},
            headers={"X-Forwarded-For": f"7.7.7.{number}, 1.2.3.4"},
        )
        said = answer.content.decode()
    assert WAIT in said
