"""What is typed about a start-up; each form is one act, marked so that it is done once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.delivery.start_up import AnsweredBy, JourneyDecision, ProviderAnswer, StayKind
from rettvis.journey.delivery.start_up.checks import LONGEST_WHO
from rettvis.web.delivery.models import Provider
from rettvis.web.hourbank.forms import ActForm
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import OneOf, Text
from rettvis.web.start_up.meeting import LONGEST_TEXT
from rettvis.web.start_up.models import LONGEST_COUNTRY, LONGEST_REASON


class OfferForm(ActForm):
    """The offer of free choice."""

    day = DateField(label=gettext_lazy("The day it was offered"))
    providers = forms.MultipleChoiceField(
        label=gettext_lazy("Providers that were offered"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those with a valid agreement. Take away any that could not be offered."),
    )
    who = Text(label=gettext_lazy("Who offered it, and to whom"), longest=LONGEST_WHO, required=True)

    def __init__(self, *args: Any, offered: Sequence[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["providers"].choices = [(one.number, one.name) for one in offered]
        self.initial.setdefault("providers", [one.number for one in offered])


class AnswerForm(ActForm):
    """The answer to the offer."""

    day = DateField(label=gettext_lazy("The day of the answer"))
    what = OneOf(ProviderAnswer, label=gettext_lazy("What was answered"), required=True)
    provider = forms.ChoiceField(
        label=gettext_lazy("Provider"),
        required=False,
        help_text=gettext_lazy("The one that was chosen, by the person or by the municipality for her"),
    )
    answered_by = OneOf(AnsweredBy, label=gettext_lazy("Who answered"), required=True)
    who = Text(label=gettext_lazy("Name"), longest=LONGEST_WHO, required=True)

    def __init__(self, *args: Any, offered: Sequence[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_number = {one.number: one for one in offered}
        names = [(one.number, one.name) for one in offered]
        self.fields["provider"].choices = [("", _("None yet")), *names]

    def clean_provider(self) -> Provider | None:
        """The provider itself."""
        return self.by_number.get(self.cleaned_data["provider"])


class StepForm(ActForm):
    """A step that is done."""

    day = DateField(label=gettext_lazy("The day it was done"))
    who = Text(label=gettext_lazy("Who did it or took part"), longest=LONGEST_WHO, required=True)


class MeetingForm(ActForm):
    """The minutes of the start-up meeting."""

    held_on = DateField(label=gettext_lazy("The day of the meeting"))
    present = Text(label=gettext_lazy("Who was there"), longest=LONGEST_WHO, required=True)
    supervisor = Text(label=gettext_lazy("Who will be the supervisor"), longest=LONGEST_WHO)
    agreed = Text(
        label=gettext_lazy("What was agreed"),
        rows=8,
        longest=LONGEST_TEXT,
        required=True,
        help_text=gettext_lazy("For example first day, shifts, training, and who calls whom"),
    )
    open_points = Text(label=gettext_lazy("What is still open"), rows=3, longest=LONGEST_TEXT)


class FirstDayForm(ActForm):
    """The first day of assistance."""

    day = DateField(label=gettext_lazy("First day of assistance"))
    who = Text(label=gettext_lazy("Who says so"), longest=LONGEST_WHO, required=True)


class ChangeForm(ActForm):
    """A change of provider."""

    told_on = DateField(label=gettext_lazy("The day notice was given"))
    day = DateField(label=gettext_lazy("First day with the new provider"))
    provider = forms.ChoiceField(label=gettext_lazy("New provider"))
    reason = Text(label=gettext_lazy("Why"), rows=2, longest=LONGEST_REASON, required=True)

    def __init__(self, *args: Any, offered: Sequence[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_number = {one.number: one for one in offered}
        names = [(one.number, one.name) for one in offered]
        self.fields["provider"].choices = [("", _("Choose")), *names]

    def clean_provider(self) -> Provider:
        """The provider itself."""
        return self.by_number[self.cleaned_data["provider"]]


class JourneyForm(ActForm):
    """A journey outside the municipality."""

    told_on = DateField(label=gettext_lazy("The day notice was given"))
    first = DateField(label=gettext_lazy("First day"))
    last = DateField(label=gettext_lazy("Last day"))
    country = Text(
        label=gettext_lazy("Country"),
        longest=LONGEST_COUNTRY,
        required=True,
        help_text=gettext_lazy("Norge for a journey within the country"),
    )
    decision = OneOf(JourneyDecision, label=gettext_lazy("What is decided"), required=True)
    reason = Text(label=gettext_lazy("Terms, or why not"), rows=3, longest=LONGEST_REASON)


class StayForm(ActForm):
    """A stay in an institution: no word about why."""

    kind = OneOf(StayKind, label=gettext_lazy("Kind of institution"), required=True)
    first = DateField(label=gettext_lazy("First day"))
    last = DateField(label=gettext_lazy("Last day"), required=False)


class ReasonForm(ActForm):
    """A reason alone."""

    reason = Text(label=gettext_lazy("Why"), rows=2, longest=LONGEST_REASON, required=True)

    def clean_reason(self) -> str:
        """Something that can be read."""
        reason: str = self.cleaned_data["reason"]
        if not reason.strip():
            raise ValidationError(_("Write why."))
        return reason
