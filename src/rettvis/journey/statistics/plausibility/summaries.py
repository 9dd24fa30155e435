"""Summary figures for a service: their order, and whether they fit the table of intervals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.measures import service_text, summary_text
from rettvis.journey.statistics.plausibility.doubt import HOURS_IN_A_WEEK, Doubt
from rettvis.journey.statistics.plausibility.intervals import IntervalTable
from rettvis.journey.statistics.plausibility.ranges import over_a_week
from rettvis.rulekit.units import WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import Sentence, sentence

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Spread:
    """Minimum, median, mean and maximum; what is not given is absent. ``decimals`` are those of the mean."""

    values: Mapping[str, Fraction]
    decimals: int
    found_at: str


@dataclass(frozen=True)
class ServiceSummary:
    """One service in a summary: its total of users, as given in each place, and its spreads."""

    service: str
    year: int | None
    users: Mapping[str, int] = field(default_factory=dict)
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    found_at: str = ""


def doubt_summary(summary: ServiceSummary, tables: tuple[IntervalTable, ...]) -> Iterator[Doubt]:
    """Every doubt about one service, beside the tables of intervals for the same service and year."""
    for name, spread in summary.spreads.items():
        who = sentence("{service}, {what}", service=service_text(summary.service), what=summary_text(name))
        yield from _order(who, spread)
    weekly = summary.spreads.get("hours_per_week")
    most = weekly.values.get("max") if weekly else None
    if weekly and most is not None and most > HOURS_IN_A_WEEK:
        yield Doubt(weekly.found_at, over_a_week(service_text(summary.service), most), False)
    same = [table for table in tables if (table.service, table.year) == (summary.service, summary.year)]
    yield from _totals(summary, same)
    for table in same:
        yield from _mean_age(summary, table)
        yield from _mean_hours(summary, table)
        yield from _yearly_hours(summary, table)


def _order(name: Sentence, spread: Spread) -> Iterator[Doubt]:
    """The median and the mean lie between the minimum and the maximum."""
    low, high = spread.values.get("min"), spread.values.get("max")
    for middle in ("median", "mean"):
        value = spread.values.get(middle)
        below = value is not None and low is not None and value < low
        above = value is not None and high is not None and value > high
        if value is not None and (below or above):
            message = sentence(
                "{name}: {middle} ({value}) is outside min and max ({low}–{high}).",
                name=name,
                middle=summary_text(middle),
                value=decimal_text(value),
                low="" if low is None else decimal_text(low),
                high="" if high is None else decimal_text(high),
            )
            yield Doubt(spread.found_at, message, True)


def _totals(summary: ServiceSummary, tables: list[IntervalTable]) -> Iterator[Doubt]:
    """The same users counted in several places."""
    totals = dict(summary.users) | {table.found_at: table.users for table in tables}
    if len(set(totals.values())) > 1:
        parts = [
            sentence("{count:number} in {where}", count=count, where=where) for where, count in totals.items()
        ]
        message = sentence(
            "{service}: the number of users is not the same everywhere: {parts}.",
            service=service_text(summary.service),
            parts=parts,
        )
        yield Doubt(summary.found_at, message, True)


def _mean_age(summary: ServiceSummary, table: IntervalTable) -> Iterator[Doubt]:
    """The mean age of all follows, within rounding, from that of each interval."""
    spread = summary.spreads.get("age")
    printed = spread.values.get("mean") if spread else None
    if spread is None or printed is None or not table.users:
        return
    if any(row.mean_age is None for row in table.rows):
        return
    ages = (row.users * (row.mean_age or Fraction(0)) for row in table.rows)
    weighted = sum(ages, Fraction(0)) / table.users
    if abs(weighted - printed) > HALF + HALF / Fraction(10) ** spread.decimals:
        message = sentence(
            "{service}: the mean age is printed as {printed}; the mean ages of the intervals, weighted by "
            "their users, make {weighted}, and rounding of these can move that by at most a half.",
            service=service_text(summary.service),
            printed=decimal_text(printed),
            weighted=decimal_text(weighted, 2),
        )
        yield Doubt(spread.found_at, message, True)


def _mean_hours(summary: ServiceSummary, table: IntervalTable) -> Iterator[Doubt]:
    """The mean hours a week lies between what the lower and the upper bounds of the intervals make."""
    spread = summary.spreads.get("hours_per_week")
    mean = spread.values.get("mean") if spread else None
    if spread is None or mean is None or not table.users:
        return
    low = sum((row.users * row.low for row in table.rows), Fraction(0)) / table.users
    high = sum((row.users * row.high for row in table.rows), Fraction(0)) / table.users
    if not low <= mean <= high:
        message = sentence(
            "{service}: the mean is printed as {mean} hours a week; the intervals allow {low} to {high}.",
            service=service_text(summary.service),
            mean=decimal_text(mean),
            low=decimal_text(low, 2),
            high=decimal_text(high, 2),
        )
        yield Doubt(spread.found_at, message, True)


def _yearly_hours(summary: ServiceSummary, table: IntervalTable) -> Iterator[Doubt]:
    """The weekly mean over 52 weeks beside the hours of the table, where these could be a year's."""
    spread = summary.spreads.get("hours_per_week")
    mean = spread.values.get("mean") if spread else None
    if spread is None or not mean or not table.users or not table.hours:
        return
    week = mean * table.users
    year = week * WEEKS_BY_PRACTICE
    slack = HALF / Fraction(10) ** spread.decimals / mean
    if abs(table.hours - year) <= year * slack or abs(table.hours - week) <= week * slack:
        return
    message = sentence(
        "{service}: the mean of {mean} hours a week for {users:number} users makes {week} hours a week and "
        "{year} hours in a year of {weeks:number} weeks; the table has {hours}, which is neither, but the "
        "hours of {equal} weeks.",
        service=service_text(summary.service),
        mean=decimal_text(mean),
        users=table.users,
        week=decimal_text(week, 0),
        year=decimal_text(year, 0),
        weeks=int(WEEKS_BY_PRACTICE),
        hours=decimal_text(table.hours),
        equal=decimal_text(table.hours / week, 2),
    )
    yield Doubt(table.found_at, message, True)
