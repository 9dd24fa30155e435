"""What deviates, how a person settles it, and which lines are withdrawn."""

from typing import Any, ClassVar

from django.db import models

from rettvis.journey.delivery import DeviationCode, Resolution, Severity
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.timesheets.models.files import ShiftLine
from rettvis.web.timesheets.models.texts import LONGEST_REFERENCE, choices_of


class Deviation(models.Model):
    """Something that does not fit. ``key`` is its content; found again after it lapsed it is a new ``round``.

    ``message`` is by language; ``rank`` puts the gravest first. ``case`` is None where it is about an
    assistant alone, or about a line with no case.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    round = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=30, choices=choices_of(DeviationCode))
    severity = models.CharField(max_length=20, choices=choices_of(Severity))
    rank = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)
    assistant = models.CharField(max_length=LONGEST_REFERENCE, blank=True)
    line = models.ForeignKey(ShiftLine, on_delete=models.PROTECT, related_name="+", null=True)
    other = models.ForeignKey(ShiftLine, on_delete=models.PROTECT, related_name="+", null=True)
    first = models.DateField()
    last = models.DateField()
    found = models.IntegerField()
    allowed = models.IntegerField()
    message: Any = models.JSONField()
    found_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key", "round"], name="shift_deviation_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "rank", "first"], name="shift_deviations_by_rank"),
            models.Index(fields=["case", "first"], name="shift_deviations_by_case"),
        ]

    def __str__(self) -> str:
        return self.code


class Lapse(models.Model):
    """A deviation that is there no more: a line was withdrawn, or what it is measured against has changed."""

    deviation = models.OneToOneField(Deviation, on_delete=models.PROTECT, related_name="lapse")
    lapsed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.deviation_id)


class Settlement(models.Model):
    """A deviation settled by a person: one resolution code, and a comment."""

    deviation = models.OneToOneField(Deviation, on_delete=models.PROTECT, related_name="settlement")
    resolution = models.CharField(max_length=30, choices=choices_of(Resolution))
    comment = models.TextField(blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.deviation_id}: {self.resolution}"


class Withdrawal(models.Model):
    """The provider has withdrawn or corrected a line: it stays, and counts no more.

    By the ``settlement`` of what deviates, or by somebody (``withdrawn_by``) with a ``reason`` of its own.
    """

    line = models.OneToOneField(ShiftLine, on_delete=models.PROTECT, related_name="withdrawal")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="withdrawn", null=True)
    reason = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(settlement__isnull=False)
                | (~models.Q(reason="") & models.Q(withdrawn_by__isnull=False)),
                name="withdrawal_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.line_id)
