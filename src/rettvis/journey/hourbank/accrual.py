"""What grants give, day by day. Exact; whole minutes are made once, of the sum, by a named rule."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from rettvis.journey.hourbank.lines import Account, Grant, Ledger
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up

ROUNDING = round_half_up
"""How the sum of an account is made whole minutes: to the nearest, a half up. Nothing else is rounded."""


def granted_between(ledger: Ledger, account: Account, first: date, last: date) -> dict[str, Fraction]:
    """Minutes granted from ``first`` to ``last`` (both included) within the year, exact, by provider."""
    wanted = _common(Period(account.first, account.last), first, last)
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
    """Whole minutes granted from 1 January to ``day``, both included."""
    parts = granted_between(ledger, account, account.first, day) if day >= account.first else {}
    return ROUNDING(sum(parts.values(), Fraction(0)))


def grant_spells(ledger: Ledger, account: Account) -> Iterable[tuple[Grant, Period]]:
    """Each grant of the account with the days it holds, cut short where it was ended."""
    ends: dict[str, date] = {}
    for end in ledger.ends:
        ends[end.grant] = min(end.last, ends.get(end.grant, end.last))
    year = Period(account.first, account.last)
    for grant in ledger.grants:
        if (grant.person, grant.service) != (account.person, account.service):
            continue
        last = min((day for day in (grant.last, ends.get(grant.key)) if day is not None), default=None)
        if last is not None and last < grant.first:
            continue
        common = Period(grant.first, last).intersection(year)
        if common is not None:
            yield grant, common


def _common(year: Period, first: date, last: date) -> Period | None:
    return None if last < first else year.intersection(Period(first, last))
