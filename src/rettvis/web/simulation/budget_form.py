"""The assumptions of a budget as a form: what is typed goes to the same reader as a file does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.given.amounts import SPREAD
from rettvis.edges.given.assumed import read_assumptions
from rettvis.edges.given.document import Document
from rettvis.edges.given.section import Section
from rettvis.journey.simulation import Assumptions
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.faults import Fault
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.simulation.models import LONGEST_TITLE

MOST_GROUPS = 12
FIELD_OF = {
    "shared_take_up_percent": "used_likely",
    "price_growth_percent": "growth_likely",
    "weeks_per_year": "weeks",
    "administration_nok_per_full_time_equivalent": "administration",
    "budget_nok": "budget",
    "certainty_percent": "certainty",
    "groups": "used_likely",
}
"""The field of each assumption that the reader may find a fault with."""
SINGLE = ("weeks_per_year", "administration_nok_per_full_time_equivalent", "budget_nok", "certainty_percent")
"""Assumptions that are one number."""
FIELD_OF_GROUP = {
    "name": "name",
    "persons": "persons",
    "price_nok_per_hour": "price",
    "take_up_percent": "likely",
    "newcomers_per_year": "newcomers",
    "leavers_percent": "leavers",
}


def _typed(label: Any, help_text: Any = "", size: int = 8, **attributes: Any) -> forms.CharField:
    """A field whose text is judged by the reader of files."""
    shown = {"autocomplete": "off", "inputmode": "decimal", "size": size, **attributes}
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=60, widget=forms.TextInput(attrs=shown)
    )


def _slider(least: int, most: int) -> dict[str, str]:
    return {"data-slider": f"{least} {most}"}


class CommonForm(Form):
    """What is common to all groups. The title is needed only where the budget is saved."""

    start = DateField(label=gettext_lazy("Starts on"), required=False)
    used_low = _typed(gettext_lazy("Lowest"), **_slider(0, 100))
    used_likely = _typed(gettext_lazy("Most likely"), **_slider(0, 100))
    used_high = _typed(gettext_lazy("Highest"), **_slider(0, 100))
    growth_low = _typed(gettext_lazy("Lowest"), **_slider(0, 15))
    growth_likely = _typed(gettext_lazy("Most likely"), **_slider(0, 15))
    growth_high = _typed(gettext_lazy("Highest"), **_slider(0, 15))
    budget = _typed(
        gettext_lazy("What a year may cost, kroner"),
        gettext_lazy("Then you see the chance that it is not enough, and the largest step within it."),
        14,
    )
    certainty = _typed(
        gettext_lazy("How certain it must be, percent"),
        gettext_lazy("With 95 the budget is enough in 95 of 100 years like this."),
        **_slider(50, 99),
    )
    administration = _typed(
        gettext_lazy("One full-time equivalent, kroner a year"),
        gettext_lazy("With social costs. Empty: administration is not counted."),
        14,
    )
    weeks = _typed(
        gettext_lazy("Weeks a year"),
        gettext_lazy("52 is the practice; 365/7 counts every day."),
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the budget"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class GroupForm(Form):
    """A group of persons who are alike."""

    name = forms.CharField(
        label=gettext_lazy("Name of the group"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    persons = _typed(gettext_lazy("Persons"), inputmode="numeric")
    price = _typed(gettext_lazy("Price, kroner an hour"))
    low = _typed(gettext_lazy("Take-up, lowest %"), **_slider(0, 100))
    likely = _typed(gettext_lazy("Take-up, most likely %"), **_slider(0, 100))
    high = _typed(gettext_lazy("Take-up, highest %"), **_slider(0, 100))
    newcomers = _typed(gettext_lazy("Newcomers a year"))
    leavers = _typed(gettext_lazy("Leave within a year, %"))
    earlier = forms.ChoiceField(label=gettext_lazy("Take-up from earlier use of"), required=False)
    basis = forms.CharField(
        label=gettext_lazy("Where this comes from"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, earlier: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = [("", "–"), *earlier]


@dataclass
class BudgetForm:
    """The whole form: what is common, and a form for each group."""

    common: CommonForm
    groups: list[GroupForm]

    @property
    def errors(self) -> bool:
        """Whether anything is wrong with it."""
        return bool(self.common.errors) or any(group.errors for group in self.groups)

    def error_list(self) -> Iterator[tuple[str, str]]:
        """Each error with the id of its field, for the list above the form."""
        for number, form in enumerate((self.common, *self.groups)):
            for field in form:
                for error in field.errors:
                    where = _("Group %(number)s, ") % {"number": number} if number else ""
                    yield field.first_id, f"{where}{field.label}: {error}"
            yield from (("main", str(error)) for error in form.non_field_errors())


def form_of(data: Mapping[str, Any], earlier: Sequence[tuple[str, str]] = ()) -> BudgetForm:
    """The form with what was typed; ``earlier`` are the years and services that have been used, by key."""
    count = min(_whole(data.get("groups", "0")), MOST_GROUPS)
    groups = [GroupForm(data, prefix=f"g{number}", earlier=earlier) for number in range(count)]
    return BudgetForm(CommonForm(data), groups)


def typed(content: Mapping[str, Any], start: date) -> QueryDict:
    """Assumptions as they are written in a file, put into the fields of the form."""
    data = QueryDict(mutable=True)
    data["start"] = start.strftime("%d.%m.%Y")
    _put(data, "used_", content.get("shared_take_up_percent", 100))
    _put(data, "growth_", content.get("price_growth_percent", 0))
    for name in ("weeks_per_year", "administration_nok_per_full_time_equivalent", "budget_nok"):
        data[FIELD_OF[name]] = _text(content.get(name, 52 if name == "weeks_per_year" else ""))
    data["certainty"] = _text(content.get("certainty_percent", 95))
    groups = content.get("groups", [])
    data["groups"] = str(len(groups))
    for number, group in enumerate(groups):
        for name, field in FIELD_OF_GROUP.items():
            data[f"g{number}-{field}"] = _text(group.get(name, ""))
        data[f"g{number}-basis"] = group.get("basis", "")
        _put(data, f"g{number}-", group.get("take_up_percent", ""))
    return data


def read(form: BudgetForm, version: SchemeVersion) -> Assumptions | None:
    """The assumptions; None where there are faults, each of which then stands at its field."""
    sound = [one.is_valid() for one in (form.common, *form.groups)]
    content = dict(_content(form))
    faults: list[Fault] = []
    found = read_assumptions(Section(Document("", content), "", content, faults), version)
    for fault in faults:
        _show(form, fault)
    return found if all(sound) and not faults and not form.errors else None


def _content(form: BudgetForm) -> Iterator[tuple[str, Any]]:
    """What was typed, with the names of a file."""
    data = form.common.cleaned_data
    yield "shared_take_up_percent", _points(form.common, "used_")
    yield "price_growth_percent", _points(form.common, "growth_")
    for name in SINGLE:
        yield name, data.get(FIELD_OF[name]) or None
    if form.groups:
        yield "groups", [dict(_group(number, group)) for number, group in enumerate(form.groups, 1)]


def _group(number: int, form: GroupForm) -> Iterator[tuple[str, Any]]:
    data = form.cleaned_data
    for name, field in FIELD_OF_GROUP.items():
        if name != "take_up_percent":
            yield name, data.get(field) or None
    if not data.get("name"):
        yield "name", _("Group %(number)s") % {"number": number}
    yield "take_up_percent", _points(form, "")
    if data.get("basis"):
        yield "basis", data["basis"]


def _points(form: Form, prefix: str) -> str | None:
    """One number, or lowest:likely:highest."""
    low, likely, high = (form.cleaned_data.get(f"{prefix}{name}", "") for name in ("low", "likely", "high"))
    if low and likely and high:
        return f"{low}:{likely}:{high}"
    if low or high:
        form.add_error(f"{prefix}likely", _("Fill in all three, or only the most likely one."))
        return None
    return likely or None


def _show(form: BudgetForm, fault: Fault) -> None:
    """Put a fault of the reader at its field."""
    place, one = fault.place.strip(), form.common
    field = FIELD_OF.get(place.split(".")[0], "")
    parts = place.split(".")
    if parts[0] == "groups" and len(parts) > 2:
        one, field = form.groups[int(parts[1]) - 1], FIELD_OF_GROUP.get(parts[2], "name")
    one.add_error(field or None, say(fault.message))


def _put(data: QueryDict, prefix: str, value: Any) -> None:
    if isinstance(value, list) and len(value) == 3 and not isinstance(value[0], dict):
        for name, part in zip(("low", "likely", "high"), value, strict=True):
            data[f"{prefix}{name}"] = _text(part)
    else:
        known = "" if isinstance(value, str) and SPREAD in value else _text(value)
        data[f"{prefix}low"] = data[f"{prefix}high"] = known
        data[f"{prefix}likely"] = _text(value)


def _text(value: Any) -> str:
    return str(value).replace(".", ",")


def _whole(text: Any) -> int:
    return whole_number(str(text), 3) or 0
