"""Settling, attesting, approving and exporting: each act once, by whom and when, in one transaction."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.invoices import InvoiceResolution, RemarkWeight
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.delivery.store import contractor_of
from rettvis.web.invoices.models import (
    Attestation,
    Deviation,
    ExportedLine,
    GoneDeviation,
    InvoiceLineRow,
    LedgerExport,
    PaidLine,
    PaymentApproval,
    ReadInvoice,
    Settlement,
)

SETTLED = gettext_noop("A deviation of an invoice was settled")
ATTESTED = gettext_noop("An invoice was attested")
REJECTED = gettext_noop("An invoice was rejected")
APPROVED = gettext_noop("The payment of an invoice was approved")
EXPORTED = gettext_noop("A file for the ledger system was made")
LONGEST_COMMENT = 1000


def invoices(user: User) -> "QuerySet[ReadInvoice]":
    """The invoices that ``user`` may see."""
    own = {grant.municipality_id for grant in grants(user, Action.SEE_INVOICES)}
    return ReadInvoice.objects.filter(municipality__in=own)


def settle(user: User, deviation: Deviation, resolution: str, comment: str, now: datetime) -> Settlement:
    """Settle a deviation; sent again it is the same act. Raises ``Faulty``."""
    invoice = deviation.invoice
    faults = []
    if resolution not in {str(one) for one in InvoiceResolution}:
        faults.append(Fault("resolution", sentence("Choose how it is settled.")))
    if len(comment) > LONGEST_COMMENT:
        message = sentence("Write at most {most} characters.", most=LONGEST_COMMENT)
        faults.append(Fault("comment", message))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require_in(user, Action.SETTLE_INVOICE, invoice.municipality_id)
        lock(invoice)
        if Attestation.objects.filter(invoice=invoice).exists():
            raise Faulty([Fault("resolution", sentence("The invoice is attested or rejected already."))])
        if GoneDeviation.objects.filter(deviation=deviation).exists():
            raise Faulty(
                [Fault("resolution", sentence("It does not deviate any more. Look at the page again."))]
            )
        told = {"resolution": resolution, "comment": comment.strip(), "settled_by": user, "settled_at": now}
        row, new = Settlement.objects.get_or_create(deviation=deviation, defaults=told)
        if not new and (row.resolution, row.comment) != (resolution, comment.strip()):
            raise Faulty([Fault("resolution", sentence("Somebody else has settled this in the meantime."))])
        if new:
            numbers = [deviation.line.case.number] if deviation.line and deviation.line.case else []
            look_up(grant, Action.SETTLE_INVOICE, cases=numbers, what=SETTLED)
        return row


def attest(user: User, invoice: ReadInvoice, now: datetime) -> Attestation:
    """Attest that an invoice is right, once everything that must be settled is. Raises ``Faulty``."""
    return _attested(user, invoice, now, rejected=False, reason="")


def reject(user: User, invoice: ReadInvoice, reason: str, now: datetime) -> Attestation:
    """Say that an invoice is not to be paid, and why. Raises ``Faulty``."""
    if not reason.strip() or len(reason) > LONGEST_COMMENT:
        message = sentence("Write why, in at most {most} characters.", most=LONGEST_COMMENT)
        raise Faulty([Fault("reason", message)])
    return _attested(user, invoice, now, rejected=True, reason=reason.strip())


def approve(user: User, invoice: ReadInvoice, now: datetime) -> PaymentApproval:
    """Approve the payment of every line, as another person than the one who attested. Raises ``Faulty``.

    The conditions are tried again now: the provider is registered and not excluded, and an agreement was
    valid on the days of each line, or somebody has settled that there was none.
    """
    with transaction.atomic():
        grant = require_in(user, Action.APPROVE_PAYMENT, invoice.municipality_id)
        lock(invoice)
        attestation = Attestation.objects.filter(invoice=invoice).first()
        known = PaymentApproval.objects.filter(attestation__invoice=invoice).first()
        if known is not None:
            return known
        faults = [*_approval_faults(user, invoice, attestation, timezone.localdate(now))]
        if faults or attestation is None:
            raise Faulty(faults)
        approval = PaymentApproval.objects.create(
            attestation=attestation, attested_by=attestation.attested_by, approved_by=user, approved_at=now
        )
        lines = list(invoice.lines.select_related("case").order_by("place"))
        _pay(invoice, approval, lines)
        numbers = sorted({line.case.number for line in lines if line.case})
        look_up(grant, Action.APPROVE_PAYMENT, cases=numbers, what=APPROVED)
        return approval


def export(user: User, municipality: Municipality, key: str, now: datetime) -> LedgerExport | None:
    """Make the file for the ledger system of every paid line that is in none; None where there is no such."""
    with transaction.atomic():
        grant = require_in(user, Action.EXPORT_PAYMENTS, municipality.pk)
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        known = LedgerExport.objects.filter(municipality=municipality, key=key).first()
        if known is not None:
            return known
        rows = list(
            PaidLine.objects.filter(municipality=municipality, exported__isnull=True)
            .select_related("line__case", "line__invoice", "approval__attested_by", "approval__approved_by")
            .order_by("pk")
        )
        if not rows:
            return None
        made = LedgerExport.objects.create(
            municipality=municipality,
            key=key,
            content=ledger_file(rows),
            lines=len(rows),
            total=sum(row.amount for row in rows),
            made_by=user,
            made_at=now,
        )
        ExportedLine.objects.bulk_create([ExportedLine(paid=row, export=made) for row in rows])
        look_up(grant, Action.EXPORT_PAYMENTS, what=EXPORTED)
        return made


COLUMNS = (
    "leverandor_orgnr",
    "bilagstype",
    "fakturanummer",
    "linje",
    "fakturadato",
    "forfall",
    "konto",
    "kid",
    "saksnummer",
    "fra",
    "til",
    "minutter",
    "belop_ore",
    "attestert_av",
    "anvist_av",
    "anvist",
)
"""The columns of the file for the ledger system; the handbook says what each holds."""


def ledger_file(rows: Iterable[PaidLine]) -> str:
    """The lines as CSV: UTF-8, semicolon, one row a line, amounts in øre and below zero for a credit."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        line, invoice, approval = row.line, row.line.invoice, row.approval
        writer.writerow(
            [
                _safe(row.seller_number),
                row.kind,
                _safe(row.invoice_number),
                _safe(line.number),
                _iso(invoice.issued),
                _iso(invoice.due),
                _safe(invoice.account),
                _safe(invoice.payment_reference),
                line.case.number if line.case else "",
                _iso(line.first),
                _iso(line.last),
                "" if line.minutes is None else line.minutes,
                row.amount,
                _safe(approval.attested_by.username),
                _safe(approval.approved_by.username),
                timezone.localdate(approval.approved_at).isoformat(),
            ]
        )
    return out.getvalue()


