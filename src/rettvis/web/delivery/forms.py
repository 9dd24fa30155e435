"""What is typed about a provider and its exclusion, and what the forms of delivery have in common."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.organisation_number import organisation_number, organisation_number_fault
from rettvis.rulekit.faults import Fault
from rettvis.web.access.models import Municipality
from rettvis.web.delivery.models import LONGEST_NAME, LONGEST_REASON, RunBy
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text

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


class OfMunicipalityForm(FaultForm):
    """Something that is registered in a municipality: asked for where there is more than one."""

    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))

    def __init__(self, *args: Any, own: Sequence[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_number = {one.number: one for one in own}
        names = [(one.number, one.name) for one in own]
        self.fields["municipality"].choices = [("", _("Choose")), *names]
        if len(own) < 2:
            del self.fields["municipality"]

    def clean(self) -> dict[str, Any]:
        """The municipality itself."""
        data: dict[str, Any] = super().clean() or {}
        number = data.get("municipality") or next(iter(self.by_number))
        return {**data, "municipality": self.by_number[number]}


class ProviderForm(OfMunicipalityForm):
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

    def clean_number(self) -> str:
        """The nine digits; told together with what else is wrong in the form."""
        number = organisation_number(self.cleaned_data["number"])
        if fault := organisation_number_fault(number):
            raise ValidationError(say(fault))
        return number


class ProviderFactsForm(FaultForm):
    """A provider's new name, or who runs it."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=PLAIN)
    )
    run_by = forms.ChoiceField(
        label=gettext_lazy("Who runs it"), choices=RunBy.choices, widget=forms.RadioSelect
    )
    reason = Text(label=gettext_lazy("Why"), rows=2, longest=LONGEST_REASON, required=True)


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
    reason = Text(label=gettext_lazy("Why"), rows=2, longest=LONGEST_REASON, required=True)
