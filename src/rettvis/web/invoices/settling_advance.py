"""Settlement of what was paid in advance: the lines of a year that are over, against the approved hours."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, Sum

from rettvis.journey.invoices import Claimed, RefundDue, refunds_due
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up
from rettvis.web.access.models import User
from rettvis.web.delivery.models import Agreement, Billing
from rettvis.web.invoices.models import InvoiceLineRow, ReadInvoice
from rettvis.web.invoices.services import invoices
from rettvis.web.invoices.store import worked_between


@dataclass(frozen=True)
class ShownRefund:
    """What is owed, by whom, the newest invoice that it stands on, and to which municipality."""

    due: RefundDue
    provider: str
    invoice: int
    number: str
    municipality: int


def refunds_of(user: User, year: int, today: date) -> list[ShownRefund]:
    """What is owed for the days of a year that are over, the largest amounts first; four queries.

    Only what is approved for payment is paid. A line over New Year is cut there, by its days.
    """
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    rows = _paid(user, whole, today)
    if not rows:
        return []
    worked = worked_between({row["case"] for row in rows}, {row["case__person"] for row in rows}, whole)
    dues = refunds_due([_cut(row, whole) for row in rows], worked)
    newest: dict[tuple[str, str], int] = {}
    for row in rows:
        key = row["invoice__seller_number"], row["case__number"]
        newest[key] = max(row["newest"], newest.get(key, 0))
    last = [newest[due.provider, due.reference] for due in dues]
    found = {row.pk: row for row in ReadInvoice.objects.filter(pk__in=last).select_related("provider")}
    shown = [_shown(due, found[number]) for due, number in zip(dues, last, strict=True)]
    return sorted(shown, key=lambda one: -one.due.amount)


def _paid(user: User, whole: Period, today: date) -> list[dict[str, Any]]:
    """What is paid for the same days of the same decision to the same provider, summed by the database."""
    assert whole.last is not None
    ahead = Agreement.objects.filter(
        provider=OuterRef("invoice__provider"), reference=OuterRef("agreement"), billing=Billing.ADVANCE
    )
    over = Q(last__lte=today) if today < whole.last else Q()
    rows = InvoiceLineRow.objects.filter(
        over,
        Exists(ahead),
        invoice__in=invoices(user),
        paid__isnull=False,
        first__lte=whole.last,
        last__gte=whole.first,
        case__isnull=False,
        minutes__isnull=False,
    )
    by = ("invoice__seller_number", "case", "case__number", "case__person", "first", "last")
    sums = {"paid_minutes": Sum("minutes"), "paid_amount": Sum("amount"), "newest": Max("invoice")}
    return list(rows.order_by().values(*by).annotate(**sums))


def _cut(row: dict[str, Any], whole: Period) -> Claimed:
    """The part within the year, such that the parts of two years are the whole."""
    line = Period(row["first"], row["last"])
    part = line.intersection(whole)
    assert part is not None
    before, days = (part.first - line.first).days, part.days or 0

    def share(amount: int) -> int:
        until = Fraction(amount * (before + days), line.days or 1)
        return round_half_up(until) - round_half_up(Fraction(amount * before, line.days or 1))

    return Claimed(
        "",
        "",
        row["invoice__seller_number"],
        row["case__number"],
        part,
        share(row["paid_minutes"]),
        share(row["paid_amount"]),
    )


def _shown(due: RefundDue, invoice: ReadInvoice) -> ShownRefund:
    name = invoice.provider.name if invoice.provider else invoice.seller_name
    return ShownRefund(due, name, invoice.pk, invoice.number, invoice.municipality_id)
