"""The page of the decision asks the database at most ten times, wherever the decision has come."""

from collections.abc import Iterator
from datetime import datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rettvis.journey.decision import Act, State
from rettvis.web.access.models import User
from rettvis.web.application.models import Case, Kind
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.review.opening import open_again
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, Ready, make_ready
from tests.web.review.test_after import MORE, NOW, decided

MOST = 10


@pytest.fixture
def today() -> Iterator[datetime]:
    """The application's day is the day of the tests."""
    day = patch("django.utils.timezone.localdate", lambda value=None: value.date() if value else TODAY)
    with day, patch("django.utils.timezone.now", lambda: NOW):
        yield NOW


@pytest.fixture
def running(here: Place, today: datetime) -> Ready:
    """Case 3, whose person has something by two earlier decisions."""
    earlier, ready = decided(here, MORE), make_ready(here)
    other = decided(here, MORE)
    Case.objects.filter(pk__in=(ready.case.pk, other.pk)).update(person=earlier.person)
    ready.case.refresh_from_db()
    return ready


def asked(client: Client, case: Case, by: User) -> list[str]:
    """What the page asks."""
    client.force_login(by)
    client.get(f"/sak/{case.number}/vedtak/")  # what is made once in a process is not counted
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/sak/{case.number}/vedtak/").status_code == 200
    return [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def asks_little(client: Client, case: Case, *readers: User) -> None:
    """No reader's page asks more than ten times."""
    found = {user.username: asked(client, case, user) for user in readers}
    assert {name: queries for name, queries in found.items() if len(queries) > MOST} == {}


WAYS = {
    State.DRAFT: (),
    State.FOR_APPROVAL: (Act.SEND_FOR_APPROVAL,),
    State.RETURNED: (Act.SEND_FOR_APPROVAL, Act.RETURN),
    State.APPROVED: (Act.SEND_FOR_APPROVAL, Act.APPROVE),
}


@pytest.mark.parametrize("state", WAYS)
def test_in_every_state_for_every_reader(here: Place, client: Client, today: datetime, state: State) -> None:
    ready = make_ready(here)
    for act in WAYS[state]:
        by = ready.caseworker if act is Act.SEND_FOR_APPROVAL else ready.leader
        do(ready.case, act, by, TODAY, reason="Se på timene." if act is Act.RETURN else "")
    assert whole_case(ready.case).snapshot.decision.state is state
    asks_little(client, ready.case, ready.caseworker, ready.leader, ready.auditor)


def test_once_it_is_sent(here: Place, client: Client, today: datetime) -> None:
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, NOW)
    asks_little(client, ready.case, ready.caseworker, ready.leader)


def test_where_something_is_in_force(client: Client, running: Ready) -> None:
    asks_little(client, running.case, running.caseworker, running.leader)


def test_in_a_copy_of_a_decided_case_with_something_in_force(
    here: Place, client: Client, today: datetime
) -> None:
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, NOW)
    ready.case.refresh_from_db()
    case, _new = open_again(ready.case, Kind.REVIEW, ready.caseworker, TODAY)
    asks_little(client, case, ready.caseworker, ready.leader)
