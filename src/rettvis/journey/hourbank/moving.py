"""Entries that must be made in one way: a change of provider, and the opening balance of a late start."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from rettvis.journey.hourbank.accrual import ROUNDING, granted_between
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import Account, Entry, EntryKind
from rettvis.rulekit.period import ONE_DAY

_WORKED = frozenset({EntryKind.USE, EntryKind.CORRECTION})


@dataclass(frozen=True)
class ProviderFrom:
    """That ``provider`` gives the hours of an account from ``day``; ``key`` names what was written."""

    day: date
    provider: str
    key: str
    reason: str
    recorded: datetime


Providers = Mapping[Account, Sequence[ProviderFrom]]
"""Who gives the hours of each account from when, by day, whatever year; one provider for each day."""


def with_providers(ledger: Ledger, known: Providers) -> Ledger:
    """The ledger with each change of provider followed: what the one before had left when the day began goes
    along, as is known now.

    It is counted when it is asked for, never kept: a timesheet that comes after the change was written is
    counted as if it had come before. Use that names no provider of the account is of whoever gave the hours
    on its day. The sum of an account is the same as before.
    """
    named = {account: _named(ledger, account) for account in {one.account for one in ledger.entries}}
    entries = [_of_provider(one, named[one.account], known.get(one.account, ())) for one in ledger.entries]
    found = replace(ledger, entries=tuple(entries))
    moved = [one for account in known for one in _followed(found, account, known[account])]
    return found.with_entries(moved) if moved else found


def _named(ledger: Ledger, account: Account) -> frozenset[str]:
    moved = (one for one in ledger.entries_of(account) if one.kind is EntryKind.TRANSFER)
    return frozenset(one.provider for one in ledger.grants_of(account)) | {one.provider for one in moved}


def _of_provider(entry: Entry, named: frozenset[str], known: Sequence[ProviderFrom]) -> Entry:
    """Use as one of the account's providers has it."""
    if entry.kind not in _WORKED or (entry.provider and entry.provider in named):
        return entry
    giver = next((one.provider for one in reversed(known) if one.day <= entry.day), "")
    return entry if giver == entry.provider else replace(entry, provider=giver)


def _followed(ledger: Ledger, account: Account, known: Sequence[ProviderFrom]) -> Iterable[Entry]:
    """The transfers of one account, the earliest change first: each stands on those before it."""
    counted = list(ledger.counted(account))
    moved: list[Entry] = []
    giver = ""
    for one in known:
        first = ledger.first_day(account)
        if giver != one.provider and first < one.day <= account.last:
            granted = granted_between(ledger, account, first, one.day - ONE_DAY).get(giver, Fraction(0))
            entries = [entry for entry in counted if entry.provider == giver and entry.day < one.day]
            left = ROUNDING(granted) + sum(entry.minutes for entry in entries)
            told = {"key": one.key, "reason": one.reason, "recorded": one.recorded}
            pair = transfer(account, one.day, left, (giver, one.provider), **told) if left else ()  # type: ignore[arg-type]
            counted.extend(pair)
            moved.extend(pair)
        giver = one.provider
    return moved


def transfer(
    account: Account,
    day: date,
    minutes: int,
    providers: tuple[str, str],
    *,
    key: str,
    reason: str,
    recorded: datetime,
) -> tuple[Entry, Entry]:
    """The two entries that move minutes from the first provider to the second: nothing in sum.

    At a change of provider :func:`with_providers` makes them.
    """
    giver, taker = providers
    kind = EntryKind.TRANSFER
    return (
        Entry(f"{key}/out", account, kind, day, -minutes, recorded, giver, reason, group=key),
        Entry(f"{key}/in", account, kind, day, minutes, recorded, taker, reason, group=key),
    )


def opening_balance(
    ledger: Ledger, account: Account, day: date, left: int, *, key: str, reason: str, recorded: datetime
) -> Entry:
    """The opening balance at the start of ``day`` that makes ``left`` minutes be left of the whole year.

    What decisions grant from ``day`` on is in the ledger, and is taken from it; nothing from before
    ``day`` is counted beside the opening balance.
    """
    parts = granted_between(ledger, account, day, account.last)
    to_come = ROUNDING(sum(parts.values(), Fraction(0)))
    return Entry(key, account, EntryKind.OPENING, day, left - to_come, recorded, reason=reason)
