"""Nothing is gained or lost in the hour bank, whatever its lines are; and what was believed can be told."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.hourbank import Account, Asserted, Entry, EntryKind, GrantEnd, Ledger, balance, check
from rettvis.journey.hourbank.accrual import granted_between, granted_until
from rettvis.journey.hourbank.balance import by_provider
from rettvis.rulekit.units import WEEKS_BY_CALENDAR
from tests.journey.hourbank.ledgers import ACCOUNT, NEW_YEAR, YEAR, at, days, grant, ledgers, used


def test_a_year_of_35_hours_a_week_is_52_weeks_of_it() -> None:
    assert granted_until(Ledger((grant(),)), ACCOUNT, ACCOUNT.last) == 2100 * 52


def test_a_leap_year_gives_the_same_year_and_a_little_less_a_day() -> None:
    leap = Account("P1", "bpa", 2028)
    ledger = Ledger((grant(),))
    assert granted_until(ledger, leap, leap.last) == 2100 * 52
    assert granted_between(ledger, leap, date(2028, 2, 29), date(2028, 2, 29)) == {
        "": Fraction(2100 * 52, 366)
    }


def test_weeks_by_the_calendar_give_a_seventh_a_day() -> None:
    ledger = Ledger((grant(minutes=700, weeks=WEEKS_BY_CALENDAR),))
    assert granted_until(ledger, ACCOUNT, date(YEAR, 1, 7)) == 700
    assert granted_until(ledger, ACCOUNT, date(YEAR, 1, 1)) == 100


def test_a_decision_that_starts_within_the_year_gives_from_its_first_day() -> None:
    ledger = Ledger((grant(minutes=365, first=date(YEAR, 9, 1)),))
    assert granted_until(ledger, ACCOUNT, date(YEAR, 8, 31)) == 0
    assert granted_until(ledger, ACCOUNT, date(YEAR, 9, 1)) == 52
    assert granted_until(ledger, ACCOUNT, ACCOUNT.last) == 122 * 52


def test_a_decision_that_is_replaced_gives_until_the_day_before_the_new_one() -> None:
    old, new = grant(minutes=365), grant("g2", minutes=730, first=date(YEAR, 7, 1))
    end = GrantEnd("g1", date(YEAR, 6, 30), at(date(YEAR, 6, 1)), "nytt vedtak")
    ledger = Ledger((old, new), (end,))
    assert granted_until(ledger, ACCOUNT, ACCOUNT.last) == 181 * 52 + 184 * 104


def test_what_was_believed_on_a_day_is_told_as_it_was_known() -> None:
    late = used(date(YEAR, 2, 10), 600, recorded=at(date(YEAR, 4, 1)))
    backdated = GrantEnd("g1", date(YEAR, 1, 31), at(date(YEAR, 5, 1)), "omgjort")
    ledger = Ledger((grant(minutes=365),), (backdated,), (late,))
    in_march = balance(ledger.known_at(at(date(YEAR, 3, 1))), ACCOUNT, date(YEAR, 3, 1))
    now = balance(ledger, ACCOUNT, date(YEAR, 3, 1))
    assert (in_march.used, in_march.granted) == (0, 60 * 52)
    assert (now.used, now.granted) == (600, 31 * 52)


def test_a_municipality_that_starts_in_mid_year_brings_a_balance_with_it() -> None:
    opening = Entry(
        "o", ACCOUNT, EntryKind.OPENING, date(YEAR, 7, 1), -3000, NEW_YEAR, reason="brukt før start"
    )
    ledger = Ledger((grant(minutes=100),), (), (opening,))
    assert balance(ledger, ACCOUNT, ACCOUNT.last).left == 5200 - 3000


def test_the_left_of_each_provider_follows_a_move_between_them() -> None:
    first = grant("a", 700, last=date(YEAR, 6, 15), provider="A")
    second = grant("b", 700, first=date(YEAR, 6, 16), provider="B")
    moved = [
        Entry("1", ACCOUNT, EntryKind.TRANSFER, date(YEAR, 6, 16), -900, NEW_YEAR, "A", "bytte", group="x"),
        Entry("2", ACCOUNT, EntryKind.TRANSFER, date(YEAR, 6, 16), 900, NEW_YEAR, "B", "bytte", group="x"),
    ]
    ledger = Ledger((first, second), (), tuple(moved))
    before = by_provider(Ledger((first, second)), ACCOUNT, ACCOUNT.last)
    after = by_provider(ledger, ACCOUNT, ACCOUNT.last)
    assert (after["A"], after["B"]) == (before["A"] - 900, before["B"] + 900)
    assert balance(ledger, ACCOUNT, ACCOUNT.last).left == 700 * 52
    assert check(ledger, ACCOUNT) == ()


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (used(date(YEAR + 1, 1, 1), 10), "not in"),
        (used(date(YEAR, 1, 5), 10), "nothing was granted"),
        (Entry("c", ACCOUNT, EntryKind.CORRECTION, date(YEAR, 3, 1), 5, NEW_YEAR), "no reason"),
        (
            Entry(
                "c", ACCOUNT, EntryKind.CORRECTION, date(YEAR, 3, 1), 5, NEW_YEAR, reason="x", corrects="?"
            ),
            "names",
        ),
        (Entry("t", ACCOUNT, EntryKind.TRANSFER, date(YEAR, 3, 1), 5, NEW_YEAR, group="g"), "add up"),
        (used(date(YEAR, 3, 1), 10**6), "more is used"),
    ],
)
def test_what_is_not_right_is_told_and_changes_nothing(entry: Entry, word: str) -> None:
    ledger = Ledger((grant(first=date(YEAR, 2, 1)),), (), (entry,))
    assert word in check(ledger, ACCOUNT)[0].message.say("en")
    assert ledger.entries == (entry,)


def test_another_count_than_the_ledgers_is_told_with_both() -> None:
    told = Asserted(ACCOUNT, date(YEAR, 3, 1), 100, NEW_YEAR, "Leverandør A")
    (found,) = check(Ledger((grant(minutes=1),), asserted=(told,)), ACCOUNT)
    assert "100" in found.message.say("nb")
    assert "52" in found.message.say("nb")


@given(ledgers(), st.lists(days(), max_size=4))
def test_the_year_is_the_sum_of_its_parts_wherever_it_is_cut(
    made: tuple[Ledger, Account], cuts: list[date]
) -> None:
    ledger, account = made
    edges = [account.first, *sorted(cuts), account.last + timedelta(days=1)]
    parts = [
        sum(granted_between(ledger, account, first, following - timedelta(days=1)).values(), Fraction(0))
        for first, following in pairwise(edges)
    ]
    whole = sum(granted_between(ledger, account, account.first, account.last).values(), Fraction(0))
    assert sum(parts, Fraction(0)) == whole


@given(ledgers(year=2028), days(2028))
def test_what_came_in_less_what_went_out_is_what_is_left(made: tuple[Ledger, Account], day: date) -> None:
    ledger, account = made
    now = balance(ledger, account, day)
    entries = sum(one.minutes for one in ledger.entries if one.day <= day)
    assert now.left == now.granted_year + entries
    assert now.left_of_days_so_far == now.granted + entries
    assert balance(ledger, account, account.last).granted == now.granted_year


@given(ledgers(), days())
def test_the_providers_share_all_that_is_left_and_no_more(made: tuple[Ledger, Account], day: date) -> None:
    ledger, account = made
    assert sum(by_provider(ledger, account, day).values()) == balance(ledger, account, day).left


@given(ledgers(), days(), days())
def test_the_days_so_far_never_give_less_than_before(
    made: tuple[Ledger, Account], one: date, other: date
) -> None:
    ledger, account = made
    early, late = sorted((one, other))
    assert granted_until(ledger, account, early) <= granted_until(ledger, account, late)


@given(ledgers(), days())
def test_a_line_recorded_later_changes_nothing_of_what_was_believed(
    made: tuple[Ledger, Account], day: date
) -> None:
    ledger, account = made
    moment = at(day)
    later = moment + timedelta(seconds=1)
    more = replace(
        ledger,
        grants=(*ledger.grants, grant("later", 999, recorded=later)),
        entries=(*ledger.entries, used(day, 77, "later", account, recorded=later)),
    )
    assert balance(more.known_at(moment), account, day) == balance(ledger.known_at(moment), account, day)


@given(ledgers())
def test_an_entry_that_comes_twice_is_taken_once(made: tuple[Ledger, Account]) -> None:
    ledger, account = made
    again = ledger.with_entries(ledger.entries)
    assert balance(again, account, account.last) == balance(ledger, account, account.last)
