"""The rows of providers: who they are, and when they are excluded from payment."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rettvis.web.access.models import Municipality, User
from rettvis.web.delivery.models.written import LONGEST_NAME, WrittenRow


class RunBy(models.TextChoices):
    """Who runs the scheme."""

    PRIVATE = "private", _("Private provider")
    MUNICIPALITY = "municipality", _("The municipality itself")


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


class ProviderChange(WrittenRow):
    """Another name of a provider, or somebody else who runs it, and what was registered before.

    The provider has the newest; these rows are its trail.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="changes")
    name = models.CharField(max_length=LONGEST_NAME)
    run_by = models.CharField(max_length=20, choices=RunBy.choices)
    name_before = models.CharField(max_length=LONGEST_NAME)
    run_by_before = models.CharField(max_length=20, choices=RunBy.choices)
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "key"], name="provider_change_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.name}"


class Exclusion(WrittenRow):
    """A provider is excluded from payment from a day, or is not any more; the newest row of a day counts."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="exclusions")
    from_on = models.DateField()
    excluded = models.BooleanField()
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "key"], name="exclusion_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.excluded} {self.from_on}"
