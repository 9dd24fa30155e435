"""Providers, agreements and prices: each once, prices never overwritten, and faults told at the field."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from rettvis.journey.delivery import ShiftKind
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.delivery.models import AgreementPrice, Provider
from rettvis.web.delivery.services import NewPrice, register_provider, write_exclusion, write_price
from rettvis.web.delivery.store import contractor_of
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import NUMBER, PRICE, a_provider, an_agreement

JULY = date(2026, 7, 1)


def regulated(code: str = "TURNUS", kind: str = "", ore: int = PRICE + 1_500) -> NewPrice:
    return NewPrice(code, kind, JULY, ore, "index", "Indeksen for juni")


def test_a_regulation_is_a_new_row_and_each_day_keeps_its_price(here: Place) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    rows = {write_price(user, agreement, regulated(), "july", NOW).pk for _time in range(2)}
    assert len(rows) == 1
    [terms] = contractor_of(agreement.provider).agreements
    assert [terms.price_on(day, None) for day in (date(2026, 6, 30), JULY)] == [PRICE, PRICE + 1_500]


def test_the_database_refuses_to_change_or_remove_a_price(here: Place) -> None:
    an_agreement(here)
    for act in (lambda: AgreementPrice.objects.update(ore=1), lambda: AgreementPrice.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert AgreementPrice.objects.get().ore == PRICE


@pytest.mark.parametrize("number", ["310000001", "31000000", "abc", ""])
def test_an_organisation_number_is_tried(here: Place, number: str) -> None:
    with pytest.raises(Faulty) as refusal:
        register_provider(here.people[Role.CONTROLLER], here.municipality, number, " ", "private", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["number", "name"]
    assert not Provider.objects.exists()


def test_a_number_as_people_write_it_is_the_same_provider(here: Place) -> None:
    assert a_provider(here, "NO 310 000 000 MVA") == a_provider(here, NUMBER)


@pytest.mark.parametrize(
    ("new", "place"),
    [
        (regulated(kind="night"), "kind"),
        (regulated(ore=0), "price"),
    ],
)
def test_a_price_that_cannot_be_is_told_at_its_field(here: Place, new: NewPrice, place: str) -> None:
    agreement = an_agreement(here)
    with pytest.raises(Faulty) as refusal:
        write_price(here.people[Role.CONTROLLER], agreement, new, "key", NOW)
    assert [fault.place for fault in refusal.value.faults] == [place]


def test_evenings_and_weekends_have_price_lines_of_their_own(here: Place) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    for code, kind, ore in (("HELG", "", 70_000), ("KVELD", "ordinary", 65_000), ("DAG", "ordinary", 61_000)):
        new = NewPrice(code, kind, date(2026, 1, 1), ore, "agreed", "Vedlegg 1")
        write_price(user, agreement, new, code, NOW)
    [terms] = contractor_of(agreement.provider).agreements
    told = [terms.price_on(JULY, terms.kind_of(code), code) for code in ("HELG", "kveld", "DAG", "TURNUS")]
    assert told == [70_000, 65_000, 61_000, PRICE]
    assert terms.price_on(JULY, ShiftKind.ORDINARY) == 65_000
    assert terms.price_on(JULY, None) == PRICE


def test_an_exclusion_ends_where_somebody_says_so(here: Place) -> None:
    provider, user = a_provider(here), here.people[Role.TEAM_LEADER]
    write_exclusion(user, provider, JULY, True, "Brudd.", "one", NOW)
    write_exclusion(user, provider, date(2026, 8, 1), False, "Rettet.", "two", NOW)
    [period] = contractor_of(provider).excluded
    assert (period.first, period.last) == (JULY, date(2026, 7, 31))


def test_an_auditor_reads_and_changes_nothing(here: Place, client: Client) -> None:
    agreement, user = an_agreement(here), here.people[Role.AUDITOR]
    client.force_login(user)
    page = client.get(reverse("provider", args=[agreement.provider_id])).content.decode()
    assert "TURNUS" in page
    assert reverse("new_price", args=[agreement.pk]) not in page
    with pytest.raises(Refused):
        write_price(user, agreement, regulated(), "key", NOW)


def test_a_price_is_written_on_its_page_and_a_fault_is_shown_there(here: Place, client: Client) -> None:
    agreement = an_agreement(here)
    client.force_login(here.people[Role.CONTROLLER])
    address = reverse("new_price", args=[agreement.pk])
    told = {"code": "TURNUS", "kind": "", "from_on": "1.7.2026", "why": "index", "source": "Juni", "key": "k"}
    assert client.post(address, {**told, "price": "seks hundre"}).status_code == 422
    for _time in range(2):
        assert client.post(address, {**told, "price": "615,50"}).status_code == 302
    assert sorted(AgreementPrice.objects.values_list("ore", flat=True)) == [PRICE, 61_550]


def test_everything_that_is_wrong_in_a_form_is_said_at_once(here: Place, client: Client) -> None:
    agreement = an_agreement(here)
    client.force_login(here.people[Role.CONTROLLER])
    price = {"code": "", "from_on": "01.01.2031", "price": "20000", "why": "agreed", "source": ""}
    for address, data, places in (
        (reverse("new_provider"), {"number": "310000001", "name": ""}, {"number", "name", "run_by"}),
        (
            reverse("new_agreement", args=[agreement.provider_id]),
            {"starts_on": "02.01.2026", "ends_on": "01.01.2026", "rank": "0", "billing": "arrears"},
            {"reference", "ends_on", "rank", "regulation"},
        ),
        (reverse("new_price", args=[agreement.pk]), price, {"code", "from_on", "price", "source"}),
    ):
        answer = client.post(address, data)
        assert answer.status_code == 422
        for place in places:
            assert f'href="#id_{place}' in answer.content.decode(), place
