"""A question whose SQL is put together once gives what the ordinary query gives."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from rettvis.web.access.models import Role, RoleAssignment, User
from rettvis.web.pages.questions import DAY, MOMENT, NUMBER, TEXT, Question
from tests.web.conftest import Place


def in_force(day: date, role: str) -> Any:
    rows = RoleAssignment.objects.in_force(day).filter(role=role).order_by("pk")
    return rows.values_list("pk", "starts_on", "ends_on", "ended_at", "user__is_active")


def test_it_gives_the_rows_of_the_query_for_other_values(here: Place) -> None:
    question = Question(in_force, day=DAY, role=TEXT)
    assert question.ask(day=date(1990, 1, 1), role=Role.CASEWORKER) == []
    for role in (Role.CASEWORKER, Role.AUDITOR):
        today = timezone.localdate()
        assert question.ask(day=today, role=str(role)) == list(in_force(today, role))
    assert len(question.ask(day=timezone.localdate(), role="caseworker")) == 1


def test_it_is_asked_anew_each_time(here: Place) -> None:
    question = Question(lambda user: User.objects.filter(pk=user).values_list("name"), user=NUMBER)
    user = here.people[Role.CASEWORKER]
    assert question.ask(user=user.pk) == [(user.name,)]
    User.objects.filter(pk=user.pk).update(name="Et annet navn")
    assert question.ask(user=user.pk) == [("Et annet navn",)]


def test_a_moment_is_put_in_as_the_database_knows_it(here: Place) -> None:
    def begun(now: Any) -> Any:
        return User.objects.filter(last_login__lt=now).values_list("pk", "last_login")

    user, then = here.people[Role.CASEWORKER], timezone.now()
    User.objects.filter(pk=user.pk).update(last_login=then)
    question = Question(begun, now=MOMENT)
    assert question.ask(now=then) == []
    assert question.ask(now=timezone.now()) == [(user.pk, then)]


def test_a_query_that_nothing_can_fit_gives_nothing(here: Place) -> None:
    question = Question(lambda user: User.objects.none().filter(pk=user).values_list("pk"), user=NUMBER)
    assert question.ask(user=here.people[Role.CASEWORKER].pk) == []


def test_a_place_that_the_query_does_not_have_is_refused(here: Place) -> None:
    question = Question(lambda user: User.objects.all().values_list("pk"), user=NUMBER)
    with pytest.raises(ValueError, match="user"):
        question.ask(user=1)
