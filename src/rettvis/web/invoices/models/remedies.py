"""The rows of breaches of an agreement: what was wrong, each step that was taken, and how it ended."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from rettvis.journey.invoices import BreachOutcome, Remedy
from rettvis.web.access.models import Municipality, User
from rettvis.web.delivery.models import Provider
from rettvis.web.invoices.models.invoice import ReadInvoice
from rettvis.web.invoices.models.payment import LONGEST_KEY


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(str(one), one.label.text) for one in kind]


class Breach(models.Model):
    """Something that a provider has not done as agreed."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="breaches")
    what = models.TextField()
    key = models.CharField(max_length=LONGEST_KEY)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "key"], name="breach_once_per_form")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BreachInvoice(models.Model):
    """An invoice that shows the breach."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="invoices")
    invoice = models.ForeignKey(ReadInvoice, on_delete=models.PROTECT, related_name="breaches")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "invoice"], name="invoice_once_in_a_breach")
        ]

    def __str__(self) -> str:
        return f"{self.breach_id}: {self.invoice_id}"


class RemedyTaken(models.Model):
    """One step: which remedy, when, on which clause, why, for how many øre, and by when it is to be mended.

    ``skipped`` says why milder steps were passed over.
    """

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="remedies")
    remedy = models.CharField(max_length=20, choices=_choices(Remedy))
    taken_on = models.DateField()
    clause = models.CharField(max_length=200)
    reason = models.TextField()
    amount = models.BigIntegerField(null=True)
    answer_by = models.DateField(null=True)
    skipped = models.TextField(blank=True)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "key"], name="remedy_once_per_form"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(clause=""), name="remedy_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id}: {self.remedy}"


class BreachEnd(models.Model):
    """How a breach ended."""

    breach = models.OneToOneField(Breach, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=20, choices=_choices(BreachOutcome))
    reason = models.TextField(blank=True)
    ended_on = models.DateField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.breach_id}: {self.outcome}"
