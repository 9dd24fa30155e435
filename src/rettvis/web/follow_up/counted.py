"""What a follow-up is counted from in the rows of other steps: one query for all of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Abs, Cast, Coalesce, TruncMonth

from rettvis.journey.follow_up import CorrectionWay
from rettvis.journey.invoices import Remedy
from rettvis.rulekit.period import Period
from rettvis.web.access.models import Municipality
from rettvis.web.delivery.models import Agreement, ApprovedHours, Billing
from rettvis.web.invoices.models import (
    Deviation,
    InvoiceLineRow,
    ProviderQuestion,
    ReadInvoice,
    RemedyTaken,
)
from rettvis.web.start_up.models import StartUpState
from rettvis.web.timesheets.approved import approved_lines
from rettvis.web.timesheets.models import Deviation as ShiftDeviation

IS_CREDIT = Q(kind="credit_note") | Q(total__lt=0)
REDUCING = [str(Remedy.PRICE_REDUCTION), str(Remedy.DAMAGES)]
SHEETS, INVOICED, IN_ADVANCE = "timesheets", "invoices", "advance"
"""Where minutes are from. Those paid in advance are granted hours: they say nothing of what was delivered."""
FOUND = "found "
"""Before what something deviated in."""
TEXT = CharField(max_length=40)


@dataclass(frozen=True)
class Counted:
    """One row of the query: what it is, whose, from and to which day, its code, how many, and how much.

    ``case`` and ``person`` (primary keys as text) are empty for all but hours, and there where not known.
    """

    what: str
    provider: str
    case: str
    person: str
    first: date
    last: date
    code: str
    count: int
    amount: int


def counted(municipality: Municipality, period: Period) -> list[Counted]:
    """Everything of a municipality's providers in a period with an end; two queries."""
    of_rejected = _of_rejected(municipality)
    plain = (_shifts, _sheets, _found, _found_in_shifts, _questions, _remedies, _starts)
    rows = _invoices(municipality, period, of_rejected).union(
        _lines(municipality, period, of_rejected), *(one(municipality, period) for one in plain), all=True
    )
    return [Counted(*row) for row in rows if row[1] is not None]


def _shaped(
    rows: "QuerySet[Any]",
    what: Any,
    provider: str,
    first: Any,
    *,
    last: Any = None,
    code: Any = None,
    amount: Any = None,
    case: str = "",
) -> "QuerySet[Any]":
    """Any rows as :class:`Counted`, summed by all but count and amount; ``last`` is mostly ``first``."""
    nobody = Value("")
    names = ("f_what", "f_provider", "f_case", "f_person", "f_first", "f_last", "f_code")
    return (
        rows.order_by()
        .annotate(
            f_what=Cast(what, TEXT),
            f_provider=F(provider),
            f_case=Coalesce(Cast(case, TEXT), nobody) if case else Cast(nobody, TEXT),
            f_person=Coalesce(Cast(f"{case}__person", TEXT), nobody) if case else Cast(nobody, TEXT),
            f_first=first,
            f_last=first if last is None else last,
            f_code=Cast(nobody if code is None else code, TEXT),
        )
        .values(*names)
        .annotate(
            f_count=Count("pk"),
            f_amount=Cast(Coalesce(Sum(Value(0) if amount is None else amount), 0), BigIntegerField()),
        )
        .values_list(*names, "f_count", "f_amount")
    )


def _shifts(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Minutes of the shifts that supervisors have approved, by the day that each begins on."""
    rows = approved_lines().filter(municipality=municipality, day__range=(period.first, period.last))
    return _shaped(rows, Value(SHEETS), "provider__number", TruncMonth("day"), amount="minutes", case="case")


def _sheets(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Minutes that were approved without the shifts themselves, on days without any of the same case."""
    same = {"provider": OuterRef("provider"), "case": OuterRef("case"), "day": OuterRef("day")}
    rows = ApprovedHours.objects.filter(
        ~Exists(approved_lines().filter(**same)),
        provider__municipality=municipality,
        day__range=(period.first, period.last),
    )
    return _shaped(rows, Value(SHEETS), "provider__number", TruncMonth("day"), amount="minutes", case="case")


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
    rows = rows.exclude(invoice__in=of_rejected)
    days = {"first": F("first"), "last": Coalesce("last", "first")}
    return _shaped(rows, source, "invoice__provider__number", **days, amount="minutes", case="case")


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
    return _shaped(
        rows, Value("invoice"), "provider__number", TruncMonth("issued"), code=way, amount=Abs("total")
    )


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
    return _shaped(
        rows, Value(f"{FOUND}invoices"), "invoice__provider__number", TruncMonth("on"), code="code"
    )


def _found_in_shifts(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Deviations of timesheets that are still there, by the month that they begin in."""
    rows = ShiftDeviation.objects.filter(
        provider__municipality=municipality, lapse=None, first__range=(period.first, period.last)
    )
    return _shaped(rows, Value(f"{FOUND}shifts"), "provider__number", TruncMonth("first"), code="code")


def _questions(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Questions to providers by the day that each was sent; the code is the day of the answer."""
    rows = ProviderQuestion.objects.filter(
        invoice__provider__municipality=municipality, sent_on__range=(period.first, period.last)
    )
    answered = Coalesce(Cast("answer__answered_on", CharField(max_length=40)), Value(""))
    return _shaped(rows, Value("question"), "invoice__provider__number", F("sent_on"), code=answered)


def _remedies(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Øre of price reductions and damages, by the day of the act."""
    rows = RemedyTaken.objects.filter(
        breach__provider__municipality=municipality,
        taken_on__range=(period.first, period.last),
        remedy__in=REDUCING,
        amount__gt=0,
    )
    return _shaped(rows, Value("remedy"), "breach__provider__number", TruncMonth("taken_on"), amount="amount")


def _starts(municipality: Municipality, period: Period) -> "QuerySet[Any]":
    """Start-ups that came to their first day in the period (the last of the row), from the decision."""
    rows = StartUpState.objects.filter(
        case__municipality=municipality, first_day__range=(period.first, period.last)
    )
    decided = Coalesce("case__decided_on", "first_day")
    return _shaped(rows, Value("start"), "provider__number", decided, last=F("first_day"))
