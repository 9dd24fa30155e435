"""From the rows of other steps to the facts of a follow-up: a query for hours, one for what is counted."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Abs, Cast, Coalesce, TruncMonth

from rettvis.journey.follow_up import (
    Answered,
    Corrected,
    CorrectionWay,
    FollowUpFacts,
    Found,
    FoundIn,
    ProviderStart,
    Worked,
    WorkKind,
)
from rettvis.journey.invoices import Remedy
from rettvis.rulekit.period import Period
from rettvis.web.access.models import Municipality
from rettvis.web.delivery.models import ApprovedHours
from rettvis.web.follow_up.hours import counted_hours, delivered, months_of
from rettvis.web.follow_up.models import HourlyCost, WorkLine
from rettvis.web.invoices.models import (
    Deviation,
    InvoiceLineRow,
    ProviderQuestion,
    ReadInvoice,
    RemedyTaken,
)
from rettvis.web.start_up.store import start_up_times
from rettvis.web.timesheets.approved import approved_lines
from rettvis.web.timesheets.models import Deviation as ShiftDeviation

IS_CREDIT = Q(kind="credit_note") | Q(total__lt=0)
REDUCING = [str(Remedy.PRICE_REDUCTION), str(Remedy.DAMAGES)]


@dataclass(frozen=True)
class Counted:
    """One row of the query: what it is, whose, which month or day, its code, how many, and how much."""

    what: str
    provider: str
    day: date
    code: str
    count: int
    amount: int


def facts_of(municipality: Municipality, period: Period) -> FollowUpFacts:
    """What is known of the municipality's providers in a period of whole months."""
    of_rejected = _of_rejected(municipality)
    rows = [Counted(*row) for row in _counted(municipality, period, of_rejected) if row[2] is not None]
    hours = counted_hours(municipality, period, of_rejected)
    invoiced = {(row.provider, row.day) for row in rows if row.what == "invoice"}
    return FollowUpFacts(
        hours=tuple(delivered(hours, period)),
        found=tuple(
            Found(row.provider, row.day, FoundIn(row.what.removeprefix("found ")), row.code, row.count)
            for row in rows
            if row.what.startswith("found ")
        ),
        corrected=tuple(_corrected(rows)),
        answers=tuple(_answers(rows)),
        starts=tuple(
            ProviderStart(one.provider, one.first_day, one.days)
            for one in start_up_times(municipality.pk, period)
            if one.provider
        ),
        work=tuple(worked_in(municipality, period)),
        received=frozenset(invoiced | months_of(hours, period)),
        invoiced=frozenset(invoiced),
    )


def worked_in(municipality: Municipality, period: Period) -> Iterator[Worked]:
    """The administration's hours as they stand, each with the hourly cost of its day; one query."""
    cost = HourlyCost.objects.filter(municipality=OuterRef("municipality"), from_on__lte=OuterRef("day"))
    rows = WorkLine.objects.filter(
        municipality=municipality, replaced_by=None, minutes__gt=0, day__range=(period.first, period.last)
    ).annotate(ore=Subquery(cost.order_by("-from_on", "-pk").values("ore")[:1]))
    for day, minutes, kind, provider, case, ore in rows.order_by("day", "pk").values_list(
        "day", "minutes", "work", "provider__number", "case__number", "ore"
    ):
        yield Worked(day, minutes, WorkKind(kind), provider or "", case or "", ore)


def _corrected(rows: Iterable[Counted]) -> Iterator[Corrected]:
    """What was credited and what was rejected of the invoices of each month, and reduced in it; each once."""
    for row in rows:
        if row.what == "invoice" and row.code:
            yield Corrected(row.provider, row.day, CorrectionWay(row.code), row.amount)
        elif row.what == "remedy":
            yield Corrected(row.provider, row.day, CorrectionWay.REDUCED, row.amount)


def _answers(rows: Iterable[Counted]) -> Iterator[Answered]:
    """Each question, with the day of its answer where it has one."""
    for row in rows:
        if row.what == "question":
            answered = date.fromisoformat(row.code) if row.code else None
            yield from (Answered(row.provider, row.day, answered) for _one in range(row.count))


def _counted(municipality: Municipality, period: Period, of_rejected: Collection[int]) -> "QuerySet[Any]":
    plain = (_found, _found_in_shifts, _questions, _remedies)
    others = (source(municipality, period) for source in plain)
    return _invoices(municipality, period, of_rejected).union(*others, all=True)


