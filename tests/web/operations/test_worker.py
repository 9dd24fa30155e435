"""The worker does what is queued, once; what a killed worker had begun is done by the next."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from rettvis.web.access import log
from rettvis.web.access.actions import Action
from rettvis.web.access.models import FailedLogIn, LogSeal
from rettvis.web.application.models import Case
from rettvis.web.operations import tasks, worker
from rettvis.web.operations.models import Sign
from tests.web.conftest import Place, new_case


@pytest.fixture(autouse=True)
def _signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own process keeps its way to be stopped."""
    monkeypatch.setattr(worker.signal, "signal", lambda *_more: None)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """One piece of nightly work that notes when it was done."""
    done: list[date] = []
    monkeypatch.setattr(tasks, "_nightly", {})
    tasks.register_nightly("note", done.append)
    return done


@pytest.mark.django_db(transaction=True)
def test_nightly_work_is_queued_done_and_shown(own: list[date]) -> None:
    assert tasks.queue_nightly() == ["note"]
    assert own == []
    worker.work(until_empty=True)
    assert own == [timezone.localdate()]
    worker.work(until_empty=True)
    assert len(own) == 1
    assert set(Sign.objects.values_list("name", flat=True)) == {"worker", "nightly"}


@pytest.mark.django_db(transaction=True)
def test_what_fails_is_kept_as_failed_and_the_rest_is_done(own: list[date]) -> None:
    def broken(_on: date) -> None:
        Sign.give("half", timezone.now())
        raise RuntimeError

    tasks.register_nightly("broken", broken)
    tasks.queue_nightly()
    worker.work(until_empty=True)
    assert len(own) == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]
    assert not Sign.objects.filter(name="half").exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_begun_is_done_by_the_next(own: list[date]) -> None:
    tasks.queue_nightly()
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=["killed"]
    )
    worker.work(until_empty=True)
    assert len(own) == 1


@pytest.mark.django_db(transaction=True)
def test_at_night_the_log_is_sealed_and_deadlines_are_counted_anew(here: Place) -> None:
    case = new_case(here)
    due = Case.objects.get(pk=case.pk).next_due_on
    assert due
    Case.objects.update(next_due_on=None, next_due_what="")
    log.look_up(
        here.people["caseworker"].roles_on(timezone.localdate())[0], Action.SEE_CASE, what="The application"
    )
    tasks.queue_nightly()
    worker.work(until_empty=True)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert Case.objects.get(pk=case.pk).next_due_on == due
    assert LogSeal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_cleaning_takes_what_is_over_and_leaves_the_rest() -> None:
    now = timezone.now()
    for key, ends in (("old", now - timedelta(hours=1)), ("new", now + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    FailedLogIn.objects.create(key="old", at=now - timedelta(hours=1))
    tasks.queue_nightly()
    worker.work(until_empty=True)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert not FailedLogIn.objects.exists()
