"""Settling, attesting and approving: each act once, by whom and when, in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

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
from rettvis.web.access.models import Municipality, RoleAssignment, User
from rettvis.web.delivery.store import contractor_of
from rettvis.web.invoices.models import (
    Attestation,
    Deviation,
    GoneDeviation,
    InvoiceLineRow,
    PaidLine,
    PaymentApproval,
    ReadInvoice,
    Settlement,
    TakenBack,
)
from rettvis.web.invoices.payable import NOT_CREDITED, bars, is_credited, settled_as, without_agreement
from rettvis.web.invoices.rematching import hours_since
from rettvis.web.invoices.store import lock

SETTLED = gettext_noop("A deviation of an invoice was settled")
ATTESTED = gettext_noop("An invoice was attested")
REJECTED = gettext_noop("An invoice was rejected")
APPROVED = gettext_noop("The payment of an invoice was approved")
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
    elif resolution == InvoiceResolution.ACCEPTED and not comment.strip():
        faults.append(Fault("comment", sentence("Write why it is accepted.")))
    elif resolution == InvoiceResolution.CREDITED and not is_credited(invoice):
        faults.append(Fault("resolution", NOT_CREDITED))
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
    """Say that an invoice is not to be paid, and why; until it is approved, though it is attested.

    Raises ``Faulty``.
    """
    if not reason.strip() or len(reason) > LONGEST_COMMENT:
        message = sentence("Write why, in at most {most} characters.", most=LONGEST_COMMENT)
        raise Faulty([Fault("reason", message)])
    return _attested(user, invoice, now, rejected=True, reason=reason.strip())


def approve(user: User, invoice: ReadInvoice, now: datetime) -> PaymentApproval:
    """Approve the payment of every line, as another person than the one who attested. Raises ``Faulty``.

    The conditions are tried again now: everything is settled, the provider is registered and not excluded,
    the agreement of each line was valid on all of its days, or somebody has settled that there was none, the
    lines are what is to be paid, and their hours are not paid on another invoice in the meantime.
    """
    with transaction.atomic():
        grant = require_in(user, Action.APPROVE_PAYMENT, invoice.municipality_id)
        # As when invoices are read: of two for the same hours the second must see the first.
        Municipality.objects.select_for_update(no_key=True).get(pk=invoice.municipality_id)
        lock(invoice)
        attestation = Attestation.objects.filter(invoice=invoice).first()
        known = PaymentApproval.objects.filter(attestation__invoice=invoice).first()
        if known is not None:
            return known
        lines = list(invoice.lines.select_related("case").order_by("place"))
        faults = [*_approval_faults(user, invoice, lines, attestation, timezone.localdate(now))]
        if faults or attestation is None:
            raise Faulty(faults)
        approval = PaymentApproval.objects.create(
            attestation=attestation, attested_by=attestation.attested_by, approved_by=user, approved_at=now
        )
        _pay(invoice, approval, lines)
        look_up(grant, Action.APPROVE_PAYMENT, cases=_numbers(lines), what=APPROVED)
        return approval


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
            if rejected and not known.rejected and not hasattr(known, "approval"):
                return _taken_back(grant, known, reason, now)
            if known.rejected != rejected or known.attested_by_id != user.pk:
                raise Faulty([Fault("", sentence("The invoice is attested or rejected already."))])
            return known
        lines = list(invoice.lines.select_related("case").order_by("place"))
        faults = [] if rejected else [*_left(invoice), *bars(invoice, lines, settled_as(invoice))]
        if faults:
            raise Faulty(faults)
        told = {"attested_by": user, "attested_at": now}
        row = Attestation.objects.create(invoice=invoice, rejected=rejected, reason=reason, **told)
        what = REJECTED if rejected else ATTESTED
        look_up(grant, Action.ATTEST_INVOICE, cases=_numbers(lines), what=what)
        return row


def _taken_back(grant: RoleAssignment, known: Attestation, reason: str, now: datetime) -> Attestation:
    """Reject an invoice that was attested; who had attested it is kept."""
    TakenBack.objects.create(attestation=known, attested_by=known.attested_by, attested_at=known.attested_at)
    told = {"rejected": True, "reason": reason, "attested_by": grant.user, "attested_at": now}
    Attestation.objects.filter(pk=known.pk).update(**told)
    lines = known.invoice.lines.select_related("case")
    look_up(grant, Action.ATTEST_INVOICE, cases=_numbers(lines), what=REJECTED)
    known.refresh_from_db()
    return known


def _left(invoice: ReadInvoice) -> Iterable[Fault]:
    left = unsettled(invoice).count()
    if left:
        yield Fault("", sentence("Settle what deviates first: {left} left.", left=left))


def _numbers(lines: Iterable[InvoiceLineRow]) -> list[str]:
    """The cases of some lines, as the log has them."""
    return sorted({line.case.number for line in lines if line.case})


def _approval_faults(
    user: User,
    invoice: ReadInvoice,
    lines: Collection[InvoiceLineRow],
    attestation: Attestation | None,
    today: date,
) -> Iterable[Fault]:
    if attestation is None or attestation.rejected:
        yield Fault("", sentence("The invoice is not attested."))
        return
    if attestation.attested_by_id == user.pk:
        message = sentence("You have attested the invoice. Another person approves the payment.")
        yield Fault("", message)
    yield from _left(invoice)
    yield from bars(invoice, lines, settled_as(invoice))
    yield from (Fault("", message) for message in hours_since(invoice))
    if invoice.provider is None:
        return
    contractor = contractor_of(invoice.provider)
    if any(today in period for period in contractor.excluded):
        yield Fault("", sentence("The provider is excluded from payment today."))
    yield from without_agreement(invoice, lines, contractor)


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
