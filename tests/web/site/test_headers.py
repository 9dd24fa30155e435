"""Every kind of answer carries the headers that keep a browser in check: pages, errors, files, forms."""

import json
import logging
import sqlite3
import sys
from datetime import date

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from rettvis.web.access.models import Role
from rettvis.web.pages import errors
from rettvis.web.pages.log_lines import JsonLines
from tests.web.addresses import MADE
from tests.web.conftest import Place, new_case


def guarded(answer: HttpResponse) -> bool:
    """Whether the answer has every header."""
    policy = answer["Content-Security-Policy"]
    return (
        ("default-src 'self'" in policy or "default-src 'none'" in policy)
        and "unsafe" not in policy
        and "frame-ancestors 'none'" in policy
        and answer["X-Content-Type-Options"] == "nosniff"
        and answer["X-Frame-Options"] == "DENY"
        and answer["Referrer-Policy"] == "same-origin"
        and answer["Cross-Origin-Opener-Policy"] == "same-origin"
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [("/logg-inn/", 200), ("/saker/", 200), ("/finnes-ikke/", 404), ("/roller/", 403), ("/helse/", 200)],
)
def test_pages_and_refusals_are_guarded(here: Place, client: Client, address: str, status: int) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    answer = client.get(address)
    assert answer.status_code == status
    assert guarded(answer)
    assert answer["Cache-Control"] == "no-store"


def test_a_form_with_faults_and_a_forged_one_are_guarded(here: Place) -> None:
    assert guarded(Client().post("/logg-inn/", {"username": ""}))
    forged = Client(enforce_csrf_checks=True).post("/logg-inn/", {"username": "x", "password": "y"})
    assert forged.status_code == 403
    assert guarded(forged)


def test_files_are_guarded(here: Place, client: Client) -> None:
    case = new_case(here, received_on=date(2026, 3, 2))
    client.force_login(here.people[Role.CASEWORKER])
    for name in ("document_file", "case_letter_pdf"):
        answer = client.get(reverse(name, args=MADE[name](case, here)))
        assert answer.status_code == 200
        assert guarded(answer), name


def test_what_is_broken_is_guarded_too(here: Place, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("Ola Nordmann")

    client.force_login(here.people[Role.CASEWORKER])
    client.raise_request_exception = False
    monkeypatch.setattr("rettvis.web.access.views.render", broken)
    client.logout()
    answer = client.get("/logg-inn/")
    assert answer.status_code == 500
    assert guarded(answer)
    assert "Ola Nordmann" not in answer.content.decode()


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000)
def test_what_comes_unencrypted_is_sent_to_tls_and_what_comes_by_tls_stays_there(db: None) -> None:
    assert Client().get("/logg-inn/")["Location"].startswith("https://")
    assert "max-age=31536000" in Client().get("/logg-inn/", secure=True)["Strict-Transport-Security"]
    assert Client().get("/helse/").status_code in (200, 503)


def full(error: Exception) -> tuple[int, str]:
    """The page for an error."""
    try:
        raise error
    except type(error):
        assert sys.exc_info()[1] is error
        answer = errors.broken(None)  # type: ignore[arg-type]
        return answer.status_code, answer.content.decode()


def test_a_full_disk_and_a_database_that_is_away_are_said_in_a_sentence() -> None:
    behind = OperationalError("database or disk is full")
    behind.__cause__ = sqlite3.OperationalError("database or disk is full")
    behind.__cause__.sqlite_errorname = "SQLITE_FULL"
    status, text = full(behind)
    assert status == 507
    assert "disken er full" in text
    assert full(OSError(28, "No space left on device"))[0] == 507
    status, text = full(OperationalError("could not connect"))
    assert status == 503
    assert "ikke nå dataene" in text
    assert full(RuntimeError("x"))[0] == 500


def test_a_line_of_the_log_is_json_without_the_words_of_an_exception() -> None:
    try:
        raise ValueError("Key (national_id)=(01818012345) already exists")
    except ValueError:
        record = logging.LogRecord("django.request", 40, "x.py", 1, "Error: %s", ("/saker/",), sys.exc_info())
    line = JsonLines().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert told["error"] == "ValueError"
    assert told["message"] == "Error: /saker/"
    assert "01818012345" not in line
