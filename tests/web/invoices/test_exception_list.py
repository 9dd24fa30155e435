"""The exception list holds every invoice with something to settle, and every other invoice is found again."""

from datetime import date

import pytest
from django.test import Client

from rettvis.web.access.models import Role
from rettvis.web.invoices import exception_list
from rettvis.web.invoices.exception_list import Exceptions, exceptions_of, filters_of
from rettvis.web.invoices.models import ReadInvoice
from rettvis.web.invoices.services import reject
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import PRICE, a_file, a_world, an_invoice, codes, received


def listed(place: Place, **query: str) -> Exceptions:
    return exceptions_of(place.people[Role.CONTROLLER], filters_of(query))


def deviating(place: Place, **query: str) -> list[tuple[str, int]]:
    return [(row.number, row.open_amount) for group in listed(place, **query).groups for row in group.rows]


@pytest.mark.parametrize(
    ("more", "code", "about"),
    [
        ({"price": PRICE - 1_000}, "price_differs", 40 * 1_000),
        ({"payable": 40 * PRICE - 500}, "total_differs", 500),
        ({"credit": True}, "credited_too_much", 40 * PRICE),
    ],
)
def test_what_deviates_downwards_stands_on_the_list_with_what_it_is_about(
    here: Place, more: dict[str, object], code: str, about: int
) -> None:
    row = received(here, a_file(a_world(here)[0], **more))
    assert code in codes(row)
    assert deviating(here) == [("F-1", about)] or code == "total_differs"
    assert [number for number, _about in deviating(here)] == ["F-1"]
    assert deviating(here, minst="100000000") == []
    assert deviating(here, minst="4") == deviating(here, avvik=code) == deviating(here)


def test_both_lists_come_page_by_page_and_the_sums_are_of_every_page(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exception_list, "PAGE", 2)
    case, _provider = a_world(here)
    for number in range(1, 8):
        days = {"first": date(2026, 3, number), "last": date(2026, 3, number)}
        told = {"price": PRICE + 1_000 * number} if number <= 3 else {}
        received(here, a_file(case, minutes=240, number=f"F-{number}", **days, **told))
    assert [one for one, _about in deviating(here)] == ["F-3", "F-2"]
    assert [one for one, _about in deviating(here, side="2")] == ["F-1"]
    first = listed(here)
    assert (first.invoices, first.amount, first.pages) == (3, 4 * 6_000, 2)
    assert listed(here, side="2").groups[0].amount == first.groups[0].amount == 4 * 6_000
    seen = [row.number for row in first.others]
    while first.older:
        first = listed(here, **{"for": str(first.older)})
        seen += [row.number for row in first.others]
    assert seen == ["F-7", "F-6", "F-5", "F-4"]


def test_an_invoice_is_found_by_its_number_or_its_provider(here: Place, client: Client) -> None:
    row = an_invoice(here)
    reject(here.people[Role.CONTROLLER], row, "Feil pris.", NOW)
    received(here, a_file(row.lines.get().case, number="ØST-7", note="Ny"))
    for text, found in (
        ("f-1", ["F-1"]),
        ("PRØVE", ["ØST-7", "F-1"]),
        ("31000", ["ØST-7", "F-1"]),
        ("x", []),
    ):
        assert [one.number for one in listed(here, sok=text).others] == found
    client.force_login(here.people[Role.CONTROLLER])
    page = client.get("/faktura/", {"sok": "F-1"}).text
    assert ">F-1<" in page
    assert "ØST-7" not in page
    assert ReadInvoice.objects.count() == 2


def test_what_an_address_says_wrongly_narrows_nothing(here: Place) -> None:
    an_invoice(here)
    wrong = {"side": "99", "for": "x", "minst": "-1"}
    assert deviating(here, **wrong) == deviating(here, side="²") == deviating(here) != []
