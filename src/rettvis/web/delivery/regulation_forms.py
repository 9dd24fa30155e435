"""What is typed about price regulation: an index, its figures, and the rule of an agreement."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.delivery.price_regulation import PriceRounding
from rettvis.web.delivery.forms import PLAIN, FaultForm, OfMunicipalityForm
from rettvis.web.delivery.models import LONGEST_NAME, LONGEST_SOURCE
from rettvis.web.pages.engine import month_name, say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import WholeNumber, in_language


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
        max_length=LONGEST_SOURCE,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("For example Statistics Norway, with the number of the table"),
    )


class IndexValueForm(FaultForm):
    """The index of a month."""

    month = MonthField(label=gettext_lazy("Month"))
    value = IndexNumber(label=gettext_lazy("Index"))
    published_on = DateField(label=gettext_lazy("Published on"))
    source = forms.CharField(
        label=gettext_lazy("Where the figure is from"),
        max_length=LONGEST_SOURCE,
        widget=forms.TextInput(attrs=PLAIN),
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
        label=gettext_lazy("Where the agreement says so"),
        max_length=LONGEST_SOURCE,
        widget=forms.TextInput(attrs=PLAIN),
    )
