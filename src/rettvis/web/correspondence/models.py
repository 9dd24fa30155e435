"""The letters of a case beside its decision, as they were sent."""

from typing import Any, ClassVar

from django.db import models

from rettvis.web.access.models import User
from rettvis.web.application.models import Case


class CaseLetter(models.Model):
    """A letter as it was sent. Never changed; ``key`` says what it answers, so that it is sent once.

    ``kind`` is the name of a registered :class:`~rettvis.web.correspondence.kinds.LetterKind`; ``document``
    holds the blocks that the page shows, ``pdf`` the bytes that were sent, ``answer_by`` the last day for an
    answer where the letter asks for one.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    document: Any = models.JSONField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="letter_sent_once")]
        indexes: ClassVar = [
            models.Index(fields=["case", "kind", "-sent_at"], name="letters_by_kind"),
            models.Index(fields=["kind", "answer_by"], name="letters_by_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.kind}"
