"""What holds on every page: safe headers, three languages, names shown harmlessly, errors in plain words."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from rettvis.web.access.models import Role
from rettvis.web.application.models import Case, Person
from rettvis.web.pages import errors
from rettvis.web.pages.fields import NameField
from rettvis.web.pages.steps import State, Step, register, state_in_column, steps_of
from tests.web.conftest import Place, new_case

HOSTILE = [
    "<script>alert(1)</script>",
    "Ola #1 & Sønn",
    "\u202eתומר\u202c محمد",
    '" onmouseover="x',
    "{{ 7*7 }}",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_shown_as_it_was_written_and_does_nothing(name: str, here: Place, client: Client) -> None:
    case = new_case(here, name)
    client.force_login(here.people[Role.CASEWORKER])
    for address in ("/saker/", f"/sak/{case.number}/"):
        page = client.get(address).content.decode()
        shown = (
            case.person.name.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace('"', "&#34;")
        )
        assert f"<bdi>{shown}</bdi>" in page
        assert "<script>alert" not in page


def test_every_page_is_guarded_by_its_headers(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    for address in ("/logg-inn/", "/saker/", f"/sak/{case.number}/", "/finst-ikkje/"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_session_cookie_is_out_of_reach_of_scripts() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


@pytest.mark.parametrize(("code", "heading"), [("nb", "Logg inn"), ("nn", "Logg inn"), ("en", "Log in")])
def test_a_click_changes_the_language_and_stays_on_the_page(
    code: str, heading: str, db: None, client: Client
) -> None:
    answer = client.post("/sprak/", {"language": code, "next": "/logg-inn/"}, follow=True)
    assert answer.redirect_chain == [("/logg-inn/", 302)]
    page = answer.content.decode()
    assert f'<html lang="{code}"' in page
    assert heading in page


def test_bokmal_is_the_language_until_another_is_chosen(db: None, client: Client) -> None:
    page = client.get("/logg-inn/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="nb"' in page
    assert "Brukernavn" in page


def test_the_language_goes_with_the_person(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.post("/sprak/", {"language": "nn", "next": "/"})
    here.people[Role.CASEWORKER].refresh_from_db()
    assert here.people[Role.CASEWORKER].language == "nn"
    assert "Sakshandsaming" not in client.get("/saker/").content.decode()
    assert "Motteken" not in client.get("/saker/").content.decode()


def test_a_page_of_an_invented_municipality_says_so(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    assert "Syntetiske data." in client.get(f"/sak/{case.number}/").content.decode()
    here.municipality.synthetic = False
    here.municipality.save()
    assert "Syntetiske data." not in client.get(f"/sak/{case.number}/").content.decode()


def test_a_form_from_somewhere_else_is_refused_in_plain_words(here: Place) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/logg-inn/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Skjemaet var for gammelt" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "text"),
    [
        (errors.bad_request, 400, "Vi kunne ikke lese det som ble sendt"),
        (errors.forbidden, 403, "Du har ikke tilgang til dette"),
        (errors.not_found, 404, "Vi fant ikke siden"),
        (errors.broken, 500, "Noe gikk galt hos oss"),
    ],
)
def test_every_error_page_says_what_to_do(view: object, status: int, text: str) -> None:
    answer = view(RequestFactory().get("/"))  # type: ignore[operator]
    assert answer.status_code == status
    assert text in answer.content.decode()
    assert "Til startsiden" in answer.content.decode()


def test_a_form_that_is_far_too_large_is_refused_and_nothing_breaks(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    answer = client.post(
        "/saker/", "text=" + "x" * 5_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert "Ingenting ble lagret" in answer.content.decode()


def test_a_name_of_five_hundred_characters_is_refused_with_a_sentence() -> None:
    with pytest.raises(Exception, match="500"):
        NameField().clean("x" * 500)
    assert NameField().clean("  Ola \n Berg ") == "Ola Berg"


def test_the_stepper_shows_registered_steps_in_the_order_of_the_journey(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rettvis.web.pages.steps._registered", {})
    for name in ("decision", "application"):
        register(Step(name, name.title(), "case", state_in_column(name)))
    case = Case(number="2026-000001", person=Person(), steps={"application": "done"})
    assert [(step.name, step.state, step.current) for step in steps_of(case, "decision")] == [
        ("application", State.DONE, False),
        ("decision", State.NOT_STARTED, True),
    ]
    with pytest.raises(ValueError, match="not a step"):
        register(Step("lunch", "Lunch", "case", state_in_column("lunch")))
