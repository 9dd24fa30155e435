"""The budget as pages: made, answered while it is typed, saved, and opened again to the same figures."""

import re
import time
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rettvis.web.access.models import Role
from rettvis.web.simulation.models import SavedResult
from tests.web.conftest import Place, new_case
from tests.web.hourbank.banks import granted
from tests.web.simulation.made import FILE, a_budget, a_scheme, some_use
from tests.web.supplement.made import a_scheme as with_a_scheme

START = {"start": "01.09.2026", "used_likely": "100", "growth_likely": "0", "weeks": "52", "certainty": "95"}


@pytest.fixture
def page(here: Place, client: Client) -> str:
    """The address of a new budget, for the controller who is logged in."""
    client.force_login(here.people[Role.CONTROLLER])
    return f"/budsjett/ny/{a_scheme(here).pk}/"


def figures(answer: Any) -> list[str]:
    """Every number in a cell of a table."""
    found = re.findall(r'<td class="number">([^<]*)</td>', answer.content.decode())
    return [text.replace("\xa0", "") for text in found]


def test_the_printed_costs_stand_on_the_page_before_anything_is_typed(page: str, client: Client) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "22,4 millioner kroner" in text
    shown = figures(answer)
    for cost in ("11200000", "22400000", "33600000", "56000000", "7487123"):
        assert cost in shown


