"""The rows of framework agreements: what they cover, until when, and every price that was ever agreed."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rettvis.journey.delivery import ShiftKind
from rettvis.web.access.models import User
from rettvis.web.delivery.models.providers import Provider
from rettvis.web.delivery.models.written import LONGEST_NAME, LONGEST_SOURCE, WrittenRow

KINDS = [(str(one), one.label.text) for one in ShiftKind]
LONGEST_REFERENCE = 60
LONGEST_CODE = 40
LONGEST_PRICE_SOURCE = 200


class Billing(models.TextChoices):
    """How hours are invoiced; the same values as in the core."""

    ARREARS = "arrears", _("Hours worked, afterwards")
    ADVANCE = "advance", _("Granted hours in advance, with a refund at settlement")


class Regulation(models.TextChoices):
    """How the agreement lets prices change."""

    INDEX = "index", _("By an index")
    HALF_YEAR = "half_year", _("Each half-year")
    NEGOTIATED = "negotiated", _("By agreement each time")
    FIXED = "fixed", _("Not in the period")


class Why(models.TextChoices):
    """Why a price row was written."""

    AGREED = "agreed", _("Agreed price")
    INDEX = "index", _("Regulated by an index")
    HALF_YEAR = "half_year", _("Regulated for a half-year")
    NEGOTIATED = "negotiated", _("New agreement on the price")
    CORRECTED = "corrected", _("The row before was wrong")


class Agreement(models.Model):
    """A framework agreement: its period, what it covers, how hours are invoiced and prices regulated.

    ``rank`` is the provider's place in the agreement, 1 first; None where it has no ranking. ``kinds`` are
    the kinds of hour that it covers, ``most_persons`` how many persons at most, and ``area`` where; None
    for each that the agreement does not limit.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="agreements")
    reference = models.CharField(max_length=LONGEST_REFERENCE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    scope = models.TextField(blank=True)
    kinds: Any = models.JSONField(null=True)
    most_persons = models.PositiveIntegerField(null=True)
    area = models.CharField(max_length=LONGEST_NAME, null=True)
    billing = models.CharField(max_length=20, choices=Billing.choices)
    regulation = models.CharField(max_length=20, choices=Regulation.choices)
    rank = models.PositiveSmallIntegerField(null=True)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    WRITTEN_ANEW: ClassVar = ("ends_on",)
    """The column that the database lets change, with its trail in ``AgreementChange``."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "reference"], name="agreement_once")
        ]

    def __str__(self) -> str:
        return self.reference


class AgreementChange(WrittenRow):
    """That an agreement ends on another day than it said (None: no end is set), and what it said before.

    The agreement has the newest; these rows are its trail.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="changes")
    ends_on = models.DateField(null=True)
    ended_before = models.DateField(null=True)
    reason = models.TextField()
    source = models.CharField(max_length=LONGEST_SOURCE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="agreement_change_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.ends_on}"


class AgreementPrice(WrittenRow):
    """Øre an hour of one price line from a day; a regulation is a new row, and of one day the newest counts.

    ``kind`` is empty for a price line that is for every kind of hour without one of its own.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="prices")
    code = models.CharField(max_length=LONGEST_CODE)
    kind = models.CharField(max_length=20, choices=KINDS, blank=True)
    from_on = models.DateField()
    ore = models.PositiveIntegerField()
    why = models.CharField(max_length=20, choices=Why.choices)
    source = models.CharField(max_length=LONGEST_PRICE_SOURCE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="price_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.from_on}: {self.ore}"
