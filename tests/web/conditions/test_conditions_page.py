"""The page of the conditions, as a person meets it."""

from collections.abc import Callable

import pytest
from django.test import Client

from rettvis.web.access.models import Role, User
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place, new_case
from tests.web.decision.browsing import address, page, typed
from tests.web.decision.ready import Ready, make_ready

LogIn = Callable[[User], Client]


@pytest.fixture
def ready(here: Place) -> Ready:
    """Case 3, ready to be sent for approval."""
    return make_ready(here)


def test_the_conditions_tell_value_threshold_and_distance(ready: Ready, log_in: LogIn) -> None:
    html = page(log_in(ready.caseworker), ready, "vilkar")
    assert "Mangler 18 timer 30 minutter på grensen på 25 timer" in html
    assert "https://lovdata.no" in html
    assert "hol. § 3-8" in html


def test_a_missing_fact_is_named_with_the_way_to_where_it_is_given(here: Place, log_in: LogIn) -> None:
    case = new_case(here)
    html = page(log_in(here.people[Role.CASEWORKER]), Ready(case, *[None] * 4), "vilkar")  # type: ignore[arg-type]
    assert f"/sak/{case.number}/kartlegging/" in html
    assert "Ikke kjent ennå" in html


def test_an_answer_is_kept_with_who_and_when(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    sent = {
        **typed(page(client, ready, "vilkar")),
        "materially_higher_cost_documented-value": "no",
        "materially_higher_cost_documented-why": "Ingen beregning viser det",
        "do": "save",
    }
    assert client.post(address(ready, "vilkar"), sent).status_code == 302
    answer = whole_case(ready.case).answered.answer_to("materially_higher_cost_documented")
    assert answer is not None
    assert (answer.value, answer.who) == (False, ready.caseworker.name)
    assert "Besvart av" in page(client, ready, "vilkar")


def test_an_answer_without_a_reason_is_refused(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    sent = {**typed(page(client, ready, "vilkar")), "earlier_bpa-value": "none", "do": "save"}
    assert client.post(address(ready, "vilkar"), sent).status_code == 422


def test_a_day_before_the_right_existed_is_told_and_breaks_no_page(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    sent = {**typed(page(client, ready, "vilkar")), "day-decision_day": "01.07.2010", "do": "save"}
    assert client.post(address(ready, "vilkar"), sent).status_code == 302
    for step in ("vilkar", "vedtak", "brev", "brev/internt", "brev/pdf"):
        assert client.get(address(ready, step)).status_code == 200
    assert "2015" in page(client, ready, "vilkar")


def test_another_answer_is_tried_without_being_saved(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    sent = {**typed(page(client, ready, "vilkar")), "day-decision_day": "01.07.2018", "do": "try"}
    assert "1. juli 2018" in client.post(address(ready, "vilkar"), sent).content.decode().replace("\xa0", " ")
    assert whole_case(ready.case).answered.decision_day is None
