"""What grants give, day by day. Exact; whole minutes are made once, of the sum, by a named rule."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import Account, Grant
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up

ROUNDING = round_half_up
"""How the sum of an account is made whole minutes: to the nearest, a half up. Nothing else is rounded."""


def granted_between(ledger: Ledger, account: Account, first: date, last: date) -> dict[str, Fraction]:
    """Minutes granted from ``first`` to ``last`` (both included) within the year, exact, by provider."""
    wanted = None if last < first else Period(account.first, account.last).intersection(Period(first, last))
    found: dict[str, Fraction] = {}
    if wanted is None:
        return found
    for grant, spell in grant_spells(ledger, account):
        common = spell.intersection(wanted)
        if common is not None:
            minutes = (common.days or 0) * grant.per_day(account)
            found[grant.provider] = found.get(grant.provider, Fraction(0)) + minutes
    return found


def granted_until(ledger: Ledger, account: Account, day: date) -> int:
    """Whole minutes granted until ``day``, included, from 1 January or the day of an opening balance."""
    parts = granted_between(ledger, account, account.first, day) if day >= account.first else {}
    return ROUNDING(sum(parts.values(), Fraction(0)))


def grant_spells(ledger: Ledger, account: Account) -> Iterable[tuple[Grant, Period]]:
    """Each grant of the account with the days it counts: cut short where it was ended, and where a
    municipality that started within the year has an opening balance for the days before.
    """
    year = Period(ledger.first_day(account), account.last)
    for grant in ledger.grants_of(account):
        last = ledger.last_of(grant)
        if last is not None and last < grant.first:
            continue
        common = Period(grant.first, last).intersection(year)
        if common is not None:
            yield grant, common
