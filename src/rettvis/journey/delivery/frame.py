"""What the shifts are judged by: decisions with their frames, stays and deaths, prices and invoice lines."""

from dataclasses import dataclass

from rettvis.journey.application.choice import Choice
from rettvis.journey.delivery.shift import ShiftKind
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import N_


class Unit(Choice):
    """What a frame is counted in. A year is the hour bank's: a calendar year."""

    DAY = "day", N_("day")
    WEEK = "week", N_("week")
    MONTH = "month", N_("month")
    YEAR = "year", N_("year")


@dataclass(frozen=True)
class Frame:
    """What a decision grants a person in ``period``: whole minutes (at least 1) in each unit it limits.

    A unit that it does not limit is None. A unit of which the decision holds only some days is limited by
    its share of the days. ``several``: more than one assistant at once; ``night``: help at night.
    """

    person: str
    period: Period
    per_day: int | None = None
    per_week: int | None = None
    per_month: int | None = None
    per_year: int | None = None
    several: bool = False
    night: bool = False
    reference: str = ""

    def limit(self, unit: Unit) -> int | None:
        """Whole minutes in one whole ``unit``."""
        return (self.per_day, self.per_week, self.per_month, self.per_year)[list(Unit).index(unit)]


class Away(Choice):
    """Why no assistance is expected."""

    STAY = "stay", N_("Stay in an institution")
    DEATH = "death", N_("Death")


@dataclass(frozen=True)
class Absence:
    """A stay, from its first to its last day; or a death, from the day after it and for good."""

    person: str
    away: Away
    period: Period


@dataclass(frozen=True)
class JourneyFrame:
    """A journey outside the municipality, from its first to its last day, ``abroad`` or in the country.

    ``granted``: whether the hours, all or some, may be used on it; None while that is not decided.
    """

    person: str
    period: Period
    granted: bool | None
    abroad: bool = True


@dataclass(frozen=True)
class AgreedPrice:
    """Øre an hour that a provider is paid in ``period``; no ``kind``: for each kind without its own price."""

    provider: str
    period: Period
    price: int
    kind: ShiftKind | None = None


@dataclass(frozen=True)
class InvoicedLine:
    """One line of an invoice: ``minutes`` for a person in ``period``, of one kind or of all (None).

    ``price`` is øre an hour and ``amount`` øre; None where the line does not give it. A period without an end
    is its first day alone.
    """

    invoice: str
    line: str
    provider: str
    person: str
    period: Period
    minutes: int
    kind: ShiftKind | None = None
    price: int | None = None
    amount: int | None = None
    found_at: str = ""


@dataclass(frozen=True)
class Grounds:
    """All that the shifts are judged by. ``prices``, ``invoiced`` and ``journeys`` are None where none were
    given. ``more_prices`` are those of further price lines for a kind of hour, as for evenings and weekends:
    a shift that states one of them is paid as agreed.
    """

    frames: tuple[Frame, ...] = ()
    absences: tuple[Absence, ...] = ()
    prices: tuple[AgreedPrice, ...] | None = None
    invoiced: tuple[InvoicedLine, ...] | None = None
    journeys: tuple[JourneyFrame, ...] | None = None
    more_prices: tuple[AgreedPrice, ...] = ()
