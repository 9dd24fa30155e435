"""Two-person control as data: who may decide how much, why decisions are returned, and the office's days.

Each table is append-only: a change is a new row, and what counted on a day can always be found again.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from rettvis.web.access.models import Municipality, Role, Unit, User
from rettvis.web.application.models import Case


class ReturnReasonList(models.Model):
    """A version of a municipality's list of reasons for a return: ``content`` is pairs of key and text."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content: Any = models.JSONField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="return_reasons_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.number}"


class ReturnGiven(models.Model):
    """One reason of one return, as it was chosen: what the office can learn of is counted from these."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    list_number = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "on"], name="returns_by_reason")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.key}"


class AuthorityRow(models.Model):
    """How much a role or a user may decide from a day on, in a municipality or one unit of it.

    No limit where a figure is empty, every service where ``services`` is. The newest row of the same scope
    that has begun counts; with ``withdrawn`` there is no level of that scope any more. Money is whole øre.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    most_minutes = models.PositiveIntegerField(null=True, blank=True)
    most_cost = models.PositiveBigIntegerField(null=True, blank=True)
    services: Any = models.JSONField(default=list, blank=True)
    may_refuse = models.BooleanField(default=True)
    from_on = models.DateField()
    withdrawn = models.BooleanField(default=False)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["municipality", "from_on"], name="authority_by_place")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(user=None, role__gt="") | models.Q(user__isnull=False, role=""),
                name="authority_of_a_role_or_a_user",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.role or self.user_id} {self.from_on}"


class DecisionSettings(models.Model):
    """A version of a municipality's own days and prices around decisions; the law sets none of them.

    ``prices`` are øre an hour by service. ``source`` says where the days for an answer are decided.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    warn_evaluation_days = models.PositiveIntegerField(default=60)
    warn_end_days = models.PositiveIntegerField(default=90)
    answer_days = models.PositiveIntegerField(default=21)
    source = models.CharField(max_length=300, blank=True)
    prices: Any = models.JSONField(default=dict, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="decision_settings_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.number}"


def settings_of(municipality: int) -> DecisionSettings:
    """The newest settings of a municipality; the usual ones, unsaved, where it has set none."""
    newest = DecisionSettings.objects.filter(municipality=municipality).order_by("-number").first()
    return newest or DecisionSettings(municipality_id=municipality, number=0)
