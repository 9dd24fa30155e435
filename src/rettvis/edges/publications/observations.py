"""``observations.csv``: what was counted, a figure a row."""

from datetime import date

from rettvis.edges.publications.numbers import Number
from rettvis.edges.publications.places import PlaceNames
from rettvis.edges.publications.short_way import ShortWay
from rettvis.edges.publications.table import Record, Table
from rettvis.journey.statistics.municipality import not_there, place_number
from rettvis.journey.statistics.observation import COUNTED_UNITS, PERCENT, FigureCell, Observation
from rettvis.rulekit.wording import sentence

REQUIRED = ("place_number", "place", "year", "measure", "group", "unit", "value", "source")
OPTIONAL = ("printed_in", "source_date", "note", "replaces", "series_break")
YES, NO = frozenset({"yes", "true", "ja", "1"}), frozenset({"", "no", "false", "nei", "0"})


def read_observations(table: Table, names: PlaceNames) -> list[Observation]:
    """Every observation that can be read; the rest are faults of the table."""
    if not table.check_columns(REQUIRED, OPTIONAL):
        return []
    table.settle_marks(("value",))
    units: dict[str, tuple[str, str]] = {}

    def read(line: int, cells: list[str]) -> Observation | None:
        return _observation(table.record(line, cells), names, units)

    return ShortWay(table.columns).observations(table.rows, table.file, read)


def _observation(record: Record, names: PlaceNames, units: dict[str, tuple[str, str]]) -> Observation | None:
    number, name = names.read(record)
    year = record.year("year")
    measure, group, unit = (record.needed(column) for column in ("measure", "group", "unit"))
    value = record.number("value")
    _check_value(record, value, unit)
    _check_unit(record, measure, unit, units)
    dated = _date(record)
    series_break = _yes(record)
    if year is None:
        return None
    gone = not_there(number, year)
    if gone is not None:
        record.fault("place_number", gone)
    if not record.sound:
        return None
    return Observation(
        FigureCell(place_number(number), year, measure, group),
        number,
        name,
        unit,
        value.value,
        record.text("source"),
        dated,
        record.text("note"),
        record.text("replaces"),
        series_break,
        record.text("printed_in"),
        record.place,
    )


def _check_value(record: Record, number: Number, unit: str) -> None:
    """A percent belongs to percent alone; what is counted is whole; nothing is below zero but a percent."""
    value, text = number.value, record.text("value")
    if value is None:
        return
    if number.percent and unit != PERCENT:
        record.fault(
            "value", sentence("“{text}” is a percent, but the unit is {unit}.", text=text, unit=unit)
        )
    elif unit in COUNTED_UNITS and value.denominator != 1:
        message = sentence(
            "“{text}” is not a whole number, but {unit} are counted. Write the count, or another unit.",
            text=text,
            unit=unit,
        )
        record.fault("value", message)
    if value < 0 and unit != PERCENT:
        record.fault("value", sentence("“{text}” is below zero. {unit} cannot be.", text=text, unit=unit))


def _check_unit(record: Record, measure: str, unit: str, units: dict[str, tuple[str, str]]) -> None:
    """One measure has one unit throughout."""
    first, where = units.setdefault(measure, (unit, record.place))
    if unit and unit != first:
        message = sentence(
            "{measure} has the unit {unit} here, and {first} in {where}. Give it one unit, or two names.",
            measure=measure,
            unit=unit,
            first=first,
            where=where,
        )
        record.fault("unit", message)


def _date(record: Record) -> date | None:
    text = record.text("source_date")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        record.fault("source_date", sentence("“{text}” is not a date. Write it as 2026-07-01.", text=text))
        return None


def _yes(record: Record) -> bool:
    text = record.text("series_break").lower()
    if text not in YES | NO:
        record.fault("series_break", sentence("“{text}” is not yes or no.", text=text))
    return text in YES
