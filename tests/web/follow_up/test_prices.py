"""Agreed prices as figures: averages by kind and date, ranks without prices, nothing of too few."""

from datetime import date

from django.test import Client
from django.urls import reverse

from rettvis.journey.delivery import ShiftKind
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.delivery.services import NewPrice, write_exclusion, write_price
from rettvis.web.follow_up.prices import agreed_prices, averages_over_time, provider_observations
from tests.web.conftest import Place
from tests.web.follow_up.made import a_cost, a_work_line
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import PRICE, a_provider, an_agreement

NUMBERS = ("310000019", "310000027", "310000035", "310000043")
JULY = date(2026, 7, 1)


def four(place: Place) -> None:
    """Four more providers, the second of them excluded in July, and one with a price of its own at night."""
    user = place.people[Role.CONTROLLER]
    an_agreement(place)
    for number in NUMBERS:
        agreement = an_agreement(place, a_provider(place, number, f"Leverandør {number}"))
        if number == NUMBERS[1]:
            write_exclusion(user, agreement.provider, JULY, True, "Brudd.", "out", NOW)
        if number == NUMBERS[2]:
            write_price(
                user, agreement, NewPrice("NATT", "night", JULY, 70_000, "agreed", "Vedlegg"), "n", NOW
            )


def test_prices_are_those_of_valid_agreements_of_providers_that_are_not_excluded(here: Place) -> None:
    four(here)
    prices = agreed_prices(here.municipality)
    assert len(prices.on(date(2026, 6, 30))[ShiftKind.ORDINARY]) == 5
    assert prices.on(JULY) == {
        ShiftKind.ORDINARY: dict.fromkeys(("310000000", NUMBERS[0], NUMBERS[2], NUMBERS[3]), PRICE),
        ShiftKind.NIGHT: {NUMBERS[2]: 70_000},
    }
    assert prices.on(date(2027, 1, 1)) == {}


def test_an_average_is_told_for_each_half_year_and_hidden_where_too_few_stand_behind(here: Place) -> None:
    four(here)
    prices = agreed_prices(here.municipality)
    found = averages_over_time(prices, JULY, 5)
    assert [day for day, _means in found] == [date(2026, 1, 1), JULY]
    assert [means[ShiftKind.ORDINARY].mean for _day, means in found] == [PRICE, None]


def test_an_analyst_sees_ranks_without_prices_and_a_politician_averages_alone(
    here: Place, client: Client
) -> None:
    four(here)
    shown = {}
    for role in (Role.CONTROLLER, Role.ANALYST, Role.POLITICIAN):
        client.force_login(here.people[role])
        shown[role] = client.get(reverse("price_figures") + "?on=30.06.2026").content.decode()
    assert all("600\u00a0kr" in page for page in shown.values())
    assert "Leverandør 310000019" in shown[Role.ANALYST]
    assert "Leverandør 310000019" not in shown[Role.POLITICIAN]
    client.force_login(here.people[Role.POLITICIAN])
    later = client.get(reverse("price_figures") + "?on=01.07.2026").content.decode()
    assert "skjult" in later
    assert "700\u00a0kr" not in later
    assert client.get(reverse("price_figures") + "?on=31.02.2026").status_code == 422


def test_observations_have_price_and_administration_and_leave_empty_what_is_not_known(here: Place) -> None:
    four(here)
    prices = agreed_prices(here.municipality)
    found = {one.cell.measure: one.value for one in provider_observations(here.municipality, prices, JULY, 5)}
    assert found == dict.fromkeys(("bpa_price", "bpa_administration_hours", "bpa_administration_cost"))
    a_work_line(here)
    a_cost(here)
    found = {one.cell.measure: one.value for one in provider_observations(here.municipality, prices, JULY, 3)}
    assert found == {"bpa_price": 600, "bpa_administration_hours": 0.5, "bpa_administration_cost": 300}


def test_the_observations_are_a_file_that_is_logged(here: Place, client: Client) -> None:
    four(here)
    client.force_login(here.people[Role.ANALYST])
    text = client.get(reverse("provider_observations_file")).content.decode()
    assert text.splitlines()[0].startswith("place_number,place,year,measure")
    assert "bpa_administration_cost" in text
    [row] = LogEntry.objects.filter(what="Prices and administration as a file")
    assert row.user == here.people[Role.ANALYST]
