"""The rows of the way to payment: attested, approved by another, paid once, exported once."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rettvis.web.access.models import Municipality, User
from rettvis.web.invoices.models.invoice import LONGEST_NUMBER, InvoiceLineRow, ReadInvoice

LONGEST_KEY = 120


class Attestation(models.Model):
    """Somebody attests that the invoice is right, or (``rejected``) that it is not to be paid.

    An attestation becomes a rejection where the invoice turns out not to be payable; see ``TakenBack``.
    """

    invoice = models.OneToOneField(ReadInvoice, on_delete=models.PROTECT, related_name="attestation")
    rejected = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()

    WRITTEN_ANEW: ClassVar = ("rejected", "reason", "attested_by_id", "attested_at")
    """The columns that the database lets change, with what stood before in ``TakenBack``."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(rejected=False) | ~Q(reason=""), name="rejection_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {'rejected' if self.rejected else 'attested'}"


class TakenBack(models.Model):
    """Who had attested an invoice that was rejected afterwards, before the payment was approved, and when."""

    attestation = models.OneToOneField(Attestation, on_delete=models.PROTECT, related_name="taken_back")
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.attestation_id)


class PaymentApproval(models.Model):
    """Another person approves the payment: the database refuses the one who attested."""

    attestation = models.OneToOneField(Attestation, on_delete=models.PROTECT, related_name="approval")
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(attested_by=F("approved_by")), name="payment_by_two_persons")
        ]

    def __str__(self) -> str:
        return str(self.attestation_id)


class LedgerExport(models.Model):
    """A file for the ledger system, as it was made. ``key`` comes with the form: sent twice is one."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    content = models.TextField()
    lines = models.PositiveIntegerField()
    total = models.BigIntegerField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key"], name="export_once_per_form")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PaidLine(models.Model):
    """A line that is approved for payment: once, however the invoice came and however often.

    The line is known by its row, and by seller, kind and number of the invoice and its place in it, so that
    the same invoice in another file is the same lines.
    """

    line = models.OneToOneField(InvoiceLineRow, on_delete=models.PROTECT, related_name="paid")
    approval = models.ForeignKey(PaymentApproval, on_delete=models.PROTECT, related_name="lines")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    seller_number = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    invoice_number = models.CharField(max_length=LONGEST_NUMBER)
    place = models.PositiveIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "seller_number", "kind", "invoice_number", "place"],
                name="no_line_is_paid_twice",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seller_number}/{self.invoice_number}/{self.place}"


class ExportedLine(models.Model):
    """A paid line stands in one file for the ledger system, and in no other."""

    paid = models.OneToOneField(PaidLine, on_delete=models.PROTECT, related_name="exported")
    export = models.ForeignKey(LedgerExport, on_delete=models.PROTECT, related_name="rows")

    def __str__(self) -> str:
        return f"{self.export_id}: {self.paid_id}"
