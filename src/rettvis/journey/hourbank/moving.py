"""Entries that must be made in one way: a change of provider, and the opening balance of a late start."""

from datetime import date, datetime
from fractions import Fraction

from rettvis.journey.hourbank.accrual import ROUNDING, granted_between
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import Account, Entry, EntryKind


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

    At a change of provider it is what :func:`by_provider` says that the first has left.
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
