"""The balance of an account on a day, as known at any moment."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.hourbank.accrual import ROUNDING, granted_between, granted_until
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import SETTLING, Account, EntryKind
from rettvis.rulekit.period import ONE_DAY


@dataclass(frozen=True)
class Balance:
    """Whole minutes on a day: what came in and went out so far, and what the year gives.

    ``granted`` is what the days so far have given, ``granted_year`` what the whole year gives as decisions
    stand, both from the day of an opening balance where there is one; ``used`` and ``settled`` are above
    zero where they took something out; ``planned`` is for the days after.
    """

    account: Account
    day: date
    granted: int
    granted_year: int
    opening: int
    used: int
    corrected: int
    moved: int
    settled: int
    planned: int

    @property
    def left_of_days_so_far(self) -> int:
        """What the days so far have given, less what is used: below zero where use is ahead."""
        return self.granted + self._other

    @property
    def left(self) -> int:
        """What is left of the year: below zero where more is used than the year gives."""
        return self.granted_year + self._other

    @property
    def left_when_planned(self) -> int:
        """What is left of the year when what is planned has been used too."""
        return self.left - self.planned

    @property
    def _other(self) -> int:
        return self.opening - self.used + self.corrected + self.moved - self.settled


def balance(ledger: Ledger, account: Account, day: date) -> Balance:
    """The balance at the end of ``day``; call :meth:`Ledger.known_at` first for what was believed then."""
    day = min(max(day, ledger.first_day(account)), account.last)
    so_far = [one for one in ledger.counted(account) if one.day <= day]

    def total(*kinds: EntryKind) -> int:
        return sum(one.minutes for one in so_far if one.kind in kinds)

    return Balance(
        account=account,
        day=day,
        granted=granted_until(ledger, account, day),
        granted_year=granted_until(ledger, account, account.last),
        opening=total(EntryKind.OPENING, EntryKind.CARRIED_IN),
        used=-total(EntryKind.USE),
        corrected=total(EntryKind.CORRECTION),
        moved=total(EntryKind.TRANSFER),
        settled=-total(*SETTLING),
        planned=_planned_after(ledger, account, day),
    )


def _planned_after(ledger: Ledger, account: Account, day: date) -> int:
    """What is planned for the days after ``day``: of a plan that has begun, the days that are left of it."""
    minutes = Fraction(0)
    for plan in ledger.planned_of(account):
        to_come = (min(plan.last, account.last) - max(plan.first - ONE_DAY, day)).days
        if to_come > 0 and plan.first <= plan.last:
            minutes += Fraction(plan.minutes * to_come, (plan.last - plan.first).days + 1)
    return ROUNDING(minutes)


def by_provider(ledger: Ledger, account: Account, day: date) -> dict[str, int]:
    """What is left of the year with each provider; the sum is exactly :attr:`Balance.left`.

    Parts of a minute are given to the providers with the largest remainders.
    """
    exact = granted_between(ledger, account, account.first, account.last)
    entries = ledger.counted(account)
    day = max(day, ledger.first_day(account))
    providers = sorted({*exact, *(one.provider for one in entries)})
    whole = _shared(
        [exact.get(one, Fraction(0)) for one in providers], granted_until(ledger, account, account.last)
    )
    found = dict(zip(providers, whole, strict=True))
    for one in entries:
        if one.day <= day:
            found[one.provider] += one.minutes
    return found


def _shared(parts: list[Fraction], total: int) -> list[int]:
    """The parts as whole minutes that add up to ``total``: the largest remainders are rounded up."""
    floors = [part.__floor__() for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    for place in order[: total - sum(floors)]:
        floors[place] += 1
    return floors
