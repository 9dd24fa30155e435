"""The plan of a year and its follow-up as pages and files: the bank's own figures, small groups hidden."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from rettvis.cli.main import run
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.simulation.models import YearPlanRow
from tests.web.conftest import Place, new_case
from tests.web.simulation.made import a_budget, a_plan, some_use

GROUPS = [{"name": "Voksne", "persons": 100, "price_nok_per_hour": 480, "take_up_percent": [40, 60, 90]}]


@pytest.fixture
def controller(here: Place, client: Client) -> Client:
    """The controller of the municipality, logged in."""
    client.force_login(here.people[Role.CONTROLLER])
    return client


def plain(answer: Any) -> str:
    """The text with ordinary spaces."""
    return answer.content.decode().replace("\xa0", " ")


def test_a_saved_budget_becomes_the_plan_of_a_year_by_days(here: Place, controller: Client) -> None:
    saved = a_budget(here, groups=GROUPS, price_growth_percent=5)
    form = {"year": "2026", "service": "bpa", "saved": str(saved.pk), "step": "2", "price": "", "key": "one"}
    first, second = (controller.post("/budsjett/plan/", form) for _ in range(2))
    row = YearPlanRow.objects.get()
    assert first["Location"] == second["Location"] == f"/budsjett/oppfolging/?plan={row.pk}"
    step = saved.result["steps"][1]["first_year"]
    assert sum(cost for _minutes, cost in row.months) == round(100 * step["expected_nok"])
    assert row.price == 50_400
    assert row.months[:8] == [[0, 0]] * 8
    page = plain(controller.get(first["Location"]))
    assert "Planen er trinn 2 i budsjettet «Trinn 2»" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"year": "2025"}, "Ordningen starter 1. september 2026, etter at 2025 er over."),
        ({"year": ""}, "Fyll ut dette feltet"),
        ({"year": "1926"}, "Skriv et år fra 2020 til 2100"),
        ({"step": "7"}, "Det finnes ikke noe trinn 7. Trinnene er 1, 2, 3 og 4."),
        ({"step": ""}, "Det finnes ikke noe trinn –"),
        ({"price": "mye"}, "Skriv prisen i kroner"),
        ({"price": "-5"}, "Skriv prisen i kroner"),
        ({"price": ""}, "Budsjettet har ingen timepris"),
        ({"saved": "", "price": "480"}, "Skriv timene for minst én måned"),
        ({"saved": "", "m1": "10", "price": ""}, "Prisen må være mer enn 0 kroner"),
        ({"saved": "", "price": "480", "m2": "ti"}, "Skriv timer som"),
        ({"service": "noe"}, "Velg et gyldig valg"),
    ],
)
def test_a_plan_that_cannot_be_is_told_and_not_kept(
    typed: dict[str, str], said: str, here: Place, controller: Client
) -> None:
    saved = a_budget(here)
    form = {"year": "2026", "service": "bpa", "saved": str(saved.pk), "step": "2", "price": "480"}
    answer = controller.post("/budsjett/plan/", form | typed)
    assert answer.status_code == 422
    assert said in plain(answer)
    assert YearPlanRow.objects.count() == 0


def test_hours_that_are_entered_are_a_plan_and_the_newest_counts(here: Place, controller: Client) -> None:
    form = {
        "year": "2025",
        "service": "bpa",
        "price": "480,50",
        **{f"m{month}": "100" for month in range(1, 13)},
    }
    controller.post("/budsjett/plan/", form)
    controller.post("/budsjett/plan/", form | {"m12": "250:30"})
    assert YearPlanRow.objects.count() == 2
    page = plain(controller.get("/budsjett/oppfolging/"))
    assert page.count("<option") == 4
    assert "250,50" in page


def test_the_follow_up_has_the_figures_of_the_bank(case: Case, here: Place, controller: Client) -> None:
    plan = a_plan(here)
    some_use(here, case.person_id, {1: 3000, 2: 3000, 5: 1200})
    some_use(here, case.person_id, {1: 600}, service="support_contact")
    some_use(here, case.person_id, {1: 600}, year=2024)
    page = plain(controller.get(f"/budsjett/oppfolging/?plan={plan.pk}&tertial=1"))
    assert "Til og med april er 100 timer brukt av 400 timer planlagt, som er 25 %." in page
    assert "Med planens pris er det 48 000 kr av 192 000 kr." in page
    assert "Fortsetter bruken slik, ender året på 300 timer og 144 000 kr." in page
    assert "Med 90 % sannsynlighet ender det mellom" in page
    whole = plain(controller.get(f"/budsjett/oppfolging/?plan={plan.pk}&tertial=3"))
    assert "Til og med desember er 120 timer brukt av" in whole


def test_the_report_is_a_pdf_and_a_spreadsheet_with_the_same_figures(
    case: Case, here: Place, controller: Client
) -> None:
    plan = a_plan(here)
    some_use(here, case.person_id, {1: 3000, 2: 3300, 3: 2800})
    asked = f"?plan={plan.pk}&tertial=1"
    pdf = controller.get(f"/budsjett/oppfolging/fil/pdf/{asked}")
    assert pdf["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(pdf.content))
    text = " ".join(page.extract_text() for page in reader.pages).replace("\xa0", " ")
    assert "Første tertial" in text
    assert "Fjordvik" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    book = CalamineWorkbook.from_filelike(
        BytesIO(controller.get(f"/budsjett/oppfolging/fil/xlsx/{asked}").content)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][:5] == ["januar", 100.0, 50.0, 48_000.0, 24_000.0]
    assert rows[13][2] == pytest.approx(9100 / 60, abs=0.0001)
    assert rows[14][2] == pytest.approx(9100 / 60 * 3, abs=0.01)
    csv = controller.get(f"/budsjett/oppfolging/fil/csv/{asked}").content.decode("utf-8-sig")
    assert "januar;100,0000;50,0000;48000,0000;24000,0000" in csv
    assert controller.get("/budsjett/oppfolging/fil/doc/").status_code == 404


def test_a_month_that_few_are_behind_is_hidden_from_those_who_see_no_person(
    here: Place, client: Client
) -> None:
    a_plan(here)
    cases = [new_case(here, name=f"Person {number}") for number in range(5)]
    for case in cases[:4]:
        some_use(here, case.person_id, {1: 3000})
    for role, hidden in ((Role.CONTROLLER, False), (Role.POLITICIAN, True), (Role.ANALYST, True)):
        client.force_login(here.people[role])
        page = plain(client.get("/budsjett/oppfolging/"))
        assert ("Vises ikke: for små grupper" in page) is hidden
        assert ("200,00" in page) is not hidden
        assert client.get("/budsjett/oppfolging/fil/csv/").status_code == (404 if hidden else 200)
    some_use(here, cases[4].person_id, {1: 3000})
    assert "250,00" in plain(client.get("/budsjett/oppfolging/"))


def test_a_plan_of_another_municipality_is_not_there(here: Place, elsewhere: Place, client: Client) -> None:
    plan = a_plan(here)
    client.force_login(elsewhere.people[Role.CONTROLLER])
    assert client.get(f"/budsjett/oppfolging/?plan={plan.pk}").status_code == 404
    assert "Ingen år har en plan ennå" in plain(client.get("/budsjett/oppfolging/"))


def test_a_saved_budget_is_had_as_files_and_its_json_is_read_by_the_command_line(
    here: Place, controller: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = a_budget(here, groups=GROUPS, budget_nok=4_000_000, price_growth_percent=[1, 3, 6])
    files = {
        kind: controller.get(f"/budsjett/{saved.pk}/fil/{kind}/") for kind in ("pdf", "xlsx", "csv", "json")
    }
    assert {answer.status_code for answer in files.values()} == {200}
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(files["pdf"].content)).pages)
    assert "Hva som betyr mest" in text
    book = CalamineWorkbook.from_filelike(BytesIO(files["xlsx"].content))
    expected = saved.result["steps"][1]["full_year"]["expected_nok"]
    assert book.get_sheet_by_index(0).to_python()[2][4] == pytest.approx(expected, abs=0.01)
    assert "Voksne" in files["csv"].content.decode("utf-8-sig")
    path = tmp_path / "budget.json"
    path.write_bytes(files["json"].content)
    assert run(["budget", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["agrees_with_saved"] is True
