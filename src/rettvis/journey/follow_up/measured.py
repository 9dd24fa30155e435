"""The follow-up of each provider in a period: figures where something is known, nothing where it is not."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from rettvis.journey.follow_up.administration import AdministrationWork, administration_cost
from rettvis.journey.follow_up.facts import FollowUpFacts, FoundIn, HoursSource
from rettvis.journey.follow_up.steps import months_in
from rettvis.rulekit.period import Period

NOBODY = ""
"""The provider of work that is for no single one."""


@dataclass(frozen=True)
class Days:
    """A time in whole days: the median (None where none is measured), how many, and how many are open."""

    median: Fraction | None
    count: int
    still_open: int = 0


@dataclass(frozen=True)
class ProviderRow:
    """One provider, or all of them (``provider`` is empty), in one period.

    ``minutes`` is None where no hours are known; ``months`` says how many of the period's months they are
    known for, ``missing`` how many not, ``sources`` from where. ``deviations`` (by where and code) is None
    where nothing was received, ``corrected`` (øre) where nothing was invoiced, and ``work`` where no
    administration was recorded. ``hidden``: hours are known, and not shown to whoever reads this.
    """

    provider: str
    period: Period
    minutes: int | None
    months: int
    sources: tuple[HoursSource, ...]
    deviations: Mapping[tuple[FoundIn, str], int] | None
    corrected: int | None
    answer: Days
    start: Days
    work: AdministrationWork | None
    missing: int = 0
    hidden: bool = False

    @property
    def deviation_count(self) -> int | None:
        """How many deviations; None where nothing was received."""
        return None if self.deviations is None else sum(self.deviations.values())


def provider_row(facts: FollowUpFacts, provider: str, period: Period) -> ProviderRow:
    """One provider in one period."""
    return _row(facts, (provider,), provider, period)


def everybody_row(facts: FollowUpFacts, providers: Collection[str], period: Period) -> ProviderRow:
    """Some providers together; the administration's hours that are for no single provider among them."""
    return _row(facts, (*providers, NOBODY), "", period)


def _row(facts: FollowUpFacts, own: Collection[str], name: str, period: Period) -> ProviderRow:
    among = set(own)
    months = months_in(period)
    hours = [one for who in own for month in months for one in facts.hours_by_month.get((who, month), ())]
    received = {month for who, month in facts.received if who in among and month in period}
    invoiced = {month for who, month in facts.invoiced if who in among and month in period}
    found: Counter[tuple[FoundIn, str]] = Counter()
    for one in facts.found:
        if one.provider in among and one.month in period:
            found[one.where, one.code] += one.count
    corrected = [one.ore for one in facts.corrected if one.provider in among and one.month in period]
    work = [one for one in facts.work if one.day in period and one.provider in among]
    known = {one.month for one in hours}
    return ProviderRow(
        provider=name,
        period=period,
        minutes=sum(one.minutes for one in hours) if hours else None,
        months=len(known),
        sources=tuple(source for source in HoursSource if any(one.source is source for one in hours)),
        deviations=dict(found) if received or found else None,
        corrected=sum(corrected) if invoiced or corrected else None,
        answer=_answer_time(facts, among, period),
        start=_start_time(facts, among, period),
        work=administration_cost(work),
        missing=len(months) - len(known),
    )


def _answer_time(facts: FollowUpFacts, among: set[str], period: Period) -> Days:
    """The time from question to answer, of the questions that were sent in the period."""
    asked = [one for one in facts.answers if one.provider in among and one.asked_on in period]
    days = [(one.answered_on - one.asked_on).days for one in asked if one.answered_on is not None]
    return Days(_median(days), len(days), len(asked) - len(days))


def _start_time(facts: FollowUpFacts, among: set[str], period: Period) -> Days:
    """The time from decision to first day, of the first days in the period."""
    days = [one.days for one in facts.starts if one.provider in among and one.first_day in period]
    return Days(_median(days), len(days))


def _median(days: list[int]) -> Fraction | None:
    return median([Fraction(one) for one in days]) if days else None
