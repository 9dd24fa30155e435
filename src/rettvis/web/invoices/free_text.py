"""What people write beside an invoice is tried for national identity numbers, wherever it is written."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from rettvis.edges.e_invoice.personal import hidden
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.pages.engine import say

NATIONAL_ID = sentence("There is a national identity number in the text. Use the number of the decision.")


def refuse_national_ids(place: str, text: str, on: date) -> None:
    """Raise ``Faulty`` where somebody's number stands in ``text``."""
    if hidden(text, on)[1]:
        raise Faulty([Fault(place, NATIONAL_ID)])


class FreeText(forms.CharField):
    """A text that people write, in a form; nobody's number may stand in it."""

    def clean(self, value: Any) -> Any:
        """The text; raises ``ValidationError`` where a number stands in it."""
        text = super().clean(value)
        if hidden(text, timezone.localdate())[1]:
            raise forms.ValidationError(say(NATIONAL_ID))
        return text
