"""What an invoice is held against: the agreement, granted hours, hours worked, and earlier lines."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.journey.delivery import AgreedPrice, ShiftKind
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import N_


class BillingModel(Choice):
    """How a provider is paid: for each hour afterwards, or for what is granted, with a refund in the end."""

    ARREARS = "arrears", N_("Hours worked, afterwards")
    ADVANCE = "advance", N_("Granted hours in advance, with a refund at settlement")


def is_usable(agreements: Iterable[Period], excluded: Iterable[Period], day: date) -> bool:
    """Whether a provider may be used on a day: an agreement is valid, and it is not excluded."""
    return any(day in one for one in agreements) and not any(day in one for one in excluded)


@dataclass(frozen=True)
class Terms:
    """One framework agreement: its period, how it is paid, and its prices by price line and date.

    ``codes`` are the provider's own codes of the price lines, with the kind of hour that each is for; several
    may be for one kind, as for weekdays and weekends. ``by_code`` has the prices of each. ``kinds`` are the
    kinds of hour that the agreement covers (None: every kind), ``most_persons`` how many persons at most.
    """

    reference: str
    period: Period
    model: BillingModel
    prices: tuple[AgreedPrice, ...] = ()
    codes: tuple[tuple[str, ShiftKind | None], ...] = ()
    by_code: tuple[tuple[str, AgreedPrice], ...] = ()
    kinds: tuple[ShiftKind, ...] | None = None
    most_persons: int | None = None

    def covers(self, kind: ShiftKind | None) -> bool:
        """Whether the agreement covers a kind of hour; a line that names none is taken as covered."""
        return self.kinds is None or kind is None or kind in self.kinds

    def price_on(self, day: date, kind: ShiftKind | None, code: str = "") -> int | None:
        """Øre an hour on ``day``: the price of the line ``code``, else of the kind (of several lines of one
        kind the first that was agreed), else the one for every kind; None without any.
        """
        if code:
            own = (price for line, price in self.by_code if line.casefold() == code.casefold())
            found = next((price.price for price in own if day in price.period), None)
            if found is not None:
                return found
        for wanted in dict.fromkeys((kind, None)):
            for one in self.prices:
                if one.kind is wanted and day in one.period:
                    return one.price
        return None

    def kind_of(self, code: str) -> ShiftKind | None:
        """The kind of hour of a price line; None for one that is for every kind. Raises KeyError."""
        return {own.casefold(): kind for own, kind in self.codes}[code.casefold()]


@dataclass(frozen=True)
class Contractor:
    """Who sends invoices: organisation number, agreements, and when it is excluded from payment."""

    number: str
    name: str
    agreements: tuple[Terms, ...] = ()
    excluded: tuple[Period, ...] = ()

    def is_usable(self, day: date) -> bool:
        """Whether it may be used on a day: an agreement is valid, and it is not excluded."""
        return is_usable((one.period for one in self.agreements), self.excluded, day)

    def terms_on(self, day: date, named: Collection[str] = (), code: str = "") -> Terms | None:
        """The agreement that is valid on a day. Of several: one that is ``named``, else one that has the
        price line ``code``, else one for ordinary hours; of those that are left the newest.
        """
        valid = [one for one in self.agreements if day in one.period]
        words = {word.casefold() for word in named}
        wanted = (
            [one for one in valid if one.reference.casefold() in words],
            [one for one in valid if code and _covers_line(one, code)],
            [one for one in valid if not code and one.covers(ShiftKind.ORDINARY)],
            valid,
        )
        found = next((some for some in wanted if some), [])
        return max(found, key=lambda one: one.period.first, default=None)


def _covers_line(terms: Terms, code: str) -> bool:
    """Whether the agreement has a price line, for a kind of hour that it covers."""
    return any(own.casefold() == code.casefold() and terms.covers(kind) for own, kind in terms.codes)


@dataclass(frozen=True)
class GrantedHours:
    """What a decision (``reference``) grants in a period: exact minutes a day.

    ``provider`` is the organisation number of who gives the hours, or the name where nobody is registered by
    it; empty where the bank names none.
    """

    reference: str
    period: Period
    per_day: Fraction
    provider: str = ""


@dataclass(frozen=True)
class WorkedHours:
    """Minutes of an approved timesheet, for one decision, provider, day and kind of hour."""

    reference: str
    provider: str
    day: date
    minutes: int
    kind: ShiftKind = ShiftKind.ORDINARY


@dataclass(frozen=True)
class Claimed:
    """A line that was invoiced before; minutes and øre are below zero where it was credited.

    ``agreement`` is the number of the one that it was held against.
    """

    invoice: str
    line: str
    provider: str
    reference: str
    period: Period
    minutes: int
    amount: int
    kind: ShiftKind | None = None
    agreement: str = ""


@dataclass(frozen=True)
class HeldAgainst:
    """All that one invoice is held against. ``contractor`` is None for a seller that nobody has registered.

    ``worked`` is None where the municipality receives no timesheets: hours are then held against the
    decision alone.
    """

    contractor: Contractor | None
    granted: tuple[GrantedHours, ...] = ()
    worked: tuple[WorkedHours, ...] | None = ()
    earlier: tuple[Claimed, ...] = ()
    served: tuple[Claimed, ...] = ()
    """This seller's earlier lines of every decision, where an agreement says for how many persons it is."""
    known_invoices: frozenset[str] = frozenset()
    """Numbers of this seller's invoices (not credit notes) that are received already."""
    used_numbers: frozenset[str] = frozenset()
    """Numbers of this seller's documents of the same kind that are received already."""
    buyer: str = ""
    """The municipality's own organisation number; empty where it is not known."""
