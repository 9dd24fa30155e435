"""The disk is full while a letter is sent: nothing of it is there, that is said, and it can be sent later."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from rettvis.journey.decision import Act
from rettvis.web.application.revisions import current_revision
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.models import DecisionRevision, SentLetter, ServiceLineRow
from rettvis.web.decision.services import do
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, make_ready


@contextmanager
def full_disk() -> Iterator[None]:
    """While it lasts, the database has no room for a letter."""
    begin, end = {"sqlite": (_allow_pages, _allow_more), "postgresql": (_no_room, _room)}[connection.vendor]
    begin()
    try:
        yield
    finally:
        end()


def _allow_pages(more: int = 5) -> None:
    """Let the database grow by so many pages from here, and no further."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that earlier tests have emptied would be filled first
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0] + more
        cursor.execute(f"PRAGMA max_page_count = {pages}")


def _allow_more() -> None:
    _allow_pages(1_000_000)


def _no_room() -> None:
    """Where the letter is kept, the server says what it says when no file can grow."""
    table = SentLetter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
            "'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER no_room AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_room()"
        )


def _room() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION no_room() CASCADE")


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_the_disk_has_no_room_for_is_not_half_sent(here: Place, client: Client) -> None:
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    client.force_login(ready.caseworker)
    client.raise_request_exception = False
    seen = current_revision(DecisionRevision, ready.case)
    assert seen
    send = {"do": "send", "based_on": str(seen.number)}
    address = reverse("decision_act", args=[ready.case.number])
    with full_disk():
        answer = client.post(address, send)
        assert answer.status_code == 507
        assert "disken er full" in answer.content.decode()
        assert (SentLetter.objects.count(), ServiceLineRow.objects.count()) == (0, 0)
        assert CaseLetter.objects.count() == 0
    assert client.post(address, send).status_code == 302
    assert SentLetter.objects.count() == 1
