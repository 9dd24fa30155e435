"""What in the ledger is not right: told, never mended by itself, and never a reason to refuse work."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rettvis.journey.hourbank.accrual import grant_spells, granted_until
from rettvis.journey.hourbank.balance import balance
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import SETTLING, Account, Entry, EntryKind
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Discrepancy:
    """Something in the ledger that a person must look at: where, and what. Nothing is mended by itself."""

    account: Account
    day: date
    message: Sentence
    entry: str = ""


def check(ledger: Ledger, account: Account) -> tuple[Discrepancy, ...]:
    """Everything about an account that a person must look at, in the order of the days."""
    entries = ledger.entries_of(account)
    found = [
        *_outside_the_year(account, entries),
        *_before_the_opening(ledger, account, entries),
        *_without_a_grant(ledger, account, entries),
        *_wrong_way(account, entries),
        *_twice(account, entries),
        *_corrections(account, entries),
        *_transfers(account, entries),
        *_plans(ledger, account),
        *_below_zero(ledger, account),
        *_asserted(ledger, account),
        *_after_the_settlement(ledger, account, entries),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.entry)))


def _outside_the_year(account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    for one in entries:
        if one.day.year != account.year:
            message = sentence(
                "{day:date} is not in {year}, and is not counted.", day=one.day, year=str(account.year)
            )
            yield Discrepancy(account, one.day, message, one.key)


def _before_the_opening(ledger: Ledger, account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    opened = ledger.first_day(account)
    for one in entries:
        if one.day.year != account.year:
            continue
        if one.day < opened:
            message = sentence(
                "This is from before {day:date}. The opening balance of that day holds it already, and it is "
                "not counted.",
                day=opened,
            )
            yield Discrepancy(account, one.day, message, one.key)
        elif one.kind is EntryKind.OPENING and one.day > opened:
            message = sentence("There is an opening balance from {day:date} already.", day=opened)
            yield Discrepancy(account, one.day, message, one.key)


def _without_a_grant(ledger: Ledger, account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    opened = ledger.first_day(account)
    days = [spell for _, spell in grant_spells(ledger, account)]
    for one in entries:
        told_already = one.day < opened or one.day.year != account.year
        if one.kind is EntryKind.USE and not told_already and not any(one.day in spell for spell in days):
            message = sentence("Hours were used on {day:date}, when nothing was granted.", day=one.day)
            yield Discrepancy(account, one.day, message, one.key)


def _wrong_way(account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    for one in entries:
        if one.kind is EntryKind.USE and one.minutes > 0:
            message = sentence(
                "Use adds hours here instead of taking them. Write a correction with a reason."
            )
            yield Discrepancy(account, one.day, message, one.key)


def _twice(account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    times = Counter(one.key for one in entries)
    for one in dict.fromkeys(entries):
        if times[one.key] > 1:
            yield Discrepancy(account, one.day, sentence("The same entry stands more than once."), one.key)


def _corrections(account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    known = {one.key for one in entries}
    for one in entries:
        if one.kind is EntryKind.CORRECTION and not one.reason.strip():
            yield Discrepancy(account, one.day, sentence("A correction has no reason."), one.key)
        if one.corrects and one.corrects not in known:
            message = sentence("A correction names an entry that is not in this account.")
            yield Discrepancy(account, one.day, message, one.key)


def _transfers(account: Account, entries: Iterable[Entry]) -> Iterable[Discrepancy]:
    """What is moved out of one provider's part is moved into another's, on the same day and for a reason."""
    groups: dict[str, list[Entry]] = {}
    for one in entries:
        if one.kind is EntryKind.TRANSFER:
            groups.setdefault(one.group or one.key, []).append(one)
    for moved in groups.values():
        if sum(one.minutes for one in moved):
            message = sentence("What was moved between providers does not add up to nothing.")
            yield Discrepancy(account, moved[0].day, message, moved[0].key)
        if len({one.day for one in moved}) > 1:
            message = sentence("What was moved between providers left one on another day than it came.")
            yield Discrepancy(account, moved[0].day, message, moved[0].key)
        if not all(one.reason.strip() for one in moved):
            message = sentence("Hours were moved between providers without a reason.")
            yield Discrepancy(account, moved[0].day, message, moved[0].key)


def _plans(ledger: Ledger, account: Account) -> Iterable[Discrepancy]:
    for plan in ledger.planned_of(account):
        if plan.last < plan.first:
            yield Discrepancy(account, plan.first, sentence("A plan ends before it begins."), plan.key)
        elif plan.last < account.first or plan.first > account.last:
            message = sentence(
                "{day:date} is not in {year}, and is not counted.", day=plan.first, year=str(account.year)
            )
            yield Discrepancy(account, plan.first, message, plan.key)


def _below_zero(ledger: Ledger, account: Account) -> Iterable[Discrepancy]:
    """The first day at whose end more is used than the whole year gives."""
    left = granted_until(ledger, account, account.last)
    moves: dict[date, int] = {}
    for one in ledger.counted(account):
        moves[one.day] = moves.get(one.day, 0) + one.minutes
    for day in sorted(moves):
        left += moves[day]
        if left < 0:
            message = sentence(
                "{minutes:hours} more is used than the year gives. Work that was done is not refused: look "
                "at the decision.",
                minutes=-left,
            )
            yield Discrepancy(account, day, message)
            return


def _asserted(ledger: Ledger, account: Account) -> Iterable[Discrepancy]:
    for one in ledger.asserted_of(account):
        left = balance(ledger, account, one.day).left
        if left != one.minutes:
            message = sentence(
                "{source} says that {theirs:minutes} are left; the ledger says {ours:minutes}.",
                source=one.source,
                theirs=one.minutes,
                ours=left,
            )
            yield Discrepancy(account, one.day, message)


def _after_the_settlement(
    ledger: Ledger, account: Account, entries: Iterable[Entry]
) -> Iterable[Discrepancy]:
    """What was recorded of a year after it was settled: the settlement must be opened again."""
    closed = ledger.closed_at(account)
    if closed is None:
        return
    for one in entries:
        if one.recorded > closed and one.kind not in SETTLING:
            message = sentence("This came after {year} was settled. Settle it again.", year=str(account.year))
            yield Discrepancy(account, one.day, message, one.key)
    then = {
        grant.key: spell for grant, spell in grant_spells(ledger.alone(account).known_at(closed), account)
    }
    now = {grant.key: spell for grant, spell in grant_spells(ledger, account)}
    for key in sorted({*then, *now}):
        before, after = then.get(key), now.get(key)
        if before != after:
            day = min(spell.first for spell in (before, after) if spell is not None)
            message = sentence(
                "A decision that holds in {year} came or changed after {year} was settled. Settle it again.",
                year=str(account.year),
            )
            yield Discrepancy(account, day, message, key)
