"""Health is told cheaply: without a figure to whoever asks, and with figures to the administrator."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rettvis.web.access.models import Role
from rettvis.web.operations import health
from rettvis.web.operations.models import Sign
from tests.web.conftest import Place


def test_a_machine_is_told_that_all_is_well_and_nothing_else(here: Place, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/helse/")
    assert answer.status_code == 200
    assert answer.json()["alive"] is True
    assert answer.json()["well"] is True
    assert set(answer.json()["checks"].values()) <= {"ok", "wrong"}
    assert here.municipality.name not in answer.content.decode()
    assert len(queries) <= 6


def test_a_worker_that_is_silent_is_told_but_does_not_stop_the_service(db: None, client: Client) -> None:
    now = timezone.now()
    Sign.give(Sign.WORKER, now - timedelta(minutes=10))
    Sign.give(Sign.BACKUP, now - timedelta(hours=3))
    told = client.get("/helse/").json()
    assert told["well"] is True
    assert told["checks"]["worker"] == "wrong"
    assert told["checks"]["backup"] == "ok"


def test_a_database_that_is_away_is_told_and_the_page_comes(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError("secret words of the server")

    monkeypatch.setattr(health.Sign.objects, "values_list", away)
    answer = client.get("/helse/")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "wrong"
    assert "secret" not in answer.content.decode()


def test_a_full_disk_is_not_well(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 60)
    assert client.get("/helse/").status_code == 503


def test_the_administrator_sees_the_figures_and_nobody_else(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    assert client.get("/helse/drift/").status_code == 403
    client.force_login(here.people[Role.ADMINISTRATOR])
    page = client.get("/helse/drift/").content.decode()
    assert "MB ledig" in page, page[page.index("<main") : page.index("</main")]
