"""What somebody asks the statistics for: a period and a selection. All of it may stand in an address."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.statistics.own_cases.selection import Selection
from rettvis.journey.statistics.own_cases.statistics import year_before
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.statistics.names import Names

CHOICES = ("service", "unit", "age", "organised", "sex")
LONGEST_YEARS = 10
BLANK = "none"
"""How an address writes what is not registered."""


class AskedForm(Form):
    """The filters. An address that somebody has changed by hand gets a sentence, not another answer."""

    first = DateField(label=gettext_lazy("From and including"), required=False)
    last = DateField(label=gettext_lazy("To and including"), required=False)
    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Age"), required=False)
    organised = forms.ChoiceField(label=gettext_lazy("How it is organised"), required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False)

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CHOICES:
            known = [(key or BLANK, text) for key, text in names.choices(name)]
            self.fields[name].choices = [("", _("All")), *known]

    def clean(self) -> dict[str, Any]:
        """A period begins before it ends, and is not so long that nobody reads it."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error(
                "last", ValidationError(_("The last day is before the first. Change one of them."))
            )
        if first and last and last.year - first.year > LONGEST_YEARS:
            text = _("The period is longer than %(years)s years. Choose a shorter one.")
            self.add_error("first", ValidationError(text, params={"years": LONGEST_YEARS}))
        return data


@dataclass(frozen=True)
class Asked:
    """One request: the period, the selection, and whether published figures are asked for."""

    first: date
    last: date
    selection: Selection
    published: bool = False
    municipality: str = ""

    def address(self, base: str, **more: str) -> str:
        """The address of ``base`` with this request in it."""
        chosen = {name: value or BLANK for name, value in self.selection.chosen.items()}
        words = {"first": self.first.isoformat(), "last": self.last.isoformat(), **chosen, **more}
        if self.published:
            words["view"] = "published"
        if self.municipality:
            words["municipality"] = self.municipality
        return f"{base}?{urlencode(words)}"


def read(data: QueryDict, names: Names, today: date) -> tuple[Asked, AskedForm]:
    """The request and its form. With faults in the form, the request is the usual one: the last year."""
    form = AskedForm(data if any(name in data for name in AskedForm.base_fields) else {}, names=names)
    given = form.cleaned_data if form.is_valid() else {}
    last = given.get("last") or today
    first = given.get("first") or year_before(last)
    if first > last:
        first = last
    selection = Selection(
        **{name: "" if given[name] == BLANK else given[name] for name in CHOICES if given.get(name)}
    )
    municipality = data.get("municipality", "")
    return Asked(first, last, selection, data.get("view") == "published", municipality[:4]), form
