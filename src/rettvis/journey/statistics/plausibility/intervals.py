"""Tables of hours by interval: does each sum fit its interval and its count, and do the shares add up?"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.plausibility.doubt import Doubt
from rettvis.journey.statistics.rounding import rounded
from rettvis.rulekit.units import WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import N_, Sentence, sentence

PERIODS: tuple[tuple[str, Fraction], ...] = (
    (N_("one week"), Fraction(1)),
    (N_("four weeks"), Fraction(4)),
    (N_("one month"), WEEKS_BY_PRACTICE / 12),
    (N_("one quarter"), WEEKS_BY_PRACTICE / 4),
    (N_("one year"), WEEKS_BY_PRACTICE),
)
"""What the sums may be counted over, in weeks."""


@dataclass(frozen=True)
class IntervalRow:
    """Users with ``low`` to ``high`` hours a week, both included, and their hours together."""

    low: Fraction
    high: Fraction
    sum_hours: Fraction
    users: int
    share: Fraction | None
    share_decimals: int
    mean_age: Fraction | None
    found_at: str

    def weeks(self) -> tuple[Fraction, Fraction] | None:
        """The fewest and the most weeks that the sum can be over; None where there is no user or no low."""
        if not self.users or not self.low:
            return None
        return self.sum_hours / (self.users * self.high), self.sum_hours / (self.users * self.low)


@dataclass(frozen=True)
class IntervalTable:
    """One table: the service and year it is about, and its rows."""

    service: str
    year: int | None
    rows: tuple[IntervalRow, ...]
    found_at: str

    @property
    def users(self) -> int:
        """The users of every interval together."""
        return sum(row.users for row in self.rows)

    @property
    def hours(self) -> Fraction:
        """The hours of every interval together."""
        return sum((row.sum_hours for row in self.rows), Fraction(0))


def doubt_intervals(table: IntervalTable) -> Iterator[Doubt]:
    """Every doubt about one table."""
    yield from _order(table)
    yield from _empty_intervals(table)
    yield from _sums(table)
    yield from _shares(table)


def _order(table: IntervalTable) -> Iterator[Doubt]:
    """Intervals that overlap, or that end before they begin."""
    before: IntervalRow | None = None
    for row in table.rows:
        if row.high < row.low:
            message = sentence("The interval ends at {high}, before it begins at {low}.", **_bounds(row))
            yield Doubt(row.found_at, message, True)
        if before is not None and row.low <= before.high:
            message = sentence(
                "The interval from {low} begins before the one above ends, at {end}.",
                low=decimal_text(row.low),
                end=decimal_text(before.high),
            )
            yield Doubt(row.found_at, message, True)
        before = row


def _empty_intervals(table: IntervalTable) -> Iterator[Doubt]:
    for row in table.rows:
        if not row.users and row.sum_hours:
            message = sentence(
                "The interval {low}–{high} has {hours} hours and no users.",
                **_bounds(row),
                hours=decimal_text(row.sum_hours),
            )
            yield Doubt(row.found_at, message, True)


def _sums(table: IntervalTable) -> Iterator[Doubt]:
    """Whether the sums fit, whatever number of weeks they are over; else, which rows fit which period."""
    spans = [(row, span) for row in table.rows if (span := row.weeks()) is not None]
    if not spans:
        return
    most_row, (at_least, _) = max(spans, key=lambda pair: pair[1][0])
    fewest_row, (_, at_most) = min(spans, key=lambda pair: pair[1][1])
    if at_least > at_most:
        message = sentence(
            "The sums fit no number of weeks: {first} needs at least {at_least} weeks, {second} at most "
            "{at_most}. {fit}",
            first=_name(most_row),
            at_least=decimal_text(rounded(at_least, 2)),
            second=_name(fewest_row),
            at_most=decimal_text(rounded(at_most, 2)),
            fit=_fit_of_periods(spans),
        )
        yield Doubt(table.found_at, message, True)
    elif not any(at_least <= weeks <= at_most for _, weeks in PERIODS):
        message = sentence(
            "The sums fit only if they are over between {at_least} and {at_most} weeks. {fit}",
            at_least=decimal_text(rounded(at_least, 2)),
            at_most=decimal_text(rounded(at_most, 2)),
            fit=_fit_of_periods(spans),
        )
        yield Doubt(table.found_at, message, False)


def _fit_of_periods(spans: list[tuple[IntervalRow, tuple[Fraction, Fraction]]]) -> Sentence:
    """How many rows fit each usual period."""
    parts = [
        sentence(
            "{period}: {fit:number} of {rows:number}",
            period=Sentence(name),
            fit=sum(low <= weeks <= high for _, (low, high) in spans),
            rows=len(spans),
        )
        for name, weeks in PERIODS
    ]
    return sentence("Rows that fit: {parts}.", parts=parts)


def _shares(table: IntervalTable) -> Iterator[Doubt]:
    """Each printed share of the hours, and their sum."""
    if not table.hours or any(row.share is None for row in table.rows):
        return
    for row in table.rows:
        right = rounded(100 * row.sum_hours / table.hours, row.share_decimals)
        if row.share != right:
            message = sentence(
                "The share of the interval {low}–{high} is printed as {printed} percent; it is {right}.",
                **_bounds(row),
                printed=decimal_text(row.share or Fraction(0)),
                right=decimal_text(right),
            )
            yield Doubt(row.found_at, message, True)
    total = sum((row.share or Fraction(0) for row in table.rows), Fraction(0))
    slack = sum((Fraction(1, 2 * 10**row.share_decimals) for row in table.rows), Fraction(0))
    if abs(total - 100) > slack:
        message = sentence("The shares add up to {total} percent.", total=decimal_text(total))
        yield Doubt(table.found_at, message, True)


def _name(row: IntervalRow) -> Sentence:
    return sentence("the interval {low}–{high}", **_bounds(row))


def _bounds(row: IntervalRow) -> dict[str, Sentence]:
    return {"low": decimal_text(row.low), "high": decimal_text(row.high)}
