"""From a file to the ledger system: received once, matched, settled, attested, approved, and paid once."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import IntegrityError, transaction

from rettvis.edges.identity import synthetic_national_ids
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.delivery.services import write_exclusion
from rettvis.web.demo.ehf import InventedLine
from rettvis.web.invoices.ledger import export
from rettvis.web.invoices.models import PaidLine, PaymentApproval, ReadInvoice, ReceivedFile
from rettvis.web.invoices.reading import read_received
from rettvis.web.invoices.receiving import receive_file
from rettvis.web.invoices.services import approve, attest, reject, settle
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import (
    MARCH,
    PRICE,
    WORKED,
    a_file,
    a_provider,
    a_world,
    an_invoice,
    codes,
    received,
)


def test_an_invoice_as_agreed_granted_and_worked_deviates_in_nothing(here: Place) -> None:
    case, _provider = a_world(here)
    row = received(here, a_file(case))
    line = row.lines.get()
    assert (codes(row), row.total) == ([], 40 * PRICE)
    assert (line.minutes, line.worked, line.agreed, line.case) == (2400, 2400, PRICE, case)


def test_the_same_file_again_is_the_same_file_and_is_read_once(here: Place) -> None:
    content = a_file(a_world(here)[0])
    rows = [received(here, content) for _time in range(2)]
    assert rows[0] == rows[1]
    assert ReceivedFile.objects.count() == ReadInvoice.objects.count() == 1
    read_received(rows[0].file_id, NOW)
    assert ReadInvoice.objects.count() == 1


def test_the_same_number_from_two_providers_is_two_invoices(here: Place) -> None:
    case, _provider = a_world(here)
    a_provider(here, "312000008", "Den andre AS")
    rows = [received(here, a_file(case)), received(here, a_file(case, seller=("312000008", "Den andre AS")))]
    assert rows[0].pk != rows[1].pk
    assert "number_used" not in codes(rows[1])


def test_what_is_no_invoice_is_refused_with_a_sentence_and_nothing_is_kept(here: Place) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    for content in (bomb, b"", b"<a/>", b"%PDF-1.7", a_file(None)[:500]):
        with pytest.raises(Faulty):
            receive_file(here.people[Role.CONTROLLER], here.municipality, content, NOW)
    assert not ReceivedFile.objects.exists()


def test_a_crash_between_receiving_and_reading_leaves_the_file_to_be_read(here: Place) -> None:
    file, _new = receive_file(here.people[Role.CONTROLLER], here.municipality, a_file(a_world(here)[0]), NOW)
    with transaction.atomic():
        read_received(file.pk, NOW)
        transaction.set_rollback(True)
    assert not ReadInvoice.objects.exists()
    read_received(file.pk, NOW)
    assert ReadInvoice.objects.count() == 1


def test_another_price_must_be_settled_before_anybody_attests(here: Place) -> None:
    row, user = an_invoice(here), here.people[Role.CONTROLLER]
    assert codes(row) == ["price_differs"]
    assert row.deviations.get().amount == 40 * 1_000
    with pytest.raises(Faulty):
        attest(user, row, NOW)
    settle(user, row.deviations.get(), "accepted", "Avtalt muntlig.", NOW)
    assert attest(user, row, NOW) == attest(user, row, NOW)


@pytest.mark.parametrize(
    ("on_the_line", "on_the_whole", "code", "about"),
    [
        (500_000, 0, "amount_differs", 500_000),
        (-500_000, 0, "amount_differs", -500_000),
        (0, 500_000, "total_differs", 500_000),
        (0, -500_000, "total_differs", -500_000),
    ],
)
def test_a_charge_or_an_allowance_deviates_wherever_it_stands(
    here: Place, on_the_line: int, on_the_whole: int, code: str, about: int
) -> None:
    case, _provider = a_world(here)
    line = InventedLine(WORKED, PRICE, "TURNUS", case.number, added=on_the_line)
    row = received(here, a_file(case, lines=(line,), added=on_the_whole))
    assert (codes(row), row.deviations.get().amount) == ([code], about)
    assert row.total == 40 * PRICE + about


def test_the_one_who_attested_does_not_approve_and_the_database_holds_it(here: Place) -> None:
    case, _provider = a_world(here)
    row, user = received(here, a_file(case)), here.people[Role.CONTROLLER]
    attestation = attest(user, row, NOW)
    with pytest.raises(Faulty):
        approve(user, row, NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentApproval.objects.create(
            attestation=attestation, attested_by=user, approved_by=user, approved_at=NOW
        )


def paid(here: Place, row: ReadInvoice) -> PaymentApproval:
    attest(here.people[Role.CONTROLLER], row, NOW)
    return approve(here.people[Role.TEAM_LEADER], row, NOW)


def test_a_paid_line_goes_to_the_ledger_system_once(here: Place) -> None:
    case, _provider = a_world(here)
    row = received(here, a_file(case))
    assert paid(here, row) == approve(here.people[Role.TEAM_LEADER], row, NOW)
    user = here.people[Role.CONTROLLER]
    made = [export(user, here.municipality, "key", NOW) for _time in range(2)]
    assert made[0] == made[1]
    assert export(user, here.municipality, "another", NOW) is None
    assert made[0] is not None
    [line] = csv.DictReader(StringIO(made[0].content), delimiter=";")
    assert (line["saksnummer"], line["belop_ore"], line["minutter"]) == (case.number, "2400000", "2400")
    assert (line["fra"], line["til"]) == (str(MARCH[0]), str(MARCH[1]))


def test_no_line_is_paid_twice_though_the_invoice_comes_in_another_file(here: Place) -> None:
    case, _provider = a_world(here)
    first, again = received(here, a_file(case)), received(here, a_file(case, note="Purring"))
    assert {"number_used", "invoiced_twice"} <= set(codes(again))
    paid(here, first)
    user = here.people[Role.CONTROLLER]
    for one in again.deviations.all():
        settle(user, one, "accepted", "Avtalt.", NOW)
    with pytest.raises(Faulty) as refusal:
        paid(here, again)
    assert "Nothing is paid twice" in str(refusal.value)
    assert PaidLine.objects.count() == 1


def test_a_rejected_invoice_makes_room_for_a_new_one(here: Place) -> None:
    row = an_invoice(here)
    reject(here.people[Role.CONTROLLER], row, "Feil pris.", NOW)
    with pytest.raises(Faulty):
        approve(here.people[Role.TEAM_LEADER], row, NOW)
    new = received(here, a_file(row.lines.get().case, number="F-2"))
    assert codes(new) == []


def test_the_conditions_are_tried_again_at_payment(here: Place) -> None:
    case, provider = a_world(here)
    row, user = received(here, a_file(case)), here.people[Role.CONTROLLER]
    attest(user, row, NOW)
    write_exclusion(user, provider, MARCH[0], True, "Brudd på lønnsvilkår.", "key", NOW)
    with pytest.raises(Faulty):
        approve(here.people[Role.TEAM_LEADER], row, NOW)
    assert not PaidLine.objects.exists()


def test_a_national_identity_number_is_flagged_and_kept_nowhere_but_in_the_file(here: Place) -> None:
    case, _provider = a_world(here)
    number = next(iter(synthetic_national_ids(date(1990, 5, 17))))
    row = received(here, a_file(case).replace(b"BPA-timer", f"Timer {number}".encode()))
    assert codes(row) == ["national_id"]
    assert row.lines.get().item == "Timer ***********"
    assert number.encode() in bytes(row.file.content)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.AUDITOR, Role.ADMINISTRATOR, Role.ANALYST])
def test_only_controller_and_leader_act(here: Place, role: Role) -> None:
    row, user = an_invoice(here), here.people[role]
    acts = (
        lambda: settle(user, row.deviations.get(), "accepted", "Avtalt.", NOW),
        lambda: attest(user, row, NOW),
        lambda: reject(user, row, "Nei.", NOW),
        lambda: approve(user, row, NOW),
        lambda: export(user, here.municipality, "key", NOW),
        lambda: receive_file(user, here.municipality, a_file(None), NOW),
    )
    for act in acts:
        with pytest.raises(Refused):
            act()
