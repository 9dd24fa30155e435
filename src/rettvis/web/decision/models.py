"""The decision's rows: its revisions, the letter that was sent, and the service lines for statistics."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from rettvis.journey.application import Service
from rettvis.journey.decision import LineOutcome
from rettvis.web.access.models import Unit, User
from rettvis.web.application.models import Case, Revision
from rettvis.web.decision.control import AuthorityRow, DecisionSettings, ReturnGiven, ReturnReasonList


class DecisionRevision(Revision):
    """The decision as it was written, and what was done with it."""

    class Meta(Revision.Meta):
        abstract = False


class SentLetter(models.Model):
    """A letter as it was sent, with what it stood on. Never changed; one for each case.

    ``document`` and ``record`` are the blocks that the pages show, ``findings`` the right as it was tried,
    ``snapshot`` every fact of the case.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    law_date = models.DateField()
    software_version = models.CharField(max_length=40)
    document: Any = models.JSONField()
    record: Any = models.JSONField()
    findings: Any = models.JSONField()
    snapshot: Any = models.JSONField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    record_pdf = models.BinaryField()
    record_sha256 = models.CharField(max_length=64)
    complaint_by = models.DateField()

    def __str__(self) -> str:
        return f"{self.case_id}"


class ServiceLineQuerySet(models.QuerySet["ServiceLineRow"]):
    """Service lines, by the day they count."""

    def with_change(self, on: date) -> "ServiceLineQuerySet":
        """Each line with ``counts``: what the newest change until ``on`` says; None without one."""
        newest = LineChange.objects.filter(line=OuterRef("pk"), from_on__lte=on).order_by("-from_on", "-pk")
        return self.annotate(counts=Subquery(newest.values("in_force")[:1]))

    def in_force(self, on: date) -> "ServiceLineQuerySet":
        """Granted, begun, not ended, and neither replaced nor annulled on ``on``; first and last day count.

        A line without a first day begins the day it was decided.
        """
        granted = [LineOutcome.GRANTED, LineOutcome.PARTLY]
        begun = self.alias(first_day=Coalesce(F("starts_on"), F("decided_on"))).filter(
            Q(ends_on=None) | Q(ends_on__gte=on), first_day__lte=on, outcome__in=granted
        )
        return begun.with_change(on).filter(Q(counts=None) | Q(counts=True))


class ServiceLineRow(models.Model):
    """A line of a sent decision, for lists and statistics; the decision itself is the revision.

    Minutes are rounded up to whole ones, and absent for what is not given in hours. ``minutes_by_kind`` are
    minutes a week by kind of service; ``assessed_minutes`` what the whole case's calculation came to, minutes
    a week, the same in every line of the case and absent where it was not complete. A line that is replaced
    or annulled stays as it is: from when it is no longer in force stands in :class:`LineChange`, and
    ``ServiceLineRow.objects.in_force(on)`` reads both.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    service = models.CharField(max_length=30, choices=[(str(one), one.label.text) for one in Service])
    outcome = models.CharField(max_length=20, choices=[(str(one), one.label.text) for one in LineOutcome])
    organised = models.CharField(max_length=20, blank=True)
    amount = models.PositiveIntegerField(null=True)
    per = models.CharField(max_length=20, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    minutes_per_week = models.PositiveIntegerField(null=True)
    minutes_per_month = models.PositiveIntegerField(null=True)
    minutes_by_kind: Any = models.JSONField(default=dict)
    assessed_minutes = models.PositiveIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    evaluate_on = models.DateField(null=True)
    decided_on = models.DateField()

    objects = ServiceLineQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="service_line_once_per_case")
        ]
        indexes: ClassVar = [
            models.Index(fields=["service", "outcome", "decided_on"], name="lines_by_service")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.key}"


class Why(models.TextChoices):
    """Why a line is no longer in force, or is again."""

    REPLACED = "replaced", _("Replaced by a new decision")
    ANNULLED = "annulled", _("Annulled")
    RESTORED = "restored", _("In force again, because the decision that replaced it is annulled")


class LineChange(models.Model):
    """A line is not in force any more from and including a day, or is again. Rows are never changed.

    ``by_case`` is the case of the decision that did it. Of several changes up to a day the newest day counts,
    and of one day the newest row.
    """

    line = models.ForeignKey(ServiceLineRow, on_delete=models.PROTECT, related_name="changes")
    from_on = models.DateField()
    in_force = models.BooleanField()
    why = models.CharField(max_length=20, choices=Why.choices)
    by_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["line", "-from_on", "-id"], name="line_changes_by_day")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.why} {self.from_on}"


class FactsOfRight(models.Model):
    """What the right to BPA was tried on in a decided case, for figures about many. Rows are never changed.

    ``facts`` are plain values by the names of the facts, a day as text, and only those that are known:
    assessed needs, never what was granted. The letter and its findings stand in :class:`SentLetter`.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    facts: Any = models.JSONField()

    def __str__(self) -> str:
        return f"{self.case_id}"


class OfficeDetails(models.Model):
    """What a letter says of the unit that decides: how it is reached, and where a complaint ends."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    contact = models.TextField(blank=True)
    county_governor = models.CharField(max_length=200, blank=True)
    exempt = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.unit_id}"


__all__ = [
    "AuthorityRow",
    "DecisionRevision",
    "DecisionSettings",
    "LineChange",
    "OfficeDetails",
    "ReturnGiven",
    "ReturnReasonList",
    "SentLetter",
    "ServiceLineQuerySet",
    "ServiceLineRow",
    "Why",
]
