"""The settlement of a year: listed first, written once with its letters, and opened again when it must be."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from rettvis.journey.hourbank import Leftover, balance, check
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.hourbank import settling
from rettvis.web.hourbank.models import BankLine, SettlementRun
from rettvis.web.hourbank.rules import RuleSet, set_rule
from rettvis.web.hourbank.services import correct, open_balance, plan_use
from rettvis.web.hourbank.settling import dry_run, settle_year
from rettvis.web.hourbank.store import account_of, ledger_of
from tests.web.conftest import Place
from tests.web.hourbank.banks import SERVICE, act, at, granted, use

YEAR, HOURS = 2025, 365 * 520
NEW = at(date(2026, 1, 15))
RULE = RuleSet(SERVICE, Leftover.CARRY_OVER, "Kommunestyret, sak 12/24", date(2024, 1, 1), most_minutes=600)
BEFORE = date(2024, 12, 1)


@pytest.fixture
def leader(here: Place) -> User:
    """Who settles, with the municipality's rule set."""
    leader = here.people[Role.TEAM_LEADER]
    set_rule(here.municipality.pk, RULE, leader, at(BEFORE))
    return leader


def with_hours(here: Place, name: str = "Ola Berg", unused: int = 1000) -> Case:
    """Somebody who has so much left of 2025."""
    case = granted(here, first=date(2024, 1, 1), decided=date(2023, 12, 1), name=name)
    use(case, here.people[Role.CASEWORKER], date(YEAR, 6, 2), 40_000, now=NEW)
    for month in range(7, 12):
        minutes = (HOURS - 40_000 - unused) // 5 + ((HOURS - 40_000 - unused) % 5 if month == 7 else 0)
        use(case, here.people[Role.CASEWORKER], date(YEAR, month, 2), minutes, now=NEW)
    return case


def settled(here: Place, leader: User, now: object = NEW, **more: str) -> SettlementRun | None:
    return settle_year(here.municipality.pk, SERVICE, YEAR, leader, now, **more)  # type: ignore[arg-type]


def left(case: Case, year: int) -> int:
    ledger = ledger_of([case.person_id], year)
    return balance(ledger, account_of(case.person, SERVICE, year), date(year, 12, 31)).left


def test_a_dry_run_lists_every_account_with_its_reason_and_writes_nothing(here: Place, leader: User) -> None:
    with_hours(here), with_hours(here, "Per Aas", 0), with_hours(here, "Liv Lie", -300)
    before = BankLine.objects.count()
    found = dry_run(here.municipality.pk, SERVICE, YEAR, leader, NEW)
    assert [one.left for one in found.settlement.accounts] == [1000, 0, -300]
    assert all(one.because.say("nb") for one in found.settlement.accounts)
    assert (BankLine.objects.count(), CaseLetter.objects.count()) == (before, 0)


def test_a_settlement_writes_entries_letters_and_its_run_together(here: Place, leader: User) -> None:
    case = with_hours(here)
    run = settled(here, leader)
    assert run is not None
    assert run.number == 1
    assert [one["carried"] for one in run.accounts] == [600]
    assert (left(case, YEAR), left(case, 2026)) == (0, HOURS + 600)
    letter = CaseLetter.objects.get(case=case)
    assert letter.kind == "settlement"
    assert bytes(letter.pdf).startswith(b"%PDF")
    assert set(BankLine.objects.filter(run=run).values_list("kind", flat=True)) == {
        "carried_out",
        "carried_in",
        "lapsed",
        "closed",
    }
    assert LogEntry.objects.filter(action="settle_bank", cases__contains=case.number).exists()


def test_settled_twice_is_settled_once(here: Place, leader: User) -> None:
    with_hours(here)
    runs = [settled(here, leader) for _time in range(2)]
    assert runs[0] == runs[1]
    assert (SettlementRun.objects.count(), CaseLetter.objects.count()) == (1, 1)


def test_a_late_line_is_a_correction_in_a_settlement_that_is_opened_again(here: Place, leader: User) -> None:
    case = with_hours(here)
    settled(here, leader)
    late = at(date(2026, 2, 3))
    assert use(case, here.people[Role.CASEWORKER], date(YEAR, 12, 30), 300, now=late).late == 1
    row = BankLine.objects.get(key=f"use/{case.person_id}/{date(YEAR, 12, 30)}")
    assert (row.kind, row.reason) == ("correction", "late")
    account = account_of(case.person, SERVICE, YEAR)
    assert check(ledger_of([case.person_id], YEAR), account), "it shows until the year is settled again"
    again = settled(here, leader, at(date(2026, 2, 4)))
    assert again is not None
    assert again.number == 2
    assert [(one["left"], one["carried"]) for one in again.accounts] == [(700, 600)]
    assert BankLine.objects.filter(run=again, kind="reopened").count() == 1
    assert (left(case, YEAR), left(case, 2026)) == (0, HOURS + 600)
    assert CaseLetter.objects.filter(case=case).count() == 2
    assert check(ledger_of([case.person_id], YEAR), account) == ()


