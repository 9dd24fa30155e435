"""The rows of questions to providers, and their answers: how long a provider takes is read from them."""

from typing import Any, ClassVar

from django.db import models

from rettvis.web.access.models import Municipality, User
from rettvis.web.invoices.models.invoice import Deviation, ReadInvoice
from rettvis.web.invoices.models.payment import LONGEST_KEY


class ProviderQuestion(models.Model):
    """A question about an invoice, as it was sent: ``document`` holds its blocks, ``pdf`` its bytes.

    ``asked`` is what the writer wrote herself. ``key`` comes with the form: sent twice is one.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    invoice = models.ForeignKey(ReadInvoice, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=LONGEST_KEY)
    asked = models.TextField()
    answer_by = models.DateField()
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    document: Any = models.JSONField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "key"], name="question_once_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.sent_on}"


class QuestionedDeviation(models.Model):
    """A deviation that a question is about."""

    question = models.ForeignKey(ProviderQuestion, on_delete=models.PROTECT, related_name="about")
    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="questioned")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "deviation"], name="asked_once_in_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.deviation_id}"


class ProviderAnswer(models.Model):
    """What the provider answered, and the day that it came."""

    question = models.OneToOneField(ProviderQuestion, on_delete=models.PROTECT, related_name="answer")
    answered_on = models.DateField()
    text = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.question_id}: {self.answered_on}"
