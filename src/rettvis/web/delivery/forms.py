"""What is typed about a provider, an agreement, a price and an exclusion."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.delivery import ShiftKind
from rettvis.rulekit.faults import Fault
from rettvis.web.delivery.models import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_REFERENCE,
    Billing,
    Regulation,
    RunBy,
    Why,
)
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text, WholeNumber, in_language

PLAIN = {"autocomplete": "off"}


class Kroner(forms.CharField):
    """An amount as ``612``, ``612,50`` or ``1 612,50``, kept as whole øre."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 10})

    def clean(self, value: Any) -> Any:
        """Whole øre."""
        text = "".join(str(super().clean(value)).lower().removesuffix("kr").split())
        if not re.fullmatch(r"\d{1,7}([.,]\d{1,2})?", text):
            raise ValidationError(_("Write an amount in kroner with at most two decimals, as 612,50."))
        return int(Decimal(text.replace(",", ".")) * 100)


class FaultForm(Form):
    """A form that shows what a service says at its fields."""

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, say(fault.message))


class ProviderForm(FaultForm):
    """A provider."""

    number = forms.CharField(
        label=gettext_lazy("Organisation number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 14}),
        help_text=gettext_lazy("Nine digits"),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=PLAIN)
    )
    run_by = forms.ChoiceField(
        label=gettext_lazy("Who runs it"), choices=RunBy.choices, widget=forms.RadioSelect, initial="private"
    )


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
    scope = Text(label=gettext_lazy("What it covers"), rows=3, longest=2000)

    def clean_rank(self) -> int | None:
        """A place from 1."""
        rank: int | None = self.cleaned_data["rank"]
        if rank is not None and not 1 <= rank <= 999:
            raise ValidationError(_("Write a place from 1 to 999, or nothing."))
        return rank


class PriceForm(FaultForm):
    """A price from a day."""

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
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("For example the appendix, or the index and its month"),
    )


class ExclusionForm(FaultForm):
    """An exclusion, or its end."""

    excluded = forms.ChoiceField(
        label=gettext_lazy("What is decided"),
        choices=[
            ("yes", gettext_lazy("The provider is excluded from payment")),
            ("no", gettext_lazy("The provider is not excluded any more")),
        ],
        widget=forms.RadioSelect,
    )
    from_on = DateField(label=gettext_lazy("From and including"))
    reason = Text(label=gettext_lazy("Why"), rows=2, longest=1000, required=True)
