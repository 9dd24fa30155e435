"""What is typed about a provider, an agreement, a price, its regulation, and an exclusion."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.delivery.price_regulation import PriceRounding
from rettvis.rulekit.faults import Fault
from rettvis.web.access.models import Municipality
from rettvis.web.delivery.models import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_REFERENCE,
    Billing,
    Regulation,
    RunBy,
    Why,
)
from rettvis.web.pages.engine import month_name, say
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
    scope = Text(label=gettext_lazy("What else it covers"), rows=3, longest=2000)

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


class LastDayForm(FaultForm):
    """Another last day of an agreement."""

    ends_on = DateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty where no end is set")
    )
    reason = Text(label=gettext_lazy("Why"), rows=2, longest=1000, required=True)
    source = forms.CharField(
        label=gettext_lazy("Where it is agreed or decided"),
        max_length=300,
        widget=forms.TextInput(attrs=PLAIN),
    )


class ProviderFactsForm(FaultForm):
    """A provider's new name, or who runs it."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=PLAIN)
    )
    run_by = forms.ChoiceField(
        label=gettext_lazy("Who runs it"), choices=RunBy.choices, widget=forms.RadioSelect
    )
    reason = Text(label=gettext_lazy("Why"), rows=2, longest=1000, required=True)


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


class MonthField(forms.CharField):
    """A month typed as ``5.2026``, ``05.2026`` or ``2026-05``; its first day."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example 05.2026"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """The first day of the month; None where nothing is typed and nothing needs to be."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = re.fullmatch(
            r"(?P<month>\d{1,2})[./-](?P<year>\d{4})|(?P<year2>\d{4})-(?P<month2>\d{2})", text
        )
        month = int(found["month"] or found["month2"]) if found else 0
        year = int(found["year"] or found["year2"]) if found else 0
        if not 1 <= month <= 12 or not 1900 <= year <= 2200:
            raise ValidationError(_("Write the month and the year, for example 05.2026."))
        return date(year, month, 1)

    def prepare_value(self, value: Any) -> Any:
        """The month as people write it."""
        return f"{value:%m.%Y}" if isinstance(value, date) else value


class IndexNumber(forms.CharField):
    """An index as ``123,9``, kept exactly as it is published."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8})

    def clean(self, value: Any) -> Any:
        """The exact decimal number."""
        text = "".join(str(super().clean(value)).split())
        if not re.fullmatch(r"\d{1,6}([.,]\d{1,6})?", text):
            raise ValidationError(_("Write the index as a number, for example 123,9."))
        return Decimal(text.replace(",", "."))


class IndexForm(OfMunicipalityForm):
    """An index."""

    name = forms.CharField(
        label=gettext_lazy("Name of the index"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=PLAIN)
    )
    source = forms.CharField(
        label=gettext_lazy("Where it is published"),
        max_length=300,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("For example Statistics Norway, with the number of the table"),
    )


class IndexValueForm(FaultForm):
    """The index of a month."""

    month = MonthField(label=gettext_lazy("Month"))
    value = IndexNumber(label=gettext_lazy("Index"))
    published_on = DateField(label=gettext_lazy("Published on"))
    source = forms.CharField(
        label=gettext_lazy("Where the figure is from"), max_length=300, widget=forms.TextInput(attrs=PLAIN)
    )


class RuleForm(FaultForm):
    """How an agreement regulates its prices."""

    series = forms.TypedChoiceField(label=gettext_lazy("Index"), coerce=int)
    first = DateField(
        label=gettext_lazy("Regulated from the prices of"),
        help_text=gettext_lazy("The day whose prices the rule begins with, for example 01.01.2026"),
    )
    base_month = MonthField(label=gettext_lazy("The index at the start is that of"))
    base_value = IndexNumber(label=gettext_lazy("The index at the start"))
    month = forms.TypedChoiceField(
        label=gettext_lazy("Prices change on the first day of"),
        coerce=int,
        choices=in_language(lambda: [(str(n), month_name(date(2000, n, 1))) for n in range(1, 13)]),
        help_text=gettext_lazy("By the half-year: this month, and the one six months later"),
    )
    months_back = WholeNumber(
        label=gettext_lazy("By the index of so many months before"),
        help_text=gettext_lazy("2 is the index for May when prices change on 1 July"),
    )
    percent = WholeNumber(
        label=gettext_lazy("Percent of the price that follows the index"),
        initial=100,
        help_text=gettext_lazy("100 is the whole price"),
    )
    rounding = forms.ChoiceField(
        label=gettext_lazy("Rounding"),
        choices=in_language(lambda: [(str(one), say(one.label)) for one in PriceRounding]),
    )
    source = forms.CharField(
        label=gettext_lazy("Where the agreement says so"), max_length=300, widget=forms.TextInput(attrs=PLAIN)
    )
