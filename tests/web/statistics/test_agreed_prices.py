"""What providers' prices are as statistics: one of its pages, and figures in the file that is compared."""

import pytest
from django.test import Client
from django.urls import reverse

from rettvis.edges.publications import read_publication
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.web.access.models import Role
from tests.web.conftest import Place
from tests.web.invoices.made import a_provider, an_agreement

PRICE = FigureCell("9901", 2026, "bpa_price", EVERYBODY)
ASKED = "?first=01.01.2026&last=01.07.2026"
NUMBERS = ("310000019", "310000027", "310000035", "310000043")


@pytest.mark.parametrize(
    "role", [Role.TEAM_LEADER, Role.AUDITOR, Role.CONTROLLER, Role.ANALYST, Role.POLITICIAN]
)
def test_whoever_reads_the_statistics_finds_the_agreed_prices_among_its_pages(
    here: Place, client: Client, role: Role
) -> None:
    an_agreement(here)
    client.force_login(here.people[role])
    for name in ("statistics", "fairness", "price_figures"):
        page = client.get(reverse(name)).content.decode()
        row = page.partition('<nav class="choices"')[2].partition("</nav>")[0]
        assert f'href="{reverse("price_figures")}"' in row
        assert row.count("aria-current") == 1
        assert (reverse("reconciling") in row) == (role in {Role.TEAM_LEADER, Role.AUDITOR})


def test_the_file_that_is_compared_with_others_has_the_average_price(
    here: Place, client: Client, tmp_path
) -> None:
    an_agreement(here)
    assert price_in(here, client, tmp_path, Role.TEAM_LEADER) == 600
    assert price_in(here, client, tmp_path, Role.TEAM_LEADER, "&view=published") is None
    assert price_in(here, client, tmp_path, Role.POLITICIAN) is None
    for number in NUMBERS:
        an_agreement(here, a_provider(here, number, f"Leverandør {number}"))
    assert price_in(here, client, tmp_path, Role.TEAM_LEADER, "&view=published") == 600
    assert price_in(here, client, tmp_path, Role.POLITICIAN) == 600


def price_in(here: Place, client: Client, folder, role: Role, more: str = "") -> object:
    """The average price of the year in the file of somebody with ``role``."""
    client.force_login(here.people[role])
    content = client.get(reverse("observations") + ASKED + more).content
    (folder / "observations.csv").write_bytes(content)
    return read_publication(folder, str).figures.value(PRICE)


def test_an_average_of_an_earlier_day_that_is_hidden_is_said_to_be(here: Place, client: Client) -> None:
    an_agreement(here)
    client.force_login(here.people[Role.POLITICIAN])
    page = client.get(reverse("price_figures") + "?on=01.07.2026").content.decode()
    row = page.partition("1.\u00a0januar 2026</th>")[2].partition("</tr>")[0]
    assert "skjult" in row
    client.force_login(here.people[Role.TEAM_LEADER])
    assert "skjult" not in client.get(reverse("price_figures") + "?on=01.07.2026").content.decode()
