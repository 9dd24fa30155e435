"""Many accounts have the balances and the settlement that each has alone, to the minute and the øre."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.hourbank import (
    Account,
    Entry,
    EntryKind,
    Ledger,
    Leftover,
    SettlementRule,
    balance,
    settle,
)
from rettvis.journey.hourbank.many import accounts_of, balances, settlements
from rettvis.journey.hourbank.settlement import written
from tests.journey.hourbank.ledgers import ACCOUNT, NEW_YEAR, at, days, grant, ledgers, used

YEAR = 2028
NOW = datetime(YEAR + 1, 1, 15, 9, tzinfo=UTC)
SHARES = st.fractions(0, 1, max_denominator=1000)
RULES = st.builds(
    SettlementRule,
    st.sampled_from(Leftover),
    st.just("sak"),
    st.none() | st.integers(0, 20_000),
    st.none() | SHARES,
    SHARES | st.just(Fraction(1)),
    st.none() | st.integers(0, 100_000),
)


@st.composite
def many_ledgers(draw: st.DrawFn) -> Ledger:
    """Up to four persons, each with a ledger of her own, some of them with the service of a scheme."""
    whole = Ledger()
    for number in range(draw(st.integers(0, 4))):
        ledger, _ = draw(ledgers(YEAR))
        service = draw(st.sampled_from(["bpa", "tillegg"]))
        person = f"P{number}"
        account = Account(person, service, YEAR)
        part = draw(st.sampled_from([1, 1, 7, 12]))
        whole = Ledger(
            whole.grants
            + tuple(
                replace(
                    one,
                    key=f"{person}-{one.key}",
                    person=person,
                    service=service,
                    minutes_per_week=one.minutes_per_week / part,
                )
                for one in ledger.grants
            ),
            whole.ends + tuple(replace(one, grant=f"{person}-{one.grant}") for one in ledger.ends),
            whole.entries
            + tuple(replace(one, key=f"{person}-{one.key}", account=account) for one in ledger.entries),
        )
    return whole


def rows(frame: pl.LazyFrame) -> dict[tuple[str, str], dict[str, object]]:
    return {(row["person"], row["service"]): row for row in frame.collect().iter_rows(named=True)}


@given(many_ledgers(), days(YEAR))
def test_every_balance_is_the_one_an_account_has_alone(ledger: Ledger, day: date) -> None:
    found = rows(balances(accounts_of(ledger, YEAR), day))
    assert sorted(found) == [(one.person, one.service) for one in ledger.accounts(YEAR)]
    for account in ledger.accounts(YEAR):
        alone, row = balance(ledger, account, day), found[account.person, account.service]
        names = ("granted", "granted_year", "opening", "used", "corrected", "moved", "settled")
        assert {name: row[name] for name in names} == {name: getattr(alone, name) for name in names}
        assert (row["left_of_year"], row["left_of_days_so_far"]) == (alone.left, alone.left_of_days_so_far)


@given(many_ledgers(), RULES, RULES, st.booleans())
def test_every_settlement_is_the_one_an_account_has_alone(
    ledger: Ledger, ordinary: SettlementRule, scheme: SettlementRule, already: bool
) -> None:
    """Also where accounts are settled already: the figures are those of the year before it was settled."""
    rules = {"bpa": ordinary, "tillegg": scheme}
    settled = {
        (one.account.person, service): one
        for service, rule in rules.items()
        for one in settle(ledger, YEAR, service, rule, NOW).accounts
    }
    if already:
        for service, rule in rules.items():
            ledger = written(settle(ledger, YEAR, service, rule, NOW), ledger)
    found = rows(settlements(accounts_of(ledger, YEAR), rules))
    assert found.keys() == settled.keys()
    for name, alone in settled.items():
        row = found[name]
        assert (row["granted"], row["opening"], row["left_of_year"]) == (
            alone.year.granted,
            alone.year.brought,
            alone.year.left,
        )
        assert (row["lapsed"], row["carried_over"], row["repaid"]) == (
            alone.parts.lapsed,
            alone.parts.carried,
            alone.parts.repaid,
        )
        assert row["repaid_ore"] == alone.repaid_ore


def test_an_entry_outside_the_year_is_of_the_account_and_is_not_counted() -> None:
    outside = used(date(2027, 1, 1), 10)
    found = rows(balances(accounts_of(Ledger((), (), (outside,)), 2026), date(2026, 12, 31)))
    assert found["P1", "bpa"]["used"] == 0


def test_only_services_that_have_a_rule_are_settled() -> None:
    accounts = accounts_of(Ledger((grant(),)), 2026)
    assert rows(settlements(accounts, {"tillegg": SettlementRule(Leftover.LAPSE, "sak")})) == {}


def test_figures_that_would_not_fit_are_refused_and_never_wrong() -> None:
    with pytest.raises(OverflowError):
        balances(accounts_of(Ledger((grant(minutes=10**15),)), 2026), date(2026, 1, 1))
    odd = SettlementRule(Leftover.REPAY, "sak", advance_share=Fraction(1, 10**9))
    with pytest.raises(OverflowError):
        settlements(accounts_of(Ledger((grant(),)), 2026), {"bpa": odd})


def test_an_opening_balance_cuts_what_is_from_before_it() -> None:
    opening = Entry("o", ACCOUNT, EntryKind.OPENING, date(2026, 7, 1), 500, NEW_YEAR)
    before = used(date(2026, 6, 30), 40, recorded=at(date(2026, 6, 30)))
    found = rows(
        balances(accounts_of(Ledger((grant(minutes=365),), (), (opening, before)), 2026), date(2026, 2, 1))
    )
    assert (found["P1", "bpa"]["granted"], found["P1", "bpa"]["left_of_year"]) == (52, 184 * 52 + 500)
