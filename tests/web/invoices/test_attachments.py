"""Files inside an invoice are given as what they truly are; a program is not given, and says why."""

from datetime import date

import pytest
from django.test import Client

from rettvis.edges.identity import synthetic_national_ids
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.invoices.asking import record_answer
from rettvis.web.invoices.models import InvoiceAttachment, ReadInvoice
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_file, a_question, a_world, codes, received

PROGRAM = b"MZ\x90\0" + b"\0" * 200
PICTURE = b"\x89PNG\r\n\x1a\n"
CSV = b"dato;timer\n2026-03-01;4\n"


def with_files(place: Place, *files: tuple[str, str, bytes]) -> ReadInvoice:
    """An invoice with files inside."""
    return received(place, a_file(a_world(place)[0], files=files))


def test_a_table_is_given_as_a_file_and_the_look_up_is_logged(here: Place, client: Client) -> None:
    row = with_files(here, ("timer.csv", "text/csv", CSV))
    client.force_login(here.people[Role.CONTROLLER])
    answer = client.get(f"/faktura/{row.pk}/vedlegg/0/")
    assert answer.content.decode("utf-8-sig").encode() == CSV
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert LogEntry.objects.filter(what="A file that came inside an invoice").count() == 1
    assert "timer.csv" in client.get(f"/faktura/{row.pk}/").text


def test_a_program_is_not_given_whatever_it_is_called(here: Place, client: Client) -> None:
    row = with_files(here, ("timer.pdf", "application/pdf", PROGRAM))
    assert codes(row) == ["attachment"]
    kept = InvoiceAttachment.objects.get()
    assert (bytes(kept.content), kept.size) == (b"", len(PROGRAM))
    client.force_login(here.people[Role.CONTROLLER])
    answer = client.get(f"/faktura/{row.pk}/vedlegg/0/")
    assert answer.status_code == 404
    assert "et program" in answer.text
    page = client.get(f"/faktura/{row.pk}/").text
    assert "et program" in page
    assert f"/faktura/{row.pk}/vedlegg/0/" not in page


def test_a_national_identity_number_in_a_table_is_masked_where_it_is_given(
    here: Place, client: Client
) -> None:
    number = next(iter(synthetic_national_ids(date(1990, 5, 17))))
    row = with_files(here, (f"{number}.csv", "text/csv", f"hvem;timer\n{number};4\n".encode()))
    assert codes(row) == ["national_id"] * 2  # In its name and in its content.
    client.force_login(here.people[Role.CONTROLLER])
    text = client.get(f"/faktura/{row.pk}/vedlegg/0/").content.decode("utf-8-sig")
    assert text == f"hvem;timer\n{'*' * 11};4\n"
    assert number not in client.get(f"/faktura/{row.pk}/").text


def test_a_damaged_file_is_told_in_a_sentence(here: Place) -> None:
    row = with_files(here, ("bilde.png", "image/png", PICTURE))
    assert codes(row) == ["attachment"]
    assert "bilde.png" in row.deviations.get().message["nb"]


def test_the_file_of_another_municipality_is_not_found(here: Place, elsewhere: Place, client: Client) -> None:
    row = with_files(here, ("timer.csv", "text/csv", CSV))
    for place, role, status in (
        (elsewhere, Role.CONTROLLER, 404),
        (here, Role.CASEWORKER, 403),
        (here, Role.AUDITOR, 200),
    ):
        client.force_login(place.people[role])
        assert client.get(f"/faktura/{row.pk}/vedlegg/0/").status_code == status
        assert client.get(f"/faktura/{row.pk}/vedlegg/7/").status_code in (403, 404)


@pytest.mark.parametrize("address", ["spor/", "vedlegg/0/", "sporsmal/"])
def test_every_look_up_stands_in_the_log_of_the_case(here: Place, client: Client, address: str) -> None:
    row = with_files(here, ("timer.csv", "text/csv", CSV))
    number = row.lines.get().case.number
    client.force_login(here.people[Role.CONTROLLER])
    assert client.get(f"/faktura/{row.pk}/{address}").status_code == 200
    assert number in LogEntry.objects.order_by("-pk")[0].cases


def test_a_question_its_letter_and_its_answer_stand_in_the_log_of_the_case(
    here: Place, client: Client
) -> None:
    case, _provider = a_world(here)
    question = a_question(here)
    client.force_login(here.people[Role.CONTROLLER])
    address = f"/faktura/sporsmal/{question.pk}/"
    for asked in (address, f"{address}pdf/"):
        assert client.get(asked).status_code == 200
        assert case.number in LogEntry.objects.order_by("-pk")[0].cases
    record_answer(here.people[Role.CONTROLLER], question, question.sent_on, "Feil pris.", NOW)
    assert case.number in LogEntry.objects.order_by("-pk")[0].cases
