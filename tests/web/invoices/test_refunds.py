"""The settlement of what was paid in advance: hours that were not used stand on the page until credited."""

from datetime import date

from django.test import Client

from rettvis.web.access.models import Role
from rettvis.web.delivery.services import (
    Approved,
    NewAgreement,
    NewPrice,
    approve_hours,
    register_agreement,
    write_price,
)
from rettvis.web.invoices.models import ReadInvoice
from rettvis.web.invoices.services import approve, attest, settle
from rettvis.web.invoices.settling_advance import refunds_of
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, granted
from tests.web.invoices.made import PRICE, a_file, a_provider, an_agreement, received

TODAY = date(2026, 6, 30)


def paid(place: Place, row: ReadInvoice) -> None:
    user = place.people[Role.CONTROLLER]
    for one in row.deviations.filter(severity="fatal"):
        settle(user, one, "accepted", "Avtalt.", NOW)
    attest(user, row, NOW)
    approve(place.people[Role.TEAM_LEADER], row, NOW)


def test_unused_hours_are_owed_until_they_are_credited(here: Place, client: Client) -> None:
    case, user = granted(here), here.people[Role.CONTROLLER]
    provider = an_agreement(here, billing="advance").provider
    lines = [Approved("m", case, date(2026, 3, 3), "ordinary", 1_800)]
    approve_hours(user, provider, lines, NOW)
    row = received(here, a_file(case))
    assert refunds_of(user, 2026, TODAY) == []
    paid(here, row)
    [shown] = refunds_of(user, 2026, TODAY)
    assert (shown.due.minutes, shown.due.amount, shown.number) == (600, 600_000, "F-1")
    assert refunds_of(user, 2026, date(2026, 3, 15)) == []
    client.force_login(user)
    assert "6 000 kr" in client.get("/faktura/avregning/?aar=2026").text.replace("\u00a0", " ")
    short = received(here, a_file(case, minutes=60, number="K-1", credit=True, corrects="F-1"))
    assert "refund_short" in short.deviations.values_list("code", flat=True)
    paid(here, short)
    assert refunds_of(user, 2026, TODAY)[0].due.minutes == 540
    paid(here, received(here, a_file(case, minutes=540, number="K-2", credit=True, corrects="F-1")))
    assert refunds_of(user, 2026, TODAY) == []


def test_a_line_over_new_year_is_cut_there_and_the_parts_are_the_whole(here: Place) -> None:
    case, user = (
        granted(here, first=date(2025, 1, 1), decided=date(2024, 12, 1)),
        here.people[Role.CONTROLLER],
    )
    new = NewAgreement("RA-1", date(2025, 1, 1), date(2026, 12, 31), "advance", "index")
    agreement = register_agreement(user, a_provider(here), new, NOW)
    price = NewPrice("TURNUS", "", date(2025, 1, 1), PRICE, "agreed", "Vedlegg 1")
    write_price(user, agreement, price, "first price", NOW)
    days = {"first": date(2025, 12, 15), "last": date(2026, 1, 14)}
    row = received(here, a_file(case, minutes=31 * 100 + 15, **days))
    paid(here, row)
    parts = [refunds_of(user, year, TODAY)[0].due for year in (2025, 2026)]
    assert [one.minutes for one in parts] == [1_708, 1_407]
    assert sum(one.minutes for one in parts) == 31 * 100 + 15
    assert sum(one.paid for one in parts) == row.total
    assert refunds_of(user, 2027, TODAY) == refunds_of(user, 2024, TODAY) == []


def test_the_refunds_of_another_municipality_are_not_seen(here: Place, elsewhere: Place) -> None:
    case = granted(here)
    an_agreement(here, billing="advance")
    paid(here, received(here, a_file(case)))
    assert len(refunds_of(here.people[Role.CONTROLLER], 2026, TODAY)) == 1
    assert refunds_of(elsewhere.people[Role.CONTROLLER], 2026, TODAY) == []
