"""A settled year has nothing left, is settled once, and a late entry leaves its own trace."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.hourbank import (
    Account,
    EntryKind,
    GrantEnd,
    Ledger,
    Leftover,
    Leftovers,
    SettlementRule,
    balance,
    check,
    check_rule,
    settle,
)
from rettvis.journey.hourbank.settlement import open_accounts, written
from tests.journey.hourbank.ledgers import ACCOUNT, YEAR, days, grant, ledgers, used

NOW = datetime(YEAR + 1, 1, 15, 9, tzinfo=UTC)
LATER = datetime(YEAR + 1, 3, 1, 9, tzinfo=UTC)
NEXT = Account("P1", "bpa", YEAR + 1)
LAPSE = SettlementRule(Leftover.LAPSE, "sak 1/26")
CARRY = SettlementRule(Leftover.CARRY_OVER, "sak 1/26", most_minutes=1000, most_share=Fraction(1, 10))
REPAY = SettlementRule(Leftover.REPAY, "sak 1/26")
RULES = st.sampled_from([LAPSE, CARRY, REPAY])


def a_ledger(minutes_used: int) -> Ledger:
    return Ledger((grant(minutes=100),), (), (used(date(YEAR, 6, 1), minutes_used),))


def carried_in(ledger: Ledger) -> int:
    return sum(one.minutes for one in ledger.entries if one.kind is EntryKind.CARRIED_IN)


def test_what_is_left_lapses_with_its_reason() -> None:
    listed = settle(a_ledger(5000), YEAR, "bpa", LAPSE, NOW)
    (one,) = listed.accounts
    assert one.left == 200
    assert "sak 1/26" in one.because.say("nb")
    assert balance(written(listed, a_ledger(5000)), ACCOUNT, ACCOUNT.last).left == 0


def test_what_is_carried_over_keeps_to_the_lower_limit_and_the_rest_lapses() -> None:
    after = written(settle(a_ledger(4000), YEAR, "bpa", CARRY, NOW), a_ledger(4000))
    kinds = {one.kind: one.minutes for one in after.entries if one.kind is not EntryKind.USE}
    assert kinds == {
        EntryKind.CARRIED_OUT: -520,
        EntryKind.CARRIED_IN: 520,
        EntryKind.LAPSED: -680,
        EntryKind.CLOSED: 0,
    }
    assert balance(after, NEXT, NEXT.first).opening == 520


def test_more_used_than_given_is_left_to_a_person() -> None:
    listed = settle(a_ledger(6000), YEAR, "bpa", CARRY, NOW)
    assert [(one.kind, one.minutes) for one in listed.entries()] == [(EntryKind.CLOSED, 0)]
    assert [one.left for one in open_accounts(listed)] == [-800]


def test_a_late_timesheet_opens_the_settlement_again_with_its_own_trace() -> None:
    settled = written(settle(a_ledger(5000), YEAR, "bpa", CARRY, NOW), a_ledger(5000))
    assert carried_in(settled) == 200
    late = settled.with_entries([used(date(YEAR, 12, 20), 150, "late", recorded=NOW)])
    again = settle(late, YEAR, "bpa", CARRY, NOW)
    assert [one.kind for one in again.entries()] == [
        EntryKind.REOPENED,
        EntryKind.CARRIED_IN,
        EntryKind.CARRIED_OUT,
        EntryKind.CARRIED_IN,
        EntryKind.CLOSED,
    ]
    after = written(again, late)
    assert balance(after, ACCOUNT, ACCOUNT.last).left == 0
    assert carried_in(after) == 50


@given(ledgers(), RULES)
def test_a_settlement_written_twice_is_written_once(
    made: tuple[Ledger, Account], rule: SettlementRule
) -> None:
    ledger, account = made
    once = written(settle(ledger, YEAR, "bpa", rule, NOW), ledger)
    assert settle(once, YEAR, "bpa", rule, NOW).entries() == []
    assert written(settle(ledger, YEAR, "bpa", rule, NOW), once) == once
    assert balance(once, account, account.last).left <= 0


@given(ledgers(), RULES, st.lists(st.tuples(days(), st.integers(-3000, 3000)), max_size=4))
def test_however_often_it_is_opened_again_nothing_is_gained_or_lost(
    made: tuple[Ledger, Account], rule: SettlementRule, late: list[tuple[date, int]]
) -> None:
    """What lapsed, was paid back and was carried over is together what was left to settle."""
    ledger, account = made
    for number, (day, minutes) in enumerate(late):
        ledger = written(settle(ledger, YEAR, "bpa", rule, NOW), ledger)
        ledger = ledger.with_entries([used(day, minutes, f"late-{number}", account, recorded=NOW)])
    ledger = written(settle(ledger, YEAR, "bpa", rule, NOW), ledger)
    unsettled = [one for one in ledger.entries if "/settled/" not in one.key]
    left = balance(replace(ledger, entries=tuple(unsettled)), account, account.last).left
    now = balance(ledger, account, account.last)
    assert now.settled == max(0, left)
    assert now.left == min(0, left)
    out = -sum(one.minutes for one in ledger.entries if one.kind is EntryKind.CARRIED_OUT)
    undone = sum(
        one.minutes
        for one in ledger.entries
        if one.kind is EntryKind.CARRIED_IN and one.key.endswith("/undo")
    )
    assert carried_in(ledger) == out + undone
    assert 0 <= carried_in(ledger) <= max(0, left)


def test_a_year_settled_with_nothing_left_is_closed_too_and_opened_again_with_a_trace() -> None:
    settled = written(settle(a_ledger(5200), YEAR, "bpa", LAPSE, NOW), a_ledger(5200))
    assert settled.closed_at(ACCOUNT) == NOW
    late = settled.with_entries([used(date(YEAR, 12, 20), 150, "late", recorded=LATER)])
    assert "settled" in check(late, ACCOUNT)[1].message.say("en")
    (again,) = settle(late, YEAR, "bpa", LAPSE, LATER).accounts
    assert (again.left, again.again, again.times) == (-150, True, 2)
    assert [one.kind for one in again.entries] == [EntryKind.REOPENED, EntryKind.CLOSED]
    assert settle(late.with_entries(again.entries), YEAR, "bpa", LAPSE, LATER).entries() == []


def test_a_decision_dated_back_into_a_settled_year_is_told_until_it_is_settled_again() -> None:
    settled = written(settle(a_ledger(5000), YEAR, "bpa", CARRY, NOW), a_ledger(5000))
    back = replace(
        settled,
        ends=(GrantEnd("g1", date(YEAR, 9, 30), LATER, "omgjort"),),
        grants=(*settled.grants, grant("g2", 200, date(YEAR, 10, 1), recorded=LATER)),
    )
    assert [one.entry for one in check(back, ACCOUNT)] == ["g1", "g2"]
    again = settle(back, YEAR, "bpa", CARRY, LATER)
    after = written(again, back)
    assert again.accounts[0].again
    assert check(after, ACCOUNT) == ()
    assert settle(after, YEAR, "bpa", CARRY, LATER).entries() == []


def test_a_limit_by_share_is_counted_anew_even_where_as_much_is_left_as_before() -> None:
    """More granted and as much more used: what is left is the same, what may be carried over is not."""
    ledger = a_ledger(4000)
    settled = written(settle(ledger, YEAR, "bpa", CARRY, NOW), ledger)
    more = replace(
        settled,
        grants=(*settled.grants, grant("g2", 100, recorded=LATER)),
        entries=(*settled.entries, used(date(YEAR, 5, 1), 5200, "late", recorded=LATER)),
    )
    (again,) = settle(more, YEAR, "bpa", CARRY, LATER).accounts
    assert again.parts == Leftovers(lapsed=200, carried=1000)
    assert carried_in(more.with_entries(again.entries)) == 1000


def test_hours_invoiced_in_advance_are_used_first_and_the_rest_of_them_is_paid_back() -> None:
    rule = SettlementRule(Leftover.REPAY, "sak", advance_share=Fraction(9, 10), price_ore=60001)
    (one,) = settle(a_ledger(4000), YEAR, "bpa", rule, NOW).accounts
    assert one.parts == Leftovers(lapsed=520, repaid=680)
    assert one.repaid_ore == 680011
    assert "11\u00a0timer 20\u00a0minutter" in one.because.say("nb")


def test_two_settlements_at_once_write_the_same_entries_once() -> None:
    ledger = a_ledger(4000)
    first, second = (settle(ledger, YEAR, "bpa", CARRY, moment) for moment in (NOW, LATER))
    assert written(second, written(first, ledger)) == written(first, ledger)


def test_a_rule_that_cannot_be_is_refused_with_every_fault() -> None:
    wrong = SettlementRule(Leftover.LAPSE, " ", -1, Fraction(3, 2), Fraction(-1), -5)
    assert [fault.place for fault in check_rule(wrong)] == [
        "source",
        "most_minutes",
        "price_ore",
        "most_share",
        "advance_share",
        "leftover",
    ]
    assert check_rule(CARRY) == []


@given(st.integers(0, 5200), st.integers(0, 6000), st.fractions(0, 1))
def test_never_more_is_carried_over_than_a_limit_allows(use: int, most: int, share: Fraction) -> None:
    rule = SettlementRule(Leftover.CARRY_OVER, "sak", most_minutes=most, most_share=share)
    carried = carried_in(written(settle(a_ledger(use), YEAR, "bpa", rule, NOW), a_ledger(use)))
    assert carried <= min(most, share * 5200, 5200 - use)
