"""What somebody wrote about a start-up, a change, a journey or a stay: lines that are never changed."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rettvis.journey.delivery.start_up.checks import LONGEST_WHO
from rettvis.journey.delivery.start_up.plan import LONGEST_KEY as LONGEST_STEP
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.documents.models import CaseDocument

LONGEST_KEY = 100
LONGEST_COUNTRY = 60
LONGEST_REASON = 1000


class LineKind(models.TextChoices):
    """What a line says."""

    OFFERED = "offered", _("Choice of provider offered")
    ANSWERED = "answered", _("Answer to the offer")
    DONE = "done", _("A step is done")
    NOT_NEEDED = "not_needed", _("No start-up is needed")
    CHANGE = "change", _("Change of provider")
    JOURNEY = "journey", _("Journey outside the municipality")
    STAY = "stay", _("Stay in an institution")
    WITHDRAWN = "withdrawn", _("A line is withdrawn")


OF_START_UP = (LineKind.OFFERED, LineKind.ANSWERED, LineKind.DONE, LineKind.NOT_NEEDED)
"""Lines about one decision; the others are about the person, whichever case they were written in."""


class StartUpLine(models.Model):
    """One thing that was written. A correction or a withdrawal is a new line that ``replaces`` the first.

    ``day`` is when it happened, or the first day; ``last`` the last day of a journey or a stay (none while it
    goes on); ``told_on`` when notice was given. ``choice`` is what was answered, decided, or the kind of
    institution. ``providers`` are the numbers and names that were offered. A stay has no reason: no diagnosis
    is kept. ``key`` is the form it came by, so that a form sent twice is one act.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="start_up_lines")
    kind = models.CharField(max_length=20, choices=LineKind.choices)
    day = models.DateField()
    last = models.DateField(null=True)
    told_on = models.DateField(null=True)
    step = models.CharField(max_length=LONGEST_STEP, blank=True)
    choice = models.CharField(max_length=30, blank=True)
    answered_by = models.CharField(max_length=20, blank=True)
    who = models.CharField(max_length=LONGEST_WHO, blank=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)
    providers: Any = models.JSONField(default=list)
    country = models.CharField(max_length=LONGEST_COUNTRY, blank=True)
    reason = models.TextField(blank=True)
    document = models.ForeignKey(CaseDocument, on_delete=models.PROTECT, related_name="+", null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, related_name="replaced_by", null=True)
    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="start_up_line_once_per_form")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "day"], name="start_up_lines_by_kind")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind} {self.day}"


class StartUpState(models.Model):
    """How a case's start-up stands, read from its lines whenever one is written: what lists look for.

    ``finished``: nothing more is waited for. ``first_day`` and ``provider`` as the lines say.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="start_up_state")
    finished = models.BooleanField()
    first_day = models.DateField(null=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["first_day"], name="start_up_by_first_day")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.first_day}"
