"""What happens to what is left when the year ends, by the municipality's rule: listed, then written once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.journey.hourbank.balance import balance
from rettvis.journey.hourbank.lines import SETTLING, Account, Entry, EntryKind, Ledger
from rettvis.rulekit.units import round_down
from rettvis.rulekit.wording import N_, Sentence, sentence

LATE = "late entry"
"""Why a settlement was opened again, as the entry keeps it."""


class Leftover(Choice):
    """What a rule does with what is left."""

    LAPSE = "lapse", N_("What is left lapses")
    CARRY_OVER = "carry_over", N_("What is left is carried over, up to a limit")
    REPAY = "repay", N_("What was invoiced in advance and not used is paid back")


@dataclass(frozen=True)
class SettlementRule:
    """A municipality's rule for one service: what is left, and how much of it may be carried over at most.

    ``most_minutes`` and ``most_share`` (of the year's hours) are limits of what is carried over; the lower
    counts, and what is above it lapses. ``source`` is the decision that the rule stands on.
    """

    leftover: Leftover
    source: str
    most_minutes: int | None = None
    most_share: Fraction | None = None


@dataclass(frozen=True)
class SettledAccount:
    """One account in a settlement: what was left, the entries that settle it, and why."""

    account: Account
    left: int
    entries: tuple[Entry, ...]
    because: Sentence


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

    An account that is settled already gets only the difference since, from a late timesheet: its settlement
    is opened again by an entry of its own, and closed anew. Settled twice, the second adds nothing.
    """
    accounts = [one for one in ledger.accounts(year) if one.service == service]
    return Settlement(year, service, tuple(_settled(ledger, one, rule, now) for one in accounts))


def _settled(ledger: Ledger, account: Account, rule: SettlementRule, now: datetime) -> SettledAccount:
    earlier = [one for one in ledger.entries if one.account == account and one.kind in SETTLING]
    now_left = balance(ledger, account, account.last)
    if not sum(one.minutes for one in earlier):
        entries, because = _closing(
            account, now_left.left, now_left.granted_year, rule, now, _times(earlier) + 1
        )
        return SettledAccount(account, now_left.left, entries, because)
    if now_left.left == 0:
        return SettledAccount(account, 0, (), sentence("Settled already; nothing has come since."))
    return _reopened(ledger, account, rule, now, earlier)


def _reopened(
    ledger: Ledger, account: Account, rule: SettlementRule, now: datetime, earlier: list[Entry]
) -> SettledAccount:
    """Take back what the settlement did, then close again with what is known now; each with its own trace."""
    last = _times(earlier)
    times = last + 1
    back = -sum(one.minutes for one in earlier)
    reopening = _entry(account, EntryKind.REOPENED, back, now, times, LATE)
    opened = ledger.with_entries([reopening])
    left = balance(opened, account, account.last)
    closing, because = _closing(account, left.left, left.granted_year, rule, now, times)
    carried = [one for one in earlier if one.kind is EntryKind.CARRIED_OUT and _times([one]) == last]
    undo = [_next_year(account, one.minutes, now, times, "undo") for one in carried]
    return SettledAccount(account, left.left, (reopening, *undo, *closing), because)


def _times(settling: Iterable[Entry]) -> int:
    """How many times the account has been settled: the newest number among the keys, 0 for none."""
    return max((int(one.key.rsplit("/", 2)[1]) for one in settling), default=0)


def _closing(
    account: Account, left: int, granted: int, rule: SettlementRule, now: datetime, times: int
) -> tuple[tuple[Entry, ...], Sentence]:
    """The entries that bring what is left to nothing, and why."""
    if left < 0:
        return (), sentence(
            "{minutes:hours} more was used than the year gave. A person decides what is done; nothing is "
            "taken from next year.",
            minutes=-left,
        )
    if left == 0:
        return (), sentence("Every hour of the year was used.")
    if rule.leftover is Leftover.LAPSE:
        lapsed = _entry(account, EntryKind.LAPSED, -left, now, times, rule.source)
        return (lapsed,), sentence(
            "{minutes:hours} was left, and lapses ({source}).", minutes=left, source=rule.source
        )
    if rule.leftover is Leftover.REPAY:
        repaid = _entry(account, EntryKind.REPAID, -left, now, times, rule.source)
        return (repaid,), sentence(
            "{minutes:hours} was invoiced in advance and not used, and is paid back ({source}).",
            minutes=left,
            source=rule.source,
        )
    return _carried(account, left, granted, rule, now, times)


def _carried(
    account: Account, left: int, granted: int, rule: SettlementRule, now: datetime, times: int
) -> tuple[tuple[Entry, ...], Sentence]:
    limits = [left]
    if rule.most_minutes is not None:
        limits.append(rule.most_minutes)
    if rule.most_share is not None:
        limits.append(round_down(rule.most_share * granted))
    over = max(0, min(limits))
    entries = []
    if over:
        entries.append(_entry(account, EntryKind.CARRIED_OUT, -over, now, times, rule.source))
        entries.append(_next_year(account, over, now, times, "in"))
    if left > over:
        entries.append(_entry(account, EntryKind.LAPSED, over - left, now, times, rule.source))
    return tuple(entries), sentence(
        "{minutes:hours} was left: {over:hours} is carried over, and {lapsed:hours} lapses ({source}).",
        minutes=left,
        over=over,
        lapsed=left - over,
        source=rule.source,
    )


def _entry(account: Account, kind: EntryKind, minutes: int, now: datetime, times: int, reason: str) -> Entry:
    key = f"{account.person}/{account.service}/{account.year}/settled/{times}/{kind}"
    return Entry(key, account, kind, account.last, minutes, now, reason=reason)


def _next_year(account: Account, minutes: int, now: datetime, times: int, what: str) -> Entry:
    following = Account(account.person, account.service, account.year + 1)
    key = f"{account.person}/{account.service}/{account.year}/settled/{times}/{what}"
    day = date(following.year, 1, 1)
    return Entry(key, following, EntryKind.CARRIED_IN, day, minutes, now, reason=f"{account.year}")


def written(settlement: Settlement, ledger: Ledger) -> Ledger:
    """The ledger with the settlement's entries; writing the same settlement twice is writing it once."""
    return ledger.with_entries(settlement.entries())


def open_accounts(settlement: Settlement) -> Iterable[SettledAccount]:
    """The accounts that a person must look at: more was used than the year gave."""
    return (one for one in settlement.accounts if one.left < 0)
