"""The follow-up of a budget as a report: what was planned, what was used, and where the year ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.edges.month_names import month_name
from rettvis.edges.report_parts import hours_entry, how_worked_out, in_short, kroner_entry
from rettvis.journey.simulation import FollowUp
from rettvis.journey.statistics.comparison import (
    ChartLine,
    Report,
    ReportChart,
    ReportSection,
    ReportTable,
    TableEntry,
)
from rettvis.journey.statistics.comparison.report import ReportText
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import NO_BREAK, Sentence, sentence

ORE = 100
TERTIAL_TITLES = {
    1: sentence("First tertial"),
    2: sentence("Second tertial"),
    3: sentence("The whole year"),
}


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


def budget_follow_up_report(found: FollowUp, told: Told) -> Report:
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
    return Report(
        title,
        source,
        (
            in_short(summary(found), synthetic=told.synthetic),
            ReportSection(sentence("Month by month"), (hours_chart(found), month_table(found))),
            how_worked_out((told.origin, *methods(found))),
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
        _row(month_name(one.month), one.plan.minutes, one.used, one.plan.cost, one.cost) for one in found.rows
    ]
    planned, whole, ahead = found.planned, found.plan, found.forecast
    rows.append(_row(sentence("So far"), planned.minutes, found.used, planned.cost, found.cost))
    if ahead is not None:
        forecast = sentence("The whole year, forecast")
        rows.append(_row(forecast, whole.minutes, ahead.minutes, whole.cost, ahead.cost))
    return ReportTable("months", sentence("Use and cost by month"), columns, tuple(rows))


def _row(
    label: Sentence, planned: int, used: int | None, budget: int, cost: int | None
) -> tuple[TableEntry, ...]:
    """One line: minutes planned, used and between them, then øre planned and used."""
    return (
        TableEntry(label),
        hours_entry(planned),
        hours_entry(used),
        hours_entry(None if used is None else used - planned),
        kroner_entry(budget),
        kroner_entry(cost),
    )


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
