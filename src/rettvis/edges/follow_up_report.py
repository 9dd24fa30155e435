"""The follow-up of a budget as a report: what was planned, what was used, and where the year ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.simulation import FollowUp
from rettvis.journey.statistics.comparison import (
    ChartLine,
    Remark,
    Report,
    ReportChart,
    ReportSection,
    ReportTable,
    TableEntry,
)
from rettvis.journey.statistics.comparison.report import ReportText
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import MONTHS, NO_BREAK, Sentence, sentence

ORE = 100
TERTIAL_TITLES = {
    1: sentence("First tertial"),
    2: sentence("Second tertial"),
    3: sentence("The whole year"),
}


@dataclass(frozen=True)
class MonthName(Sentence):
    """The name of a month in the reader's language; ``text`` is its number."""

    def say(self, language: str) -> str:
        """The name."""
        return MONTHS[language][int(self.text) - 1]

    __hash__ = Sentence.__hash__


def month_name(month: int) -> Sentence:
    """The name of month 1 to 12."""
    return MonthName(str(month), {})


@dataclass(frozen=True)
class Told:
    """What a report says beside its figures: the service, the place, where the plan is from, and when."""

    service: ReportText
    municipality: str
    tertial: int
    origin: ReportText
    read_on: date
    version: str
    synthetic: bool = False


def follow_up_report(found: FollowUp, told: Told) -> Report:
    """The report; ``found`` is counted to the end of the tertial."""
    title = sentence(
        "Follow-up {year}: {service}. {tertial}",
        year=str(found.plan.year),
        service=told.service,
        tertial=TERTIAL_TITLES[told.tertial],
    )
    source = sentence(
        "{municipality}: the hour bank and the budget in Rettvis {version}, read {day:date}",
        municipality=told.municipality,
        version=told.version,
        day=told.read_on,
    )
    parts = [Remark(one) for one in summary(found)]
    if told.synthetic:
        parts.append(Remark(sentence("Synthetic data. Every person and case here is invented.")))
    return Report(
        title,
        source,
        (
            ReportSection(sentence("In short"), tuple(parts)),
            ReportSection(sentence("Month by month"), (hours_chart(found), month_table(found))),
            ReportSection(
                sentence("How this is worked out"),
                tuple(Remark(one) for one in (told.origin, *methods(found))),
            ),
        ),
    )


def summary(found: FollowUp) -> Iterator[Sentence]:
    """The figures in sentences: so far against the plan, then the whole year."""
    if not found.through:
        yield sentence("No month of the year is over yet.")
    elif not found.planned.minutes:
        yield sentence(
            "Nothing was planned until the end of {month}; {used:hours} were used.",
            month=month_name(found.through),
            used=found.used,
        )
    else:
        yield sentence(
            "Until the end of {month}, {used:hours} were used of {planned:hours} planned, which is {share}. "
            "At the plan’s price that is {cost:kroner} of {budget:kroner}.",
            month=month_name(found.through),
            used=found.used,
            planned=found.planned.minutes,
            share=f"{_percent(found.share_used)}{NO_BREAK}%",
            cost=_whole(found.cost),
            budget=_whole(found.planned.cost),
        )
    yield from _ahead(found)


def _ahead(found: FollowUp) -> Iterator[Sentence]:
    forecast, plan = found.forecast, found.plan
    if forecast is None:
        yield sentence(
            "The plan of the whole year is {minutes:hours} and {cost:kroner}. A forecast is made when a "
            "month with a plan is over.",
            minutes=plan.minutes,
            cost=_whole(plan.cost),
        )
        return
    yield sentence(
        "If use goes on like this, the year ends at {minutes:hours} and {cost:kroner}. The plan is "
        "{planned:hours} and {budget:kroner}.",
        minutes=forecast.minutes,
        cost=_whole(forecast.cost),
        planned=plan.minutes,
        budget=_whole(plan.cost),
    )
    if forecast.low is None:
        yield sentence("How sure that is, cannot be said before two months with a plan are over.")
    elif forecast.low != forecast.high:
        yield sentence(
            "With a probability of 90 % it ends between {low:kroner} and {high:kroner}.",
            low=_whole(forecast.low_cost),
            high=_whole(forecast.high_cost),
        )


def _whole(ore: int | None) -> int:
    """Øre of whole kroner, for a sentence; the table and the files have the øre."""
    return ORE * round_half_up(Fraction(ore or 0, ORE))


def _percent(share: Fraction | None) -> int:
    return round_half_up((share or Fraction(0)) * 100)


def month_table(found: FollowUp) -> ReportTable:
    """Hours and kroner of each month, planned and real, with the sums."""
    columns = (
        sentence("Month"),
        sentence("Planned hours"),
        sentence("Used hours"),
        sentence("Difference"),
        sentence("Planned kroner"),
        sentence("Cost, kroner"),
    )
    rows = [
        (
            TableEntry(month_name(row.month)),
            _hours(row.plan.minutes),
            _hours(row.used),
            _hours(row.difference),
            _kroner(row.plan.cost),
            _kroner(row.cost),
        )
        for row in found.rows
    ]
    rows.append(
        (
            TableEntry(sentence("So far")),
            _hours(found.planned.minutes),
            _hours(found.used),
            _hours(found.used - found.planned.minutes),
            _kroner(found.planned.cost),
            _kroner(found.cost),
        )
    )
    if found.forecast is not None:
        ahead = found.forecast
        rows.append(
            (
                TableEntry(sentence("The whole year, forecast")),
                _hours(found.plan.minutes),
                _hours(ahead.minutes),
                _hours(ahead.minutes - found.plan.minutes),
                _kroner(found.plan.cost),
                _kroner(ahead.cost),
            )
        )
    return ReportTable("months", sentence("Use and cost by month"), columns, tuple(rows))


def hours_chart(found: FollowUp) -> ReportChart:
    """The hours of the year so far, summed month by month, beside the plan."""
    planned: list[Fraction | None] = []
    used: list[Fraction | None] = []
    plan = so_far = 0
    for row in found.rows:
        plan += row.plan.minutes
        planned.append(Fraction(plan, MINUTES_PER_HOUR))
        so_far += row.used or 0
        used.append(None if row.used is None else Fraction(so_far, MINUTES_PER_HOUR))
    return ReportChart(
        "lines",
        sentence("Hours so far in the year"),
        sentence("Two lines of hours summed month by month: the plan and the use. The table has each month."),
        tuple(str(row.month) for row in found.rows),
        (ChartLine(sentence("Plan"), tuple(planned)), ChartLine(sentence("Used"), tuple(used))),
    )


def methods(found: FollowUp) -> tuple[Sentence, ...]:
    """How the figures come about."""
    return (
        sentence(
            "Used hours are those of the hour bank with their corrections, on the day the work was done. The "
            "cost is hours × {price:kroner} an hour, and is rounded once.",
            price=found.plan.price,
        ),
        sentence(
            "The forecast takes as much of the plan that is left as was used of the plan so far. The "
            "interval holds 90 percent: it counts how months have varied about the plan, and how few they "
            "are (Student’s t)."
        ),
    )


def _hours(minutes: int | None) -> TableEntry:
    return TableEntry(None if minutes is None else Fraction(minutes, MINUTES_PER_HOUR), 1)


def _kroner(ore: int | None) -> TableEntry:
    return TableEntry(None if ore is None else Fraction(ore, ORE), 0)
