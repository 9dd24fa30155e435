"""The lines of the list are kept: what changes is seen at once, and nobody sees another reader's line."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.worklist import lines
from tests.web.conftest import Place, new_case

ALL = "/saker/?whose=all&status=any"


def shown(client: Client, place: Place, role: Role) -> str:
    """The list as somebody sees it."""
    client.force_login(place.people[role])
    return client.get(ALL).content.decode()


def test_a_changed_name_is_seen_at_once(here: Place, client: Client) -> None:
    case = new_case(here, "Ola Berg")
    assert "Ola Berg" in shown(client, here, Role.CASEWORKER)
    case.person.name = "Ola <b>Dahl</b>"
    case.person.save()
    page = shown(client, here, Role.CASEWORKER)
    assert "Ola Berg" not in page
    assert "<bdi>Ola &lt;b&gt;Dahl&lt;/b&gt;</bdi>" in page


def test_a_reader_who_gives_no_cases_out_gets_no_boxes(here: Place, client: Client) -> None:
    new_case(here)
    assert 'class="tick"' in shown(client, here, Role.CASEWORKER)
    assert 'class="tick"' not in shown(client, here, Role.AUDITOR)
    assert 'class="tick"' in shown(client, here, Role.TEAM_LEADER)


def test_a_ticked_line_is_not_ticked_for_the_next_reader(here: Place, client: Client) -> None:
    new_case(here)
    client.force_login(here.people[Role.CASEWORKER])
    assert " checked>" in client.post(ALL, {"do": "tick_all"}).content.decode()
    assert " checked>" not in client.get(ALL).content.decode()


def test_each_language_has_its_own_lines(here: Place, client: Client) -> None:
    new_case(here)
    bokmal = shown(client, here, Role.CASEWORKER)
    client.post(reverse("language"), {"language": "nn", "next": "/"})
    nynorsk = client.get(ALL).content.decode()
    assert "født 1.\u00a0mai 1980" in bokmal
    assert "fødd 1.\u00a0mai 1980" in nynorsk


def test_a_deadline_is_late_the_day_after(
    here: Place, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    case = new_case(here)
    Case.objects.filter(pk=case.pk).update(next_due_on=today)
    assert 'data-color="danger"' not in shown(client, here, Role.CASEWORKER)
    monkeypatch.setattr(timezone, "localdate", lambda *_given: today.replace(year=today.year + 1))
    here.people[Role.CASEWORKER].forget()
    assert 'data-color="danger"' in shown(client, here, Role.CASEWORKER)


def test_kept_lines_are_forgotten_when_they_are_many(
    here: Place, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST_LINES", 2)
    for name in ("Ola Berg", "Kari Dahl", "Siri Moen"):
        new_case(here, name)
        page = shown(client, here, Role.CASEWORKER)
    assert all(name in page for name in ("Ola Berg", "Kari Dahl", "Siri Moen"))
    assert len(lines._lines) <= 3
