"""The forms of the clock: an event, a correction, a preliminary reply, and a limit."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rettvis.journey.handling import BY_HAND, ON_THE_WAY, Awaited, EventKind, WhyTime
from rettvis.rulekit.faults import Fault
from rettvis.web.application.models import Kind
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Choices, Text, WholeNumber, in_language

LONGEST_REASON = 500


class FaultyForm(Form):
    """A form that shows each fault at its field."""

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field; on top where it has none here."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, say(fault.message))


class PartyField(forms.TypedChoiceField):
    """For whom a case waits: anybody but the caseworker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)

        def offered() -> Choices:
            return [("", gettext("Choose")), *((str(one), say(one.label)) for one in ON_THE_WAY)]

        super().__init__(choices=in_language(offered), coerce=Awaited, empty_value=None, **kwargs)


class EventForm(FaultyForm):
    """An event with its own day. What is not asked for this kind is not there."""

    form = forms.CharField(widget=forms.HiddenInput, max_length=40)
    on = DateField(label=_("The day it happened"))
    waits_for = PartyField(label=_("Who the case waits for"))
    reason = Text(rows=3, longest=LONGEST_REASON, label=_("In a few words"))
    expected = DateField(label=_("Expected to be over by"), required=False)

    def __init__(self, *args: Any, kind: EventKind, open_for: Iterable[Awaited] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form", uuid4().hex)
        needs = BY_HAND[kind]
        self.fields["reason"].required = needs.reason
        self.fields["waits_for"].required = needs.party
        if kind is EventKind.PRELIMINARY_REPLY_SENT:
            self.fields["reason"].help_text = _("How it was sent, and what it said.")
            self.fields["expected"].label = _("The person was told to expect an answer by")
        if kind is EventKind.WAIT_ENDED:
            self.fields["waits_for"].choices = [(str(one), say(one.label)) for one in open_for]
        for name, wanted in (("waits_for", needs.party), ("expected", needs.expected)):
            if not wanted:
                del self.fields[name]


class CorrectionForm(FaultyForm):
    """What holds instead of what was written; the reason is the correction's own."""

    form = forms.CharField(widget=forms.HiddenInput, max_length=40)
    on = DateField(label=_("The day it happened"))
    waits_for = PartyField(label=_("Who the case waits for"))
    expected = DateField(label=_("Expected to be over by"), required=False)
    withdrawn = forms.BooleanField(label=_("It did not happen: take it out of account"), required=False)
    reason = Text(rows=3, longest=LONGEST_REASON, required=True, label=_("Why it is corrected"))

    def __init__(self, *args: Any, kind: EventKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form", uuid4().hex)
        needs = BY_HAND[kind]
        for name, wanted in (("waits_for", needs.party), ("expected", needs.expected)):
            if not wanted:
                del self.fields[name]


class ReplyForm(FaultyForm):
    """What the caseworker decides about a preliminary reply."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=999)
    language = forms.ChoiceField(label=_("The letter’s language"), choices=LANGUAGE_NAMES)
    expected = DateField(label=_("The person can expect an answer by"), required=False)
    why = forms.TypedMultipleChoiceField(
        label=_("Why it takes time"),
        choices=in_language(lambda: [(str(one), say(one.label)) for one in WhyTime]),
        coerce=WhyTime,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own_words = Text(rows=3, longest=2000, label=_("More about why, in your own words"))
    missing = Text(
        rows=3,
        longest=2000,
        label=_("What we need from the person"),
        help_text=_("One thing on each line. Leave it empty if nothing is missing."),
    )
    answer_by = DateField(label=_("We need it by"), required=False)


class LimitForm(Form):
    """The municipality's own limit for a kind of case."""

    kind = forms.ChoiceField(
        label=_("What it is for"), choices=[("", _("Every kind of case")), *Kind.choices], required=False
    )
    days = WholeNumber(
        label=_("Most calendar days from receipt to decision"),
        required=False,
        help_text=_("Leave it empty where there is to be no limit any more."),
    )
    holds_from = DateField(label=_("For applications received from"))
    source = Text(
        longest=200,
        required=True,
        label=_("Where the municipality has set it"),
        help_text=_("For example: Tjenestestandard, vedtatt i kommunestyret 12.02.2026"),
    )

    def clean_days(self) -> int | None:
        """From 1 day to 2 years, or nothing."""
        days = self.cleaned_data["days"]
        if days is not None and not 1 <= days <= 730:
            raise forms.ValidationError(_("Write a number of days from 1 to 730."))
        return days
