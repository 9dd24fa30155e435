"""From how many users a group is shown in figures for those who may not see the cases."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from rettvis.journey.statistics.own_cases.suppression import USUAL_THRESHOLD
from rettvis.web.access.models import Municipality, User


class ThresholdSetting(models.Model):
    """A threshold that somebody has set. Rows are never changed; the newest of a municipality counts."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["municipality", "-id"], name="threshold_by_municipality")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.threshold}"


def threshold_of(municipality: Any) -> int:
    """The threshold that counts in a municipality."""
    newest = ThresholdSetting.objects.filter(municipality=municipality).order_by("-id").first()
    return USUAL_THRESHOLD if newest is None else newest.threshold