def _shaped(
    rows: "QuerySet[Any]", what: str, provider: str, day: Any, code: Any, amount: Any
) -> "QuerySet[Any]":
    """Any rows as :class:`Counted`, summed by provider, month and code."""
    return (
        rows.order_by()
        .annotate(
            f_what=Value(what, output_field=CharField()),
            f_provider=F(provider),
            f_day=day,
            f_code=Cast(code, CharField(max_length=40)),
        )
        .values("f_what", "f_provider", "f_day", "f_code")
        .annotate(f_count=Count("pk"), f_amount=Cast(Coalesce(Sum(amount), 0), BigIntegerField()))
        .values_list("f_what", "f_provider", "f_day", "f_code", "f_count", "f_amount")
    )


def _invoices(municipality: Municipality, period: Period, of_rejected: Collection[int]) -> "QuerySet[Any]":
    """Invoices by the day that they were made, with what was credited or rejected of them.

    A credit note that is rejected corrects nothing, nor does one of an invoice that is rejected already.
    """
    rows = ReadInvoice.objects.filter(
        provider__municipality=municipality, issued__range=(period.first, period.last)
    )
    way = Case(
        When(IS_CREDIT & Q(attestation__rejected=True), then=Value("")),
        When(pk__in=of_rejected, then=Value("")),
        When(attestation__rejected=True, then=Value(str(CorrectionWay.REJECTED))),
        When(IS_CREDIT, then=Value(str(CorrectionWay.CREDITED))),
        default=Value(""),
        output_field=CharField(),
    )
    return _shaped(rows, "invoice", "provider__number", TruncMonth("issued"), way, Abs("total"))


def _of_rejected(municipality: Municipality) -> list[int]:
    """Credit notes (their primary keys) that correct nothing but invoices that are rejected; one query."""
    rejected = ReadInvoice.objects.filter(provider__municipality=municipality, attestation__rejected=True)
    rows = ReadInvoice.objects.filter(
        IS_CREDIT | Q(number__in=rejected.values("number")), provider__municipality=municipality
    ).values_list("pk", "provider", "number", "corrects", "attestation__rejected")
    found = list(rows)
    there = {(provider, number) for _pk, provider, number, _of, rejected in found if not rejected}
    gone = {(provider, number) for _pk, provider, number, _of, rejected in found if rejected} - there
    return [
        pk for pk, provider, _number, of, _rejected in found if of and gone >= {(provider, one) for one in of}
    ]


def _found(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Deviations of invoices that are still there, by the month of the line, or else of the invoice."""
    on = Coalesce(F("line__first"), F("invoice__issued"))
    rows = Deviation.objects.filter(invoice__provider__municipality=municipality, gone=None).annotate(on=on)
    rows = rows.filter(on__range=(period.first, period.last))
    return _shaped(rows, "found invoices", "invoice__provider__number", TruncMonth("on"), "code", "amount")


def _found_in_shifts(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Deviations of timesheets that are still there, by the month that they begin in."""
    rows = ShiftDeviation.objects.filter(
        provider__municipality=municipality, lapse=None, first__range=(period.first, period.last)
    )
    return _shaped(rows, "found shifts", "provider__number", TruncMonth("first"), "code", "found")


def _questions(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Questions to providers by the day that each was sent; the code is the day of the answer."""
    rows = ProviderQuestion.objects.filter(
        invoice__provider__municipality=municipality, sent_on__range=(period.first, period.last)
    )
    answered = Coalesce(Cast("answer__answered_on", CharField(max_length=40)), Value(""))
    return _shaped(rows, "question", "invoice__provider__number", F("sent_on"), answered, Value(0))


def _remedies(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Øre of price reductions and damages, by the day of the act."""
    rows = RemedyTaken.objects.filter(
        breach__provider__municipality=municipality,
        taken_on__range=(period.first, period.last),
        remedy__in=REDUCING,
        amount__gt=0,
    )
    return _shaped(rows, "remedy", "breach__provider__number", TruncMonth("taken_on"), Value(""), "amount")


def persons_by_month(municipality: Municipality, period: Period) -> dict[date, int]:
    """How many persons the hours of each month are of: the most that one source knows of; one query."""
    inside = (period.first, period.last)
    sheets = ApprovedHours.objects.filter(provider__municipality=municipality, day__range=inside)
    lines = InvoiceLineRow.objects.filter(invoice__provider__municipality=municipality, first__range=inside)
    shifts = approved_lines().filter(municipality=municipality, day__range=inside)
    others = (_persons(lines, "first"), _persons(shifts, "day"))
    rows = _persons(sheets, "day").union(*others, all=True)
    found: dict[date, int] = {}
    for month, count in rows:
        found[month] = max(count, found.get(month, 0))
    return found


def _persons(rows: "QuerySet[Any]", day: str) -> "QuerySet[Any]":
    by_month = rows.order_by().annotate(f_month=TruncMonth(day)).values("f_month")
    return by_month.annotate(f_persons=Count("case__person", distinct=True)).values_list(
        "f_month", "f_persons"
    )
