"""What is said of one person and one case: shut out of it, named for it, or let in by herself in need.

Rows are never changed. A row that ends an earlier one before its time is a row of its own.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Aggregate, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 1000


class Kind(models.TextChoices):
    """What a row says."""

    SHUT_OUT = "shut_out", _("Shut out of the case")
    NAMED = "named", _("Named to see the protected case")
    IN_NEED = "in_need", _("Opened in need")


class NeedToKnowQuerySet(models.QuerySet["NeedToKnow"]):
    """Rows, by the moment they count."""

    def in_force(self, now: datetime) -> "NeedToKnowQuerySet":
        """Not run out and not ended before their time."""
        return self.filter(Q(until=None) | Q(until__gt=now), ends=None, ended_by=None)


class NeedToKnow(models.Model):
    """One row about one person and one case. ``until`` is the first moment it no longer counts."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("application.Case", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=LONGEST_REASON)
    until = models.DateTimeField(null=True)
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends = models.OneToOneField("self", on_delete=models.PROTECT, related_name="ended_by", null=True)
    """The row that this one ends before its time."""

    objects = NeedToKnowQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "until"], name="need_to_know_by_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}/{self.case_id}"


class NeedReview(models.Model):
    """What a leader or an auditor found of a case that was opened in need; once for each opening."""

    opening = models.OneToOneField(NeedToKnow, on_delete=models.PROTECT, related_name="review")
    justified = models.BooleanField()
    comment = models.CharField(max_length=LONGEST_REASON)
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.opening_id} {self.justified}"


@dataclass(frozen=True)
class Knowledge:
    """The cases, by key, of which something is said about one person today."""

    shut_out: frozenset[int]
    named: frozenset[int]
    in_need: frozenset[int]


NOTHING = Knowledge(frozenset(), frozenset(), frozenset())


class Joined(Aggregate):
    """The texts of several rows in one, a space between."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """SQLite has another name for it."""
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **more)


def said_of(user: str, now: datetime | None = None) -> models.Subquery:
    """What is said of the user in column ``user`` of an outer query, as one text for :func:`knowledge_in`.

    It comes with the query that reads the roles, so that no page asks the database once more for it.
    """
    rows = NeedToKnow.objects.in_force(now or timezone.now()).filter(user=models.OuterRef(user)).order_by()
    each = Concat("kind", Value(":"), Cast("case_id", models.CharField()), output_field=models.TextField())
    return models.Subquery(rows.values("user").annotate(said=Joined(each)).values("said"))


def knowledge_in(said: str | None) -> Knowledge:
    """The text of :func:`said_of`, taken apart."""
    if not said:
        return NOTHING
    by_kind: dict[str, set[int]] = defaultdict(set)
    for word in said.split():
        kind, case = word.split(":")
        by_kind[kind].add(int(case))
    return Knowledge(*(frozenset(by_kind[kind]) for kind in (Kind.SHUT_OUT, Kind.NAMED, Kind.IN_NEED)))
