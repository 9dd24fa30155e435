"""The documents of a case, what is said of each, and the letters that asked. Nothing is ever removed."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rettvis.edges.received import LONGEST_SHOWN, FileType
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter

LONGEST_SENDER = 200


class CaseDocument(models.Model):
    """A file of a case. Its content is kept in ``RETTVIS_HOME/documents`` under ``key``, not in the database.

    ``name`` is what is shown, cleaned; ``ending`` tells the true kind of file (``FileType``); ``arrived_on``
    is the day it reached the municipality. ``form_key`` is the form it came by, so that a double click gives
    one document. Rows are never changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=32, unique=True)
    form_key = models.CharField(max_length=40)
    name = models.CharField(max_length=LONGEST_SHOWN)
    ending = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    arrived_on = models.DateField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="document_once_per_number"),
            models.UniqueConstraint(fields=["case", "form_key"], name="document_once_per_form"),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "sha256"], name="document_by_content")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number}"

    @property
    def file_type(self) -> FileType:
        """What kind of file it is."""
        return FileType.of_ending(self.ending)


class DocumentMark(models.Model):
    """What is said of a document: its kind, its own date, and who it is from. The newest mark counts."""

    document = models.ForeignKey(CaseDocument, on_delete=models.PROTECT, related_name="marks")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    dated = models.DateField(null=True)
    sender = models.CharField(max_length=LONGEST_SENDER, blank=True)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="document_mark_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"


class Why(models.TextChoices):
    """Why a document is withdrawn."""

    WRONG_CASE = "wrong_case", _("It belongs to another person or another case")
    REPLACED = "replaced", _("A better copy has come")
    MISTAKE = "mistake", _("It was added by mistake")


class DocumentWithdrawal(models.Model):
    """A document that no longer counts in its case, with the reason; what it was stays.

    One that belongs elsewhere (``WRONG_CASE``) is opened by whoever approves decisions alone.
    """

    document = models.OneToOneField(CaseDocument, on_delete=models.PROTECT, related_name="withdrawal")
    why = models.CharField(max_length=20, choices=Why.choices)
    reason = models.TextField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id}"


class DocumentRequest(models.Model):
    """A letter that asked for documents: the ``kinds`` (keys), of whom, and the last day for an answer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="document_requests")
    letter = models.OneToOneField(CaseLetter, on_delete=models.PROTECT, related_name="+")
    kinds: Any = models.JSONField()
    asked_of = models.CharField(max_length=20)
    sent_on = models.DateField()
    answer_by = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "answer_by"], name="document_request_by_case")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.letter_id}"


class DocumentRulesRevision(models.Model):
    """A municipality's list of kinds of documents as it was saved; the newest counts."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content: Any = models.JSONField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="document_rules_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.number}"
