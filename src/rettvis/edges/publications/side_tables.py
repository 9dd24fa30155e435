"""The tables beside the figures: lowest and highest hours, ranks of prices, and hours by interval."""

import re

from rettvis.edges.publications.places import PlaceNames
from rettvis.edges.publications.table import Record, Table
from rettvis.journey.statistics.municipality import place_number
from rettvis.journey.statistics.plausibility import HoursRange, IntervalRow, IntervalTable
from rettvis.journey.statistics.price_rank import PriceRank
from rettvis.rulekit.wording import sentence

RANGE_COLUMNS = (
    "municipality_number",
    "municipality",
    "group",
    "year",
    "min_hours_per_week",
    "max_hours_per_week",
)
RANK_COLUMNS = ("municipality_number", "municipality", "year", "rank_lowest_first")
INTERVAL_COLUMNS = ("interval_low", "interval_high", "sum_hours", "users")
INTERVAL_OPTIONAL = ("printed_share_percent", "printed_mean_age")
_NAME = re.compile(r"(?P<service>[a-z_]+?)_hours_intervals(?:_(?P<year>[0-9]{4}))?")


def read_ranges(table: Table, names: PlaceNames) -> list[HoursRange]:
    """Every row of the lowest and highest hours a week."""
    table.check_columns(RANGE_COLUMNS, ("printed_in",))
    table.settle_marks(RANGE_COLUMNS[-2:])
    found = []
    for record in table.records():
        number, name = names.read(record)
        least, most = record.number("min_hours_per_week").value, record.number("max_hours_per_week").value
        year, group = record.year("year"), record.needed("group")
        if record.sound and year is not None:
            printed_in = record.text("printed_in")
            found.append(
                HoursRange(name, place_number(number), group, year, least, most, record.place, printed_in)
            )
    return found


def read_ranks(table: Table, names: PlaceNames) -> list[PriceRank]:
    """Every row of the ranks of prices."""
    table.check_columns(RANK_COLUMNS, ("printed_in",))
    found = []
    for record in table.records():
        number, name = names.read(record)
        rank, year = _count(record, "rank_lowest_first"), record.year("year")
        if record.sound and year is not None:
            found.append(
                PriceRank(name, place_number(number), year, rank, record.place, record.text("printed_in"))
            )
    return found


def read_intervals(table: Table) -> IntervalTable:
    """A table of hours by interval; the service and the year are in the name of the file."""
    table.check_columns(INTERVAL_COLUMNS, INTERVAL_OPTIONAL)
    table.settle_marks((*INTERVAL_COLUMNS, *INTERVAL_OPTIONAL))
    rows = [row for record in table.records() if (row := _interval(record)) is not None]
    named = _NAME.match(table.file)
    service = named["service"] if named else ""
    year = int(named["year"]) if named and named["year"] else None
    return IntervalTable(service, year, tuple(rows), table.file)


def _interval(record: Record) -> IntervalRow | None:
    for column in INTERVAL_COLUMNS:
        record.needed(column)
    low, high, hours = (record.number(column).value for column in INTERVAL_COLUMNS[:3])
    users = _count(record, "users")
    share, age = record.number("printed_share_percent"), record.number("printed_mean_age")
    if not record.sound or low is None or high is None or hours is None or users is None:
        return None
    return IntervalRow(low, high, hours, users, share.value, share.decimals, age.value, record.place)


def _count(record: Record, column: str) -> int | None:
    """A whole number from zero; None where the cell is empty."""
    number = record.number(column)
    if number.value is None:
        return None
    if number.percent or number.value.denominator != 1 or number.value < 0:
        message = sentence("“{text}” is not a count: a whole number, no percent.", text=record.text(column))
        record.fault(column, message)
        return None
    return int(number.value)
