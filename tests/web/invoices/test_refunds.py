"""The settlement of what was paid in advance: hours that were not used stand on the page until credited."""

from datetime import date

from django.test import Client

from rettvis.web.access.models import Role
from rettvis.web.delivery.services import Approved, approve_hours
from rettvis.web.invoices.settling_advance import refunds_of
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, granted
from tests.web.invoices.made import a_file, an_agreement, received

TODAY = date(2026, 6, 30)


def test_unused_hours_are_owed_until_they_are_credited(here: Place, client: Client) -> None:
    case, user = granted(here), here.people[Role.CONTROLLER]
    provider = an_agreement(here, billing="advance").provider
    lines = [Approved("m", case, date(2026, 3, 3), "ordinary", 1_800)]
    approve_hours(user, provider, lines, NOW)
    received(here, a_file(case))
    [shown] = refunds_of(user, 2026, TODAY)
    assert (shown.due.minutes, shown.due.amount, shown.number) == (600, 600_000, "F-1")
    assert refunds_of(user, 2026, date(2026, 3, 15)) == []
    client.force_login(user)
    assert "6 000 kr" in client.get("/faktura/avregning/?aar=2026").text.replace("\u00a0", " ")
    short = received(here, a_file(case, minutes=60, number="K-1", credit=True, corrects="F-1"))
    assert "refund_short" in short.deviations.values_list("code", flat=True)
    received(here, a_file(case, minutes=540, number="K-2", credit=True, corrects="F-1"))
    assert refunds_of(user, 2026, TODAY) == []


def test_the_refunds_of_another_municipality_are_not_seen(here: Place, elsewhere: Place) -> None:
    case = granted(here)
    an_agreement(here, billing="advance")
    received(here, a_file(case))
    assert refunds_of(elsewhere.people[Role.CONTROLLER], 2026, TODAY) == []
