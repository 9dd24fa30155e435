"""Whose timesheets the demonstration has: they are left out where others' use of hours is invented."""

from datetime import date, timedelta

from rettvis.journey.application import Service
from rettvis.web.application.models import Case
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.demo.begun import MEASURED
from rettvis.web.demo.decided import Place

PERSONS = 20
FIRST = 6
"""The first ones have an act each in the hour bank."""
LEAST, MOST = 16 * 60, 36 * 60
"""Minutes a week of those who are chosen."""


def sheet_cases(place: Place) -> list[Case]:
    """Persons with BPA all the year, always the same; the one with the least hours is the last."""
    rows = ServiceLineRow.objects.in_force(place.on).filter(
        case__unit=place.unit,
        service=str(Service.BPA),
        minutes_per_week__gte=LEAST,
        minutes_per_week__lte=MOST,
        decided_on__lt=min(date(place.on.year - 1, 12, 1), place.on - MEASURED),
    )
    chosen = list(rows.select_related("case__person").order_by("pk")[FIRST : FIRST + PERSONS])
    least = min(chosen, key=lambda row: row.minutes_per_week or 0, default=None)
    return [row.case for row in chosen if row is not least] + ([least.case] if least else [])


def told_from(place: Place) -> dict[int, date]:
    """From which day the timesheets tell of each case (its primary key); of the last one, all the year."""
    cases = sheet_cases(place)
    first = last_months(place.on)[0]
    return {case.pk: first.replace(month=1, day=1) if case is cases[-1] else first for case in cases}


def last_months(on: date) -> tuple[date, date]:
    """The first days of the two months that were over last."""
    last = (on.replace(day=1) - timedelta(days=1)).replace(day=1)
    return (last - timedelta(days=1)).replace(day=1), last
