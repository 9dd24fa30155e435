"""The rows of approved hours: what a supervisor has said was worked."""

from typing import ClassVar

from django.db import models

from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models.agreements import KINDS
from rettvis.web.delivery.models.providers import Provider
from rettvis.web.delivery.models.written import LONGEST_KEY


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
