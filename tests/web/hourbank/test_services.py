"""What a person writes in a bank: each act once, with its reason, and the ledger still adds up."""

from collections.abc import Callable
from datetime import date
from itertools import permutations

import pytest
from django.db import DatabaseError, transaction

from rettvis.journey.hourbank import Ledger, balance, check
from rettvis.journey.hourbank.balance import by_provider
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.hourbank.models import BankLine, Other
from rettvis.web.hourbank.services import (
    assert_balance,
    change_provider,
    correct,
    open_balance,
    plan_use,
    transfer,
    withdraw,
)
from rettvis.web.hourbank.store import account_of, ledger_of
from rettvis.web.hourbank.use import Used, record_use
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, SERVICE, act, granted, use

MAY = date(2026, 5, 4)
LAST = date(2026, 12, 31)
YEAR = 365 * 520


def ledger(case: Case) -> Ledger:
    return ledger_of([case.person_id], 2026)


def left(case: Case, day: date = LAST) -> int:
    return balance(ledger(case), account_of(case.person, SERVICE, 2026), day).left


def test_a_correction_is_a_line_of_its_own_with_a_reason_on_the_day_it_corrects(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240, key="a")
    [row] = correct(act(case, user), SERVICE, 2026, "a", 60, "Vakten varte i tre timer.")
    assert (row.day, row.corrects, row.minutes) == (MAY, "a", 60)
    assert left(case) == YEAR - 180
    assert check(ledger(case), account_of(case.person, SERVICE, 2026)) == ()


def test_an_act_sent_twice_is_one(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240, key="a")
    for _time in range(2):
        correct(act(case, user), SERVICE, 2026, "a", 60, "Vakten varte i tre timer.")
        transfer(act(case, user, "move"), SERVICE, MAY, "", "Nord", 100, "Nord hadde to vakter.")
    assert BankLine.objects.count() == 4


@pytest.mark.parametrize(
    ("corrects", "minutes", "reason", "places"),
    [
        ("nothing", 60, "Feil.", ["corrects"]),
        ("a", 0, " ", ["reason", "minutes"]),
        ("a", 10**9, "Feil.", ["minutes"]),
    ],
)
def test_a_correction_without_what_it_needs_is_told(
    here: Place, corrects: str, minutes: int, reason: str, places: list[str]
) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240, key="a")
    with pytest.raises(Faulty) as refusal:
        correct(act(case, user), SERVICE, 2026, corrects, minutes, reason)
    assert [fault.place for fault in refusal.value.faults] == places
    assert BankLine.objects.count() == 1


