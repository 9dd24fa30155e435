"""The rows of files: as they came, what could not be read, and what the watched folder held."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from rettvis.web.access.models import Municipality, User

LONGEST_NAME = 300


class ReceivedFile(models.Model):
    """A file exactly as it came. The same bytes are received once in a municipality.

    ``received_by`` is None for a file that was left in the watched folder.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="invoice_file_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class UnreadFile(models.Model):
    """A file that turned out to be no invoice that can be read, and why, in each language.

    Read again and stopped by something else it is told anew, in another row: the newest counts.
    """

    file = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT, related_name="unread")
    faults: Any = models.JSONField()
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.file_id)


class FolderFile(models.Model):
    """A file from the watched folder: received, or kept apart with its faults in each language.

    ``name`` is cleaned. The same bytes are one row, however often they are left there.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=LONGEST_NAME)
    file = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT, related_name="+", null=True)
    faults: Any = models.JSONField(default=list)
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="folder_file_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class FaultDealtWith(models.Model):
    """Somebody has done what a faulty file called for, and it is not told any more."""

    refused = models.OneToOneField(FolderFile, on_delete=models.PROTECT, related_name="dealt_with", null=True)
    unread = models.OneToOneField(UnreadFile, on_delete=models.PROTECT, related_name="dealt_with", null=True)
    what = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(refused__isnull=True) ^ Q(unread__isnull=True), name="dealt_with_one_file"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="dealt_with_says_how"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
