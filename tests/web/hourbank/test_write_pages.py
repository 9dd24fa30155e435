"""Every act on a bank has a page: what is wrong is told at its field, and what is sent twice is one act."""

from datetime import date

import pytest
from django.test import Client

from rettvis.journey.hourbank import Leftover
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.hourbank.models import BankLine, SettlementRuleRow, SettlementRun
from tests.web.conftest import Place
from tests.web.hourbank.banks import a_bank_line, granted, ready_to_settle, use

YEAR = date.today().year - 1  # noqa: DTZ011 - the pages know the day it is
COMMON = {"form": "a-form", "service": "bpa"}
WHY = {"reason": "Avtalt med brukeren.", "source": "Regneark hos leverandøren"}
ACTS = {
    "bruk": {"day": f"02.06.{YEAR}", "minutes": "2,5", "provider": ""},
    "leverandor": {"day": f"17.06.{YEAR}", "provider": "Nord"},
    "flytt": {"day": f"17.06.{YEAR}", "giver": "", "taker": "Nord", "minutes": "2"},
    "saldo": {"day": f"01.07.{YEAR}", "left": "100"},
    "regnskap": {"day": f"01.07.{YEAR}", "left": "100:30"},
    "plan": {"first": f"01.06.{YEAR + 2}", "last": f"14.06.{YEAR + 2}", "minutes": "20", "text": "Ferie"},
}


@pytest.fixture
def case(here: Place, client: Client) -> Case:
    """Somebody with hours from the year before last on, and her caseworker logged in."""
    client.force_login(here.people[Role.CASEWORKER])
    return granted(here, first=date(YEAR, 1, 1), decided=date(YEAR - 1, 12, 1))


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_written_once_however_often_it_is_sent(act: str, case: Case, client: Client) -> None:
    address = f"/sak/{case.number}/timebank/skriv/?hva={act}"
    assert client.get(address).status_code == 200
    for _time in range(2):
        answer = client.post(address, {**COMMON, **WHY, **ACTS[act]})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert BankLine.objects.values("kind", "minutes", "provider").count() == {"flytt": 2}.get(act, 1)
    if act == "leverandor":
        shown = client.get(f"/sak/{case.number}/timebank/?aar={YEAR}").content.decode()
        assert shown.count("Flyttet mellom leverandører") == 2


@pytest.mark.parametrize("act", ACTS)
def test_an_empty_form_is_told_at_its_fields_and_writes_nothing(act: str, case: Case, client: Client) -> None:
    answer = client.post(f"/sak/{case.number}/timebank/skriv/?hva={act}", {"form": "x", "service": "bpa"})
    assert answer.status_code == 422
    assert not BankLine.objects.exists()


def test_a_line_is_corrected_to_what_it_should_have_been(case: Case, here: Place, client: Client) -> None:
    row = a_bank_line(case, here)
    address = f"/sak/{case.number}/timebank/linje/{row.pk}/"
    assert client.get(address).status_code == 200
    sent = {"form": "a-form", "hours": "3", "reason": "Vakten varte i tre timer."}
    assert client.post(address, sent).status_code == 302
    assert BankLine.objects.get(corrects=row.key).minutes == 60
    assert client.post(address, {**sent, "form": "again", "hours": "4"}).status_code == 422


def test_a_plan_is_withdrawn_and_a_settlement_entry_never_changed(case: Case, client: Client) -> None:
    client.post(f"/sak/{case.number}/timebank/skriv/?hva=plan", {**COMMON, **ACTS["plan"]})
    address = f"/sak/{case.number}/timebank/linje/{BankLine.objects.get().pk}/"
    assert client.post(address, {"form": "b", "reason": "Ferien ble avlyst."}).status_code == 302
    assert client.post(address, {"form": "c", "reason": "Ferien ble avlyst."}).status_code == 422
    withdrawn = BankLine.objects.get(kind="withdrawn")
    assert client.get(f"/sak/{case.number}/timebank/linje/{withdrawn.pk}/").status_code == 404


def test_a_line_of_another_person_is_not_found(case: Case, here: Place, client: Client) -> None:
    other = granted(here, name="Per Aas")
    row = a_bank_line(other, here)
    assert client.get(f"/sak/{case.number}/timebank/linje/{row.pk}/").status_code == 404
    assert client.get(f"/sak/{case.number}/timebank/skriv/?hva=annet").status_code == 404


def test_a_leader_sees_the_list_settles_the_year_and_sees_it_settled(here: Place, client: Client) -> None:
    case = ready_to_settle(here, YEAR)
    client.force_login(here.people[Role.TEAM_LEADER])
    address = f"/timebank/avregning/?aar={YEAR}&tjeneste=bpa"
    page = client.get(address).content.decode()
    assert case.number in page
    assert not SettlementRun.objects.exists()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    sent = {"aar": YEAR, "tjeneste": "bpa", "seen": seen}
    use(case, here.people[Role.CASEWORKER], date(YEAR, 12, 30), 60)
    assert client.post("/timebank/avregning/", sent).status_code == 422
    page = client.get(address).content.decode()
    sent["seen"] = page.split('name="seen" value="')[1].split('"')[0]
    for _time in range(2):
        assert client.post("/timebank/avregning/", sent).status_code == 302
    assert (SettlementRun.objects.count(), CaseLetter.objects.count()) == (1, 1)
    assert 'name="seen"' not in client.get(address).content.decode()


def test_a_rule_is_set_once_and_shown_to_whoever_sees_banks(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.TEAM_LEADER])
    sent = {
        "service": "bpa",
        "leftover": str(Leftover.CARRY_OVER),
        "most_percent": "10",
        "holds_from": "01.01.2026",
        "source": "Kommunestyret, sak 12/24",
    }
    for _time in range(2):
        assert client.post("/timebank/regler/", sent).status_code == 302
    assert SettlementRuleRow.objects.count() == 1
    assert client.post("/timebank/regler/", {**sent, "most_percent": "110"}).status_code == 422
    client.force_login(here.people[Role.CONTROLLER])
    assert "sak 12/24" in client.get("/timebank/regler/").content.decode()
    assert client.post("/timebank/regler/", sent).status_code == 403


def test_the_list_shows_names_to_who_sees_cases_and_figures_to_the_controller(
    here: Place, client: Client
) -> None:
    case = granted(here, name="Hildegunn Xylander", last=date(2026, 4, 30))
    use(case, here.people[Role.CASEWORKER], date(2026, 5, 4), 240)
    found = {}
    for role in (Role.TEAM_LEADER, Role.CONTROLLER):
        client.force_login(here.people[role])
        found[role] = client.get("/timebank/?aar=2026&hva=avvik").content.decode()
        assert case.number in found[role]
    assert "Xylander" in found[Role.TEAM_LEADER]
    assert "Xylander" not in found[Role.CONTROLLER]
    assert f"/sak/{case.number}/" not in found[Role.CONTROLLER]
    client.force_login(here.people[Role.POLITICIAN])
    assert client.get("/timebank/").status_code == 403