def test_what_is_typed_is_answered_without_being_saved(page: str, client: Client) -> None:
    typed = {**START, "used_low": "40", "used_likely": "60", "used_high": "90", "budget": "20 000 000"}
    answer = client.post(page, {**typed, "do": "try"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Med 90 prosent sannsynlighet" in text
    assert "Sjansen for at et helt år koster mer enn 20,0 millioner kroner" in text
    assert "Det høyeste trinnet" in text
    assert SavedResult.objects.filter(kind="budget").count() == 0


def test_groups_are_added_computed_and_removed(page: str, client: Client) -> None:
    answer = client.post(page, {**START, "groups": "0", "do": "add"})
    assert 'name="g0-persons"' in answer.content.decode()
    group = {"g0-name": "Voksne", "g0-persons": "100", "g0-price": "480,50", "g0-likely": "61,25±22,41"}
    answer = client.post(page, {**START, "groups": "1", **group})
    assert answer.status_code == 200
    assert "Voksne" in answer.content.decode()
    assert str(round(100 * 2 * 52 * 480.5 * 0.6125)) in figures(answer)
    two = {name.replace("g0", "g1"): value for name, value in group.items()} | {"g1-name": "Unge"}
    answer = client.post(page, {**START, "groups": "2", **group, **two, "do": "remove:0"})
    text = answer.content.decode()
    assert 'value="Unge"' in text
    assert 'value="Voksne"' not in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"used_likely": "130"}, "Uttaket må være fra 0 % til 100 %"),
        ({"used_low": "40"}, "Fyll ut alle tre"),
        ({"used_low": "90", "used_likely": "60", "used_high": "40"}, "Skriv den laveste verdien først"),
        ({"start": "29.02.2027"}, "Skriv datoen som"),
        ({"budget": "mye"}, "«mye» er ikke et tall"),
        ({"certainty": "100"}, "Sikkerheten må være"),
        ({"weeks": "60"}, "Et år har mer enn 0 og høyst 53 uker"),
        ({"groups": "1", "g0-persons": "0", "g0-price": "480"}, "er ikke et helt tall fra 1"),
        ({"groups": "1", "g0-persons": "5"}, "mangler her"),
        ({"groups": "1", "g0-persons": "5", "g0-price": "480", "g0-likely": "101"}, "Uttaket må være"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(
    typed: dict[str, str], said: str, page: str, client: Client
) -> None:
    for do, status in (("compute", 422), ("save", 422), ("try", 200)):
        answer = client.post(page, {**START, "title": "Et navn", **typed, "do": do})
        assert answer.status_code == status
        assert said in answer.content.decode()
    assert SavedResult.objects.filter(kind="budget").count() == 0


def test_a_leap_day_is_a_day_to_start_on(page: str, client: Client) -> None:
    answer = client.post(page, {**START, "start": "29.02.2028"})
    assert str(round(22_400_000 * 307 / 366)) in figures(answer)


def test_a_budget_is_saved_once_and_opened_again_to_the_same_figures(
    page: str, here: Place, client: Client
) -> None:
    typed = {
        **START,
        "used_low": "40,5",
        "used_likely": "60",
        "used_high": "90",
        "growth_low": "1",
        "growth_likely": "2,5",
        "growth_high": "6",
        "groups": "1",
        "g0-name": "Voksne",
        "g0-persons": "207",
        "g0-price": "520,55",
        "g0-low": "20",
        "g0-likely": "70",
        "g0-high": "100",
        "g0-newcomers": "12,5",
        "g0-leavers": "8",
        "administration": "850000",
        "budget": "9000000",
        "do": "save",
        "key": "once",
    }
    assert client.post(page, typed).status_code == 422
    assert "Gi budsjettet et navn" in client.post(page, typed).content.decode()
    first = client.post(page, {**typed, "title": "Trinn 2 fra 1. september"})
    second = client.post(page, {**typed, "title": "Trinn 2 fra 1. september"})
    kept = SavedResult.objects.get(kind="budget")
    assert first["Location"] == second["Location"] == f"/budsjett/{kept.pk}/"
    answer = client.get(first["Location"])
    assert "hvert tall er det samme" in answer.content.decode()
    assert figures(answer) == figures(client.post(page, {**typed, "do": "compute"}))
    again = client.get(f"{page}?fra={kept.pk}").content.decode()
    assert 'value="40,5"' in again
    assert 'value="520,55"' in again
    client.force_login(here.people[Role.POLITICIAN])
    assert client.get(first["Location"]).status_code == 200
    assert "Lag et nytt budsjett" not in client.get(first["Location"]).content.decode()


def test_another_version_that_gives_other_figures_says_so_and_shows_both(here: Place, client: Client) -> None:
    row = a_budget(here)
    other = {**row.result, "steps": [dict(step) for step in row.result["steps"]]}
    other["steps"][1] = {**other["steps"][1]}
    other["steps"][1]["full_year"] = {**other["steps"][1]["full_year"], "expected_nok": 22_000_000}
    changed = SavedResult.objects.create(
        municipality=row.municipality,
        kind="budget",
        title="Gammelt",
        key="old",
        inputs=row.inputs,
        result=other,
        software_version="0.0.9",
        made_by=row.made_by,
        made_at=row.made_at,
    )
    client.force_login(here.people[Role.TEAM_LEADER])
    text = client.get(f"/budsjett/{changed.pk}/").content.decode()
    assert "0.0.9" in text
    assert "22\xa0000\xa0000" in text
    assert "22\xa0400\xa0000" in text


def test_a_scheme_is_given_as_a_file_and_a_faulty_one_is_told_line_by_line(
    here: Place, client: Client
) -> None:
    client.force_login(here.people[Role.CONTROLLER])

    def give(raw: bytes, key: str = "one") -> Any:
        return client.post("/budsjett/", {"scheme": SimpleUploadedFile("x.yaml", raw), "key": key})

    assert give(FILE.read_bytes()).status_code == 302
    assert give(FILE.read_bytes()).status_code == 302
    assert SavedResult.objects.filter(kind="scheme").count() == 1
    faulty = FILE.read_bytes().replace(b"recommended_step: 2", b"recommended_step: 7")
    answer = give(faulty.replace(b"support contact", b"").replace(b"11200000", b"99200000"), "two")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Det finnes ikke noe trinn 7" in text
    assert "ordning.yaml:" in text
    assert give(b"\xff\xfe", "three").status_code == 422
    assert give(b"", "four").status_code == 422
    assert client.post("/budsjett/", {}).status_code == 422
    assert SavedResult.objects.filter(kind="scheme").count() == 1


def test_a_budget_of_another_municipality_is_not_there(here: Place, elsewhere: Place, client: Client) -> None:
    row, scheme = a_budget(here), a_scheme(here)
    client.force_login(elsewhere.people[Role.CONTROLLER])
    assert client.get(f"/budsjett/{row.pk}/").status_code == 404
    assert client.get(f"/budsjett/ny/{scheme.pk}/").status_code == 404


def test_the_take_up_of_earlier_use_is_fitted_with_its_source(page: str, here: Place, client: Client) -> None:
    for number in range(12):
        case = granted(here, 60, date(2025, 1, 1), name=f"Person {number}", decided=date(2024, 12, 1))
        if number:
            some_use(here, case.person_id, {month: 20 * number for month in range(1, 13)})
    group = {"g0-name": "Voksne", "g0-persons": "100", "g0-price": "480", "g0-earlier": "2025:bpa"}
    answer = client.post(page, {**START, "groups": "1", **group, "do": "fit:0"})
    text = answer.content.decode()
    shares = [min(12 * 20 * number / 3120, 1) for number in range(12)]
    mean = sum(shares) / 12
    spread = (sum((share - mean) ** 2 for share in shares) / 11) ** 0.5
    typed = f"{100 * mean:.2f}±{100 * spread:.2f}".replace(".", ",")
    assert f'value="{typed}"' in text
    assert "bruken til 12 personer" in text
    assert answer.status_code == 200


def test_a_take_up_is_not_fitted_to_a_few(page: str, here: Place, client: Client) -> None:
    person = new_case(here).person_id
    some_use(here, person, {1: 60})
    group = {"g0-name": "Voksne", "g0-persons": "100", "g0-price": "480", "g0-earlier": "2025:bpa"}
    answer = client.post(page, {**START, "groups": "1", **group, "do": "fit:0"})
    assert answer.status_code == 422
    assert "For få personer hadde timer" in answer.content.decode()


def test_the_scheme_in_use_may_be_budgeted(here: Place, client: Client) -> None:
    with_a_scheme(here)
    client.force_login(here.people[Role.CONTROLLER])
    assert "(i bruk)" in client.get("/budsjett/").content.decode()
    answer = client.get(f"/budsjett/ny/i-bruk-{here.municipality.pk}/")
    assert answer.status_code == 200
    assert 'name="g0-persons"' in answer.content.decode()
    group = {"groups": "1", "g0-name": "Alle", "g0-persons": "100", "g0-price": "480", "g0-likely": "50"}
    answer = client.post(f"/budsjett/ny/i-bruk-{here.municipality.pk}/", {**START, **group})
    assert str(100 * 2 * 52 * 480 // 2) in figures(answer)


def test_a_moved_slider_is_answered_within_a_tenth_of_a_second(page: str, client: Client) -> None:
    """Six groups, everything uncertain. The processor's time, so that a busy machine does not count."""
    typed = {**START, "groups": "6", "growth_low": "1", "growth_likely": "3", "growth_high": "6"}
    for number in range(6):
        own = {
            "name": f"G{number}",
            "persons": "40",
            "price": "480",
            "low": "20",
            "likely": "70",
            "high": "95",
        }
        typed |= {f"g{number}-{name}": value for name, value in own.items()}
    times = []
    for likely in range(50, 61):
        moved = {**typed, "used_low": "40", "used_likely": str(likely), "used_high": "90", "do": "try"}
        start = time.process_time()
        assert client.post(page, moved).status_code == 200
        times.append(time.process_time() - start)
    assert sorted(times[1:])[4] < 0.1
