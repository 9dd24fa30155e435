"""Routines as rows: what was written and what was done with it, one row after the other, never changed."""

from typing import Any, ClassVar

from django.db import models

from rettvis.journey.routines import RoutineAct
from rettvis.web.access.models import Municipality, User


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
