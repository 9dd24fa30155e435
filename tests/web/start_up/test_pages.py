"""The pages of start-up: what each role sees, faults as sentences, and a municipality's own steps."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from rettvis.journey.delivery.start_up import StayKind
from rettvis.web.access.models import Role, RoleAssignment
from rettvis.web.application.models import Case
from rettvis.web.start_up.models import StartUpLine
from rettvis.web.start_up.more_services import change, stay
from tests.web.conftest import Place
from tests.web.hourbank.banks import at
from tests.web.start_up.made import DAY, DECIDED, TODAY, a_case, act, begun, offered, two_providers

OWN = """
[[version]]
holds_from = 2020-01-01
source = "Kommunestyret, sak 12/26"
change_notice_days = 30
journey_notice_days = 7
long_journey_days = 28
[[version.step]]
key = "choice"
completes = "choice"
waits_for = "person"
days = 7
name = { nb = "Brukervalg" }
what = { nb = "Brukeren velger." }
[[version.step]]
key = "first_day"
completes = "first_day"
waits_for = "provider"
days = 21
name = { nb = "I gang" }
what = { nb = "Assistansen begynner." }
"""


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture(autouse=True)
def _own_steps(settings: Any, tmp_path: Path) -> None:
    settings.START_UP = tmp_path


def form_of(page: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found
    return found[1]


def write(client: Client, case: Case, what: str, /, **fields: Any) -> Any:
    """Open the form and send it."""
    address = f"{reverse('write_start_up', args=[case.number])}?{what}"
    return client.post(address, {**fields, "form": form_of(client.get(address).content.decode())})


def text_of(client: Client, name: str, *args: object, query: str = "") -> str:
    return client.get(reverse(name, args=args) + query).content.decode()


def test_a_caseworker_goes_from_offer_to_first_day_by_the_forms(here: Place, client: Client) -> None:
    case = a_case(here)
    one, other = two_providers(here)
    client.force_login(here.people[Role.CASEWORKER])
    told = {"day": "9.3.2026", "providers": [one.number, other.number], "who": "Kari"}
    assert write(client, case, "hva=tilbud", **told).status_code == 302
    told = {"day": "10.3.2026", "what": "chosen", "provider": one.number}
    told |= {"answered_by": "person", "who": "Ola Berg"}
    assert write(client, case, "hva=svar", **told).status_code == 302
    told = {
        "held_on": "12.3.2026",
        "present": "Alle",
        "supervisor": "Ola",
        "agreed": "Vakter.",
        "open_points": "",
    }
    assert write(client, case, "hva=mote", **told).status_code == 302
    for step in ("told", "training", "contract"):
        told = {"day": "20.3.2026", "who": "Kari"}
        assert write(client, case, f"hva=steg&steg={step}", **told).status_code == 302
    assert write(client, case, "hva=forste-dag", day="1.4.2026", who="Leverandøren").status_code == 302
    page = text_of(client, "start_up", case.number)
    assert "30 dager fra vedtaket" in page
    assert "Referatet" in page
    assert one.name in text_of(client, "start_up_time")


def test_a_form_sent_twice_is_written_once(here: Place, client: Client) -> None:
    case = a_case(here)
    client.force_login(here.people[Role.TEAM_LEADER])
    address = f"{reverse('write_start_up', args=[case.number])}?hva=opphold"
    fields = {"kind": "hospital", "first": "1.6.2026", "last": "", "form": "same"}
    assert [client.post(address, fields).status_code for _time in range(2)] == [302, 302]
    assert StartUpLine.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("hva=tilbud", {"day": "30.2.2026", "providers": [], "who": ""}),
        ("hva=svar", {"day": "1.4.2026", "what": "maybe", "provider": "1", "answered_by": "", "who": ""}),
        ("hva=steg&steg=contract", {"day": "2.7.2026", "who": "Ola"}),
        ("hva=forste-dag", {"day": "1.4.2026", "who": "Ola"}),
        ("hva=mote", {"held_on": "1.1.2026", "present": "", "agreed": " "}),
        ("hva=bytte", {"told_on": "", "day": "1.13.2026", "provider": "x", "reason": ""}),
        ("hva=reise", {"told_on": "2.7.2026", "first": "1.6.2026", "last": "1.5.2026", "country": "x" * 99}),
        ("hva=opphold", {"kind": "prison", "first": "3000", "last": "1.1.2026"}),
        ("hva=ikke-aktuelt", {"reason": "   "}),
    ],
)
def test_what_cannot_be_is_told_on_the_form_and_nothing_is_written(
    here: Place, client: Client, what: str, fields: dict[str, Any]
) -> None:
    case = a_case(here)
    client.force_login(here.people[Role.CASEWORKER])
    answer = write(client, case, what, **fields)
    assert answer.status_code == 422
    assert "error-summary-title" in answer.content.decode()
    assert not StartUpLine.objects.exists()


def test_short_notice_and_the_hours_that_went_along_are_shown(here: Place, client: Client) -> None:
    case = a_case(here)
    _one, other = begun(case, here)
    change(act(case, here, "change"), date(2026, 6, 10), date(2026, 6, 17), other, "Eget ønske.")
    client.force_login(here.people[Role.AUDITOR])
    page = text_of(client, "start_up", case.number)
    assert "kommunen ber om" in page
    assert "Timer som fulgte med" in page
    assert reverse("write_start_up", args=[case.number]) not in page


def test_a_stay_is_ended_and_then_withdrawn_by_its_own_page(here: Place, client: Client) -> None:
    case = a_case(here)
    row = stay(act(case, here, "in"), StayKind.HOSPITAL, date(2026, 6, 1), None)
    client.force_login(here.people[Role.CASEWORKER])
    address = reverse("start_up_line", args=[case.number, row.pk])
    fields = {"kind": "hospital", "first": "1.6.2026", "last": "5.6.2026", "form": "out"}
    assert client.post(address, fields).status_code == 302
    ended = StartUpLine.objects.get(replaces=row)
    assert client.get(address).status_code == 404
    address = reverse("start_up_line", args=[case.number, ended.pk]) + "?trekk=1"
    assert client.post(address, {"reason": " ", "form": "no"}).status_code == 422
    assert client.post(address, {"reason": "Feil person.", "form": "back"}).status_code == 302
    assert "Det er ikke skrevet noe opphold" in text_of(client, "start_up", case.number)


def test_a_controller_sees_the_list_without_names(here: Place, client: Client) -> None:
    case = a_case(here, "Navnet Skjules")
    provider, _other = two_providers(here)
    offered(case, here, provider)
    client.force_login(here.people[Role.CONTROLLER])
    page = text_of(client, "start_ups")
    assert case.number in page
    assert "Navnet" not in page
    assert client.get(reverse("start_up", args=[case.number])).status_code in (403, 404)


def test_the_front_page_of_the_case_says_what_is_late(here: Place, client: Client) -> None:
    case = a_case(here)
    provider, _other = two_providers(here)
    offered(case, here, provider)
    client.force_login(here.people[Role.CASEWORKER])
    assert "Oppstarten er forsinket" in text_of(client, "case", case.number)


def test_a_municipality_has_its_own_steps_in_a_file(here: Place, client: Client, settings: Any) -> None:
    case = a_case(here)
    (Path(settings.START_UP) / f"{here.municipality.number}.toml").write_text(OWN, encoding="utf-8")
    client.force_login(here.people[Role.CASEWORKER])
    page = text_of(client, "start_up", case.number)
    assert "Brukervalg" in page
    assert "Oppstartsmøte" not in page
    assert "sak 12/26" in page


def test_a_file_with_faults_is_not_used_and_the_page_says_why(
    here: Place, client: Client, settings: Any
) -> None:
    case = a_case(here)
    file = Path(settings.START_UP) / f"{here.municipality.number}.toml"
    file.write_text(OWN.replace('"choice"\nwaits', '"plain"\nwaits'), encoding="utf-8")
    client.force_login(here.people[Role.CASEWORKER])
    page = text_of(client, "start_up", case.number)
    assert "version 1: step" in page
    assert "Oppstartsmøte" in page


def test_an_unknown_act_step_or_line_is_not_there(here: Place, client: Client) -> None:
    case, other = a_case(here), a_case(here, "En Annen")
    row = stay(act(other, here, "in"), StayKind.HOSPITAL, DECIDED + DAY, None)
    client.force_login(here.people[Role.CASEWORKER])
    address = reverse("write_start_up", args=[case.number])
    for query in ("?hva=tull", "?hva=steg&steg=tull", "?hva=steg"):
        assert client.get(address + query).status_code == 404
    assert client.get(reverse("start_up_line", args=[case.number, row.pk])).status_code == 404


def test_the_list_names_those_whose_case_the_reader_may_open(
    here: Place, elsewhere: Place, client: Client
) -> None:
    controller = here.people[Role.CONTROLLER]
    for place, name in ((here, "Skjult Person"), (elsewhere, "Synlig Person")):
        offered(a_case(place, name), place, *two_providers(place))
    RoleAssignment.objects.create(
        user=controller,
        role=Role.TEAM_LEADER,
        municipality=elsewhere.municipality,
        starts_on=date(2020, 1, 1),
    )
    client.force_login(controller)
    page = client.get(reverse("start_ups")).content.decode()
    assert "Synlig Person" in page
    assert "Skjult Person" not in page
