"""The rows of delivery: providers, agreements, prices and their rules, exclusions, approved hours.

None is ever changed, but for the last day of an agreement, and a provider's name and who runs it: each
change of these is a row of its own.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.delivery.price_regulation import PriceRounding
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case

KINDS = [(str(one), one.label.text) for one in ShiftKind]
ROUNDINGS = [(str(one), one.label.text) for one in PriceRounding]
LONGEST_NAME = 200
LONGEST_REFERENCE = 60
LONGEST_CODE = 40
LONGEST_KEY = 100
LONGEST_VALUE = 20
LONGEST_SOURCE = 300


class RunBy(models.TextChoices):
    """Who runs the scheme."""

    PRIVATE = "private", _("Private provider")
    MUNICIPALITY = "municipality", _("The municipality itself")


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


class Provider(models.Model):
    """Somebody who gives assistance, by organisation number; the municipality's own schemes too."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=9)
    name = models.CharField(max_length=LONGEST_NAME)
    run_by = models.CharField(max_length=20, choices=RunBy.choices)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    WRITTEN_ANEW: ClassVar = ("name", "run_by")
    """The columns that the database lets change, each with its trail in ``ProviderChange``."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="provider_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.number}"


class Exclusion(models.Model):
    """A provider is excluded from payment from a day, or is not any more; the newest row of a day counts."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="exclusions")
    from_on = models.DateField()
    excluded = models.BooleanField()
    reason = models.TextField()
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "key"], name="exclusion_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.excluded} {self.from_on}"


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


class AgreementChange(models.Model):
    """That an agreement ends on another day than it said (None: no end is set), and what it said before.

    The agreement has the newest; these rows are its trail.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="changes")
    ends_on = models.DateField(null=True)
    ended_before = models.DateField(null=True)
    reason = models.TextField()
    source = models.CharField(max_length=LONGEST_SOURCE)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="agreement_change_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.ends_on}"


class ProviderChange(models.Model):
    """Another name of a provider, or somebody else who runs it, and what was registered before.

    The provider has the newest; these rows are its trail.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="changes")
    name = models.CharField(max_length=LONGEST_NAME)
    run_by = models.CharField(max_length=20, choices=RunBy.choices)
    name_before = models.CharField(max_length=LONGEST_NAME)
    run_by_before = models.CharField(max_length=20, choices=RunBy.choices)
    reason = models.TextField()
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "key"], name="provider_change_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.name}"


class AgreementPrice(models.Model):
    """Øre an hour of one price line from a day; a regulation is a new row, and of one day the newest counts.

    ``kind`` is empty for a price line that is for every kind of hour without one of its own.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="prices")
    code = models.CharField(max_length=LONGEST_CODE)
    kind = models.CharField(max_length=20, choices=KINDS, blank=True)
    from_on = models.DateField()
    ore = models.PositiveIntegerField()
    why = models.CharField(max_length=20, choices=Why.choices)
    source = models.CharField(max_length=200)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="price_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.from_on}: {self.ore}"


class ApprovedHours(models.Model):
    """Minutes of an approved timesheet: one decision, provider, day and kind; ``key`` names the line once.

    A correction is a row of its own, below zero where there was too much.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=20, choices=KINDS)
    minutes = models.IntegerField()
    key = models.CharField(max_length=LONGEST_KEY)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "key"], name="approved_hours_once")
        ]
        indexes: ClassVar = [models.Index(fields=["provider", "case", "day"], name="approved_hours_by_day")]

    def __str__(self) -> str:
        return f"{self.key}: {self.minutes}"


class IndexSeries(models.Model):
    """An index that agreements follow, and where it is published."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    source = models.CharField(max_length=LONGEST_SOURCE)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["municipality", "name"], name="index_once")]

    def __str__(self) -> str:
        return self.name


class IndexValue(models.Model):
    """The index of a month, exactly as published; of several rows of one month the newest counts."""

    series = models.ForeignKey(IndexSeries, on_delete=models.PROTECT, related_name="values")
    month = models.DateField()
    value = models.CharField(max_length=LONGEST_VALUE)
    published_on = models.DateField()
    source = models.CharField(max_length=LONGEST_SOURCE)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "key"], name="index_value_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.value}"


class RegulationRule(models.Model):
    """How an agreement regulates its prices; a rule that is written anew is a new row, and the newest counts.

    ``months`` are those on whose first day prices change, ``months_back`` how far back the index is taken.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="rules")
    series = models.ForeignKey(IndexSeries, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    base_month = models.DateField()
    base_value = models.CharField(max_length=LONGEST_VALUE)
    months: Any = models.JSONField()
    months_back = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    rounding = models.CharField(max_length=20, choices=ROUNDINGS)
    source = models.CharField(max_length=LONGEST_SOURCE)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="regulation_rule_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.series_id} {self.first}"


class RegulatedPrice(models.Model):
    """What a price that was taken in by a rule was counted from, as it was told then.

    ``base`` is øre an hour, ``exact`` the øre before rounding as a fraction in text.
    """

    price = models.OneToOneField(AgreementPrice, on_delete=models.PROTECT, related_name="regulated")
    rule = models.ForeignKey(RegulationRule, on_delete=models.PROTECT, related_name="+")
    value = models.ForeignKey(IndexValue, on_delete=models.PROTECT, related_name="+")
    base = models.PositiveIntegerField()
    exact = models.CharField(max_length=120)
    explanation: Any = models.JSONField()

    def __str__(self) -> str:
        return f"{self.price_id}: {self.exact}"
