"""Use is written once for each line, all or none, and work that was done is never refused."""

from dataclasses import replace
from datetime import date

import pytest

from rettvis.journey.hourbank import EntryKind, balance, check
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.hourbank.models import BankLine
from rettvis.web.hourbank.store import account_of, end_of, ledger_of
from rettvis.web.hourbank.use import MOST_MINUTES, Recorded, Used, record_use
from tests.web.conftest import Place
from tests.web.hourbank.banks import DAY, NOW, SERVICE, at, granted, use

MAY = date(2026, 5, 4)


def test_use_goes_out_of_the_bank(here: Place) -> None:
    case = granted(here)
    assert use(case, here.people[Role.CASEWORKER], MAY, 240) == Recorded(1, 0, 0)
    ledger = ledger_of([case.person_id], 2026)
    now = balance(ledger, account_of(case.person, SERVICE, 2026), MAY)
    assert (now.used, now.left) == (240, 365 * 520 - 240)


def test_a_line_sent_again_is_the_same_line(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    assert [use(case, user, MAY, 240) for _time in range(2)] == [Recorded(1, 0, 0), Recorded(0, 1, 0)]
    assert BankLine.objects.count() == 1


def test_a_key_that_says_something_else_now_is_told_and_nothing_is_written(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240, key="a")
    lines = [
        Used("b", case.person_id, SERVICE, MAY, 30),
        Used("a", case.person_id, SERVICE, MAY, 300),
    ]
    with pytest.raises(Faulty) as refusal:
        record_use(lines, user, NOW)
    assert [fault.place for fault in refusal.value.faults] == ["line a"]
    assert BankLine.objects.count() == 1


def test_every_fault_is_told_at_once(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    good = Used("good", case.person_id, SERVICE, MAY, 30)
    lines = [
        good,
        replace(good, key="nobody", person=0),
        replace(good, key="code", service="bpa2"),
        replace(good, key="none", minutes=0),
        replace(good, key="much", minutes=MOST_MINUTES + 1),
        replace(good, key="ahead", day=date(2026, 7, 2)),
        replace(good, key=""),
        replace(good, minutes=31),
    ]
    with pytest.raises(Faulty) as refusal:
        record_use(lines, user, NOW)
    places = [fault.place for fault in refusal.value.faults]
    assert places == [f"line {key}" for key in ("nobody", "code", "none", "much", "ahead", "", "good")]
    assert not BankLine.objects.exists()


def test_use_on_a_day_without_a_grant_is_written_and_shows(here: Place) -> None:
    case = granted(here, last=date(2026, 4, 30))
    use(case, here.people[Role.CASEWORKER], MAY, 240)
    ledger = ledger_of([case.person_id], 2026)
    [found] = check(ledger, account_of(case.person, SERVICE, 2026))
    assert found.day == MAY
    assert found.entry == f"use/{case.person_id}/{MAY}"


def test_more_use_than_there_is_goes_below_zero_and_shows(here: Place) -> None:
    case = granted(here, weekly=60)
    use(case, here.people[Role.CASEWORKER], MAY, 52 * 60 + 90)
    ledger = ledger_of([case.person_id], 2026)
    account = account_of(case.person, SERVICE, 2026)
    assert balance(ledger, account, MAY).left == -90
    assert [one.day for one in check(ledger, account)] == [MAY]


def test_a_line_written_in_the_hour_that_comes_twice_belongs_to_its_day(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    change = date(2026, 10, 25)
    late = at(change, 23)
    use(case, user, change, 25 * 60, now=late)
    account = account_of(case.person, SERVICE, 2026)
    known = [ledger_of([case.person_id], 2026, as_known=end_of(day)) for day in (change - DAY, change)]
    assert [balance(ledger, account, change).used for ledger in known] == [0, 25 * 60]


def test_who_does_not_handle_the_case_writes_nothing(here: Place, elsewhere: Place) -> None:
    case = granted(here)
    with pytest.raises(Faulty):
        use(case, elsewhere.people[Role.CASEWORKER], MAY, 240)
    with pytest.raises(Refused):
        use(case, here.people[Role.AUDITOR], MAY, 240)
    assert not BankLine.objects.exists()


def test_the_log_says_whose_use_was_written(here: Place) -> None:
    case = granted(here)
    use(case, here.people[Role.CASEWORKER], MAY, 240)
    row = LogEntry.objects.filter(action="change_bank").get()
    assert case.number in row.cases
    assert BankLine.objects.get().kind == EntryKind.USE
