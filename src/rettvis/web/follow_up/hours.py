"""Delivered hours from the rows of timesheets and invoices: of each provider, case and month; one query."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncMonth

from rettvis.journey.follow_up import DeliveredHours, HoursSource, by_month
from rettvis.rulekit.period import Period
from rettvis.web.access.models import Municipality
from rettvis.web.delivery.models import Agreement, ApprovedHours, Billing
from rettvis.web.invoices.models import InvoiceLineRow
from rettvis.web.timesheets.approved import approved_lines

SHEETS, INVOICED, IN_ADVANCE = "timesheets", "invoices", "advance"
"""Where minutes are from. Those paid in advance are granted hours: they say nothing of what was delivered."""


@dataclass(frozen=True)
class CountedHours:
    """Minutes of a provider and a case (both empty where not known) from one day to another."""

    source: str
    provider: str
    case: str
    person: str
    first: date
    last: date
    minutes: int


def counted_hours(
    municipality: Municipality, period: Period, of_rejected: Collection[int]
) -> list[CountedHours]:
    """What is in timesheets and invoices of the period; ``of_rejected`` are invoices (keys) left out."""
    rows = _shifts(municipality, period).union(
        _sheets(municipality, period), _lines(municipality, period, of_rejected), all=True
    )
    return [CountedHours(*row) for row in rows]


def delivered(rows: Sequence[CountedHours], period: Period) -> Iterator[DeliveredHours]:
    """The minutes of each provider, case and month, by source. A line over months is spread over its days."""
    minutes: Counter[tuple[str, str, str, date, HoursSource]] = Counter()
    for row in rows:
        if row.source == IN_ADVANCE:
            continue
        for month, share in by_month(Period(row.first, row.last), row.minutes):
            if month in period:
                minutes[row.provider, row.case, row.person, month, HoursSource(row.source)] += share
    for (provider, case, person, month, source), total in minutes.items():
        yield DeliveredHours(provider, month, source, total, case, person)


def months_of(rows: Sequence[CountedHours], period: Period) -> set[tuple[str, date]]:
    """The providers and months that something was received for."""
    return {
        (row.provider, month)
        for row in rows
        for month, _share in by_month(Period(row.first, row.last), row.minutes)
        if month in period
    }


def _shifts(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Minutes of the shifts that supervisors have approved, by the day that each begins on."""
    rows = approved_lines().filter(municipality=municipality, day__range=(period.first, period.last))
    return _shaped(rows, Value(SHEETS), "provider__number", (TruncMonth("day"), TruncMonth("day")))


def _sheets(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Minutes that were approved without the shifts themselves, on days without any of the same case."""
    same = {"provider": OuterRef("provider"), "case": OuterRef("case"), "day": OuterRef("day")}
    rows = ApprovedHours.objects.filter(
        ~Exists(approved_lines().filter(**same)),
        provider__municipality=municipality,
        day__range=(period.first, period.last),
    )
    return _shaped(rows, Value(SHEETS), "provider__number", (TruncMonth("day"), TruncMonth("day")))


def _lines(municipality: Municipality, period: Period, of_rejected: Collection[int]) -> "QuerySet[Any]":
    """Minutes that were invoiced and not rejected, with the days of the line; credits are taken off."""
    rows = InvoiceLineRow.objects.filter(
        Q(last__gte=period.first) | Q(last=None, first__gte=period.first),
        invoice__provider__municipality=municipality,
        first__lte=period.last,
        minutes__isnull=False,
    ).exclude(invoice__attestation__rejected=True)
    in_advance = Agreement.objects.filter(
        provider=OuterRef("invoice__provider"), reference=OuterRef("agreement"), billing=Billing.ADVANCE
    )
    source = Case(When(Exists(in_advance), then=Value(IN_ADVANCE)), default=Value(INVOICED))
    days = (F("first"), Coalesce("last", "first"))
    return _shaped(rows.exclude(invoice__in=of_rejected), source, "invoice__provider__number", days)


def _shaped(rows: "QuerySet[Any]", source: Any, provider: str, days: tuple[Any, Any]) -> "QuerySet[Any]":
    """Any rows as :class:`CountedHours`, summed by source, provider, case and days."""
    first, last = days
    text = CharField(max_length=40)
    names = ("h_source", "h_provider", "h_case", "h_person", "h_first", "h_last")
    return (
        rows.order_by()
        .annotate(
            h_source=Cast(source, text),
            h_provider=F(provider),
            h_case=Coalesce("case__number", Value("")),
            h_person=Coalesce(Cast("case__person", text), Value("")),
            h_first=first,
            h_last=last,
        )
        .values(*names)
        .annotate(h_minutes=Cast(Coalesce(Sum("minutes"), 0), BigIntegerField()))
        .values_list(*names, "h_minutes")
    )
