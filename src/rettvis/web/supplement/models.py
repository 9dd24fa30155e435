"""The rows of the supplement scheme: its files, findings, grants and their ends, none of them ever changed.

The one row that changes is that of an introduction under way: how far it has come, and whether it goes on.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rettvis.journey.supplement import ConditionAnswer, NotNow
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case, Person


class SchemeFile(models.Model):
    """A municipality's scheme as it was taken in, every version of it; the newest number counts.

    ``text`` is the file as it was written, ``content`` its versions as the law book reads them.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    text = models.TextField()
    content: Any = models.JSONField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="scheme_file_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.number}"


class FindingRow(models.Model):
    """What somebody found of the basic condition for a person; the newest row counts for its days.

    ``case`` is where it was found; ``key`` comes with the form, so that sent twice it is one.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    answer = models.CharField(max_length=10, choices=[(str(one), one.label.text) for one in ConditionAnswer])
    from_on = models.DateField()
    reason = models.TextField()
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.answer} {self.from_on}"


class IntroductionState(models.TextChoices):
    """How an introduction stands."""

    RUNNING = "running", _("Under way")
    STOPPED = "stopped", _("Stopped")
    DONE = "done", _("Finished")


class Introduction(models.Model):
    """A step that is given to everybody who fulfils the condition; ``total`` is how many are considered.

    ``reached`` is the key of the last person that was done, and ``moved_at`` when: one that has not moved for
    long has lost its worker. ``fault`` names the error that stopped it, without anything of a person.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(SchemeFile, on_delete=models.PROTECT, related_name="+")
    version_from = models.DateField()
    step = models.PositiveSmallIntegerField()
    first = models.DateField()
    total = models.PositiveIntegerField()
    reached = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=IntroductionState.choices)
    fault = models.CharField(max_length=100, blank=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=~Q(state="done"),
                name="one_introduction_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.step} {self.first}"


class GrantRow(models.Model):
    """Hours that a person was given. ``number`` counts her grants, so that two at once are never both."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(SchemeFile, on_delete=models.PROTECT, related_name="+")
    version_from = models.DateField()
    service_code = models.CharField(max_length=20)
    step = models.PositiveSmallIntegerField()
    minutes_per_week = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="+", null=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "number"], name="supplement_grant_once_per_number"),
            models.UniqueConstraint(
                fields=["person", "introduction"], name="supplement_grant_once_per_introduction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.number}"


class Why(models.TextChoices):
    """Why a grant ends before it said."""

    LAPSED = "lapsed", _("The condition is not fulfilled any more")
    REPLACED = "replaced", _("Another step, or another version of the scheme")
    OVER = "over", _("The scheme has ended")


class GrantEndRow(models.Model):
    """A grant that ends earlier: its last day, and why. Of several the earliest counts."""

    grant = models.ForeignKey(GrantRow, on_delete=models.PROTECT, related_name="ends")
    last_day = models.DateField()
    why = models.CharField(max_length=10, choices=Why.choices)
    finding = models.ForeignKey(FindingRow, on_delete=models.PROTECT, related_name="+", null=True)
    replaced_by = models.ForeignKey(GrantRow, on_delete=models.PROTECT, related_name="+", null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grant", "last_day"], name="supplement_end_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.last_day}"


class IntroducedRow(models.Model):
    """What an introduction did for one person: gave her hours, or did not, and then why."""

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    grant = models.OneToOneField(GrantRow, on_delete=models.PROTECT, related_name="+", null=True)
    not_now = models.CharField(
        max_length=10, blank=True, choices=[(str(one), one.label.text) for one in NotNow]
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["introduction", "person"], name="person_once_per_introduction")
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id}/{self.person_id}"
