"""The figures of a bank that every page, list, report and command shows: one reckoning for all of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.hourbank import Account, EntryKind, Forecast, Ledger, balance, forecast
from rettvis.journey.hourbank.accrual import granted_until
from rettvis.journey.hourbank.lines import SETTLING

DAY = timedelta(days=1)
USED = frozenset({EntryKind.USE, EntryKind.CORRECTION})
"""What was used is use with its corrections."""


@dataclass(frozen=True)
class Figures:
    """One account on a day, in whole minutes: ``given - used - settled`` is ``left``, always.

    ``given`` is what the whole year gives as decisions stand, with what was brought into it; ``so_far`` what
    the days until ``day`` have given of it. ``planned`` is for the days to come and is part of what is left.
    """

    account: Account
    day: date
    given: int
    so_far: int
    used: int
    planned: int
    settled: int

    @property
    def left(self) -> int:
        """What is left of the year; below zero where more is used than it gives."""
        return self.given - self.used - self.settled

    @property
    def days_left(self) -> int:
        """Days that are left of the year after ``day``."""
        return (self.account.last - self.day).days


@dataclass(frozen=True)
class Month:
    """One month: what its days give, what was used in it, and what was left of the year when it ended.

    ``brought`` is an opening balance, what was carried in, and what a settlement took out (below zero);
    ``left`` is None for a month that has not begun.
    """

    first: date
    granted: int
    brought: int
    used: int
    left: int | None


def figures_of(ledger: Ledger, account: Account, day: date) -> Figures:
    """The figures of an account at the end of ``day``."""
    now = balance(ledger, account, day)
    return Figures(
        account=account,
        day=now.day,
        given=now.granted_year + now.opening + now.moved,
        so_far=now.granted + now.opening + now.moved,
        used=now.used - now.corrected,
        planned=now.planned,
        settled=now.settled,
    )


def months_of(ledger: Ledger, account: Account, day: date) -> list[Month]:
    """Every month of the year; their sums are the year's own figures to the minute."""
    entries = ledger.counted(account)
    found = []
    before, left = 0, granted_until(ledger, account, account.last)
    for number in range(1, 13):
        first = date(account.year, number, 1)
        last = date(account.year + number // 12, number % 12 + 1, 1) - DAY
        given = granted_until(ledger, account, last)
        here = [one for one in entries if first <= one.day <= min(last, day)]
        used = -sum(one.minutes for one in here if one.kind in USED)
        brought = sum(one.minutes for one in here if one.kind not in USED)
        left += brought - used
        found.append(Month(first, given - before, brought, used, left if first <= day else None))
        before = given
    return found


def used_by_month(ledger: Ledger, account: Account) -> list[int]:
    """Minutes used in each of the twelve months, with corrections: what reports follow."""
    return [month.used for month in months_of(ledger, account, account.last)]


def outlook(ledger: Ledger, account: Account, day: date) -> Forecast | None:
    """How the year will end; None where it has ended or is settled."""
    if day >= account.last or any(one.kind in SETTLING for one in ledger.entries_of(account)):
        return None
    return forecast(ledger, account, day)
