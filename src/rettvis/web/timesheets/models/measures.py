"""What lines are measured by beside the registers of others, and how far those were read."""

from typing import ClassVar

from django.db import models

from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case, Person
from rettvis.web.delivery.models import Provider
from rettvis.web.timesheets.models.texts import LONGEST_NAME


class FrameRow(models.Model):
    """What the decision of a case allows beside its hours, from a day; of one day the newest row counts.

    ``several``: more than one assistant at once; ``night``: help at night. Whole minutes in a day, week and
    month, None where the decision sets no such limit (the week is then the decision's own hours).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    several = models.BooleanField()
    night = models.BooleanField()
    per_day = models.PositiveIntegerField(null=True)
    per_week = models.PositiveIntegerField(null=True)
    per_month = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=LONGEST_NAME)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "from_on"], name="frames_by_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.from_on}"


class Death(models.Model):
    """The day a person died, as somebody has written it down; the newest row counts, without a day it was
    wrong."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    died_on = models.DateField(null=True)
    source = models.CharField(max_length=LONGEST_NAME)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class CheckRuleRow(models.Model):
    """What the lines are checked with from a day on; never changed. Of a day the newest row counts, and one
    of the ``provider`` before the municipality's own.

    ``regime`` names the limits of working time, ``resting_percent`` how much of a resting night is taken from
    the decision's hours; ``source`` where it is decided.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)
    holds_from = models.DateField()
    regime = models.CharField(max_length=30)
    resting_percent = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=LONGEST_NAME)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(resting_percent__lte=100), name="at_most_the_whole_resting_night"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "holds_from", "id"], name="check_rules_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.holds_from} {self.regime} {self.resting_percent}"


class CheckedTo(models.Model):
    """How far a register had come (the highest primary key) when those it is about were last checked."""

    register = models.CharField(max_length=60, primary_key=True)
    last = models.BigIntegerField()
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.register} {self.last}"
