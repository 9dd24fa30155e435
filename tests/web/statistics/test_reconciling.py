"""Decisions beside what was reported: for those who may see the cases, and kept nowhere."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rettvis.web.access.actions import Action
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.application.models import Case, Person
from rettvis.web.decision.models import ServiceLineRow
from tests.web.conftest import Place, new_case

LogIn = Callable[..., Client]
ON = date(2026, 11, 20)
NUMBER = "01896712345"


def a_line(place: Place, name: str, minutes: int | None, national_id: str = "") -> Case:
    """A case with one line of BPA in force."""
    case = new_case(place, name)
    if national_id:
        Person.objects.filter(pk=case.person_id).update(national_id=national_id)
    ServiceLineRow.objects.create(
        case=case,
        key="bpa",
        service="personal_assistance",
        organised="bpa",
        outcome="granted",
        minutes_per_week=minutes,
        starts_on=date(2026, 1, 1),
        decided_on=date(2026, 1, 1),
    )
    return case


def compared(client: Client, text: str) -> str:
    """The page after an extract is sent."""
    file = SimpleUploadedFile("uttrekk.csv", text.encode())
    answer = client.post(reverse("reconciling"), {"on": "20.11.2026", "extract": file})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode().replace("\u00a0", " ")


def test_lines_are_found_by_case_number_and_by_national_identity_number(here: Place, log_in: LogIn) -> None:
    first, second = a_line(here, "Ola Berg", 600), a_line(here, "Eva Dal", 1200, NUMBER)
    missing = a_line(here, "Per Vik", 300)
    client = log_in(here.people[Role.TEAM_LEADER])
    page = compared(
        client,
        "person_ref;service;hours_per_week;provider_number\n"
        f"{first.number};BPA;10;310000000\n{NUMBER};bpa;21;310000000\nukjent;bpa;5;310000000\n",
    )
    assert first.number not in page
    assert reverse("case", args=[second.number]) in page
    assert reverse("case", args=[missing.number]) in page
    assert "ukjent" in page
    assert NUMBER not in page
    entry = LogEntry.objects.filter(action=Action.RECONCILE).latest("id")
    assert second.number in entry.cases
    assert missing.number in entry.cases


def test_a_number_that_leads_nowhere_is_never_shown_whole(here: Place, log_in: LogIn) -> None:
    client = log_in(here.people[Role.AUDITOR])
    page = compared(client, f"person_ref;service;hours_per_week;provider_number\n{NUMBER};bpa;21;31\n")
    assert NUMBER not in page
    assert "018967*****" in page


def test_another_municipalitys_person_is_not_told_of(here: Place, elsewhere: Place, log_in: LogIn) -> None:
    theirs = a_line(elsewhere, "Nabo Nes", 600)
    client = log_in(here.people[Role.TEAM_LEADER])
    page = compared(client, f"person_ref;service;hours_per_week;provider_number\n{theirs.number};bpa;10;31\n")
    assert reverse("case", args=[theirs.number]) not in page
    assert "Nabo" not in page


def test_nothing_of_the_extract_is_kept(here: Place, log_in: LogIn) -> None:
    case = a_line(here, "Ola Berg", 600)
    before = list(ServiceLineRow.objects.values())
    compared(
        log_in(here.people[Role.TEAM_LEADER]),
        f"person_ref;service;hours_per_week;provider_number\n{case.number};bpa;99;31\n",
    )
    assert list(ServiceLineRow.objects.values()) == before


@pytest.mark.parametrize(
    "text", ["", "navn;timer\nOla;3\n", "person_ref;service;hours_per_week\n;bpa;-3\n", "\x00\x01\x02"]
)
def test_an_extract_that_cannot_be_read_is_told(here: Place, log_in: LogIn, text: str) -> None:
    client = log_in(here.people[Role.TEAM_LEADER])
    file = SimpleUploadedFile("uttrekk.csv", text.encode())
    answer = client.post(reverse("reconciling"), {"on": "20.11.2026", "extract": file})
    assert answer.status_code == 422


@pytest.mark.parametrize("role", [Role.ANALYST, Role.POLITICIAN, Role.CASEWORKER, Role.ADMINISTRATOR])
def test_those_who_see_figures_alone_do_not_reconcile(here: Place, log_in: LogIn, role: Role) -> None:
    assert log_in(here.people[role]).get(reverse("reconciling")).status_code == 403
