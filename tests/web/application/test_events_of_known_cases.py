"""Cases from before there were events get theirs when the database is brought up to date."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from rettvis.web.access import append_only
from rettvis.web.application.events import KEPT_BY_EVENTS, refresh
from rettvis.web.application.models import Case, CaseEvent
from tests.web.conftest import Place, new_case
from tests.web.decision.ready import make_ready

MIGRATION = import_module("rettvis.web.application.migrations.0006_events_of_known_cases")
WRITTEN = ("waits_for", "waits_since", "handling_days", "waiting_days")


def told_again() -> None:
    """Take the events away, as before there were any, and let the migration write them."""
    append_only.unprotect(connection, "application_caseevent")
    CaseEvent.objects.all().delete()
    Case.objects.update(waits_for="", waits_since=None, handling_days=None, waiting_days=None)
    append_only.protect(connection, "application_caseevent")
    MIGRATION.write(apps, None)


def kinds(case: Case) -> list[str]:
    return list(case.events.order_by("pk").values_list("kind", flat=True))


@pytest.mark.django_db
def test_an_open_case_is_received_assigned_and_waits_for_the_caseworker(here: Place):
    case = new_case(here)
    told_again()
    case.refresh_from_db()
    assert kinds(case) == ["received", "assigned"]
    assert (case.waits_for, case.waits_since) == ("caseworker", case.received_on)


@pytest.mark.django_db
def test_what_was_written_is_what_the_events_say(here: Place):
    case = new_case(here)
    make_ready(here)
    told_again()
    before = {row.pk: [getattr(row, name) for name in WRITTEN] for row in Case.objects.all()}
    refresh(Case.objects.all())
    after = {row.pk: [getattr(row, name) for name in WRITTEN] for row in Case.objects.all()}
    assert before == after
    assert case.pk in before
    assert set(WRITTEN) < set(KEPT_BY_EVENTS)
