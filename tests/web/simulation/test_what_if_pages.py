"""The pages of what if: counted over the cases in force, saved and opened again, small counts hidden."""

from datetime import date

import pytest
from django.test import Client

from rettvis.web.access.models import LogEntry, Role
from rettvis.web.decision.models import FactsOfRight
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.what_if_population import population_of
from tests.web.conftest import Place, new_case
from tests.web.simulation.tried import ON, a_what_if, decided, facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons(here: Place) -> None:
    """Three with 30, 26 and 24 hours, and one whose facts are not kept."""
    for minutes in (1800, 1560, 1440):
        decided(here, new_case(here, f"Ola Berg {minutes}"), facts(minutes))
    decided(here, new_case(here, "Kari Lie"), {})


def answered(client: Client, place: Place, role: Role = Role.TEAM_LEADER, **data: object) -> str:
    client.force_login(place.people[role])
    response = client.post("/hva-hvis/ny/", {"do": "compute", **data})
    return response.content.decode()


def test_the_answer_is_counted_over_the_decisions_in_force(
    client: Client, here: Place, persons: None
) -> None:
    page = answered(client, here, ready=["fewer-hours"])
    assert "4 personer med vedtak" in page
    assert "1 til 2 får retten, og 0 mister den. 3 til 4 har rett, mot 2 til 3 i dag." in page


def test_a_case_without_facts_is_not_known_and_never_a_no(here: Place, persons: None) -> None:
    population = population_of(here.municipality, ON)
    frame = population.parts[0].frame.collect()
    assert frame["minutes.personal_care"].null_count() == 1
    assert frame["birth_date"].null_count() == 0
    assert "name" not in " ".join(frame.columns)


def test_one_s_own_change_is_typed_in_hours(client: Client, here: Place, persons: None) -> None:
    own = {"name": "Tjuefire", "set-large_need_lower_minutes": "24"}
    assert "Tjuefire: 1 til 2 får retten" in answered(client, here, **own)
    answered(client, here, do="save", title="Egen", key="own", **own)
    kept = SavedResult.objects.get(kind="what_if")
    assert kept.result["scenarios"][0]["set"] == {"large_need_lower_minutes": 1440}
    assert "24\u00a0timer" in client.get(f"/hva-hvis/{kept.pk}/").content.decode()


def test_an_answer_is_saved_once_and_opened_again(client: Client, here: Place, persons: None) -> None:
    for _ in range(2):
        answered(
            client, here, ready=["no-age-limit"], do="save", title="Uten grense", key="once", price="503"
        )
    row = SavedResult.objects.get(kind="what_if")
    assert row.inputs["scenarios"][0]["set"] == {"age_limit_applies": False}
    page = client.get(f"/hva-hvis/{row.pk}/").content.decode()
    assert "Uten grense" in page
    assert "Ingen aldersgrense: " in page
    assert LogEntry.objects.filter(what="The answer of a what-if was saved").count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Før opp minst én endring."),
        ({"ready": ["no-such"]}, "no-such"),
        ({"ready": ["night"], "price": "dyr"}, "er ikke et tall"),
        ({"ready": ["night"], "otherwise": "400"}, "Oppgi prisen for en time BPA også."),
        ({"set-age_limit": "2000"}, "er ikke et helt tall fra 0 til 1\u00a0000"),
        ({"set-large_need_minutes": "mange"}, "Skriv timer som"),
        ({"name": "Tom"}, "Her blir ingenting endret"),
        ({"norms": "Lillestrøm"}, "ingen norm med tall"),
        ({"ready": ["night"], "do": "save"}, "Gi svaret et navn"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(
    data: dict[str, object], words: str, client: Client, here: Place, persons: None
) -> None:
    client.force_login(here.people[Role.CONTROLLER])
    response = client.post("/hva-hvis/ny/", {"do": "compute", **data})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not SavedResult.objects.filter(kind="what_if").exists()


def test_who_sees_nobody_s_case_sees_no_small_count(client: Client, here: Place, persons: None) -> None:
    row = a_what_if(here)
    client.force_login(here.people[Role.POLITICIAN])
    page = client.get(f"/hva-hvis/{row.pk}/").content.decode()
    assert "får retten" not in page
    assert "for små til å vises" in page
    assert client.get("/hva-hvis/ny/").status_code == 403
    client.force_login(here.people[Role.CONTROLLER])
    assert "får retten" in client.get(f"/hva-hvis/{row.pk}/").content.decode()


def test_another_municipality_s_answer_is_not_found(client: Client, here: Place, elsewhere: Place) -> None:
    row = a_what_if(elsewhere)
    client.force_login(here.people[Role.CONTROLLER])
    assert client.get(f"/hva-hvis/{row.pk}/").status_code == 404


def test_the_facts_of_a_decision_are_kept_with_it(here: Place) -> None:
    known = facts(1500)
    case = decided(here, new_case(here), known)
    kept = FactsOfRight.objects.get(case=case).facts
    assert kept["need_until"] == "lasting"
    assert kept["birth_date"] == date(1990, 1, 1).isoformat()
    assert kept["minutes.personal_care"] == 1500
