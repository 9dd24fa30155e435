"""The rows of the administration's own hours and of what an hour costs. None is changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rettvis.journey.follow_up import WorkKind
from rettvis.web.access.models import Municipality, Unit, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import LONGEST_KEY, Provider

WORK = [(str(one), one.label.text) for one in WorkKind]
LONGEST_WHO = 100
LONGEST_NOTE = 300


class WorkLine(models.Model):
    """Minutes of the administration's work on a day. A correction is a row that ``replaces`` the one before.

    ``who`` is a name or a function. A line that was not to be there is replaced by one of no minutes.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    work = models.CharField(max_length=20, choices=WORK)
    who = models.CharField(max_length=LONGEST_WHO)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, related_name="replaced_by", null=True)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key"], name="work_once_per_form"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0) | Q(replaces__isnull=False), name="work_has_minutes"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality", "day"], name="work_by_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.minutes}"


class HourlyCost(models.Model):
    """What an hour of the administration costs from a day, in øre; of one day the newest row counts."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    ore = models.PositiveIntegerField()
    source = models.CharField(max_length=LONGEST_NOTE)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key"], name="hourly_cost_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.from_on}: {self.ore}"
