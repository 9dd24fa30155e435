"""Nothing is gained or lost in the hour bank, whatever its lines are; and what was believed can be told."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.hourbank import (
    Account,
    Asserted,
    Entry,
    EntryKind,
    GrantEnd,
    Ledger,
    Planned,
    balance,
    by_provider,
    check,
    opening_balance,
    transfer,
)
from rettvis.journey.hourbank.accrual import granted_between, granted_until
from rettvis.journey.hourbank.moving import ProviderFrom, with_providers
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


@pytest.mark.parametrize("first", [date(YEAR - 2, 3, 1), date(YEAR, 1, 1), date(YEAR, 7, 1)])
def test_a_municipality_that_starts_in_mid_year_counts_nothing_from_before_twice(first: date) -> None:
    """The same answer whether the decision was registered from its own first day or from the start."""
    started = date(YEAR, 7, 1)
    decided = Ledger((grant(minutes=365, first=first),))
    brought = opening_balance(
        decided, ACCOUNT, started, 9000, key="o", reason="liste per 1. juli", recorded=at(started)
    )
    ledger = decided.with_entries([brought])
    assert brought.minutes == 9000 - 184 * 52
    for day in (date(YEAR, 2, 1), started, ACCOUNT.last):
        assert balance(ledger, ACCOUNT, day).left == 9000
    assert balance(ledger, ACCOUNT, started).granted == 52
    assert check(ledger, ACCOUNT) == ()


def test_what_an_opening_balance_holds_already_is_told_and_not_counted() -> None:
    ledger = Ledger(
        (grant(minutes=365),),
        (),
        (
            Entry("o", ACCOUNT, EntryKind.OPENING, date(YEAR, 7, 1), 100, NEW_YEAR),
            used(date(YEAR, 6, 30), 40, "before"),
            used(date(YEAR, 7, 1), 30, "after"),
            Entry("o2", ACCOUNT, EntryKind.OPENING, date(YEAR, 8, 1), 0, NEW_YEAR),
        ),
    )
    now = balance(ledger, ACCOUNT, ACCOUNT.last)
    assert (now.used, now.opening, now.granted) == (30, 100, 184 * 52)
    assert [one.entry for one in check(ledger, ACCOUNT)] == ["before", "o2"]


def test_a_plan_that_has_begun_counts_with_the_days_that_are_left_of_it() -> None:
    plan = Planned(ACCOUNT, date(YEAR, 7, 1), date(YEAR, 7, 10), 1000, NEW_YEAR, key="p")
    ledger = Ledger((grant(),), planned=(plan,))
    planned = [balance(ledger, ACCOUNT, date(YEAR, 7, day)).planned for day in (1, 4, 9, 10)]
    assert planned == [900, 600, 100, 0]
    assert balance(ledger, ACCOUNT, date(YEAR, 6, 1)).planned == 1000


def test_a_plan_is_replaced_by_another_and_what_was_planned_then_can_be_told() -> None:
    first = Planned(ACCOUNT, date(YEAR, 7, 1), date(YEAR, 7, 10), 1000, NEW_YEAR, key="p")
    other = replace(first, minutes=400, key="q", replaces="p", recorded=at(date(YEAR, 3, 1)))
    ledger = Ledger((grant(),), planned=(first, other))
    assert balance(ledger, ACCOUNT, ACCOUNT.first).planned == 400
    assert balance(ledger.known_at(at(date(YEAR, 2, 1))), ACCOUNT, ACCOUNT.first).planned == 1000


def test_a_change_of_provider_in_mid_month_carries_the_hours_over() -> None:
    day = date(YEAR, 6, 16)
    before = Ledger(
        (
            grant("a", 700, last=date(YEAR, 6, 15), provider="A"),
            grant("b", 700, first=day, provider="B"),
        ),
        (),
        (used(date(YEAR, 3, 1), 5000, provider="A"),),
    )
    left = by_provider(before, ACCOUNT, day)["A"]
    moved = transfer(ACCOUNT, day, left, ("A", "B"), key="t", reason="bytte", recorded=at(day))
    after = before.with_entries(moved)
    assert by_provider(after, ACCOUNT, day)["A"] == 0
    assert balance(after, ACCOUNT, day).left == balance(before, ACCOUNT, day).left == 700 * 52 - 5000
    assert check(after, ACCOUNT) == ()


def test_the_scheme_and_the_ordinary_decision_have_a_bank_each() -> None:
    scheme = replace(grant("s", 365), service="tillegg")
    ledger = Ledger((grant("g", 730), scheme), (), (used(date(YEAR, 2, 1), 100),))
    assert ledger.accounts(YEAR) == [ACCOUNT, Account("P1", "tillegg", YEAR)]
    assert balance(ledger, Account("P1", "tillegg", YEAR), ACCOUNT.last).left == 365 * 52
    assert balance(ledger, ACCOUNT, ACCOUNT.last).left == 730 * 52 - 100


def test_a_grant_that_was_taken_away_whole_makes_no_account() -> None:
    ended = GrantEnd("g1", date(YEAR - 1, 12, 31), NEW_YEAR, "opphevet")
    assert Ledger((grant(),), (ended,)).accounts(YEAR) == []


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
        (Entry("t", ACCOUNT, EntryKind.TRANSFER, date(YEAR, 3, 1), 0, NEW_YEAR), "without a reason"),
        (used(date(YEAR, 3, 1), -10), "adds hours"),
        (
            Entry("c", ACCOUNT, EntryKind.CORRECTION, date(YEAR - 1, 3, 1), 5, NEW_YEAR, reason="x"),
            "not counted",
        ),
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
    entries = sum(one.minutes for one in ledger.counted(account) if one.day <= now.day)
    assert now.left == now.granted_year + entries
    assert now.left_of_days_so_far == now.granted + entries
    assert balance(ledger, account, account.last).granted == now.granted_year


@given(ledgers(year=2028), days(2028))
def test_a_balance_is_what_a_count_day_by_day_gives(made: tuple[Ledger, Account], day: date) -> None:
    ledger, account = made
    openings = [one.day for one in ledger.entries if one.kind is EntryKind.OPENING]
    first = min(openings, default=account.first)
    today = max(day, first)
    so_far = whole = Fraction(0)
    every_day = [account.first + timedelta(days=number) for number in range(366)]
    for one in ledger.grants:
        ends = [end.last for end in ledger.ends if end.grant == one.key]
        last = min([*ends, one.last or date.max])
        a_day = (
            one.minutes_per_week / 7 if one.weeks == WEEKS_BY_CALENDAR else one.minutes_per_week * 52 / 366
        )
        counted = [day for day in every_day if max(one.first, first) <= day <= last]
        whole += a_day * len(counted)
        so_far += a_day * sum(day <= today for day in counted)
    moves = sum(one.minutes for one in ledger.entries if first <= one.day <= today)
    now = balance(ledger, account, day)
    assert now.left == (whole + Fraction(1, 2)).__floor__() + moves
    assert now.left_of_days_so_far == (so_far + Fraction(1, 2)).__floor__() + moves


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


@given(ledgers(), days())
def test_an_account_alone_has_the_balance_and_the_faults_it_has_among_many(
    made: tuple[Ledger, Account], day: date
) -> None:
    ledger, account = made
    other = replace(account, person="P2")
    theirs = [replace(one, account=other, key=f"P2-{one.key}") for one in ledger.entries]
    many = replace(
        ledger,
        grants=(*ledger.grants, *(replace(one, person="P2", key=f"P2-{one.key}") for one in ledger.grants)),
        entries=(*theirs, *ledger.entries),
    )
    assert many.alone(account) == ledger
    assert balance(many, account, day) == balance(ledger, account, day)
    assert check(many, account) == check(ledger, account)


@given(ledgers())
def test_an_entry_that_comes_twice_is_taken_once(made: tuple[Ledger, Account]) -> None:
    ledger, account = made
    again = ledger.with_entries(ledger.entries)
    assert balance(again, account, account.last) == balance(ledger, account, account.last)


@given(ledgers())
def test_an_entry_that_is_written_twice_is_told(made: tuple[Ledger, Account]) -> None:
    ledger, account = made
    twice = replace(ledger, entries=ledger.entries * 2)
    told = {one.entry for one in check(twice, account) if "more than once" in one.message.say("en")}
    assert told == {one.key for one in ledger.entries}


CHANGES = (date(YEAR, 3, 1), date(YEAR, 7, 1), date(YEAR, 10, 1))


@given(ledgers(), st.lists(st.sampled_from("ABC"), min_size=3, max_size=3), st.randoms())
def test_a_change_of_provider_moves_what_is_left_whatever_the_order_of_the_lines(
    made: tuple[Ledger, Account], names: list[str], chance: Random
) -> None:
    ledger, account = made
    pairs = zip(CHANGES, names, strict=True)
    changes = {account: [ProviderFrom(day, one, str(day), "bytte", NEW_YEAR) for day, one in pairs]}
    entries = list(ledger.entries)
    chance.shuffle(entries)
    found = with_providers(ledger, changes)
    other = with_providers(replace(ledger, entries=tuple(entries)), changes)
    assert by_provider(found, account, account.last) == by_provider(other, account, account.last)
    assert balance(found, account, account.last).left == balance(ledger, account, account.last).left
