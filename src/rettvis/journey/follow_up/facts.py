"""What a follow-up is counted from. ``provider`` is an organisation number, ``month`` a month's first day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rettvis.journey.application.choice import Choice
from rettvis.journey.follow_up.administration import Worked
from rettvis.rulekit.wording import N_


class HoursSource(Choice):
    """Where delivered hours are known from; the first of them that a case has in a month, counts.

    What was invoiced in advance is none of them: it is what was granted, whatever is delivered.
    """

    TIMESHEETS = "timesheets", N_("approved timesheets")
    INVOICES = "invoices", N_("invoices")


class FoundIn(Choice):
    """What something deviated in."""

    SHIFTS = "shifts", N_("timesheets")
    INVOICES = "invoices", N_("invoices")


class CorrectionWay(Choice):
    """How an amount was corrected."""

    CREDITED = "credited", N_("credited by the provider")
    REJECTED = "rejected", N_("invoices that were rejected")
    REDUCED = "reduced", N_("price reduction and damages")


@dataclass(frozen=True)
class DeliveredHours:
    """Minutes of one month, by one source. ``case`` and ``person`` are empty where they are not known."""

    provider: str
    month: date
    source: HoursSource
    minutes: int
    case: str = ""
    person: str = ""


def hours_that_count(rows: Iterable[DeliveredHours]) -> list[DeliveredHours]:
    """Of each provider, case and month the hours by the first source that has any.

    Hours that no case is known of may be the same as those of a timesheet: they count in a month where the
    provider has no timesheet at all.
    """
    found: dict[tuple[str, str, date], DeliveredHours] = {}
    order = list(HoursSource)
    for one in sorted(rows, key=lambda row: order.index(row.source)):
        found.setdefault((one.provider, one.case, one.month), one)
    with_sheets = {
        (one.provider, one.month) for one in found.values() if one.source is HoursSource.TIMESHEETS
    }
    return [
        one
        for one in found.values()
        if one.case or one.source is HoursSource.TIMESHEETS or (one.provider, one.month) not in with_sheets
    ]


@dataclass(frozen=True)
class Found:
    """So many deviations of a kind (its code) in one month."""

    provider: str
    month: date
    where: FoundIn
    code: str
    count: int


@dataclass(frozen=True)
class Corrected:
    """Øre that were corrected in one month; never below zero."""

    provider: str
    month: date
    way: CorrectionWay
    ore: int


@dataclass(frozen=True)
class Answered:
    """A question to a provider; ``answered_on`` is None while there is no answer."""

    provider: str
    asked_on: date
    answered_on: date | None


@dataclass(frozen=True)
class ProviderStart:
    """A start-up that came to its first day of assistance, so many days after the decision."""

    provider: str
    first_day: date
    days: int


@dataclass(frozen=True)
class FollowUpFacts:
    """Everything a follow-up is counted from.

    ``received`` are the providers and months that an invoice or a timesheet was received for: only then can
    it be said that nothing deviated. ``invoiced`` are those with an invoice: only then that nothing was
    corrected.
    """

    hours: tuple[DeliveredHours, ...] = ()
    found: tuple[Found, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    answers: tuple[Answered, ...] = ()
    starts: tuple[ProviderStart, ...] = ()
    work: tuple[Worked, ...] = ()
    received: frozenset[tuple[str, date]] = frozenset()
    invoiced: frozenset[tuple[str, date]] = frozenset()

    @cached_property
    def hours_by_month(self) -> Mapping[tuple[str, date], list[DeliveredHours]]:
        """The hours that count, of each provider and month."""
        found: dict[tuple[str, date], list[DeliveredHours]] = {}
        for one in hours_that_count(self.hours):
            found.setdefault((one.provider, one.month), []).append(one)
        return found
