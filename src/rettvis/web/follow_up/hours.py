"""Delivered hours of each provider, case and month, from what is counted of timesheets and invoices."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from rettvis.journey.follow_up import DeliveredHours, HoursSource, spread_by_month
from rettvis.rulekit.period import Period
from rettvis.web.follow_up.counted import IN_ADVANCE, INVOICED, SHEETS, Counted

DELIVERED = (SHEETS, INVOICED)


def delivered(rows: Sequence[Counted], period: Period) -> Iterator[DeliveredHours]:
    """The minutes of each provider, case and month, by source. A line over months is spread over its days."""
    minutes: Counter[tuple[str, str, str, date, HoursSource]] = Counter()
    for row in rows:
        if row.what not in DELIVERED:
            continue
        for month, share in spread_by_month(Period(row.first, row.last), row.amount):
            if month in period:
                minutes[row.provider, row.case, row.person, month, HoursSource(row.what)] += share
    for (provider, case, person, month, source), total in minutes.items():
        yield DeliveredHours(provider, month, source, total, case, person)


def months_of(rows: Sequence[Counted], period: Period) -> set[tuple[str, date]]:
    """The providers and months that something was received for."""
    return {
        (row.provider, month)
        for row in rows
        if row.what in (SHEETS, INVOICED, IN_ADVANCE)
        for month, _share in spread_by_month(Period(row.first, row.last), row.amount)
        if month in period
    }
