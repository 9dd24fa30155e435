"""Users and hours by interval, and what does not fit together in the publication."""

from collections.abc import Sequence
from fractions import Fraction

from rettvis.journey.statistics.comparison.report import ReportTable, TableEntry, TableNotes
from rettvis.journey.statistics.decimal_text import decimal_text, decimals_of
from rettvis.journey.statistics.measures import service_text
from rettvis.journey.statistics.plausibility import Doubt, IntervalTable
from rettvis.rulekit.wording import sentence


def interval_table(table: IntervalTable) -> ReportTable:
    """A row for each interval, the shares recomputed, and the sum below."""
    rows = [
        (
            TableEntry(sentence("{low}–{high}", low=decimal_text(row.low), high=decimal_text(row.high))),
            TableEntry(Fraction(row.users)),
            TableEntry(row.sum_hours, decimals_of(row.sum_hours)),
            TableEntry(_share(row.sum_hours, table), 2),
            TableEntry(row.mean_age, 0 if row.mean_age is None else decimals_of(row.mean_age)),
        )
        for row in table.rows
    ]
    sums = (
        TableEntry(sentence("sum")),
        TableEntry(Fraction(table.users)),
        TableEntry(table.hours, decimals_of(table.hours)),
        TableEntry(_share(table.hours, table), 2),
        TableEntry(None),
    )
    columns = (
        sentence("Hours a week"),
        sentence("Users"),
        sentence("Sum of hours"),
        sentence("Part of the hours, percent"),
        sentence("Mean age"),
    )
    which = service_text(table.service)
    if table.year is not None:
        which = sentence("{service} {year}", service=which, year=str(table.year))
    caption = sentence("Users by hours a week: {which}", which=which)
    return ReportTable(
        f"intervals.{table.found_at.removesuffix('.csv')}",
        caption,
        columns,
        (*rows, sums),
        TableNotes().all(sentence("The parts and the sums are recomputed.")),
    )


def doubt_table(doubts: Sequence[Doubt]) -> ReportTable:
    """A row for each thing that contradicts another, or that must be asked about, with its file and line."""
    rows = [
        (
            TableEntry(sentence("contradiction") if doubt.contradiction else sentence("to be asked about")),
            TableEntry(doubt.message),
            TableEntry(doubt.place.partition(" ")[0]),
        )
        for doubt in doubts
    ]
    columns = (sentence("What"), sentence("Finding"), sentence("Where"))
    return ReportTable("doubts", sentence("What does not fit together"), columns, tuple(rows), (), False)


def _share(hours: Fraction, table: IntervalTable) -> Fraction | None:
    return 100 * hours / table.hours if table.hours else None
