"""An invoice is held against the registers again when they have come further, by itself and by a person."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.wording import LANGUAGES
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.delivery.services import Approved, NewPrice, approve_hours, write_price
from rettvis.web.invoices import reading
from rettvis.web.invoices.models import Deviation, InvoiceLineRow, ReadInvoice, Rematch
from rettvis.web.invoices.rematching import is_the_same, match_again, match_open
from rettvis.web.invoices.services import approve, attest, reject, settle
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, granted
from tests.web.invoices.made import PRICE, a_file, a_provider, a_world, an_agreement, an_invoice, received


def left(row: ReadInvoice) -> list[str]:
    """What still deviates and nobody has settled."""
    rows = row.deviations.filter(gone__isnull=True, settlement__isnull=True)
    return sorted(rows.values_list("code", flat=True))


def approved(place: Place, provider: object, case: object) -> None:
    """Forty hours in March."""
    lines = [Approved(f"m{day}", case, date(2026, 3, day), "ordinary", 240) for day in range(1, 11)]
    approve_hours(place.people[Role.CONTROLLER], provider, lines, NOW)


def test_a_provider_agreement_and_hours_that_come_later_are_found_by_themselves(here: Place) -> None:
    case = granted(here)
    row = received(here, a_file(case))
    assert left(row) == ["not_approved", "unknown_provider"]
    match_open(NOW)
    provider = an_agreement(here, a_provider(here)).provider
    assert match_open(NOW) == 1
    row.refresh_from_db()
    assert (row.provider, left(row)) == (provider, ["not_approved"])
    approved(here, provider, case)
    assert match_open(NOW) == 1
    assert left(row) == []
    assert match_open(NOW) == 0
    line = row.lines.get()
    assert (line.worked, line.agreed, line.agreement) == (2400, PRICE, "RA-1")
    attest(here.people[Role.CONTROLLER], row, NOW)
    approve(here.people[Role.TEAM_LEADER], row, NOW)


def test_each_change_is_kept_with_what_it_was_before(here: Place) -> None:
    case, provider = a_world(here)
    row = received(here, a_file(case, price=PRICE + 1_000))
    new = NewPrice("TURNUS", "", date(2026, 3, 1), PRICE + 1_000, "index", "Vedtak om indeks")
    write_price(here.people[Role.CONTROLLER], provider.agreements.get(), new, "new", NOW)
    again = match_again(here.people[Role.CONTROLLER], row, NOW)
    assert again is not None
    assert again.changes == [
        {"place": 0, "what": "agreed", "before": str(PRICE), "after": str(PRICE + 1_000)}
    ]
    assert again.matched_by == here.people[Role.CONTROLLER]
    assert [one.deviation.code for one in again.gone.all()] == ["price_differs"]
    assert left(row) == []
    assert match_again(here.people[Role.CONTROLLER], row, NOW) is None


def test_what_somebody_has_settled_stands_when_it_still_deviates(here: Place) -> None:
    row, user = an_invoice(here), here.people[Role.CONTROLLER]
    settle(user, row.deviations.get(), "accepted", "Avtalt.", NOW)
    match_open(NOW, always=True)
    assert (left(row), row.deviations.count(), Rematch.objects.count()) == ([], 1, 0)


def test_other_words_for_the_same_deviation_are_the_same_deviation(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, user = an_invoice(here), here.people[Role.CONTROLLER]
    kept = Deviation.objects.get()
    settle(user, kept, "accepted", "Avtalt.", NOW)
    monkeypatch.setattr(reading, "in_each_language", lambda _told: dict.fromkeys(LANGUAGES, "Andre ord."))
    assert match_open(NOW, always=True) == 0
    assert left(row) == []
    before = Deviation(code=kept.code, line=kept.line, amount=kept.amount)
    before.message = {name: text for name, text in kept.message.items() if name != "values"}
    assert is_the_same(before, kept)
    before.message["nb"] = before.message["nb"].replace("610", "620")
    assert not is_the_same(before, kept)


def test_the_first_invoice_does_not_see_one_that_came_after_it(here: Place) -> None:
    case, _provider = a_world(here)
    first = received(here, a_file(case))
    second = received(here, a_file(case, number="F-9", note="Igjen"))
    match_open(NOW, always=True)
    assert left(first) == []
    assert left(second) == ["invoiced_twice"]
    reject(here.people[Role.CONTROLLER], first, "Feil.", NOW)
    assert match_open(NOW) == 1
    assert left(second) == []


def test_a_deviation_that_is_gone_is_not_settled_and_the_page_tells_why(here: Place, client: Client) -> None:
    case, provider = a_world(here)
    row, user = received(here, a_file(case, price=PRICE + 1_000)), here.people[Role.CONTROLLER]
    new = NewPrice("TURNUS", "", date(2026, 3, 1), PRICE + 1_000, "index", "Vedtak om indeks")
    write_price(user, provider.agreements.get(), new, "new", NOW)
    client.force_login(user)
    assert client.post(f"/faktura/{row.pk}/handling/", {"do": "match"}).status_code == 302
    with pytest.raises(Faulty):
        settle(user, row.deviations.get(), "accepted", "Avtalt.", NOW)
    page = client.get(f"/faktura/{row.pk}/").text
    assert "avviker ikke lenger" in page
    trail = client.get(f"/faktura/{row.pk}/spor/").text.replace("\u00a0", " ")
    assert "600 kr" in trail
    assert "610 kr" in trail


def test_an_attested_invoice_stands_as_it_was_attested(here: Place) -> None:
    case, provider = a_world(here)
    row, user = received(here, a_file(case)), here.people[Role.CONTROLLER]
    attest(user, row, NOW)
    new = NewPrice("TURNUS", "", date(2026, 3, 1), PRICE + 1_000, "index", "Vedtak om indeks")
    write_price(user, provider.agreements.get(), new, "new", NOW)
    assert match_open(NOW) == 0
    with pytest.raises(Faulty):
        match_again(user, row, NOW)


def test_what_stood_on_the_line_is_never_changed(here: Place) -> None:
    an_invoice(here)
    for rows, told in (
        (InvoiceLineRow.objects.all(), {"amount": 1}),
        (ReadInvoice.objects.all(), {"total": 1}),
        (Deviation.objects.all(), {"amount": 1}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**told)
    with pytest.raises(DatabaseError), transaction.atomic():
        InvoiceLineRow.objects.all().delete()


def test_only_controller_and_leader_hold_it_again(here: Place) -> None:
    with pytest.raises(Refused):
        match_again(here.people[Role.AUDITOR], an_invoice(here), NOW)
