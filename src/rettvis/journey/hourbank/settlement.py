"""What happens to what is left when the year ends, by the municipality's rule: listed, then written once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from rettvis.journey.hourbank.balance import Balance, balance
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import SETTLING, Account, Entry, EntryKind
from rettvis.journey.hourbank.rule import (
    Leftover,
    Leftovers,
    SettlementRule,
    YearFigures,
    because,
    leftovers,
    repaid_ore,
)
from rettvis.rulekit.wording import N_, Sentence, sentence

__all__ = [
    "LATE",
    "Leftover",
    "SettledAccount",
    "Settlement",
    "SettlementRule",
    "open_accounts",
    "settle",
    "settle_account",
    "written",
    "year_figures",
]

LATE = N_("Something came after the year was settled")
"""Why a settlement was opened again, as the entry keeps it."""


@dataclass(frozen=True)
class SettledAccount:
    """One account in a settlement: the year before it is settled, what becomes of what is left, and why.

    ``entries`` are those still to be written: none where it is settled already, and nothing has come since.
    ``repaid_ore`` is what is paid back in whole øre, None where the rule has no price.
    """

    account: Account
    left: int
    entries: tuple[Entry, ...]
    because: Sentence
    year: YearFigures = field(default=YearFigures(0, 0, 0))
    parts: Leftovers = field(default=Leftovers())
    repaid_ore: int | None = None
    times: int = 1

    @property
    def again(self) -> bool:
        """Whether a settlement is opened again."""
        return any(one.kind is EntryKind.REOPENED for one in self.entries)


@dataclass(frozen=True)
class Settlement:
    """Every account of a year and service, listed. Written or not: the same list each time it is made."""

    year: int
    service: str
    accounts: tuple[SettledAccount, ...]

    def entries(self) -> list[Entry]:
        """Everything that would be written."""
        return [entry for one in self.accounts for entry in one.entries]


def settle(ledger: Ledger, year: int, service: str, rule: SettlementRule, now: datetime) -> Settlement:
    """List what the settlement of a year does to each account; with its entries written, nothing is left.

    An account that is settled already is left as it is, unless a line that came later (or another rule)
    changes it: then an entry of its own takes back what the settlement did, what was carried into next year
    is taken out of it, and the year is closed anew. Settled twice, the second adds nothing.
    """
    accounts = [one for one in ledger.accounts(year) if one.service == service]
    return Settlement(year, service, tuple(settle_account(ledger, one, rule, now) for one in accounts))


def settle_account(ledger: Ledger, account: Account, rule: SettlementRule, now: datetime) -> SettledAccount:
    """What the settlement does to one account."""
    year = year_figures(balance(ledger, account, account.last))
    parts = leftovers(rule, year)
    earlier = [one for one in ledger.entries_of(account) if one.kind in SETTLING]
    times = _times(earlier)
    last = [one for one in earlier if _times([one]) == times and one.kind is not EntryKind.REOPENED]
    why = because(rule, year)
    entries: tuple[Entry, ...]
    if times and parts == _done(last) and not _moved_since(ledger, account, year):
        entries, why = (), sentence("Settled already; nothing has come since. {because}", because=why)
    else:
        times += 1
        reopening = _reopening(account, last, now, times) if last else ()
        entries = (*reopening, *_closing(account, parts, rule.source, now, times))
    return SettledAccount(
        account, year.left, entries, why, year, parts, repaid_ore(rule, parts.repaid), times
    )


def year_figures(end: Balance) -> YearFigures:
    """A year's figures before settlement, from its balance on 31 December."""
    return YearFigures(end.granted_year, end.opening, end.left + end.settled)


def written(settlement: Settlement, ledger: Ledger) -> Ledger:
    """The ledger with the settlement's entries; writing the same settlement twice is writing it once."""
    return ledger.with_entries(settlement.entries())


def open_accounts(settlement: Settlement) -> Iterable[SettledAccount]:
    """The accounts that a person must look at: more was used than the year gave."""
    return (one for one in settlement.accounts if one.left < 0)


def _times(settling: Iterable[Entry]) -> int:
    """How many times the account has been settled: the newest number among the keys, 0 for none."""
    return max((int(one.key.rsplit("/", 2)[1]) for one in settling), default=0)


def _done(last: Iterable[Entry]) -> Leftovers:
    """What the newest settlement did."""
    minutes = {one.kind: -one.minutes for one in last}
    return Leftovers(
        minutes.get(EntryKind.LAPSED, 0),
        minutes.get(EntryKind.CARRIED_OUT, 0),
        minutes.get(EntryKind.REPAID, 0),
    )


def _moved_since(ledger: Ledger, account: Account, year: YearFigures) -> bool:
    """Whether the year's figures are others than those known when it was last settled."""
    closed = ledger.closed_at(account)
    if closed is None:
        return True
    then = ledger.alone(account).known_at(closed)
    return year_figures(balance(then, account, account.last)) != year


def _reopening(account: Account, last: list[Entry], now: datetime, times: int) -> tuple[Entry, ...]:
    """What takes back a settlement: an entry in the year, and one in the next for what was carried there."""
    back = -sum(one.minutes for one in last)
    carried = [one for one in last if one.kind is EntryKind.CARRIED_OUT]
    return (
        _entry(account, EntryKind.REOPENED, back, now, times, LATE),
        *(_next_year(account, one.minutes, now, times, "undo") for one in carried),
    )


def _closing(account: Account, parts: Leftovers, source: str, now: datetime, times: int) -> tuple[Entry, ...]:
    """The entries that bring what is left to nothing, and the mark that the year is settled."""
    entries = []
    if parts.carried:
        entries.append(_entry(account, EntryKind.CARRIED_OUT, -parts.carried, now, times, source))
        entries.append(_next_year(account, parts.carried, now, times, "in"))
    if parts.repaid:
        entries.append(_entry(account, EntryKind.REPAID, -parts.repaid, now, times, source))
    if parts.lapsed:
        entries.append(_entry(account, EntryKind.LAPSED, -parts.lapsed, now, times, source))
    return (*entries, _entry(account, EntryKind.CLOSED, 0, now, times, source))


def _entry(account: Account, kind: EntryKind, minutes: int, now: datetime, times: int, reason: str) -> Entry:
    key = f"{account.person}/{account.service}/{account.year}/settled/{times}/{kind}"
    return Entry(key, account, kind, account.last, minutes, now, reason=reason)


def _next_year(account: Account, minutes: int, now: datetime, times: int, what: str) -> Entry:
    following = Account(account.person, account.service, account.year + 1)
    key = f"{account.person}/{account.service}/{account.year}/settled/{times}/{what}"
    day = date(following.year, 1, 1)
    return Entry(key, following, EntryKind.CARRIED_IN, day, minutes, now, reason=f"{account.year}")