def test_a_decision_dated_back_into_a_settled_year_is_shown_and_settled_again(
    here: Place, leader: User
) -> None:
    case = with_hours(here)
    settled(here, leader)
    back = granted(here, weekly=60, first=date(YEAR, 1, 1), last=date(YEAR, 12, 31), decided=date(2026, 3, 2))
    Case.objects.filter(pk=back.pk).update(person=case.person_id)
    account = account_of(case.person, SERVICE, YEAR)
    found = check(ledger_of([case.person_id], YEAR), account)
    assert [one.day for one in found] == [date(YEAR, 1, 1)]
    again = settled(here, leader, at(date(2026, 3, 3)))
    assert again is not None
    assert [one["left"] for one in again.accounts] == [1000 + 52 * 60]
    assert left(case, YEAR) == 0


def test_nothing_is_planned_opened_or_used_as_before_in_a_settled_year(here: Place, leader: User) -> None:
    case, user = with_hours(here), here.people[Role.CASEWORKER]
    settled(here, leader)
    written = BankLine.objects.count()
    for write in (
        lambda: open_balance(act(case, user), SERVICE, date(YEAR, 7, 1), 60, "Regneark"),
        lambda: plan_use(act(case, user), SERVICE, date(YEAR, 7, 1), date(YEAR, 7, 2), 60, ""),
    ):
        with pytest.raises(Faulty):
            write()
    assert BankLine.objects.count() == written
    key = f"use/{case.person_id}/{date(YEAR, 6, 2)}"
    correct(act(case, user, now=at(date(2026, 2, 3))), SERVICE, YEAR, key, 60, "Telte feil.")
    assert check(ledger_of([case.person_id], YEAR), account_of(case.person, SERVICE, YEAR))


def test_what_was_not_looked_at_is_not_settled(here: Place, leader: User) -> None:
    case = with_hours(here)
    seen = dry_run(here.municipality.pk, SERVICE, YEAR, leader, NEW).digest
    use(case, here.people[Role.CASEWORKER], date(YEAR, 12, 30), 60, now=NEW)
    with pytest.raises(Faulty):
        settled(here, leader, seen=seen)
    assert not SettlementRun.objects.exists()
    seen = dry_run(here.municipality.pk, SERVICE, YEAR, leader, NEW).digest
    assert settled(here, leader, seen=seen) is not None


def test_a_year_that_is_not_over_and_a_service_without_a_rule_are_told_at_once(here: Place) -> None:
    leader = here.people[Role.TEAM_LEADER]
    with pytest.raises(Faulty) as refusal:
        dry_run(here.municipality.pk, SERVICE, YEAR, leader, at(date(YEAR, 12, 31), 23))
    assert [fault.place for fault in refusal.value.faults] == ["year", "rule"]


def test_a_fault_in_the_middle_leaves_nothing(
    here: Place, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = with_hours(here)
    written = BankLine.objects.count()

    def broken(*_all: object) -> int:
        raise RuntimeError("the machine stops")

    monkeypatch.setattr(settling, "send_settlement_letters", broken)
    with pytest.raises(RuntimeError):
        settled(here, leader)
    assert (BankLine.objects.count(), SettlementRun.objects.count()) == (written, 0)
    assert left(case, YEAR) == 1000


@pytest.mark.parametrize("who", [Role.CASEWORKER, Role.AUDITOR, Role.CONTROLLER])
def test_only_a_leader_settles(here: Place, leader: User, who: str) -> None:
    with_hours(here)
    with pytest.raises(Refused):
        settled(here, here.people[who])


def test_a_rule_that_contradicts_itself_is_told(here: Place) -> None:
    rule = RuleSet(SERVICE, Leftover.LAPSE, " ", date(2026, 1, 1), most_minutes=60)
    with pytest.raises(Faulty) as refusal:
        set_rule(here.municipality.pk, rule, here.people[Role.TEAM_LEADER], NEW)
    assert {fault.place for fault in refusal.value.faults} == {"source", "leftover"}


@pytest.fixture
def people(transactional_db: None, here: Place, leader: User) -> Place:
    """Rows that another thread sees."""
    with_hours(here)
    return here


def test_two_who_settle_at_once_settle_once(people: Place, leader: User) -> None:
    together = Barrier(2)

    def one(_number: int) -> SettlementRun | None:
        together.wait()
        try:
            return settled(people, leader)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(one, range(2))
    assert first == second
    assert (SettlementRun.objects.count(), CaseLetter.objects.count()) == (1, 1)
