"""A log-in ends when nothing is done, and when the day is over; what is sent too late is not saved."""

import time

import pytest
from django.test import Client

from rettvis.web.access.models import Role
from rettvis.web.access.sessions import BEGAN, NOTED_EACH, SEEN
from tests.web.conftest import PASSWORD, Place


@pytest.fixture
def logged_in(here: Place, client: Client) -> Client:
    """Somebody who has just logged in, by her password."""
    user = here.people[Role.CASEWORKER]
    client.post("/logg-inn/", {"username": user.username, "password": PASSWORD})
    return client


def set_back(client: Client, **seconds: float) -> None:
    """Let the session's times be so long ago."""
    session = client.session
    for name, ago in seconds.items():
        session[name] = time.time() - ago
    session.save()


def test_whoever_does_nothing_for_an_hour_is_logged_out_and_told_why(logged_in: Client) -> None:
    set_back(logged_in, seen=3601)
    answer = logged_in.get("/saker/", follow=True)
    assert answer.redirect_chain == [("/logg-inn/?next=/saker/", 302)]
    assert "ikke ble gjort noe på 60 minutter" in answer.content.decode()


def test_whoever_works_on_stays_logged_in(logged_in: Client) -> None:
    set_back(logged_in, seen=3500)
    assert logged_in.get("/saker/").status_code == 200
    assert time.time() - logged_in.session[SEEN] < 10


def test_a_log_in_ends_with_the_day_however_busy(logged_in: Client) -> None:
    set_back(logged_in, began=8 * 3600 + 1)
    answer = logged_in.get("/saker/", follow=True)
    assert answer.redirect_chain
    assert "ikke varer lenger enn en arbeidsdag" in answer.content.decode()


def test_what_is_sent_too_late_is_not_saved_and_that_is_said(logged_in: Client) -> None:
    set_back(logged_in, seen=3601)
    answer = logged_in.post("/passord/", {"old": PASSWORD, "new": "et helt nytt passord"})
    assert answer.status_code == 401
    assert "ble ikke lagret" in answer.content.decode()


def test_being_seen_is_noted_once_a_minute_not_for_every_page(logged_in: Client) -> None:
    set_back(logged_in, seen=NOTED_EACH - 20)
    before = logged_in.session[SEEN]
    logged_in.get("/saker/")
    assert logged_in.session[SEEN] == before


def test_an_old_session_without_times_is_counted_from_now(logged_in: Client) -> None:
    session = logged_in.session
    del session[BEGAN], session[SEEN]
    session.save()
    assert logged_in.get("/saker/").status_code == 200
    assert BEGAN in logged_in.session
