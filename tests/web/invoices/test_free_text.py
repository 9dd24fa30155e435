"""Nobody's national identity number is written beside an invoice, whatever form it is written in."""

from datetime import date

import pytest
from django.test import Client

from rettvis.edges.identity import synthetic_national_ids
from rettvis.web.access.models import Role
from rettvis.web.invoices.models import (
    Attestation,
    Breach,
    FaultDealtWith,
    RemedyTaken,
    Settlement,
)
from tests.web.conftest import Place
from tests.web.invoices.made import a_breach, a_refused_file, an_invoice_there

NUMBER = next(iter(synthetic_national_ids(date(1990, 5, 17))))
WRITTEN = f"Gjelder {NUMBER[:6]}-{NUMBER[6:]}, sier leverandøren."
DAY = "2026-09-01"


def addresses(place: Place) -> dict[str, tuple[str, dict[str, str]]]:
    """Every form with a free text, by what is written in it."""
    invoice, breach = an_invoice_there(place), a_breach(place)
    one = f"/faktura/{invoice.pk}/"
    other = f"/faktura/mislighold/{breach.pk}/"
    deviation = invoice.deviations.order_by("pk")[0].pk
    return {
        "comment": (f"{one}avvik/{deviation}/", {"resolution": "accepted", "comment": WRITTEN}),
        "reject": (f"{one}handling/", {"do": "reject", "reason": WRITTEN}),
        "breach": (f"{one}mislighold/", {"what": WRITTEN}),
        "remedy": (other, {"remedy": "correction", "taken_on": DAY, "answer_by": DAY, "reason": WRITTEN}),
        "end": (f"{other}slutt/", {"outcome": "mended", "ended_on": DAY, "reason": WRITTEN}),
        "file": (f"/faktura/fil/mappe/{a_refused_file(place).pk}/", {"what": WRITTEN}),
    }


@pytest.mark.parametrize("what", ["comment", "reject", "breach", "remedy", "end", "file"])
def test_a_national_identity_number_is_refused_in_a_sentence(here: Place, client: Client, what: str) -> None:
    address, typed = addresses(here)[what]
    breaches = Breach.objects.count()
    client.force_login(here.people[Role.CONTROLLER])
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "Det står et fødselsnummer i teksten" in answer.text
    kept = [model.objects.count() for model in (Settlement, Attestation, FaultDealtWith, RemedyTaken)]
    assert kept == [0, 0, 0, 0]
    assert Breach.objects.count() == breaches
