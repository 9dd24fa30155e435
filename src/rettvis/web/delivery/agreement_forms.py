"""What is typed about a framework agreement, its last day, and a price."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.delivery import ShiftKind
from rettvis.web.delivery.forms import PLAIN, FaultForm, Kroner
from rettvis.web.delivery.models import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_PRICE_SOURCE,
    LONGEST_REASON,
    LONGEST_REFERENCE,
    LONGEST_SOURCE,
    Agreement,
    Billing,
    Regulation,
    Why,
)
from rettvis.web.delivery.services import amount_fault, day_fault, last_day_fault
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import Text, WholeNumber, in_language

LONGEST_SCOPE = 2000


class AgreementForm(FaultForm):
    """A framework agreement."""

    reference = forms.CharField(
        label=gettext_lazy("Number of the agreement"),
        max_length=LONGEST_REFERENCE,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("As it stands on the invoices"),
    )
    starts_on = DateField(label=gettext_lazy("First day"))
    ends_on = DateField(label=gettext_lazy("Last day"), required=False)
    billing = forms.ChoiceField(
        label=gettext_lazy("How hours are invoiced"),
        choices=Billing.choices,
        widget=forms.RadioSelect,
        initial="arrears",
    )
    regulation = forms.ChoiceField(label=gettext_lazy("How prices are regulated"), choices=Regulation.choices)
    rank = WholeNumber(
        label=gettext_lazy("Place in the ranking"), required=False, help_text=gettext_lazy("1 is the first")
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of hour that it covers"),
        required=False,
        choices=in_language(lambda: [(str(kind), say(kind.label)) for kind in ShiftKind]),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked is every kind"),
    )
    most_persons = WholeNumber(label=gettext_lazy("How many persons at most"), required=False)
    area = forms.CharField(
        label=gettext_lazy("Area"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("Where it holds, if not in the whole municipality"),
    )
    scope = Text(label=gettext_lazy("What else it covers"), rows=3, longest=LONGEST_SCOPE)

    def clean_most_persons(self) -> int | None:
        """A number from 1."""
        most: int | None = self.cleaned_data["most_persons"]
        if most is not None and not 1 <= most <= 100_000:
            raise ValidationError(_("Write how many from 1 to 100 000, or nothing."))
        return most

    def clean_rank(self) -> int | None:
        """A place from 1."""
        rank: int | None = self.cleaned_data["rank"]
        if rank is not None and not 1 <= rank <= 999:
            raise ValidationError(_("Write a place from 1 to 999, or nothing."))
        return rank

    def clean(self) -> dict[str, Any]:
        """The days; told together with what else is wrong in the form."""
        data: dict[str, Any] = super().clean() or {}
        first = data.get("starts_on")
        if first and (fault := last_day_fault(first, data.get("ends_on"))):
            self.add_error("ends_on", say(fault))
        return data


class LastDayForm(FaultForm):
    """Another last day of an agreement."""

    ends_on = DateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty where no end is set")
    )
    reason = Text(label=gettext_lazy("Why"), rows=2, longest=LONGEST_REASON, required=True)
    source = forms.CharField(
        label=gettext_lazy("Where it is agreed or decided"),
        max_length=LONGEST_SOURCE,
        widget=forms.TextInput(attrs=PLAIN),
    )


class PriceForm(FaultForm):
    """A price in ``agreement`` from a day."""

    code = forms.CharField(
        label=gettext_lazy("Price line"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("The code that the provider has on the lines of the invoice"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of hour"),
        required=False,
        choices=in_language(
            lambda: [
                ("", _("Every kind without its own price")),
                *((str(k), say(k.label)) for k in ShiftKind),
            ]
        ),
    )
    from_on = DateField(label=gettext_lazy("From and including"))
    price = Kroner(label=gettext_lazy("Kroner an hour"))
    why = forms.ChoiceField(label=gettext_lazy("Why"), choices=Why.choices)
    source = forms.CharField(
        label=gettext_lazy("Where it is agreed"),
        max_length=LONGEST_PRICE_SOURCE,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("For example the appendix, or the index and its month"),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement

    def clean_from_on(self) -> date:
        """A day of the agreement; told together with what else is wrong in the form."""
        day: date = self.cleaned_data["from_on"]
        if fault := day_fault(self.agreement, day):
            raise ValidationError(say(fault))
        return day

    def clean_price(self) -> int:
        """Øre that may be a price."""
        ore: int = self.cleaned_data["price"]
        if fault := amount_fault(ore):
            raise ValidationError(say(fault))
        return ore
