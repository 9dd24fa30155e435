"""Whether an invoice can be paid as it stands, when everything that deviates is settled."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from rettvis.journey.invoices import Contractor, InvoiceKind, InvoiceResolution
from rettvis.journey.invoices.invoice import CURRENCY
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import sentence
from rettvis.web.invoices.models import Deviation, InvoiceLineRow, ReadInvoice, Settlement


def settled_as(invoice: ReadInvoice) -> set[str]:
    """Every way in which something on the invoice is settled."""
    rows = Settlement.objects.filter(deviation__invoice=invoice)
    return set(rows.values_list("resolution", flat=True))


def bars(
    invoice: ReadInvoice, lines: Collection[InvoiceLineRow], resolutions: Collection[str]
) -> Iterator[Fault]:
    """Why the invoice can only be rejected, though everything is settled.

    What is paid are the lines, in NOK: so they must be what the invoice asks for.
    """
    if invoice.provider is None:
        yield Fault("", NOT_REGISTERED)
    if invoice.currency != CURRENCY:
        message = sentence(
            "The invoice is in “{currency}”, and only NOK is paid. Reject it, and ask for a new one.",
            currency=invoice.currency or "–",
        )
        yield Fault("", message)
    total = sum(line.amount for line in lines)
    if total != invoice.total:
        message = sentence(
            "The lines come to {lines:kroner}, and {total:kroner} is to be paid. What is paid are the lines: "
            "reject the invoice, and ask for a new one.",
            lines=total,
            total=invoice.total,
        )
        yield Fault("", message)
    if str(InvoiceResolution.REJECTED) in resolutions:
        message = sentence("A deviation is settled by not paying the invoice. Reject it.")
        yield Fault("", message)
    if str(InvoiceResolution.CREDITED) in resolutions and not is_credited(invoice):
        yield Fault("", NOT_CREDITED)


NOT_REGISTERED = sentence(
    "The seller is not registered as a provider. Register the provider and the agreement, or reject the "
    "invoice."
)
NOT_CREDITED = sentence(
    "No credit note that corrects this invoice is received from the provider. Receive it first, or reject "
    "the invoice."
)


def is_credited(invoice: ReadInvoice) -> bool:
    """Whether a credit note, or an invoice below zero, that corrects this one is received."""
    rows = ReadInvoice.objects.filter(
        Q(kind=str(InvoiceKind.CREDIT_NOTE)) | Q(total__lt=0),
        municipality=invoice.municipality_id,
        seller_number=invoice.seller_number,
    ).exclude(attestation__rejected=True)
    return any(invoice.number in corrects for corrects in rows.values_list("corrects", flat=True))


def without_agreement(
    invoice: ReadInvoice, lines: Collection[InvoiceLineRow], contractor: Contractor
) -> Iterator[Fault]:
    """Lines whose agreement is not valid on all of their days, but for those that somebody has settled.

    The agreement of a line is the one that it was held against: another that is valid has other prices.
    """
    settled = set(
        Deviation.objects.filter(
            invoice=invoice, code__in=("no_agreement", "incomplete_line"), settlement__isnull=False
        ).values_list("code", "line")
    )
    periods = {one.reference: one.period for one in contractor.agreements}
    for line in lines:
        code = "no_agreement" if line.first else "incomplete_line"
        if (code, line.pk) in settled or _is_within(line, periods.get(line.agreement)):
            continue
        number = line.number or str(line.place + 1)
        if line.agreement:
            message = sentence(
                "Line {number}: agreement {agreement} is not valid on all of its days.",
                number=number,
                agreement=line.agreement,
            )
        else:
            message = sentence("Line {number}: no agreement is valid on all of its days.", number=number)
        yield Fault("", message)


def _is_within(line: InvoiceLineRow, agreed: Period | None) -> bool:
    return agreed is not None and all(day is not None and day in agreed for day in (line.first, line.last))
