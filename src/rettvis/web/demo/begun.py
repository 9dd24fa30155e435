"""When the assistance of each began and who gives it: what the start-ups and the hour banks agree on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.application import Service
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.demo.decided import Place

NORTH, SOUTH = "Nordlys Assistanse (oppdiktet)", "Sørvind Omsorg (oppdiktet)"
UNDER_WAY = timedelta(days=75)
"""A decision on BPA that is younger than this is still being started."""
MEASURED = timedelta(days=400)
"""One that is younger than this has a start-up with its dates."""

BY_HAND = 4
"""So many of the oldest decisions are written in by hand in the hour bank, and left alone here."""


@dataclass(frozen=True)
class Begun:
    """The newest decisions on BPA, the newest first; the first days of those that have begun, by the line's
    key; and which of them changes provider, on which day."""

    rows: list[ServiceLineRow]
    days: Mapping[int, date]
    moved: int | None
    moved_on: date

    def first_day(self, row: ServiceLineRow) -> date | None:
        """The first day of assistance; None where it has not begun. For old decisions the decision's day."""
        known = any(one.pk == row.pk for one in self.rows)
        return self.days.get(row.pk) if known else row.decided_on

    def provider(self, row: ServiceLineRow, day: date) -> str:
        """Who gives the hours on a day; empty where nobody is named."""
        if row.pk not in self.days:
            return ""
        other = row.pk == self.moved and day >= self.moved_on
        return (NORTH, SOUTH)[(row.pk + other) % 2]


def begun(place: Place) -> Begun:
    """Who is under way and who has begun, on the day of the municipality."""
    bpa = ServiceLineRow.objects.in_force(place.on).filter(case__unit=place.unit, service=str(Service.BPA))
    by_hand = bpa.filter(decided_on__lt=date(place.on.year, 1, 1)).order_by("pk").values_list("pk", flat=True)
    newest = bpa.filter(decided_on__gte=place.on - MEASURED).exclude(pk__in=list(by_hand[:BY_HAND]))
    rows = list(newest.select_related("case__person", "case__municipality").order_by("-decided_on", "pk"))
    days = {
        row.pk: row.decided_on + timedelta(days=18 + row.pk * 11 % 40)
        for row in rows
        if place.on - row.decided_on > UNDER_WAY
    }
    mid_month = (place.on - timedelta(days=40)).replace(day=17)
    early = [row for row in rows if row.pk in days and days[row.pk] < mid_month - timedelta(days=60)]
    moved = min(early, key=lambda row: (row.minutes_per_week or 0, row.pk), default=None)
    return Begun(rows, days, moved.pk if moved else None, mid_month)
