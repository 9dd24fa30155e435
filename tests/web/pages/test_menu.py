"""The top menu holds what a person's roles open, and keeps to one row."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from rettvis.web.access.models import Role
from rettvis.web.pages.menu import IN_THE_ROW, menu_for
from tests.web.conftest import Place


@pytest.mark.parametrize("role", Role.values)
def test_every_page_of_the_menu_can_be_opened(here: Place, role: str, log_in: Callable[..., Client]) -> None:
    client = log_in(here.people[role])
    menu = menu_for(RequestFactory().get("/"), {role})
    for item in (*menu.row, *menu.more):
        assert client.get(item.address).status_code == 200, item.title


def test_many_pages_leave_a_few_in_the_row_and_the_rest_behind_more() -> None:
    menu = menu_for(RequestFactory().get(reverse("roles")), set(Role.values))
    assert sum(len(item.title) for item in menu.row) <= IN_THE_ROW
    assert menu.more
    assert menu.more_is_current
    assert sum(item.current for item in (*menu.row, *menu.more)) == 1


def test_few_pages_are_all_in_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rettvis.web.pages.menu.IN_THE_ROW", 500)
    assert menu_for(RequestFactory().get("/"), {Role.POLITICIAN}).more == []
