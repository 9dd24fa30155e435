"""The forms of the hour bank: the acts that a person writes, and the municipality's rule."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.journey.hourbank import Leftover
from rettvis.rulekit.faults import Fault
from rettvis.web.hourbank.rules import RuleSet
from rettvis.web.hourbank.sources import service_titles
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Choices, Hours, OneOf, Text, WholeNumber

FIELD_OF = {"most_share": "most_percent", "advance_share": "advance_percent"}
"""Fields that the core calls something else."""


class FaultyForm(Form):
    """A form that shows each fault at its field."""

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field; on top where it has none here."""
        for fault in faults:
            place = FIELD_OF.get(fault.place, fault.place)
            self.add_error(place if place in self.fields else None, say(fault.message))


def offered_services() -> Choices:
    """Every service code with its title."""
    return [(code, say(title)) for code, title in service_titles().items()]


class RuleForm(FaultyForm):
    """What becomes of what is left of a service."""

    service = forms.ChoiceField(label=_("Service"), choices=offered_services)
    leftover = OneOf(Leftover, label=_("What becomes of what is left"), required=True)
    most_minutes = Hours(label=_("Most hours that are carried over"), required=False)
    most_percent = WholeNumber(
        label=_("Most percent of the year’s hours that is carried over"), required=False
    )
    advance_percent = WholeNumber(
        label=_("Percent of the hours that is invoiced in advance"),
        required=False,
        help_text=_("For a rule that pays back. Leave it empty for all of them."),
    )
    price = WholeNumber(label=_("Price of an hour that is paid back, in whole kroner"), required=False)
    holds_from = DateField(label=_("Holds from"))
    source = Text(
        rows=2,
        longest=200,
        required=True,
        label=_("Where the municipality has set the rule"),
        help_text=_("For example: Retningslinjer for timebank, vedtatt i kommunestyret 12.02.2026"),
    )

    def clean(self) -> dict[str, Any]:
        """Percents from 0 to 100, amounts not below nothing."""
        data = super().clean() or self.cleaned_data
        for name in ("most_percent", "advance_percent"):
            if data.get(name) is not None and not 0 <= data[name] <= 100:
                self.add_error(name, _("Write a percent from 0 to 100."))
        for name in ("most_minutes", "price"):
            if data.get(name) is not None and not 0 <= data[name] <= 1_000_000:
                self.add_error(name, _("Write a number that is not below nothing."))
        return data

    def rule(self) -> RuleSet:
        """The rule that was written; call it on a valid form."""
        data = self.cleaned_data
        return RuleSet(
            service=data["service"],
            leftover=data["leftover"],
            source=data["source"],
            holds_from=data["holds_from"],
            most_minutes=data["most_minutes"],
            most_percent=data["most_percent"],
            advance_percent=100 if data["advance_percent"] is None else data["advance_percent"],
            price_ore=None if data["price"] is None else 100 * data["price"],
        )


class ActForm(FaultyForm):
    """What every act carries: a mark that makes it one act however often it is sent."""

    form = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form", uuid4().hex)


class OfServiceForm(ActForm):
    """An act on one of the services that the person has hours of."""

    service = forms.ChoiceField(label=_("Service"), choices=offered_services)


class OpeningForm(OfServiceForm):
    """The balance that is taken over within the year."""

    day = DateField(label=_("From this day"))
    left = Hours(label=_("Hours that were left of the whole year then"), required=True)
    source = Text(rows=2, longest=1000, required=True, label=_("Who says so, and in what paper"))


class PlanForm(OfServiceForm):
    """Hours that are planned."""

    first = DateField(label=_("First day"))
    last = DateField(label=_("Last day"))
    minutes = Hours(label=_("Hours"), required=True)
    text = Text(rows=2, longest=1000, label=_("What they are for"))


class MoveForm(OfServiceForm):
    """Hours from one provider to another."""

    day = DateField(label=_("Day"))
    giver = Text(longest=120, label=_("From provider"), help_text=_("Empty where none is named."))
    taker = Text(longest=120, required=True, label=_("To provider"))
    minutes = Hours(label=_("Hours"), required=True)
    reason = Text(rows=2, longest=1000, required=True, label=_("Why"))


class ProviderForm(OfServiceForm):
    """Another provider from a day."""

    day = DateField(label=_("From this day"))
    provider = Text(longest=120, required=True, label=_("Provider"))
    reason = Text(rows=2, longest=1000, required=True, label=_("Why"))


class CountForm(OfServiceForm):
    """What another count says."""

    day = DateField(label=_("When this day ended"))
    left = Hours(label=_("Hours that were left of the whole year"), required=True)
    source = Text(rows=2, longest=1000, required=True, label=_("Who says so, and in what paper"))


class UseForm(OfServiceForm):
    """Hours that were used, where no file tells of them."""

    day = DateField(label=_("Day"))
    minutes = Hours(label=_("Hours"), required=True)
    provider = Text(longest=120, label=_("Provider"))


class CorrectionForm(ActForm):
    """What a line should have said."""

    hours = Hours(label=_("How many hours it should have been"), required=True)
    reason = Text(rows=2, longest=1000, required=True, label=_("Why it is corrected"))


class WithdrawalForm(ActForm):
    """A line that does not count any more."""

    reason = Text(rows=2, longest=1000, required=True, label=_("Why it is withdrawn"))
