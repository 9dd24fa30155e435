"""A page of the list is put together once, and not shown again where anything it follows from has changed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rettvis.web.access import kept_pages
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.application.models import Case
from tests.web.conftest import Place, new_case

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def shown(client: Client, query: str = "?whose=all") -> str:
    answer = client.get(reverse("worklist") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def without_token(page: str) -> str:
    return TOKEN.sub("", page)


@pytest.fixture
def reader(here: Place, client: Client, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr(kept_pages, "_kept", {})
    new_case(here, "Åse Granmo")
    user = here.people[Role.CASEWORKER]
    client.force_login(user)
    return user


def test_the_same_page_has_another_token_and_its_row_in_the_log(reader: User, client: Client) -> None:
    first, second = shown(client), shown(client)
    assert without_token(first) == without_token(second)
    assert set(TOKEN.findall(first)).isdisjoint(TOKEN.findall(second))
    assert len(TOKEN.findall(first)) == len(TOKEN.findall(second)) > 1
    assert LogEntry.objects.filter(user=reader, action="see_worklist").count() == 2


def test_a_token_of_a_kept_page_is_taken(reader: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    shown(client)
    [token, *_rest] = TOKEN.findall(shown(client))
    answer = client.post(reverse("worklist"), {"text": "Granmo", "csrfmiddlewaretoken": token})
    assert answer.status_code == 200


@pytest.mark.parametrize("change", ["case", "new", "name", "role", "language", "colleague"])
def test_a_change_shows_at_once(here: Place, reader: User, client: Client, change: str) -> None:
    before = shown(client)
    if change == "case":
        Case.objects.update(waits_for="doctor", waits_since="2026-01-05")
    elif change == "new":
        new_case(here, "Berge Lund")
    elif change == "name":
        User.objects.filter(pk=reader.pk).update(name="Kari Ny")
    elif change == "role":
        reader.assignments.update(role="auditor")
    elif change == "colleague":
        User.objects.filter(pk=here.people[Role.TEAM_LEADER].pk).update(name="Tone Ny")
    else:
        client.post(reverse("language"), {"language": "nn", "next": "/"})
    assert without_token(shown(client)) != without_token(before)


def test_what_a_message_says_is_said_once(reader: User, client: Client) -> None:
    plain = shown(client)
    number = Case.objects.get().number
    give = {"do": "assign", "case": f"{number}.0", "to": str(reader.pk)}
    told = client.post(reverse("worklist") + "?whose=all", give, follow=True).content.decode()
    assert reader.name in told
    assert "ds-alert" in told
    assert "ds-alert" not in shown(client)
    assert "ds-alert" not in plain


def test_another_reader_is_never_given_it(here: Place, reader: User, client: Client) -> None:
    own = f"<summary><bdi>{reader.name}</bdi></summary>"
    assert own in shown(client)
    client.force_login(here.people[Role.TEAM_LEADER])
    assert own not in shown(client)


def test_only_so_many_are_kept(reader: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "MOST_PAGES", 2)
    for query in ("?whose=all", "?whose=mine", "?whose=team", "?whose=unassigned"):
        shown(client, query)
    assert len(kept_pages._kept) == 2
