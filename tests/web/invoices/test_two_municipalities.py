"""Somebody who controls invoices in two municipalities: each has its files, its log and its own acts."""

from datetime import date

import pytest
from django.test import Client

from rettvis.web.access.actions import Action
from rettvis.web.access.models import LogEntry, Role, RoleAssignment
from rettvis.web.invoices.models import LedgerExport
from rettvis.web.invoices.services import settle
from tests.web.conftest import Place
from tests.web.invoices.made import an_approved_invoice, an_invoice_there


@pytest.fixture
def in_both(here: Place, elsewhere: Place) -> Client:
    """The controller of one municipality, who is it in the other too."""
    given(here, elsewhere, Role.CONTROLLER)
    client = Client()
    client.force_login(here.people[Role.CONTROLLER])
    return client


def given(here: Place, elsewhere: Place, role: Role) -> None:
    RoleAssignment.objects.create(
        user=here.people[Role.CONTROLLER],
        role=role,
        municipality=elsewhere.municipality,
        starts_on=date(2020, 1, 1),
    )


def test_the_file_for_the_ledger_system_is_of_the_municipality_that_is_chosen(
    here: Place, elsewhere: Place, in_both: Client
) -> None:
    for place in (here, elsewhere):
        an_approved_invoice(place, "F-2", None)
    text = in_both.get("/faktura/regnskap/").text
    for place in (here, elsewhere):
        assert f'name="municipality" value="{place.municipality.number}"' in text
    answer = in_both.post("/faktura/regnskap/", {"key": "a"}, follow=True)
    assert "Velg hvilken kommune" in answer.text
    assert not LedgerExport.objects.exists()
    in_both.post("/faktura/regnskap/", {"key": "a", "municipality": elsewhere.municipality.number})
    assert LedgerExport.objects.get().municipality == elsewhere.municipality
    in_both.post("/faktura/regnskap/", {"key": "a", "municipality": here.municipality.number})
    assert {one.municipality for one in LedgerExport.objects.all()} == {
        here.municipality,
        elsewhere.municipality,
    }
    text = in_both.get("/faktura/regnskap/").text
    assert here.municipality.name in text
    assert elsewhere.municipality.name in text


@pytest.mark.parametrize("address", ["", "avregning/", "sporsmal/", "mislighold/"])
def test_a_list_of_two_municipalities_stands_in_the_log_of_both(
    here: Place, elsewhere: Place, in_both: Client, address: str
) -> None:
    assert in_both.get(f"/faktura/{address}").status_code == 200
    told = set(LogEntry.objects.filter(action=Action.SEE_INVOICES).values_list("municipality", flat=True))
    assert told == {here.municipality.pk, elsewhere.municipality.pk}


def test_an_invoice_has_the_acts_that_its_reader_may_do_in_its_municipality(
    here: Place, elsewhere: Place, client: Client
) -> None:
    given(here, elsewhere, Role.AUDITOR)
    user = here.people[Role.CONTROLLER]
    client.force_login(user)
    own, other = an_invoice_there(here), an_invoice_there(elsewhere)
    for row, there in ((own, True), (other, False)):
        text = client.get(f"/faktura/{row.pk}/").text
        for act in ('value="reject"', 'value="match"', "avvik/"):
            assert (act in text) is there, (row, act)
    for one in other.deviations.all():
        settle(elsewhere.people[Role.CONTROLLER], one, "accepted", "Avtalt.", one.invoice.read_at)
    assert 'value="attest"' not in client.get(f"/faktura/{other.pk}/").text
