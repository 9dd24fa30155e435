"""A form that is sent once more, and a connection that is lost while it is answered: over HTTP."""

import http.client
import time
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from rettvis.journey.decision import Act, State
from rettvis.web.access.models import User
from rettvis.web.application.models import CaseEvent
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.models import DecisionRevision, SentLetter, ServiceLineRow
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place
from tests.web.decision.browsing import address
from tests.web.decision.ready import TODAY, Ready, make_ready


@pytest.fixture
def waiting(here: Place) -> Ready:
    """Case 3, waiting for approval."""
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    return ready


def post(client: Client, ready: Ready, by: User, act: Act, seen: int) -> int:
    """Send the form of an act as it was opened; the status of the answer."""
    client.force_login(by)
    fields = {"do": str(act), "based_on": str(seen), "reason": "Se på timene.", "chosen": "reasons"}
    return client.post(address(ready, "vedtak/gjor"), fields).status_code


def acts(ready: Ready) -> list[Act]:
    return [event.act for event in whole_case(ready.case).snapshot.decision.history]


def counts() -> tuple[int, ...]:
    """How many rows of everything that an act writes."""
    tables = (DecisionRevision, CaseEvent, SentLetter, CaseLetter, ServiceLineRow)
    return tuple(model.objects.count() for model in tables)


def test_an_approval_that_is_replayed_is_one_approval(waiting: Ready, client: Client) -> None:
    seen = whole_case(waiting.case).number
    assert post(client, waiting, waiting.leader, Act.APPROVE, seen) == 302
    once = counts()
    for _again in range(3):
        assert post(client, waiting, waiting.leader, Act.APPROVE, seen) == 302
    assert counts() == once
    assert acts(waiting) == [Act.SEND_FOR_APPROVAL, Act.APPROVE]


def test_an_old_approval_does_not_approve_what_was_returned_since(waiting: Ready, client: Client) -> None:
    seen = whole_case(waiting.case).number
    post(client, waiting, waiting.leader, Act.APPROVE, seen)
    do(waiting.case, Act.TAKE_BACK_APPROVAL, waiting.leader, TODAY)
    before = counts()
    assert post(client, waiting, waiting.leader, Act.APPROVE, seen) == 302
    assert counts() == before
    assert whole_case(waiting.case).snapshot.decision.state is State.FOR_APPROVAL


def test_a_letter_that_is_sent_by_a_double_click_is_one_letter(waiting: Ready, client: Client) -> None:
    do(waiting.case, Act.APPROVE, waiting.leader, TODAY)
    seen = whole_case(waiting.case).number
    assert post(client, waiting, waiting.caseworker, Act.SEND, seen) == 302
    once = counts()
    assert SentLetter.objects.count() == 1
    assert post(client, waiting, waiting.caseworker, Act.SEND, seen) == 302
    assert counts() == once


@pytest.mark.django_db(transaction=True)
def test_a_connection_lost_while_approving_leaves_one_approval_or_none(
    here: Place, live_server: LiveServer
) -> None:
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    seen = whole_case(ready.case).number
    client = Client()
    client.force_login(ready.leader)
    session, token = client.cookies["sessionid"].value, "a" * 32
    fields = {"do": str(Act.APPROVE), "based_on": str(seen), "csrfmiddlewaretoken": token}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session}; csrftoken={token}",
    }

    def sent() -> http.client.HTTPConnection:
        made = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=60)
        made.request("POST", address(ready, "vedtak/gjor"), urlencode(fields), headers)
        return made

    sent().close()  # nobody reads the answer
    until = time.monotonic() + 20
    while acts(ready) == [Act.SEND_FOR_APPROVAL] and time.monotonic() < until:
        time.sleep(0.05)
    assert acts(ready) == [Act.SEND_FOR_APPROVAL, Act.APPROVE]
    whole = counts()
    assert sent().getresponse().status == 302
    assert counts() == whole
    assert CaseEvent.objects.filter(case=ready.case, kind="approved").count() == 1
