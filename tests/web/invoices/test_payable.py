"""What is paid is what the invoice asks for, of hours that nobody has paid, to somebody who may be paid."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rettvis.journey.delivery import AgreedPrice
from rettvis.journey.invoices import BillingModel, Contractor, Terms
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.period import Period
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.delivery.changing import change_last_day
from rettvis.web.delivery.services import NewAgreement, register_agreement, write_exclusion
from rettvis.web.invoices.ledger import export
from rettvis.web.invoices.models import Deviation, InvoiceLineRow, PaidLine, ReadInvoice, TakenBack
from rettvis.web.invoices.payable import without_agreement
from rettvis.web.invoices.rematching import match_open
from rettvis.web.invoices.services import approve, attest, reject, settle
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, granted
from tests.web.invoices.made import MARCH, PRICE, a_file, a_world, an_invoice, codes, received


def settle_all(place: Place, row: ReadInvoice, resolution: str = "accepted") -> None:
    for one in row.deviations.filter(settlement__isnull=True):
        settle(place.people[Role.CONTROLLER], one, resolution, "Avtalt.", NOW)


def attested(place: Place, row: ReadInvoice) -> ReadInvoice:
    settle_all(place, row)
    attest(place.people[Role.CONTROLLER], row, NOW)
    return row


def paid(place: Place, row: ReadInvoice) -> ReadInvoice:
    approve(place.people[Role.TEAM_LEADER], attested(place, row), NOW)
    return row


def test_what_is_settled_by_not_paying_can_only_be_rejected(here: Place, client: Client) -> None:
    row, user = an_invoice(here), here.people[Role.CONTROLLER]
    settle_all(here, row, "rejected")
    with pytest.raises(Faulty) as refusal:
        attest(user, row, NOW)
    assert "Reject it" in str(refusal.value)
    client.force_login(user)
    page = client.get(f"/faktura/{row.pk}/").text
    assert 'value="attest"' not in page
    assert "Avvis den" in page
    assert "Kan ikke attesteres slik den er" in page
    assert "Skal attesteres" not in page
    assert reject(user, row, "Feil pris.", NOW).rejected


def test_what_is_settled_by_a_credit_note_waits_for_it(here: Place) -> None:
    row = an_invoice(here)
    with pytest.raises(Faulty):
        settle_all(here, row, "credited")
    case = row.lines.get().case
    note = received(here, a_file(case, minutes=60, number="K-1", credit=True, corrects="F-1"))
    settle_all(here, row, "credited")
    reject(here.people[Role.CONTROLLER], note, "Feil.", NOW)
    with pytest.raises(Faulty):
        attest(here.people[Role.CONTROLLER], row, NOW)
    received(here, a_file(case, minutes=60, number="K-2", credit=True, corrects="F-1"))
    paid(here, row)


def test_what_is_accepted_is_accepted_for_a_reason(here: Place) -> None:
    row = an_invoice(here)
    for comment in ("", "  "):
        with pytest.raises(Faulty):
            settle(here.people[Role.CONTROLLER], row.deviations.get(), "accepted", comment, NOW)
    assert not hasattr(row.deviations.get(), "settlement")


@pytest.mark.parametrize(
    "more", [{"currency": "EUR"}, {"added": 50_000}, {"added": -50_000}, {"payable": 40 * PRICE + 1}]
)
def test_only_kroner_that_are_the_sum_of_the_lines_are_paid(here: Place, more: dict[str, object]) -> None:
    row = received(here, a_file(a_world(here)[0], **more))
    settle_all(here, row)
    with pytest.raises(Faulty) as refusal:
        attest(here.people[Role.CONTROLLER], row, NOW)
    assert "ask for a new one" in str(refusal.value)


def test_a_deviation_found_after_the_attestation_bars_the_payment(here: Place) -> None:
    row = attested(here, received(here, a_file(a_world(here)[0])))
    late = {"code": "price_differs", "severity": "fatal", "message": {"nb": "Feil pris."}}
    Deviation.objects.create(invoice=row, line=row.lines.get(), **late)
    with pytest.raises(Faulty):
        approve(here.people[Role.TEAM_LEADER], row, NOW)
    assert not PaidLine.objects.exists()


def test_the_same_hours_are_not_paid_on_two_numbers_though_the_later_is_paid_first(here: Place) -> None:
    case, _provider = a_world(here)
    first = attested(here, received(here, a_file(case)))
    second = received(here, a_file(case, number="F-2"))
    assert (codes(first), codes(second)) == ([], ["invoiced_twice"])
    paid(here, second)
    with pytest.raises(Faulty) as refusal:
        approve(here.people[Role.TEAM_LEADER], first, NOW)
    assert "invoiced before" in str(refusal.value)
    assert PaidLine.objects.get().invoice_number == "F-2"


def test_an_attested_invoice_is_rejected_until_it_is_approved_and_who_attested_is_kept(
    here: Place, client: Client
) -> None:
    case, _provider = a_world(here)
    row, leader = attested(here, received(here, a_file(case))), here.people[Role.TEAM_LEADER]
    client.force_login(leader)
    assert 'value="approve"' in client.get(f"/faktura/{row.pk}/").text
    told = {"do": "reject", "reason": "Timene er betalt på F-2."}
    assert client.post(f"/faktura/{row.pk}/handling/", told).status_code == 302
    assert reject(leader, row, "Timene er betalt på F-2.", NOW).taken_back.attested_at == NOW
    assert TakenBack.objects.get().attested_by == here.people[Role.CONTROLLER]
    page = client.get(f"/faktura/{row.pk}/").text
    assert "tatt tilbake" in page
    with pytest.raises(Faulty):
        approve(leader, row, NOW)
    again = received(here, a_file(case, number="F-3"))
    assert codes(again) == []
    paid(here, again)
    with pytest.raises(Faulty):
        reject(leader, again, "For sent.", NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        TakenBack.objects.all().delete()


def test_an_open_invoice_deviates_when_a_later_one_is_paid_for_the_same_hours(here: Place) -> None:
    case, _provider = a_world(here)
    first = received(here, a_file(case))
    paid(here, received(here, a_file(case, number="F-2")))
    match_open(NOW)
    assert codes(first) == ["invoiced_twice"]


def test_an_agreement_is_valid_on_all_days_of_the_line_at_payment(here: Place) -> None:
    row = an_invoice(here)
    whole = Period(MARCH[0], MARCH[1])
    price = (AgreedPrice("310000000", whole, PRICE),)

    def told(period: Period, line: InvoiceLineRow) -> int:
        terms = Terms("RA-1", period, BillingModel.ARREARS, price)
        return len(list(without_agreement(row, [line], Contractor("310000000", "A", (terms,)))))

    line = row.lines.get()
    assert told(whole, line) == 0
    assert told(Period(MARCH[0], date(2026, 3, 30)), line) == 1
    Deviation.objects.create(invoice=row, line=line, code="incomplete_line", severity="fatal", message={})
    settle_all(here, row)
    assert told(Period(MARCH[0], date(2026, 3, 30)), line) == 1


def test_lines_of_an_excluded_provider_wait_until_it_may_be_paid(here: Place, client: Client) -> None:
    case, provider = a_world(here)
    user = here.people[Role.CONTROLLER]
    paid(here, received(here, a_file(case)))
    write_exclusion(user, provider, MARCH[0], True, "Brudd på lønnsvilkår.", "out", NOW)
    assert export(user, here.municipality, "first", NOW) is None
    client.force_login(user)
    assert "utestengt" in client.get("/faktura/regnskap/").text
    write_exclusion(user, provider, date(2026, 6, 1), False, "Rettet.", "in", NOW)
    made = export(user, here.municipality, "second", NOW)
    assert made is not None
    assert made.lines == 1


def test_each_act_stands_in_the_log_of_the_case(here: Place, client: Client) -> None:
    case, _provider = a_world(here)
    user = here.people[Role.CONTROLLER]
    paid(here, received(here, a_file(case)))
    reject(user, received(here, a_file(case, number="F-2")), "To ganger.", NOW)
    made = export(user, here.municipality, "key", NOW)
    assert made is not None
    client.force_login(user)
    assert client.get(f"/faktura/regnskap/{made.pk}/").status_code == 200
    told = set(LogEntry.objects.filter(cases__contains=case.number).values_list("what", flat=True))
    assert {
        "An invoice was attested",
        "An invoice was rejected",
        "The payment of an invoice was approved",
        "A file for the ledger system was made",
        "A file for the ledger system",
    } <= told


def two_agreements(line: InvoiceLineRow, held: Period, other: Period) -> int:
    """How many faults a line has that was held against the first of two agreements."""
    price = (AgreedPrice("310000000", held, PRICE),)
    terms = (
        Terms("RA-1", held, BillingModel.ARREARS, price),
        Terms("RA-2", other, BillingModel.ARREARS, price),
    )
    return len(list(without_agreement(line.invoice, [line], Contractor("310000000", "A", terms))))


def test_the_agreement_that_the_line_was_held_against_is_the_one_that_is_tried_at_payment(
    here: Place,
) -> None:
    line = an_invoice(here).lines.get()
    assert line.agreement == "RA-1"
    whole = Period(MARCH[0], MARCH[1])
    shorter = Period(MARCH[0], date(2026, 3, 15))
    assert two_agreements(line, shorter, whole) == 1
    assert two_agreements(line, Period(date(2026, 1, 1), MARCH[1]), shorter) == 0


def test_an_agreement_that_is_ended_after_the_attestation_bars_the_payment_though_another_is_valid(
    here: Place,
) -> None:
    case, provider = a_world(here)
    user = here.people[Role.CONTROLLER]
    other = NewAgreement("RA-2", date(2026, 1, 1), date(2026, 12, 31), billing="arrears", regulation="index")
    register_agreement(user, provider, other, NOW)
    row = attested(here, received(here, a_file(case)))
    agreement = provider.agreements.get(reference="RA-1")
    change_last_day(user, agreement, date(2026, 3, 15), "Hevet.", "Brev", "end", NOW)
    with pytest.raises(Faulty) as refusal:
        approve(here.people[Role.TEAM_LEADER], row, NOW)
    assert "RA-1" in str(refusal.value)


def test_an_invoice_of_a_seller_that_nobody_has_registered_is_not_attested(here: Place) -> None:
    row = received(here, a_file(granted(here)))
    settle_all(here, row)
    with pytest.raises(Faulty) as refusal:
        attest(here.people[Role.CONTROLLER], row, NOW)
    assert "not registered" in str(refusal.value)
