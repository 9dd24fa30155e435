"""The rows of invoices: what was read, line by line, and what deviates."""

from typing import Any, ClassVar

from django.db import models

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.invoices import InvoiceKind, InvoiceResolution, RemarkWeight
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.invoices.models.received import ReceivedFile

LONGEST_NUMBER = 100


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(str(one), one.label.text) for one in kind]


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

    WRITTEN_ANEW: ClassVar = ("provider_id",)
    """The columns that the database lets change, each with its trail in ``Rematch``."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality", "seller_number", "number"], name="invoices_by_number")
        ]

    def __str__(self) -> str:
        return f"{self.seller_number}/{self.number}"


class InvoiceLineRow(models.Model):
    """One line with what was invoiced, and what it was last held against. Minutes and øre are whole.

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

    WRITTEN_ANEW: ClassVar = ("case_id", "kind", "agreement", "agreed", "worked", "granted", "earlier")
    """The columns that the database lets change, each with its trail in ``Rematch``."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "place"], name="invoice_line_once")
        ]
        indexes: ClassVar = [models.Index(fields=["case", "first"], name="invoice_lines_by_case")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.place}"


class Rematch(models.Model):
    """An invoice was held against the registers again: by somebody, or by itself when they had changed.

    ``changes`` are the lines' and the invoice's values that changed: place (None for the whole), what, before
    and after.
    """

    invoice = models.ForeignKey(ReadInvoice, on_delete=models.PROTECT, related_name="rematches")
    changes: Any = models.JSONField(default=list)
    matched_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    matched_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.matched_at:%Y-%m-%d}"


class RegisterState(models.Model):
    """How far the registers had come when every open invoice was last held against them; one row."""

    name = models.CharField(max_length=20, primary_key=True)
    stamp = models.TextField()
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Deviation(models.Model):
    """Something that does not fit; ``line`` is None for the whole. ``message`` is by language.

    ``rematch`` is None for what was found when the invoice was read.
    """

    invoice = models.ForeignKey(ReadInvoice, on_delete=models.PROTECT, related_name="deviations")
    line = models.ForeignKey(InvoiceLineRow, on_delete=models.PROTECT, related_name="+", null=True)
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=20, choices=_choices(RemarkWeight))
    message: Any = models.JSONField()
    amount = models.BigIntegerField(default=0)
    rematch = models.ForeignKey(Rematch, on_delete=models.PROTECT, related_name="found", null=True)

    def __str__(self) -> str:
        return self.code


class GoneDeviation(models.Model):
    """A deviation that was not there any more when the invoice was held against the registers again."""

    deviation = models.OneToOneField(Deviation, on_delete=models.PROTECT, related_name="gone")
    rematch = models.ForeignKey(Rematch, on_delete=models.PROTECT, related_name="gone")

    def __str__(self) -> str:
        return f"{self.rematch_id}: {self.deviation_id}"


class Settlement(models.Model):
    """A deviation settled by a person: one resolution code, and a comment."""

    deviation = models.OneToOneField(Deviation, on_delete=models.PROTECT, related_name="settlement")
    resolution = models.CharField(max_length=30, choices=_choices(InvoiceResolution))
    comment = models.TextField(blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.deviation_id}: {self.resolution}"


class InvoiceAttachment(models.Model):
    """A file that came inside an invoice. ``kind`` is what its content is, whatever it was said to be.

    One that is not received (a program, a damaged file) has no content here, and says why in each language;
    ``sha256`` and ``size`` are of the bytes that came.
    """

    invoice = models.ForeignKey(ReadInvoice, on_delete=models.PROTECT, related_name="attachments")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    refused: Any = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["invoice", "place"], name="attachment_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.place}"
