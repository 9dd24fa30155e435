"""An invoice is made out to the municipality, or it deviates; who has two receives it for the right one."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rettvis.web.access.models import Municipality, Role, RoleAssignment
from rettvis.web.demo.ehf import BUYER
from rettvis.web.invoices.models import ReceivedFile
from rettvis.web.invoices.rematching import match_open
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_file, a_world, codes, received

OTHER = ("310000108", "Nabovik kommune")


def numbered(place: Place, number: str = BUYER[0]) -> None:
    Municipality.objects.filter(pk=place.municipality.pk).update(organisation_number=number)


def test_an_invoice_to_somebody_else_deviates_once_the_number_is_known(here: Place) -> None:
    case, _provider = a_world(here)
    assert codes(received(here, a_file(case, buyer=OTHER))) == []
    numbered(here)
    assert codes(received(here, a_file(case, number="F-2", buyer=OTHER))).count("other_buyer") == 1
    assert "other_buyer" not in codes(received(here, a_file(case, number="F-3")))


def test_a_number_that_is_written_later_is_held_against_the_open_invoices_within_minutes(
    here: Place,
) -> None:
    case, _provider = a_world(here)
    row = received(here, a_file(case, buyer=OTHER))
    match_open(NOW)
    assert match_open(NOW) == 0
    numbered(here)
    assert match_open(NOW) == 1
    assert codes(row) == ["other_buyer"]


def test_who_receives_for_two_municipalities_receives_for_the_buyer(
    here: Place, elsewhere: Place, client: Client
) -> None:
    user = here.people[Role.CONTROLLER]
    RoleAssignment.objects.create(
        user=user,
        role=Role.CONTROLLER,
        municipality=elsewhere.municipality,
        starts_on=user.assignments.get().starts_on,
    )
    client.force_login(user)
    case, _provider = a_world(here)
    content = a_file(case, buyer=OTHER)
    answer = client.post("/faktura/", {"file": SimpleUploadedFile("faktura.xml", content)})
    assert answer.status_code == 422
    assert "310000108" in answer.text
    assert not ReceivedFile.objects.exists()
    numbered(here)
    numbered(elsewhere, OTHER[0])
    assert client.post("/faktura/", {"file": SimpleUploadedFile("faktura.xml", content)}).status_code == 302
    assert ReceivedFile.objects.get().municipality == elsewhere.municipality


def test_an_administrator_writes_the_number(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    typed = {"municipality": here.municipality.pk, "number": "312 000 008"}
    assert client.post("/helse/kommune/", typed).status_code == 302
    here.municipality.refresh_from_db()
    assert here.municipality.organisation_number == "312000008"
    answer = client.post("/helse/kommune/", {**typed, "number": "312000009"})
    assert answer.status_code == 422
    assert "ikke et organisasjonsnummer" in answer.text
    here.municipality.refresh_from_db()
    assert here.municipality.organisation_number == "312000008"


def test_nobody_writes_the_number_of_another_municipality(
    here: Place, elsewhere: Place, client: Client
) -> None:
    typed = {"municipality": elsewhere.municipality.pk, "number": "312000008"}
    client.force_login(here.people[Role.ADMINISTRATOR])
    client.post("/helse/kommune/", typed)
    client.force_login(here.people[Role.CONTROLLER])
    assert client.post("/helse/kommune/", typed).status_code == 403
    elsewhere.municipality.refresh_from_db()
    assert elsewhere.municipality.organisation_number == ""
