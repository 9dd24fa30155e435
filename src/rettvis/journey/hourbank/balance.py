"""The balance of an account on a day, as known at any moment, and what in the ledger is not right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.hourbank.accrual import grant_spells, granted_between, granted_until
from rettvis.journey.hourbank.lines import SETTLING, Account, Entry, EntryKind, Ledger
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Balance:
    """Whole minutes on a day: what came in and went out so far, and what the year gives.

    ``granted`` is what the days so far have given, ``granted_year`` what the whole year gives as decisions
    stand; ``used`` and ``settled`` are above zero where they took something out.
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


@dataclass(frozen=True)
class Discrepancy:
    """Something in the ledger that a person must look at: where, and what. Nothing is mended by itself."""

    account: Account
    day: date
    message: Sentence
    entry: str = ""


def balance(ledger: Ledger, account: Account, day: date) -> Balance:
    """The balance at the end of ``day``; call :meth:`Ledger.known_at` first for what was believed then."""
    day = min(max(day, account.first), account.last)
    so_far = [one for one in ledger.entries if one.account == account and one.day <= day]

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
        planned=sum(one.minutes for one in ledger.planned if one.account == account and one.first > day),
    )


def by_provider(ledger: Ledger, account: Account, day: date) -> dict[str, int]:
    """What is left of the year with each provider; the sum is exactly :attr:`Balance.left`.

    Parts of a minute are given to the providers with the largest remainders.
    """
    exact = granted_between(ledger, account, account.first, account.last)
    providers = sorted({*exact, *(one.provider for one in ledger.entries if one.account == account)})
    whole = _shared(
        [exact.get(one, Fraction(0)) for one in providers], granted_until(ledger, account, account.last)
    )
    found = dict(zip(providers, whole, strict=True))
    for one in ledger.entries:
        if one.account == account and one.day <= day:
            found[one.provider] += one.minutes
    return found


def _shared(parts: list[Fraction], total: int) -> list[int]:
    """The parts as whole minutes that add up to ``total``: the largest remainders are rounded up."""
    floors = [part.__floor__() for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    for place in order[: total - sum(floors)]:
        floors[place] += 1
    return floors


def check(ledger: Ledger, account: Account) -> tuple[Discrepancy, ...]:
    """Everything about an account that a person must look at, in the order of the days."""
    entries = [one for one in ledger.entries if one.account == account]
    found = [
        *_outside_the_year(account, entries),
        *_without_a_grant(ledger, account, entries),
        *_corrections(account, entries),
        *_transfers(account, entries),
        *_below_zero(ledger, account, entries),
        *_asserted(ledger, account),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.entry)))


def _outside_the_year(account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    for one in entries:
        if one.day.year != account.year:
            message = sentence("{day:date} is not in {year}.", day=one.day, year=str(account.year))
            yield Discrepancy(account, one.day, message, one.key)


def _without_a_grant(ledger: Ledger, account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    days = [spell for _, spell in grant_spells(ledger, account)]
    for one in entries:
        if one.kind is EntryKind.USE and not any(one.day in spell for spell in days):
            message = sentence("Hours were used on {day:date}, when nothing was granted.", day=one.day)
            yield Discrepancy(account, one.day, message, one.key)


def _corrections(account: Account, entries: list[Entry]) -> Iterable[Discrepancy]:
    known = {one.key for one in entries}
    for one in entries:
        if one.kind is EntryKind.CORRECTION and not one.reason.strip():
            yield Discrepancy(account, one.day, sentence("A correction has no reason."), one.key)
        if one.corrects and one.corrects not in known:
            message = sentence("A correction names an entry that is not in this account.")
            yield Discrepancy(account, one.day, message, one.key)


def _transfers(account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    """What is moved out of one provider's part is moved into another's."""
    groups: dict[str, list[Entry]] = {}
    for one in entries:
        if one.kind is EntryKind.TRANSFER:
            groups.setdefault(one.group, []).append(one)
    for moved in groups.values():
        if sum(one.minutes for one in moved):
            message = sentence("What was moved between providers does not add up to nothing.")
            yield Discrepancy(account, moved[0].day, message, moved[0].key)


def _below_zero(ledger: Ledger, account: Account, entries: list[Entry]) -> Iterable[Discrepancy]:
    """The first day on which more is used than the whole year gives."""
    for day in sorted({one.day for one in entries}):
        left = balance(ledger, account, day).left
        if left < 0:
            message = sentence(
                "{minutes:hours} more is used than the year gives. Work that was done is not refused: look "
                "at the decision.",
                minutes=-left,
            )
            yield Discrepancy(account, day, message)
            return


def _asserted(ledger: Ledger, account: Account) -> Iterable[Discrepancy]:
    for one in ledger.asserted:
        if one.account != account:
            continue
        left = balance(ledger, account, one.day).left
        if left != one.minutes:
            message = sentence(
                "{source} says that {theirs:minutes} are left; the ledger says {ours:minutes}.",
                source=one.source,
                theirs=one.minutes,
                ours=left,
            )
            yield Discrepancy(account, one.day, message)
