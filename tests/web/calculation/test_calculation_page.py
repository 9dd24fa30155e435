"""The page of the calculation, as a person meets it."""

from collections.abc import Callable

import pytest
from django.test import Client

from rettvis.web.access.models import User
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place
from tests.web.decision.browsing import address, page, typed
from tests.web.decision.ready import Ready, make_ready

LogIn = Callable[[User], Client]


@pytest.fixture
def ready(here: Place) -> Ready:
    """Case 3, ready to be sent for approval."""
    return make_ready(here)


def test_the_calculation_shows_its_rows_and_follows_what_is_typed_without_saving(
    ready: Ready, log_in: LogIn
) -> None:
    client = log_in(ready.caseworker)
    html = page(client, ready, "utmaling")
    assert "10 timer i uka" in html
    assert "30 minutter × 7 ganger i uka = 210 minutter" in html
    response = client.post(address(ready, "utmaling"), {**typed(html), "shared-share": "1/4", "do": "try"})
    shown = response.content.decode().replace("\xa0", " ")
    assert "1/4 av 45 minutter" in shown
    assert "Ikke lagret ennå" in shown
    assert whole_case(ready.case).snapshot.choices.shared_housework.others_share.denominator == 2  # type: ignore[union-attr]


def test_rows_are_added_and_removed_without_saving_and_without_losing_what_is_typed(
    ready: Ready, log_in: LogIn
) -> None:
    client = log_in(ready.caseworker)
    sent = {**typed(page(client, ready, "utmaling")), "shared-share": "1/4"}
    html = client.post(address(ready, "utmaling"), {**sent, "do": "add:deductions"}).content.decode()
    assert 'value="1/4"' in html
    keys = typed(html)["deductions"]
    assert len(keys) == 2
    left = client.post(address(ready, "utmaling"), {**typed(html), "do": f"remove:deductions:{keys[0]}"})
    assert typed(left.content.decode())["deductions"] == [keys[1]]
    assert "1/4 av 45" in left.content.decode().replace("\xa0", " ")


def test_the_calculation_is_saved_as_it_was_typed(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    before = whole_case(ready.case).snapshot.choices
    sent = {**typed(page(client, ready, "utmaling")), "weeks-convention": "365/7", "do": "save"}
    assert client.post(address(ready, "utmaling"), sent).status_code == 302
    after = whole_case(ready.case).snapshot.choices
    assert after.weeks != before.weeks
    assert (after.shared_housework, after.deductions) == (before.shared_housework, before.deductions)


def test_a_share_without_a_reason_is_refused_and_nothing_typed_is_lost(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    sent = {
        **typed(page(client, ready, "utmaling")),
        "shared-reason": "",
        "shared-share": "7/8",
        "do": "save",
    }
    response = client.post(address(ready, "utmaling"), sent)
    assert response.status_code == 422
    assert 'value="7/8"' in response.content.decode()
