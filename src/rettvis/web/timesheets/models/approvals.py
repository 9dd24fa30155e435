"""The supervisor's approvals, the lines that they lock, and how they are undone."""

from typing import ClassVar

from django.db import models

from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.timesheets.models.files import ShiftLine
from rettvis.web.timesheets.models.texts import LONGEST_NAME


class Approval(models.Model):
    """The supervisor has approved the lines of a case in a month; ``month`` is its first day.

    ``supervisor`` and ``how`` say who did and on what paper; ``approved_by`` is who wrote it here.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    number = models.PositiveIntegerField()
    supervisor = models.CharField(max_length=LONGEST_NAME)
    signed_on = models.DateField()
    how = models.CharField(max_length=LONGEST_NAME)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    late = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "month", "number"], name="approval_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.month} {self.number}"


class ApprovedLine(models.Model):
    """A line in an approval. ``round`` counts its approvals: the next may come when the one before is undone,
    and the database refuses it until then."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ShiftLine, on_delete=models.PROTECT, related_name="approved")
    round = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "round"], name="line_approved_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.approval_id}: {self.line_id}"


class Unlocking(models.Model):
    """An approval is undone, and why; its lines may be withdrawn and approved again."""

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="unlocking")
    reason = models.TextField()
    unlocked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unlocked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="unlocking_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(self.approval_id)
