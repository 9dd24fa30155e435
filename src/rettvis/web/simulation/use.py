"""What the hour bank says was used: by month for the follow-up, and by person for fitting a take-up."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth

from rettvis.journey.hourbank import EntryKind
from rettvis.journey.hourbank.accrual import granted_between
from rettvis.journey.simulation import FittedTakeUp, fit_take_up
from rettvis.rulekit.units import round_half_up
from rettvis.web.access.models import Municipality
from rettvis.web.application.models import Person
from rettvis.web.hourbank.models import BankLine
from rettvis.web.hourbank.store import ledger_of

COUNTED = (str(EntryKind.USE), str(EntryKind.CORRECTION))
"""What was used, as it stands after corrections."""


@dataclass(frozen=True)
class UseOfYear:
    """Minutes used by month, and how many persons are behind each month."""

    minutes: dict[int, int]
    persons: dict[int, int]

    def fewest(self) -> int | None:
        """The fewest persons behind a month that anybody is behind."""
        return min((count for count in self.persons.values() if count), default=None)


def use_by_month(municipality: Municipality, service: str, year: int) -> UseOfYear:
    """The use of a service code in a year, all persons together; one query."""
    rows = (
        _lines(municipality, year)
        .filter(service=service)
        .annotate(month=ExtractMonth("day"))
        .values("month")
        .annotate(minutes=Sum("minutes"), persons=Count("person", distinct=True))
        .order_by("month")
    )
    found = {row["month"]: (-row["minutes"], row["persons"]) for row in rows}
    return UseOfYear(
        {month: minutes for month, (minutes, _persons) in found.items()},
        {month: persons for month, (_minutes, persons) in found.items()},
    )


def years_with_use(municipality: Municipality) -> list[tuple[int, str]]:
    """Each year and service code that anything was used of, the newest first; one query."""
    rows = BankLine.objects.filter(municipality=municipality, kind=str(EntryKind.USE))
    return list(rows.values_list("year", "service").distinct().order_by("-year", "service"))


def earlier_take_up(municipality: Municipality, service: str, year: int, today: date) -> FittedTakeUp | None:
    """The take-up of a service in a year so far, fitted; None where too few persons had hours.

    Whoever had hours and used none counts as well.
    """
    last = min(date(year, 12, 31), today)
    ledger = ledger_of(Person.objects.filter(municipality=municipality), year)
    used: dict[str, int] = defaultdict(int)
    for entry in ledger.entries:
        if entry.account.service == service and entry.day <= last and str(entry.kind) in COUNTED:
            used[entry.account.person] -= entry.minutes
    pairs = []
    for account in ledger.accounts(year):
        if account.service == service:
            granted = granted_between(ledger, account, account.first, last)
            pairs.append((used[account.person], round_half_up(sum(granted.values()))))
    return fit_take_up(pairs)


def _lines(municipality: Municipality, year: int) -> Any:
    return BankLine.objects.filter(municipality=municipality, year=year, kind__in=COUNTED)
