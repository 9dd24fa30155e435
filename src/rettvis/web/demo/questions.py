"""Invented questions to providers about invoices that deviate, and what they answered."""

from dataclasses import dataclass
from datetime import timedelta

from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import Place
from rettvis.web.demo.invoices import CONTROLLER
from rettvis.web.invoices.asking import NewQuestion, ask_provider, record_answer
from rettvis.web.invoices.models import ReadInvoice

WAITED = timedelta(days=2)
"""From the day that the invoice was issued to the question."""
TO_ANSWER = timedelta(days=14)


@dataclass(frozen=True)
class InventedQuestion:
    """A question about one invoice, and the answer after so many days; empty where none has come."""

    invoice: str
    asked: str
    answer: str = ""
    days: int = 0


QUESTIONS = (
    InventedQuestion("N-1011", "Hvilken pris er avtalt?", "Feil sats hos oss. Vi sender kreditnota.", 4),
    InventedQuestion("S-310", "Hvilke vakter gjelder timene?", "De ekstra timene var en feil.", 9),
    InventedQuestion("S-313", "Hvordan er beløpet regnet ut?"),
)


def questions(place: Place) -> None:
    """Each question once; on a day when an answer cannot have come yet, it has not."""
    user = place.users[CONTROLLER]
    for one in QUESTIONS:
        invoice = ReadInvoice.objects.filter(number=one.invoice).order_by("pk").first()
        if invoice is None or invoice.issued is None:
            continue
        found = list(invoice.deviations.filter(gone__isnull=True).select_related("line__case"))
        asked = min(invoice.issued + WAITED, place.on)
        new = NewQuestion(found, one.asked, asked + TO_ANSWER, "nb")
        question = ask_provider(user, invoice, new, "demo", noon(asked))
        answered = asked + timedelta(days=one.days)
        if one.answer and answered <= place.on:
            record_answer(user, question, answered, one.answer, noon(answered))
