"""The rows of price regulation: indexes, the rules of agreements, and what a price was counted from."""

from typing import Any, ClassVar

from django.db import models

from rettvis.journey.delivery.price_regulation import PriceRounding
from rettvis.web.access.models import Municipality, User
from rettvis.web.delivery.models.agreements import Agreement, AgreementPrice
from rettvis.web.delivery.models.written import LONGEST_NAME, LONGEST_SOURCE, WrittenRow

ROUNDINGS = [(str(one), one.label.text) for one in PriceRounding]
LONGEST_VALUE = 20


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


class IndexValue(WrittenRow):
    """The index of a month, exactly as published; of several rows of one month the newest counts."""

    series = models.ForeignKey(IndexSeries, on_delete=models.PROTECT, related_name="values")
    month = models.DateField()
    value = models.CharField(max_length=LONGEST_VALUE)
    published_on = models.DateField()
    source = models.CharField(max_length=LONGEST_SOURCE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "key"], name="index_value_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.value}"


class RegulationRule(WrittenRow):
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