def test_a_transfer_moves_hours_and_the_bank_holds_as_many(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    transfer(act(case, user), SERVICE, MAY, "", "Nord", 300, "Nord hadde to vakter.")
    account = account_of(case.person, SERVICE, 2026)
    assert by_provider(ledger(case), account, LAST) == {"": YEAR - 300, "Nord": 300}
    assert check(ledger(case), account) == ()


def test_an_account_that_gets_another_provider_in_mid_month_adds_up(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240)
    change_provider(act(case, user), SERVICE, date(2026, 5, 18), "Nord", "Ny rammeavtale.")
    account = account_of(case.person, SERVICE, 2026)
    parts = by_provider(ledger(case), account, LAST)
    assert parts[""] == 0
    assert sum(parts.values()) == left(case) == YEAR - 240
    assert check(ledger(case), account) == ()


@pytest.mark.parametrize("order", [*permutations(("before", "after", "north", "south"))])
def test_each_provider_has_the_same_whatever_the_order_of_booking_and_change(
    here: Place, order: tuple[str, ...]
) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    may, june, july = date(2026, 5, 1), date(2026, 6, 1), date(2026, 6, 20)

    def book(day: date, minutes: int, provider: str) -> None:
        record_use([Used(str(day), case.person_id, SERVICE, day, minutes, provider)], user, NOW)

    acts = {
        "before": lambda: book(date(2026, 5, 20), 44_000, "Nord"),
        "after": lambda: book(date(2026, 6, 10), 600, "Sør"),
        "north": lambda: change_provider(act(case, user, "north"), SERVICE, may, "Nord", "Rammeavtale."),
        "south": lambda: change_provider(act(case, user, "south"), SERVICE, june, "Sør", "Eget ønske."),
    }
    for one in order:
        acts[one]()
    account = account_of(case.person, SERVICE, 2026)
    assert by_provider(ledger(case), account, july) == {"": 0, "Nord": 0, "Sør": YEAR - 44_600}
    assert left(case, july) == YEAR - 44_600
    assert check(ledger(case), account) == ()


def test_a_provider_that_was_written_by_mistake_is_withdrawn(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    change_provider(act(case, user), SERVICE, date(2026, 1, 1), "Nord", "Ny rammeavtale.")
    withdraw(act(case, user, "undo"), SERVICE, 2026, "act-1", "Gjaldt en annen person.")
    assert by_provider(ledger(case), account_of(case.person, SERVICE, 2026), LAST) == {"": YEAR}


def test_an_opening_balance_makes_the_bank_say_what_the_earlier_account_said(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    day = date(2026, 7, 1)
    use(case, user, date(2026, 6, 30), 240)
    open_balance(act(case, user), SERVICE, day, 90_000, "Regneark hos leverandøren, 30.06.2026")
    assert left(case, day) == 90_000
    with pytest.raises(Faulty):
        open_balance(act(case, user, "again"), SERVICE, day, 80_000, "Regneark hos leverandøren")


def test_a_plan_is_no_use_and_can_be_withdrawn(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    plan_use(act(case, user), SERVICE, date(2026, 8, 1), date(2026, 8, 14), 600, "Ferie")
    account = account_of(case.person, SERVICE, 2026)
    now = balance(ledger(case), account, NOW.date())
    assert (now.left, now.left_when_planned) == (YEAR, YEAR - 600)
    withdraw(act(case, user, "undo"), SERVICE, 2026, "act-1", "Ferien ble avlyst.")
    assert balance(ledger(case), account, NOW.date()).planned == 0


def test_a_plan_of_two_years_backwards_or_of_nothing_is_told(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    for first, last, minutes in (
        (date(2026, 12, 20), date(2027, 1, 5), 60),
        (date(2026, 9, 2), date(2026, 9, 1), 60),
        (date(2026, 9, 1), date(2026, 9, 2), 0),
        (date(2026, 2, 1), date(2026, 2, 2), 60),
    ):
        with pytest.raises(Faulty) as refusal:
            plan_use(act(case, user), SERVICE, first, last, minutes, "")
        assert len(refusal.value.faults) == 1


def test_another_count_that_differs_is_shown_and_changes_nothing(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    assert_balance(act(case, user), SERVICE, MAY, YEAR - 5, "Nords regnskap")
    account = account_of(case.person, SERVICE, 2026)
    [found] = check(ledger(case), account)
    assert (found.day, left(case)) == (MAY, YEAR)
    withdraw(act(case, user, "undo"), SERVICE, 2026, "act-1", "Feil konto.")
    assert check(ledger(case), account) == ()


def test_a_line_that_is_withdrawn_is_not_withdrawn_again_and_use_never(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240, key="a")
    with pytest.raises(Faulty):
        withdraw(act(case, user, "undo"), SERVICE, 2026, "a", "Feil.")
    assert_balance(act(case, user), SERVICE, MAY, 5, "Nords regnskap")
    withdraw(act(case, user, "undo-1"), SERVICE, 2026, "act-1", "Feil konto.")
    with pytest.raises(Faulty):
        withdraw(act(case, user, "undo-2"), SERVICE, 2026, "act-1", "Feil konto.")


def test_a_service_that_nobody_knows_is_told_with_the_nearest(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    with pytest.raises(Faulty) as refusal:
        assert_balance(act(case, user), "bpaa", MAY, 5, "Nords regnskap")
    assert "bpa" in refusal.value.faults[0].message.say("en")


@pytest.mark.parametrize("who", [Role.AUDITOR, Role.CONTROLLER, Role.POLITICIAN])
def test_who_only_reads_writes_nothing(here: Place, who: str) -> None:
    case = granted(here)
    with pytest.raises(Refused):
        assert_balance(act(case, here.people[who]), SERVICE, MAY, 5, "Nords regnskap")


def test_somebody_elsewhere_writes_nothing(here: Place, elsewhere: Place) -> None:
    case = granted(here)
    with pytest.raises(Refused):
        assert_balance(act(case, elsewhere.people[Role.TEAM_LEADER]), SERVICE, MAY, 5, "Nords regnskap")


@pytest.mark.parametrize("change", [lambda rows: rows.update(minutes=1), lambda rows: rows.delete()])
def test_a_line_is_never_changed_or_removed(here: Place, change: Callable[[object], object]) -> None:
    case = granted(here)
    use(case, here.people[Role.CASEWORKER], MAY, 240)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(BankLine.objects.exclude(kind=Other.PLANNED))
