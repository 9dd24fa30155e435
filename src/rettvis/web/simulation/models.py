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
