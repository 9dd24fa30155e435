"""Settlement of what was paid in advance: the lines of a year that are over, against the approved hours."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.invoices import Claimed, RefundDue, WorkedHours, refunds_due
from rettvis.rulekit.period import Period
from rettvis.web.access.models import User
from rettvis.web.delivery.models import ApprovedHours, Billing
from rettvis.web.delivery.store import worked_in
from rettvis.web.invoices.models import InvoiceLineRow
from rettvis.web.invoices.services import invoices
from rettvis.web.timesheets.approved import approved_shifts

MOST = 5000


@dataclass(frozen=True)
class ShownRefund:
    """What is owed, by whom, and the newest invoice that it stands on."""

    due: RefundDue
    provider: str
    invoice: int
    number: str


def refunds_of(user: User, year: int, today: date) -> list[ShownRefund]:
    """What is owed for the days of a year that are over, the largest amounts first; three queries."""
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    rows = list(
        InvoiceLineRow.objects.filter(
            invoice__in=invoices(user),
            invoice__provider__agreements__billing=Billing.ADVANCE,
            invoice__provider__agreements__reference=F("agreement"),
            first__gte=whole.first,
            last__lte=min(date(year, 12, 31), today),
            case__isnull=False,
            minutes__isnull=False,
        )
        .exclude(invoice__attestation__rejected=True)
        .select_related("invoice__provider", "case")
        .order_by("pk")[:MOST]
    )
    newest = {(row.invoice.seller_number, row.case.number): row for row in rows if row.case}
    shown = []
    for due in refunds_due([_claim(row) for row in rows], _worked(rows, whole)):
        row = newest[due.provider, due.reference]
        provider = row.invoice.provider
        name = provider.name if provider else row.invoice.seller_name
        shown.append(ShownRefund(due, name, row.invoice_id, row.invoice.number))
    return sorted(shown, key=lambda one: -one.due.amount)


def _claim(row: InvoiceLineRow) -> Claimed:
    assert row.case is not None
    return Claimed(
        row.invoice.number,
        row.number,
        row.invoice.seller_number,
        row.case.number,
        Period(row.first, row.last),
        row.minutes or 0,
        row.amount,
        ShiftKind(row.kind) if row.kind else None,
    )


def _worked(rows: list[InvoiceLineRow], whole: Period) -> list[WorkedHours]:
    cases = {row.case_id: row.case for row in rows}
    persons = {case.person_id for case in cases.values() if case}
    sheets = [
        WorkedHours(one.case_number, one.provider, one.day, one.minutes, one.kind)
        for one in approved_shifts(persons, whole)
    ]
    there = {(one.reference, one.provider, one.day) for one in sheets}
    others = ApprovedHours.objects.filter(case__in=list(cases), day__range=(whole.first, whole.last))
    found = [worked_in(row) for row in others.select_related("case", "provider")]
    return [*sheets, *(one for one in found if (one.reference, one.provider, one.day) not in there)]
