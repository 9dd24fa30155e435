"""Each kind of bad file gets its own sentence on the page, and nothing of it is kept."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rettvis.web.access.models import Role
from rettvis.web.invoices.models import InvoiceLineRow, ReadInvoice, ReceivedFile
from tests.web.conftest import Place
from tests.web.invoices.made import MARCH, a_file, a_world, received

LAUGHS = b"<!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;'>]><lolz>&lol2;</lolz>"
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
ENCODED = '<?xml version="1.0" encoding="UTF-8"?><a>blåbær</a>'.encode("latin-1")
UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")


def sent(client: Client, place: Place, content: bytes) -> tuple[int, str]:
    """Status and page after a file is uploaded."""
    client.force_login(place.people[Role.CONTROLLER])
    answer = client.post("/faktura/", {"file": SimpleUploadedFile("faktura.xml", content)})
    return answer.status_code, answer.text if answer.status_code != 302 else ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LAUGHS, "dokumenttype"),
        (OUTSIDE, "dokumenttype"),
        (UTF16, "dokumenttype"),
        (ENCODED, "et annet tegnsett"),
        (b"MZ\x90\0" + bytes(200), "ikke en XML-fil"),
        (b"%PDF-1.7", "ikke en XML-fil"),
        (b"<html/>", "ingen e-faktura"),
        (b"", "er tom"),
        (b"   ", "tom"),
    ],
)
def test_what_is_no_invoice_is_refused_in_a_sentence(
    here: Place, client: Client, content: bytes, told: str
) -> None:
    status, text = sent(client, here, content)
    assert status == 422
    assert told in text
    assert not ReceivedFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_in_a_sentence(here: Place, client: Client) -> None:
    status, text = sent(client, here, b"<a>" + b" " * 20_500_000 + b"</a>")
    assert status == 422
    assert "for stor" in text
    assert not ReceivedFile.objects.exists()


def test_two_hundred_megabytes_are_refused_before_they_are_read(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CONTROLLER])
    answer = client.post(
        "/faktura/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )
    assert answer.status_code == 413
    assert "stor" in answer.text


def page_of(client: Client, place: Place, row: ReadInvoice) -> str:
    """The invoice as the controller sees it."""
    client.force_login(place.people[Role.CONTROLLER])
    return client.get(f"/faktura/{row.pk}/").text.replace("\u00a0", " ")


def test_another_currency_is_told(here: Place, client: Client) -> None:
    row = received(here, a_file(a_world(here)[0], currency="EUR"))
    client.force_login(here.people[Role.CONTROLLER])
    for address in ("/faktura/", f"/faktura/{row.pk}/"):
        assert "24\u00a0000,00\u00a0EUR" in client.get(address).text
    assert "Bare NOK betales" in page_of(client, here, row)


def test_a_due_date_before_the_issue_date_is_told(here: Place, client: Client) -> None:
    row = received(here, a_file(a_world(here)[0], due=date(2026, 4, 1)))
    assert "før dagen den ble laget" in page_of(client, here, row)


def test_totals_that_do_not_add_up_are_told(here: Place, client: Client) -> None:
    row = received(here, a_file(a_world(here)[0], payable=1_000_000))
    assert "10 000 kr skal betales" in page_of(client, here, row)


def test_an_unknown_provider_is_told(here: Place, client: Client) -> None:
    row = received(here, a_file(a_world(here)[0], seller=("310000086", "Ukjent AS")))
    assert "310000086 er registrert som leverandør" in page_of(client, here, row)


def test_the_same_file_twice_is_told_and_the_same_number_from_two_is_two(here: Place, client: Client) -> None:
    case, _provider = a_world(here)
    content = a_file(case)
    assert sent(client, here, content)[0] == 302
    assert sent(client, here, content)[0] == 302
    assert "mottatt fra før" in client.get("/faktura/").text
    assert ReceivedFile.objects.count() == 1
    other = a_file(case, seller=("312000008", "Den andre AS"))
    rows = [received(here, content), received(here, other)]
    assert len({row.pk for row in rows}) == 2
    assert "number_used" not in rows[1].deviations.values_list("code", flat=True)


def test_a_credit_note_a_negative_invoice_and_a_part_are_one_account(here: Place) -> None:
    """Partial deliveries, a correction below zero, and a credit note, all for the same days."""
    case, _provider = a_world(here)
    part = received(here, a_file(case, minutes=1_200, number="F-1"))
    assert list(part.deviations.values_list("code", flat=True)) == ["fewer_than_worked"]
    rest = received(here, a_file(case, minutes=1_320, number="F-2"))
    assert list(rest.deviations.values_list("code", flat=True)) == ["more_than_worked"]
    below = received(here, a_file(case, minutes=-60, number="F-3", corrects="F-2"))
    credit = received(here, a_file(case, minutes=60, number="K-1", corrects="F-2", credit=True))
    for row in (below, credit):
        assert not row.deviations.exclude(code="rule").exists()
    lines = InvoiceLineRow.objects.filter(case=case, first=MARCH[0])
    assert sum(one.minutes or 0 for one in lines) == 2_400


def test_a_price_that_is_no_number_is_told_on_the_invoice(here: Place, client: Client) -> None:
    content = a_file(a_world(here)[0])
    row = received(here, content.replace(b">600.00</cbc:PriceAmount>", b">600,00</cbc:PriceAmount>"))
    assert {"rule", "rules_not_run"} <= set(row.deviations.values_list("code", flat=True))
    assert "lot seg ikke kjøre" in page_of(client, here, row)


@pytest.mark.parametrize("hours", [b"40000000.00", b"9" * 30])
def test_hours_that_no_invoice_holds_are_refused_in_a_sentence(
    here: Place, client: Client, hours: bytes
) -> None:
    content = a_file(a_world(here)[0])
    bad, many = re.subn(rb"[0-9.]+(?=</cbc:InvoicedQuantity>)", hours, content)
    assert many == 1
    status, text = sent(client, here, bad)
    assert status == 422
    assert "sifre foran desimaltegnet" in text
    assert not ReceivedFile.objects.exists()


def test_an_invoice_that_peppols_rules_were_not_run_over_says_so(here: Place, client: Client) -> None:
    row = received(here, a_file(a_world(here)[0]))
    assert "Peppols egne regler ble ikke kjørt" in page_of(client, here, row)
