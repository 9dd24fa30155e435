"""What was received: files, the layouts they are read by, and their lines."""

from typing import Any, ClassVar

from django.db import models

from rettvis.journey.delivery import ShiftKind
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.timesheets.models.texts import LONGEST_PLACE, LONGEST_REFERENCE, choices_of


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
    kind = models.CharField(max_length=20, choices=choices_of(ShiftKind))
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
