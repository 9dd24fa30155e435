"""The rows of timesheets: files, shift lines, what deviates and how it is settled, approvals and unlockings.

No row is ever changed, except a file that waits to be looked at (:class:`WaitingFile`), which goes away.
That a file and a line are taken in once, that a line is approved once at a time, and that an approved line
is not withdrawn, the database itself holds.
"""

from typing import Any, ClassVar

from django.db import models

from rettvis.journey.delivery import DeviationCode, Resolution, Severity, ShiftKind
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case, Person
from rettvis.web.delivery.models import Provider

LONGEST_REFERENCE = 100
LONGEST_PLACE = 100
LONGEST_COMMENT = 1000
LONGEST_NAME = 200


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(str(one), one.label.text) for one in kind]


class SavedLayout(models.Model):
    """Which column of a provider's files is which; the newest counts, and no row is changed."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content: Any = models.JSONField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "number"], name="layout_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}/{self.number}"


class WaitingFile(models.Model):
    """A file that was uploaded and not taken in yet, with what was understood of it. It goes when it is taken
    in, given up, or a day old."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    understood: Any = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class SheetFile(models.Model):
    """A file that was taken in, by its hash: the same bytes once for a provider."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    again = models.PositiveIntegerField(default=0)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "sha256"], name="timesheet_file_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class ShiftLine(models.Model):
    """One line as it was taken in. ``day`` is the local day it begins on; ``row`` its line in the file.

    ``case`` is None where the municipality has no case with the ``reference``. Minutes are whole, ``price``
    øre an hour; ``stated`` is what the line itself says, None where it says nothing.
    """

    file = models.ForeignKey(SheetFile, on_delete=models.PROTECT, related_name="shifts")
    row = models.PositiveIntegerField()
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    reference = models.CharField(max_length=LONGEST_REFERENCE)
    assistant = models.CharField(max_length=LONGEST_REFERENCE)
    day = models.DateField()
    start = models.DateTimeField()
    end = models.DateTimeField()
    pause = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=_choices(ShiftKind))
    stated = models.PositiveIntegerField(null=True)
    price = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    line_id = models.CharField(max_length=LONGEST_REFERENCE, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "row"], name="shift_once_per_row"),
            models.UniqueConstraint(
                fields=["provider", "line_id"], condition=~models.Q(line_id=""), name="shift_once_per_number"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "day"], name="shifts_by_case"),
            models.Index(fields=["municipality", "assistant", "day"], name="shifts_by_assistant"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.row}"


class Deviation(models.Model):
    """Something that does not fit. ``key`` is its content; found again after it lapsed it is a new ``round``.

    ``message`` is by language; ``rank`` puts the gravest first. ``case`` is None where it is about an
    assistant alone, or about a line with no case.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    round = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=30, choices=_choices(DeviationCode))
    severity = models.CharField(max_length=20, choices=_choices(Severity))
    rank = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)
    assistant = models.CharField(max_length=LONGEST_REFERENCE, blank=True)
    line = models.ForeignKey(ShiftLine, on_delete=models.PROTECT, related_name="+", null=True)
    other = models.ForeignKey(ShiftLine, on_delete=models.PROTECT, related_name="+", null=True)
    first = models.DateField()
    last = models.DateField()
    found = models.IntegerField()
    allowed = models.IntegerField()
    message: Any = models.JSONField()
    found_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key", "round"], name="shift_deviation_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "rank", "first"], name="shift_deviations_by_rank"),
            models.Index(fields=["case", "first"], name="shift_deviations_by_case"),
        ]

    def __str__(self) -> str:
        return self.code


class Lapse(models.Model):
    """A deviation that is there no more: a line was withdrawn, or what it is measured against has changed."""

    deviation = models.OneToOneField(Deviation, on_delete=models.PROTECT, related_name="lapse")
    lapsed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.deviation_id)


class Settlement(models.Model):
    """A deviation settled by a person: one resolution code, and a comment."""

    deviation = models.OneToOneField(Deviation, on_delete=models.PROTECT, related_name="settlement")
    resolution = models.CharField(max_length=30, choices=_choices(Resolution))
    comment = models.TextField(blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.deviation_id}: {self.resolution}"


class Withdrawal(models.Model):
    """The provider has withdrawn or corrected a line: it stays, and counts no more.

    By the ``settlement`` of what deviates, or by somebody (``withdrawn_by``) with a ``reason`` of its own.
    """

    line = models.OneToOneField(ShiftLine, on_delete=models.PROTECT, related_name="withdrawal")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="withdrawn", null=True)
    reason = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(settlement__isnull=False)
                | (~models.Q(reason="") & models.Q(withdrawn_by__isnull=False)),
                name="withdrawal_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.line_id)


class Approval(models.Model):
    """The supervisor has approved the lines of a case in a month; ``month`` is its first day.

    ``supervisor`` and ``how`` say who did and on what paper; ``approved_by`` is who wrote it here.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    number = models.PositiveIntegerField()
    supervisor = models.CharField(max_length=LONGEST_NAME)
    signed_on = models.DateField()
    how = models.CharField(max_length=LONGEST_NAME)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    late = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "month", "number"], name="approval_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.month} {self.number}"


class ApprovedLine(models.Model):
    """A line in an approval. ``round`` counts its approvals: the next may come when the one before is undone,
    and the database refuses it until then."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ShiftLine, on_delete=models.PROTECT, related_name="approved")
    round = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "round"], name="line_approved_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.approval_id}: {self.line_id}"


class Unlocking(models.Model):
    """An approval is undone, and why; its lines may be withdrawn and approved again."""

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="unlocking")
    reason = models.TextField()
    unlocked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unlocked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="unlocking_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(self.approval_id)


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
