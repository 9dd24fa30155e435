"""Routines and mapping forms as rows; what was approved or published is never changed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from rettvis.journey.assessment import FormGroup, FormKind
from rettvis.journey.routines import RoutineAct
from rettvis.web.access.models import Municipality, User

DAY_CLOCK = FormKind.DAY_CLOCK.value


class RoutineRow(models.Model):
    """One routine of a municipality; ``key`` comes with the form that made it, so that sent twice is one."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return f"routine {self.pk}"


class RoutineRevision(models.Model):
    """One version of a routine as somebody saved it; a version is saved many times before it is approved."""

    routine = models.ForeignKey(RoutineRow, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    content: Any = models.JSONField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["routine", "number"], name="routine_revision_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.routine_id}/{self.number}"


class RoutineActRow(models.Model):
    """One thing that was done with a version: sent for approval, returned, approved, taken out of use."""

    routine = models.ForeignKey(RoutineRow, on_delete=models.PROTECT, related_name="acts")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=[(str(act), str(act)) for act in RoutineAct])
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    comment = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.routine_id} {self.act}"


class FormRecord(models.Model):
    """One form of a municipality. Withdrawn, it is used in no new assessment from that day."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in FormKind])
    group = models.CharField(max_length=10, choices=[(one.value, one.value) for one in FormGroup])
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "group"],
                condition=Q(kind=DAY_CLOCK),
                name="one_day_clock_for_a_group",
            )
        ]

    def __str__(self) -> str:
        return f"form {self.pk}"


class FormDraft(models.Model):
    """The form as it is being changed; ``number`` counts its savings."""

    form = models.OneToOneField(FormRecord, on_delete=models.PROTECT, related_name="draft")
    number = models.PositiveIntegerField()
    content: Any = models.JSONField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.form_id}"


class PublishedForm(models.Model):
    """One version as it was published, in force from a day; the row is never changed."""

    form = models.ForeignKey(FormRecord, on_delete=models.PROTECT, related_name="published")
    version = models.PositiveIntegerField()
    content: Any = models.JSONField()
    from_on = models.DateField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "version"], name="form_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.form_id} version {self.version}"
