"""A list of services as CSV: our own decisions in force, or an extract of what was reported."""

from datetime import date
from fractions import Fraction

from rettvis.edges.publications.table import Record, Table
from rettvis.journey.statistics.reconciliation import ReportedLine
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.wording import sentence

REQUIRED = ("person_ref", "service")
OPTIONAL = ("hours_per_week", "hours_per_month", "from", "to", "provider_number")
DIVIDED_BY = 4
"""How many weeks the register gives a month: what is reported by month is read as it would read it."""


def read_reported(table: Table) -> list[ReportedLine]:
    """Every line. Raises ``Faulty`` with every fault of the table."""
    table.check_columns(REQUIRED, OPTIONAL)
    table.settle_marks(("hours_per_week", "hours_per_month"))
    found = [_line(record) for record in table.records()] if not table.faults else []
    if table.faults:
        raise Faulty(table.faults)
    return found


def _line(record: Record) -> ReportedLine:
    weekly, monthly = _hours(record, "hours_per_week"), _hours(record, "hours_per_month")
    if weekly is not None and monthly is not None:
        message = sentence("Both hours a week and hours a month are filled in. Keep one of them.")
        record.fault("hours_per_month", message)
    first, last = _day(record, "from"), _day(record, "to")
    if first is not None and last is not None and last < first:
        record.fault("to", sentence("The last day is before the first."))
    return ReportedLine(
        record.needed("person_ref"),
        record.needed("service"),
        weekly if monthly is None else monthly / DIVIDED_BY,
        first,
        last,
        record.text("provider_number"),
        monthly,
        record.place,
    )


def _hours(record: Record, column: str) -> Fraction | None:
    value = record.number(column).value
    if value is not None and value < 0:
        record.fault(column, sentence("Hours cannot be below zero."))
    return value


def _day(record: Record, column: str) -> date | None:
    text = record.text(column)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        record.fault(column, sentence("“{text}” is not a date. Write it as 2026-07-01.", text=text))
        return None