def unsettled(invoice: ReadInvoice) -> "QuerySet[Deviation]":
    """The deviations that must be settled before payment, and are not."""
    return Deviation.objects.filter(
        invoice=invoice, severity=str(RemarkWeight.FATAL), settlement__isnull=True, gone__isnull=True
    )


def _attested(user: User, invoice: ReadInvoice, now: datetime, *, rejected: bool, reason: str) -> Attestation:
    with transaction.atomic():
        grant = require_in(user, Action.ATTEST_INVOICE, invoice.municipality_id)
        lock(invoice)
        known = Attestation.objects.filter(invoice=invoice).first()
        if known is not None:
            if known.rejected != rejected or known.attested_by_id != user.pk:
                raise Faulty([Fault("", sentence("The invoice is attested or rejected already."))])
            return known
        left = 0 if rejected else unsettled(invoice).count()
        if left:
            message = sentence("Settle what deviates first: {left} left.", left=left)
            raise Faulty([Fault("", message)])
        told = {"attested_by": user, "attested_at": now}
        row = Attestation.objects.create(invoice=invoice, rejected=rejected, reason=reason, **told)
        look_up(grant, Action.ATTEST_INVOICE, what=REJECTED if rejected else ATTESTED)
        return row


def _approval_faults(
    user: User, invoice: ReadInvoice, attestation: Attestation | None, today: date
) -> Iterable[Fault]:
    if attestation is None or attestation.rejected:
        yield Fault("", sentence("The invoice is not attested."))
        return
    if attestation.attested_by_id == user.pk:
        message = sentence("You have attested the invoice. Another person approves the payment.")
        yield Fault("", message)
    if invoice.provider is None:
        yield Fault("", sentence("The seller is not registered as a provider."))
        return
    contractor = contractor_of(invoice.provider)
    if any(today in period for period in contractor.excluded):
        yield Fault("", sentence("The provider is excluded from payment today."))
    settled = _settled_without_agreement(invoice)
    for line in invoice.lines.all():
        terms = contractor.terms_on(line.first) if line.first else None
        if terms is None and line.pk not in settled:
            number = line.number or str(line.place + 1)
            yield Fault("", sentence("Line {number}: no agreement is valid on its days.", number=number))


def _settled_without_agreement(invoice: ReadInvoice) -> set[int | None]:
    """Lines for which somebody has settled that the agreement or the days are missing."""
    rows = Deviation.objects.filter(
        invoice=invoice, code__in=("no_agreement", "incomplete_line"), settlement__isnull=False
    )
    return set(rows.values_list("line", flat=True))


def _pay(invoice: ReadInvoice, approval: PaymentApproval, lines: Sequence[InvoiceLineRow]) -> None:
    """Write each line as paid; the database refuses one that is paid already. Raises ``Faulty``."""
    rows = [
        PaidLine(
            line=line,
            approval=approval,
            municipality_id=invoice.municipality_id,
            seller_number=invoice.seller_number,
            kind=invoice.kind,
            invoice_number=invoice.number,
            place=line.place,
            amount=line.amount,
        )
        for line in lines
    ]
    try:
        with transaction.atomic():
            PaidLine.objects.bulk_create(rows)
    except IntegrityError:
        message = sentence(
            "An invoice with this number from the provider is paid already. Nothing is paid twice: reject "
            "this one."
        )
        raise Faulty([Fault("", message)]) from None


def lock(invoice: ReadInvoice) -> None:
    """Hold the invoice's row until the transaction is over: one act at a time."""
    ReadInvoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _safe(text: str) -> str:
    """A text that no spreadsheet reads as a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text
