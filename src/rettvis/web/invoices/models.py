"""The rows of invoices: the file as received, what was read, what deviates, and the way to payment.

No row is ever changed. That no line is paid twice, and that two persons stand behind each payment, is held by
the database itself (:class:`PaidLine`, :class:`PaymentApproval`).
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.invoices import InvoiceKind, InvoiceResolution, RemarkWeight
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider

LONGEST_NUMBER = 100
LONGEST_KEY = 120


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(str(one), one.label.text) for one in kind]


class ReceivedFile(models.Model):
    """A file exactly as it came. The same bytes are received once in a municipality.

    ``received_by`` is None for a file that was left in the watched folder.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="invoice_file_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class UnreadFile(models.Model):
    """A file that turned out to be no invoice that can be read, and why, in each language."""

    file = models.OneToOneField(ReceivedFile, on_delete=models.PROTECT, related_name="unread")
    faults: Any = models.JSONField()
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.file_id)


class FolderFile(models.Model):
    """A file from the watched folder: received, or kept apart with its faults in each language.

    ``name`` is cleaned. The same bytes are one row, however often they are left there.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=LONGEST_NUMBER * 3)
    file = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT, related_name="+", null=True)
    faults: Any = models.JSONField(default=list)
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="folder_file_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class FaultDealtWith(models.Model):
    """Somebody has done what a faulty file called for, and it is not told any more."""

    refused = models.OneToOneField(FolderFile, on_delete=models.PROTECT, related_name="dealt_with", null=True)
    unread = models.OneToOneField(UnreadFile, on_delete=models.PROTECT, related_name="dealt_with", null=True)
    what = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(refused__isnull=True) ^ Q(unread__isnull=True), name="dealt_with_one_file"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="dealt_with_says_how"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReadInvoice(models.Model):
    """What stands in a file, national identity numbers hidden; ``total`` is øre, below zero for a credit."""

    file = models.OneToOneField(ReceivedFile, on_delete=models.PROTECT, related_name="invoice")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(InvoiceKind))
    number = models.CharField(max_length=LONGEST_NUMBER)
    seller_number = models.CharField(max_length=60, blank=True)
    seller_name = models.CharField(max_length=300, blank=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)
    issued = models.DateField(null=True)
    due = models.DateField(null=True)
    currency = models.CharField(max_length=10, blank=True)
    account = models.CharField(max_length=40, blank=True)
    payment_reference = models.CharField(max_length=60, blank=True)
    total = models.BigIntegerField()
    corrects: Any = models.JSONField(default=list)
    rule_sets: Any = models.JSONField(default=list)
    read_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality", "seller_number", "number"], name="invoices_by_number")
        ]

    def __str__(self) -> str:
        return f"{self.seller_number}/{self.number}"


class InvoiceLineRow(models.Model):
    """One line with what was invoiced, and the decision it is for. Minutes and øre are whole.

    ``price`` is øre an hour as an exact fraction in text; ``place`` the line's place in the file, from 0.
    """

    invoice = models.ForeignKey(ReadInvoice, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    item = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=20, choices=_choices(ShiftKind), blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    minutes = models.IntegerField(null=True)
    price = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField()
    agreement = models.CharField(max_length=60, blank=True)
    agreed = models.PositiveIntegerField(null=True)
    worked = models.IntegerField(null=True)
    granted = models.IntegerField(null=True)
    earlier = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "place"], name="invoice_line_once")
        ]
        indexes: ClassVar = [models.Index(fields=["case", "first"], name="invoice_lines_by_case")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.place}"


class Deviation(models.Model):
    """Something that does not fit; ``line`` is None for the whole. ``message`` is by language."""

    invoice = models.ForeignKey(ReadInvoice, on_delete=models.PROTECT, related_name="deviations")
    line = models.ForeignKey(InvoiceLineRow, on_delete=models.PROTECT, related_name="+", null=True)
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=20, choices=_choices(RemarkWeight))
    message: Any = models.JSONField()
    amount = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.code


class Settlement(models.Model):
    """A deviation settled by a person: one resolution code, and a comment."""

    deviation = models.OneToOneField(Deviation, on_delete=models.PROTECT, related_name="settlement")
    resolution = models.CharField(max_length=30, choices=_choices(InvoiceResolution))
    comment = models.TextField(blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.deviation_id}: {self.resolution}"


class Attestation(models.Model):
    """Somebody attests that the invoice is right, or (``rejected``) that it is not to be paid."""

    invoice = models.OneToOneField(ReadInvoice, on_delete=models.PROTECT, related_name="attestation")
    rejected = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(rejected=False) | ~Q(reason=""), name="rejection_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {'rejected' if self.rejected else 'attested'}"


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
