"""The auditor finds what she looks for: by case, person, period and outcome, also among very many lists."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rettvis.web.access import blocks, search
from rettvis.web.access.actions import IN_NEED
from rettvis.web.access.models import LogBlock, LogEntry, Outcome, Role, RoleAssignment
from rettvis.web.application.models import Case
from tests.web.conftest import Place


def rows(here: Place, count: int, **more: object) -> list[LogEntry]:
    """Rows from long ago."""
    said = {"organisation": "9901 Fjordvik", "basis": "", "action": "see_case", "what": "The log"}
    said |= {
        "outcome": "allowed",
        "municipality": here.municipality,
        "at": timezone.now() - timedelta(days=9),
    }
    return LogEntry.objects.bulk_create([LogEntry(**{**said, **more}) for _ in range(count)])


@pytest.mark.parametrize("taken_apart", [False, True])
def test_every_list_where_a_case_stood_is_found_the_newest_first(
    here: Place, monkeypatch: pytest.MonkeyPatch, taken_apart: bool
) -> None:
    monkeypatch.setattr(blocks, "ROWS", 7)
    monkeypatch.setattr(search, "STRETCHES", 3)
    monkeypatch.setattr(search, "PAGE", 10)
    for number in range(40):
        rows(here, 1, cases=f" 2020-000001 2020-{number:06d} " if number % 3 else " 2020-000777 ")
        rows(here, 1, case_number="2020-000001" if number % 5 == 0 else "2020-000002")
    rows(here, 30, cases=" 2020-000009 ")
    if taken_apart:
        assert blocks.take_apart() > 10
        assert blocks.take_apart() == 0
    wanted = [
        entry.pk
        for entry in LogEntry.objects.order_by("-pk")
        if entry.case_number == "2020-000001" or " 2020-000001 " in entry.cases
    ]
    found, before = [], None
    while True:
        page = search.entries_about("2020-000001", before)
        found += [row["id"] for row in page[:10]]
        if len(page) <= 10:
            break
        before = page[9]["id"]
    assert found == wanted


def test_a_stretch_is_taken_apart_only_when_it_is_old(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "ROWS", 7)
    rows(here, 30, at=timezone.now(), cases=" 2020-000001 ")
    assert blocks.take_apart() == 0
    assert not LogBlock.objects.exists()


def test_a_search_by_period_user_outcome_and_need(here: Place, case: Case, client: Client) -> None:
    kari, arvid = here.people[Role.CASEWORKER], here.people[Role.AUDITOR]
    rows(here, 1, what="The letter", user=kari)
    rows(here, 1, what="The decision", basis=IN_NEED, at=timezone.now())
    rows(here, 1, what="The assessment", outcome=Outcome.REFUSED, about=kari)
    client.force_login(arvid)

    def shown(**asked: str) -> set[str]:
        page = client.post("/logg/", asked).content.decode().split("<tbody")[-1]
        names = {"Brevet": "letter", "Vedtaket": "decision", "Kartleggingen": "assessment"}
        return {what for word, what in names.items() if f">{word}<" in page}

    yesterday = (timezone.localdate() - timedelta(days=1)).strftime("%d.%m.%Y")
    assert shown() == {"letter", "decision", "assessment"}
    assert shown(username=kari.username) == {"letter", "assessment"}
    assert shown(username="finst-ikkje") == set()
    assert shown(in_need="on") == {"decision"}
    assert shown(outcome="refused") == {"assessment"}
    assert shown(first_day=yesterday) == {"decision"}
    assert shown(last_day=yesterday) == {"letter", "assessment"}


def test_the_log_as_a_file_is_itself_logged_and_runs_nothing_in_a_spreadsheet(
    here: Place, elsewhere: Place, client: Client
) -> None:
    kari = here.people[Role.CASEWORKER]
    kari.name = "=HYPERLINK(1)"
    kari.save()
    rows(here, 120, user=kari)
    rows(elsewhere, 5, organisation="9902 Dalsbygd")
    client.force_login(here.people[Role.AUDITOR])
    answer = client.post("/logg/", {"do": "csv", "username": kari.username})
    text = answer.getvalue().decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 121
    assert "'=HYPERLINK(1)" in lines[1]
    assert "Dalsbygd" not in text
    assert answer["Content-Type"].startswith("text/csv")
    assert LogEntry.objects.filter(what="The log as a file", user=here.people[Role.AUDITOR]).count() == 1
    assert client.post("/logg/", {"do": "csv", "first_day": "x"}).status_code == 422


def test_an_auditor_of_one_unit_does_not_read_the_municipality_s_log(here: Place, client: Client) -> None:
    RoleAssignment.objects.filter(role=Role.AUDITOR, municipality=here.municipality).update(unit=here.unit)
    rows(here, 1, user=here.people[Role.CASEWORKER])
    client.force_login(here.people[Role.AUDITOR])
    assert "Caseworker Fjordvik" not in client.get("/logg/").content.decode()


def test_the_page_says_whether_the_log_is_whole(here: Place, client: Client) -> None:
    rows(here, 3)
    client.force_login(here.people[Role.AUDITOR])
    assert "Loggen er hel." in client.post("/logg/kontroll/").content.decode()
    client.force_login(here.people[Role.CASEWORKER])
    assert client.get("/logg/kontroll/").status_code == 403
