"""What was computed once and kept: the assumptions, the answer, and with which version of the program."""

from typing import Any, ClassVar

from django.db import models

from rettvis.web.access.models import Municipality, User

LONGEST_TITLE = 120
LONGEST_KEY = 40


class SavedResult(models.Model):
    """A result as it was computed, with all it rests on, so that it can be computed again. Never changed.

    ``kind`` says what it is of (``budget``, ``what_if``). ``inputs`` and ``result`` are figures about many,
    never about one person. ``key`` comes with the form that saved it, so that sent twice is one.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=LONGEST_TITLE)
    key = models.CharField(max_length=LONGEST_KEY)
    inputs: Any = models.JSONField()
    result: Any = models.JSONField()
    software_version = models.CharField(max_length=40)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key"], name="saved_result_once_per_form")
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "kind", "-id"], name="saved_results_newest_first")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class YearPlanRow(models.Model):
    """What a year of a service code is planned to use, a month at a time. Never changed; the newest counts.

    ``price`` is øre an hour; ``months`` twelve pairs of whole minutes and whole øre. ``saved`` and ``step``
    are the budget that the plan was made from, where it was made from one.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    service = models.CharField(max_length=60)
    saved = models.ForeignKey(SavedResult, on_delete=models.PROTECT, related_name="+", null=True)
    step = models.PositiveSmallIntegerField(null=True)
    price = models.PositiveIntegerField()
    months: Any = models.JSONField()
    key = models.CharField(max_length=LONGEST_KEY)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key"], name="year_plan_once_per_form")
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "year", "service", "-id"], name="year_plans_newest_first")
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.year}"
