"""Prices by an index: proposed with their grounds, taken in once by a person, and nothing overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, transaction
from django.test import Client
from django.urls import reverse

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.delivery.models import (
    Agreement,
    AgreementPrice,
    IndexSeries,
    IndexValue,
    RegulatedPrice,
    RegulationRule,
)
from rettvis.web.delivery.proposals import Due, dues_of
from rettvis.web.delivery.regulation import NewValue, register_index, take_in, write_index_value, write_rule
from rettvis.web.delivery.services import NewPrice, write_price
from rettvis.web.delivery.store import contractor_of
from tests.web.conftest import Place
from tests.web.delivery.regulated import MAY, a_new_rule, a_rule, a_value, an_index
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import PRICE, an_agreement
from tests.web.invoices.test_twice_at_once import both

JULY = date(2026, 7, 1)
NEW = 61_744
"""60 000 øre × 123.9 ÷ 120.4, to the nearest øre."""


def the_due(agreement: Agreement, on: date = JULY) -> Due:
    [due] = [one for one in dues_of(Agreement.objects.get(pk=agreement.pk), on) if one.day == JULY]
    return due


def ready(place: Place, **more: Any) -> Agreement:
    agreement = an_agreement(place, **more)
    a_value(place)
    a_rule(place, agreement)
    return agreement


def test_a_price_is_proposed_and_taken_in_as_a_new_row(here: Place) -> None:
    agreement, user = ready(here), here.people[Role.CONTROLLER]
    due = the_due(agreement)
    assert due.is_open
    [row] = take_in(user, agreement, JULY, due.seen, NOW)
    assert (row.ore, row.why) == (NEW, "index")
    assert sorted(AgreementPrice.objects.values_list("ore", flat=True)) == [PRICE, NEW]
    [terms] = contractor_of(agreement.provider).agreements
    assert [terms.price_on(day, None) for day in (date(2026, 6, 30), JULY)] == [PRICE, NEW]
    kept = RegulatedPrice.objects.get()
    assert kept.exact == "2655000/43"
    assert "÷ 120,4" in kept.explanation["nb"]
    assert take_in(user, agreement, JULY, due.seen, NOW) == []


def test_a_half_year_agreement_says_so_in_its_prices(here: Place) -> None:
    agreement = ready(here, regulation="half_year")
    [row] = take_in(here.people[Role.TEAM_LEADER], agreement, JULY, the_due(agreement).seen, NOW)
    assert row.why == "half_year"


def test_without_the_index_nothing_is_proposed_and_nothing_can_be_taken_in(here: Place) -> None:
    agreement = an_agreement(here)
    a_rule(here, agreement)
    due = the_due(agreement)
    assert not due.is_open
    assert take_in(here.people[Role.CONTROLLER], agreement, JULY, due.seen, NOW) == []
    assert AgreementPrice.objects.count() == 1


def test_an_index_that_is_corrected_gives_a_price_to_take_in_again(here: Place) -> None:
    agreement, user = ready(here), here.people[Role.CONTROLLER]
    seen = the_due(agreement).seen
    take_in(user, agreement, JULY, seen, NOW)
    a_value(here, "124.0", key="may corrected")
    with pytest.raises(Faulty, match="changed since you looked"):
        take_in(user, agreement, JULY, seen, NOW)
    [row] = take_in(user, agreement, JULY, the_due(agreement).seen, NOW)
    assert row.ore == 61_794
    [terms] = contractor_of(agreement.provider).agreements
    assert terms.price_on(JULY, None) == 61_794
    assert IndexValue.objects.filter(month=MAY).count() == 2


def test_a_price_is_taken_in_again_after_the_base_was_corrected_back(here: Place) -> None:
    agreement, user = ready(here), here.people[Role.CONTROLLER]
    take_in(user, agreement, JULY, the_due(agreement).seen, NOW)
    first = date(2026, 1, 1)
    for number, ore in enumerate((PRICE + 100, PRICE)):
        new = NewPrice("TURNUS", "", first, ore, "corrected", "Vedlegg 1")
        write_price(user, agreement, new, f"base {number}", NOW)
        [row] = take_in(user, agreement, JULY, the_due(agreement).seen, NOW)
    assert row.ore == NEW
    assert AgreementPrice.objects.filter(from_on=JULY).count() == 3


def test_where_a_rule_is_nobody_writes_a_regulated_price_by_hand(here: Place) -> None:
    agreement, user = ready(here), here.people[Role.CONTROLLER]
    for why in ("index", "half_year"):
        with pytest.raises(Faulty) as refusal:
            write_price(user, agreement, NewPrice("TURNUS", "", JULY, 1, why, "Juni"), "by hand", NOW)
        assert [fault.place for fault in refusal.value.faults] == ["why"]


def test_the_index_at_the_start_is_the_one_that_is_registered(here: Place) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    index = a_value(here)
    with pytest.raises(Faulty, match=r"123\.9") as refusal:
        write_rule(user, agreement, a_new_rule(index, base_month=MAY, base_value=Decimal("132.9")), "r", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["base_value"]
    write_rule(user, agreement, a_new_rule(index, base_month=MAY, base_value=Decimal("123.90")), "r", NOW)


def test_what_was_agreed_for_the_very_day_is_not_taken_over(here: Place) -> None:
    agreement, user = ready(here), here.people[Role.CONTROLLER]
    new = NewPrice("TURNUS", "", JULY, 60_900, "negotiated", "Møte 12. juni")
    write_price(user, agreement, new, "agreed", NOW)
    due = the_due(agreement)
    assert not due.is_open
    assert take_in(user, agreement, JULY, due.seen, NOW) == []


def test_a_price_that_was_agreed_after_the_rule_began_needs_a_new_rule(here: Place) -> None:
    agreement, user = ready(here), here.people[Role.CONTROLLER]
    april = date(2026, 4, 1)
    write_price(user, agreement, NewPrice("TURNUS", "", april, 60_900, "negotiated", "Møte"), "april", NOW)
    [line] = the_due(agreement).lines
    assert line.agreed_since == april
    assert not line.is_open
    anew = a_new_rule(an_index(here), first=april, base_month=date(2026, 2, 1), base_value=Decimal("122.0"))
    write_rule(user, agreement, anew, "anew", NOW)
    [line] = the_due(agreement).lines
    assert line.base == 60_900
    assert line.is_open


def test_prices_are_proposed_three_months_ahead_and_not_after_the_agreement(here: Place) -> None:
    agreement = ready(here)
    assert [due.day for due in dues_of(agreement, date(2026, 3, 31))] == []
    assert [due.day for due in dues_of(agreement, date(2026, 4, 1))] == [JULY]
    assert [due.day for due in dues_of(agreement, date(2027, 6, 1))] == [JULY]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"first": date(2025, 12, 31)}, "first"),
        ({"base_value": Decimal(0)}, "base_value"),
        ({"months": ()}, "month"),
        ({"months_back": 25}, "months_back"),
        ({"percent": 101}, "percent"),
        ({"rounding": "up"}, "rounding"),
        ({"source": " "}, "source"),
    ],
)
def test_a_rule_that_cannot_be_is_told_at_its_field(here: Place, wrong: dict[str, Any], place: str) -> None:
    agreement = an_agreement(here)
    with pytest.raises(Faulty) as refusal:
        write_rule(here.people[Role.CONTROLLER], agreement, a_new_rule(an_index(here), **wrong), "rule", NOW)
    assert [fault.place for fault in refusal.value.faults] == [place]
    assert not RegulationRule.objects.exists()


def test_an_agreement_with_fixed_prices_takes_no_rule_and_no_index_of_others(
    here: Place, elsewhere: Place
) -> None:
    agreement = an_agreement(here, regulation="fixed")
    with pytest.raises(Faulty) as refusal:
        write_rule(here.people[Role.CONTROLLER], agreement, a_new_rule(an_index(elsewhere)), "rule", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["", "series"]


def test_a_figure_that_cannot_be_is_told_and_the_same_form_twice_is_one(here: Place) -> None:
    index, user = an_index(here), here.people[Role.CONTROLLER]
    with pytest.raises(Faulty) as refusal:
        write_index_value(user, index, NewValue(MAY, Decimal(0), date(2026, 4, 1), ""), "key", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["value", "published_on", "source"]
    rows = {a_value(here).values.get().pk for _time in range(2)}
    assert len(rows) == 1
    with pytest.raises(Faulty, match="registered already"):
        register_index(user, here.municipality, index.name, "Annet sted", NOW)


def test_the_database_keeps_every_figure_and_rule(here: Place) -> None:
    agreement = ready(here)
    take_in(here.people[Role.CONTROLLER], agreement, JULY, the_due(agreement).seen, NOW)
    for rows in (IndexSeries, IndexValue, RegulationRule, RegulatedPrice):
        for act in (rows.objects.all().delete, lambda rows=rows: rows.objects.update(id=9)):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_in_at_the_same_moment_write_each_price_once(here: Place) -> None:
    agreement, user = ready(here), here.people[Role.CONTROLLER]
    seen = the_due(agreement).seen
    wrong = both(lambda: take_in(user, agreement, JULY, seen, NOW))
    assert all(isinstance(one, OperationalError) for one in wrong), wrong
    assert AgreementPrice.objects.filter(from_on=JULY).count() == 1


def test_an_auditor_reads_the_rule_and_takes_nothing_in(here: Place, client: Client) -> None:
    agreement, user = ready(here), here.people[Role.AUDITOR]
    button = "Ta inn prisene"
    client.force_login(here.people[Role.CONTROLLER])
    assert button in client.get(reverse("price_regulation", args=[agreement.pk])).content.decode()
    client.force_login(user)
    page = client.get(reverse("price_regulation", args=[agreement.pk])).content.decode()
    assert agreement.reference in page
    assert button not in page
    assert client.post(reverse("price_regulation", args=[agreement.pk])).status_code == 403
    with pytest.raises(Refused):
        take_in(user, agreement, JULY, the_due(agreement).seen, NOW)


def test_the_whole_way_on_the_pages(here: Place, client: Client) -> None:
    agreement = an_agreement(here, regulation="half_year")
    client.force_login(here.people[Role.CONTROLLER])
    index = client.post(reverse("new_price_index"), {"name": "Indeksen", "source": "Tabell 2"})
    series = IndexSeries.objects.get()
    assert index.url == reverse("price_index", args=[series.pk])
    address = reverse("new_index_value", args=[series.pk])
    figure = {"month": "05.2026", "value": "123,9", "published_on": "10.6.2026", "source": "Tabell 2"}
    for wrong in ({"month": "13.2026"}, {"value": "hundre"}, {"published_on": "30.2.2026"}):
        assert client.post(address, {**figure, **wrong}).status_code == 422
    assert client.post(address, figure).status_code == 302
    rule = {
        "series": str(series.pk),
        "first": "1.1.2026",
        "base_month": "11.2025",
        "base_value": "120,4",
        "month": "7",
        "months_back": "2",
        "percent": "100",
        "rounding": "nearest_ore",
        "source": "Punkt 7",
    }
    address = reverse("new_price_rule", args=[agreement.pk])
    assert client.post(address, {**rule, "months_back": "mange"}).status_code == 422
    assert client.post(address, rule).status_code == 302
    assert RegulationRule.objects.get().months == [1, 7]
    page = client.get(reverse("price_regulation", args=[agreement.pk])).content.decode()
    assert "617,44" in page
    due = the_due(agreement)
    told = {"day": "2026-07-01", "seen": "TURNUS=1"}
    assert client.post(reverse("price_regulation", args=[agreement.pk]), told).status_code == 422
    told["seen"] = due.seen
    assert client.post(reverse("price_regulation", args=[agreement.pk]), told).status_code == 302
    page = client.get(reverse("provider", args=[agreement.provider_id])).content.decode()
    assert "617,44" in page
    assert "120,4" in page
