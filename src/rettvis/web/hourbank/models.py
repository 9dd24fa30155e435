"""The rows of the hour bank: what somebody wrote, the municipality's rules, and settlements. Never changed.

Hours that are granted are not here: they are read from the decisions (:mod:`~rettvis.web.hourbank.sources`).
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rettvis.journey.hourbank import EntryKind, Leftover
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Person

LONGEST_KEY = 200

KINDS = [(str(one), one.label.text) for one in EntryKind]


class Other(models.TextChoices):
    """Lines that add nothing to the balance."""

    PLANNED = "planned", _("Planned use")
    ASSERTED = "asserted", _("What is left, by another count")
    PROVIDER = "provider", _("The provider from a day")
    WITHDRAWN = "withdrawn", _("A line is withdrawn")


class BankYear(models.Model):
    """One service's year in a municipality: the row that every write of it locks, so that writes wait."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "service", "year"], name="bank_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.service}/{self.year}"


class SettlementRuleRow(models.Model):
    """A municipality's rule for what is left of one service when a year ends; never changed.

    The newest that holds on 31 December counts. ``most_minutes`` and ``most_percent`` (of the year's hours)
    limit what is carried over; ``advance_percent`` of the hours is invoiced in advance, and paid back at
    ``price_ore`` an hour; ``source`` says where the municipality has decided it.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    leftover = models.CharField(max_length=20, choices=[(str(one), one.label.text) for one in Leftover])
    most_minutes = models.PositiveIntegerField(null=True)
    most_percent = models.PositiveSmallIntegerField(null=True)
    advance_percent = models.PositiveSmallIntegerField(default=100)
    price_ore = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200)
    holds_from = models.DateField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    set_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["municipality", "service", "holds_from", "id"], name="settlement_rule_by_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.service}: {self.leftover} {self.holds_from}"


class SettlementRun(models.Model):
    """A settlement that was written: the first closes the year, each later one is its re-opening.

    ``accounts`` lists every account as it was settled: person, what was left, the entries, and why.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    rule = models.ForeignKey(SettlementRuleRow, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accounts: Any = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "service", "year", "number"], name="settlement_once_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.service}/{self.year}/{self.number}"


class BankLine(models.Model):
    """A line that somebody wrote in the bank of a person, a service (its code) and a calendar year.

    ``minutes`` are whole, above zero for what comes in and below for what goes out. ``key`` names the line
    once in the municipality: sent again it is the same line. ``last`` is the last day of planned use;
    ``reason`` the text of a plan and the source of another count, too; ``corrects`` the key of the line that
    is corrected or withdrawn; ``group`` the same for the two lines of a transfer.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=LONGEST_KEY)
    kind = models.CharField(max_length=20, choices=[*KINDS, *Other.choices])
    day = models.DateField()
    last = models.DateField(null=True)
    minutes = models.IntegerField(default=0)
    provider = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    corrects = models.CharField(max_length=LONGEST_KEY, blank=True)
    group = models.CharField(max_length=LONGEST_KEY, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key"], name="bank_line_once_per_key")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "year", "service"], name="bank_lines_by_account"),
            models.Index(fields=["municipality", "year", "service", "day"], name="bank_lines_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.kind}"
