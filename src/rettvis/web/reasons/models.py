"""The texts of the library, version by version, and what was done with each. Nothing is ever changed."""

from typing import Any, ClassVar

from django.db import models

from rettvis.journey.decision.library import TextAct
from rettvis.rulekit.wording import Sentence
from rettvis.web.access.models import Municipality, User

LONGEST_KEY = 40


class ReasonTextVersion(models.Model):
    """A version of a text as somebody wrote it. A change is a new version, so that what was used stays."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    version = models.PositiveIntegerField()
    content: Any = models.JSONField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "key", "version"], name="reason_text_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.key}/{self.version}"


class ReasonTextAct(models.Model):
    """What was done with a version: approved, sent back with a comment, or taken out of use from a day."""

    text = models.ForeignKey(ReasonTextVersion, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10, choices=[(str(one), one.label.text) for one in TextAct])
    on = models.DateField()
    comment = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "act"], name="reason_text_act_once")]

    def __str__(self) -> str:
        return f"{self.text_id}/{self.act}"

    @property
    def label(self) -> Sentence:
        """What was done, in words."""
        return TextAct(self.act).label
