"""Invoices as they are shown: where each is on its way, and the sides of each line beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.invoices import InvoiceDeviationCode, InvoiceResolution, RemarkWeight
from rettvis.journey.invoices.invoice import CURRENCY
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import NO_BREAK, decimal_number_text, hours_text, kroner_text
from rettvis.web.access.models import User
from rettvis.web.invoices.models import Deviation, InvoiceLineRow, ReadInvoice, Rematch, Settlement
from rettvis.web.pages.engine import language, say

STATES = {
    "deviates": (gettext_noop("Deviates"), "danger"),
    "to_attest": (gettext_noop("To be attested"), "info"),
    "to_approve": (gettext_noop("To be approved for payment"), "info"),
    "approved": (gettext_noop("Approved for payment"), "success"),
    "rejected": (gettext_noop("Not to be paid"), "neutral"),
}
"""Where an invoice is on its way, with the colour of its tag."""

OF_A_FILE = {
    "rule": gettext_noop("An official rule is broken"),
    "national_id": gettext_noop("A national identity number in the invoice"),
    "like_national_id": gettext_noop("A number that could be a national identity number"),
    "formula": gettext_noop("A formula in an attachment"),
    "attachment": gettext_noop("An attachment that is not received"),
    "rules_not_run": gettext_noop("Rules that could not be run"),
    "due_before_issue": gettext_noop("To be paid before it was made"),
}
"""What the remaining codes are called; any other remark is a fault in the invoice."""


OTHER = gettext_noop("A fault in the invoice")


@dataclass(frozen=True)
class ShownDeviation:
    """A deviation in the reader's language, with how it was settled where it is."""

    row: Deviation
    title: str
    text: str
    must: bool
    settled: Settlement | None
    resolution: str = ""
    gone: Rematch | None = None
    asked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody may still settle it."""
        return self.settled is None and self.gone is None


@dataclass(frozen=True)
class ShownLine:
    """A line with its sides and what deviates."""

    row: InvoiceLineRow
    kind: str
    price: int | None
    agreed_amount: int | None
    found: list[ShownDeviation] = field(default_factory=list)


def with_state(rows: "QuerySet[ReadInvoice]") -> "QuerySet[ReadInvoice]":
    """The invoices with what their state is made of: how much must be settled, and be looked at."""
    unsettled = Q(deviations__settlement__isnull=True, deviations__gone__isnull=True)
    open_ones = unsettled & Q(deviations__severity=str(RemarkWeight.FATAL))
    return rows.select_related("attestation__approval", "provider").annotate(
        open_count=Count("deviations", filter=open_ones),
        to_look_at=Count(
            "deviations",
            filter=unsettled & Q(deviations__severity=str(RemarkWeight.WARNING)),
        ),
    )


def state_of(row: Any) -> str:
    """Which of :data:`STATES` an invoice from :func:`with_state` is in."""
    attestation = getattr(row, "attestation", None)
    if attestation is None:
        return "deviates" if row.open_count else "to_attest"
    if attestation.rejected:
        return "rejected"
    return "approved" if getattr(attestation, "approval", None) else "to_approve"


def shown_lines(lines: Iterable[InvoiceLineRow], found: Iterable[ShownDeviation]) -> list[ShownLine]:
    """Every line, with its deviations."""
    by_line: dict[int | None, list[ShownDeviation]] = {}
    for one in found:
        by_line.setdefault(one.row.line_id, []).append(one)
    return [
        ShownLine(
            row,
            say(ShiftKind(row.kind).label) if row.kind else _("Every kind"),
            round_half_up(Fraction(row.price)) if row.price else None,
            None
            if row.agreed is None or row.minutes is None
            else round_half_up(Fraction(row.agreed * row.minutes, 60)),
            by_line.get(row.pk, []),
        )
        for row in lines
    ]


def asked_for(row: ReadInvoice) -> str:
    """What the invoice asks for, in the currency that it is in."""
    if row.currency in ("", CURRENCY):
        return kroner_text(row.total, language())
    whole = decimal_number_text(Decimal(row.total).scaleb(-2), language())
    return f"{whole}{NO_BREAK}{row.currency}"


def shown_deviations(rows: Iterable[Any]) -> list[ShownDeviation]:
    """Deviations in the reader's language; needs ``settlement`` and ``is_asked``."""
    return [_shown(row) for row in rows]


def _shown(row: Any) -> ShownDeviation:
    settled = getattr(row, "settlement", None)
    return ShownDeviation(
        row,
        title_of(row.code),
        row.message[language()],
        row.severity == str(RemarkWeight.FATAL),
        settled,
        say(InvoiceResolution(settled.resolution).label) if settled else "",
        row.gone.rematch if getattr(row, "gone", None) else None,
        row.is_asked,
    )


def title_of(code: str) -> str:
    """What a kind of deviation is called."""
    if code in {str(one) for one in InvoiceDeviationCode}:
        return say(InvoiceDeviationCode(code).label)
    return _(OF_A_FILE.get(code, OTHER))


@dataclass(frozen=True)
class ShownChange:
    """What a line or the invoice was held against, before and after."""

    where: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownRematch:
    """When an invoice was held against the registers again, by whom, and what changed."""

    matched_at: datetime
    matched_by: User | None
    shown: list[ShownChange]


def shown_trail(rows: Iterable[Rematch]) -> list[ShownRematch]:
    """The trail in the reader's language; needs ``matched_by``."""
    return [
        ShownRematch(row.matched_at, row.matched_by, [_change(one) for one in row.changes]) for row in rows
    ]


CHANGED = {
    "provider": gettext_noop("Provider"),
    "case": gettext_noop("Decision"),
    "kind": gettext_noop("Kind of hour"),
    "agreement": gettext_noop("Agreement"),
    "agreed": gettext_noop("Agreed price"),
    "worked": gettext_noop("Approved timesheet"),
    "granted": gettext_noop("Granted hours"),
    "earlier": gettext_noop("Invoiced before for these days"),
}


def _change(one: dict[str, Any]) -> ShownChange:
    what = one["what"]
    place = one["place"]
    where = _("The invoice") if place is None else _("Line %(number)s") % {"number": place + 1}
    return ShownChange(where, _(CHANGED[what]), _value(what, one["before"]), _value(what, one["after"]))


def _value(what: str, text: str) -> str:
    """A kept value as people read it: øre, minutes, a kind, or the text itself."""
    if not text:
        return ""
    if what == "agreed":
        return kroner_text(int(text), language())
    if what in ("worked", "granted", "earlier"):
        return hours_text(int(text), language())
    return say(ShiftKind(text).label) if what == "kind" else text
