"""The lines of the ledger, each with the moment it was recorded: what was believed then can be told."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.units import WEEKS_BY_CALENDAR, WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import N_


@dataclass(frozen=True, order=True)
class Account:
    """The bank of one person for one service (its code) in one calendar year."""

    person: str
    service: str
    year: int

    @property
    def first(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    @property
    def days(self) -> int:
        """365, or 366 in a leap year."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Grant:
    """Minutes a week that a decision grants from ``first``, until ``last`` where an end is set.

    ``weeks`` a year is the decision's own convention: 52 (or another number) spreads so many weeks evenly
    over the days of each year, 365/7 gives a seventh of a week each day, a leap day too. ``key`` names it
    once for all time.
    """

    key: str
    person: str
    service: str
    minutes_per_week: Fraction
    first: date
    last: date | None
    recorded: datetime
    provider: str = ""
    weeks: Fraction = WEEKS_BY_PRACTICE
    source: str = ""

    def per_day(self, account: Account) -> Fraction:
        """Minutes a day in the account's year; exact."""
        if self.weeks == WEEKS_BY_CALENDAR:
            return self.minutes_per_week / 7
        return self.minutes_per_week * self.weeks / account.days


@dataclass(frozen=True)
class GrantEnd:
    """A grant that ends earlier than it said: changed, replaced or annulled; ``last`` is its last day.

    A ``last`` before the grant's first day takes all of it away.
    """

    grant: str
    last: date
    recorded: datetime
    reason: str


class EntryKind(Choice):
    """What an entry is; its minutes are added to what is left, so that use is below zero."""

    OPENING = "opening", N_("Opening balance")
    USE = "use", N_("Used")
    TRANSFER = "transfer", N_("Moved between providers")
    CORRECTION = "correction", N_("Correction")
    CARRIED_IN = "carried_in", N_("Carried over from last year")
    LAPSED = "lapsed", N_("Lapsed at the settlement")
    CARRIED_OUT = "carried_out", N_("Carried over to next year")
    REPAID = "repaid", N_("Paid back at the settlement")
    REOPENED = "reopened", N_("The settlement is opened again")
    CLOSED = "closed", N_("The year is settled")


SETTLING = frozenset(
    {EntryKind.LAPSED, EntryKind.CARRIED_OUT, EntryKind.REPAID, EntryKind.REOPENED, EntryKind.CLOSED}
)
"""The kinds that only a settlement writes. ``CLOSED`` has no minutes: it says when the year was settled."""


@dataclass(frozen=True)
class Entry:
    """Whole minutes on a day: above zero what comes in, below zero what goes out. Never changed.

    A correction names the entry it corrects in ``corrects`` and says why in ``reason``; so does a transfer,
    whose entries (one for each provider) have the same ``group`` and add up to nothing. An opening balance
    is what the days before its day have left over: no line from before that day is counted beside it.
    """

    key: str
    account: Account
    kind: EntryKind
    day: date
    minutes: int
    recorded: datetime
    provider: str = ""
    reason: str = ""
    corrects: str = ""
    group: str = ""


@dataclass(frozen=True)
class Planned:
    """Minutes that the person plans to use between two days, spread evenly over them; a plan is no use.

    A plan is changed by a new one that names it in ``replaces``, and dropped by one with no minutes.
    """

    account: Account
    first: date
    last: date
    minutes: int
    recorded: datetime
    text: str = ""
    key: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class Asserted:
    """What is left on a day by somebody else's count (a provider's statement): held against the ledger."""

    account: Account
    day: date
    minutes: int
    recorded: datetime
    source: str
