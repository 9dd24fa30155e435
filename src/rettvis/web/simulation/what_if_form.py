"""The what-ifs of a page as a form: ready ones, one of one's own, another step, and the prices."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.given.amounts import read_money
from rettvis.edges.given.document import Document
from rettvis.edges.given.section import Section
from rettvis.journey.simulation.what_if import READY, Prices, Scenario, check_scenarios
from rettvis.lawbook.bpa_right.text import CHAPTER
from rettvis.lawbook.norms import MUNICIPALITIES
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.expression import Kind, Parameter, Value
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.formula import with_unit
from rettvis.web.pages.engine import language, say
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Hours, WholeNumber
from rettvis.web.simulation.models import LONGEST_TITLE

PARAMETER = "set-"
"""How the field of a parameter begins."""
PRICES = {"price_nok_per_hour": "price", "price_nok_per_hour_otherwise": "otherwise"}


def _text(label: Any, help_text: Any = "", size: int = 8) -> forms.CharField:
    shown = {"autocomplete": "off", "inputmode": "decimal", "size": size}
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=40, widget=forms.TextInput(attrs=shown)
    )


class WhatIfForm(Form):
    """What is tried. The title is needed only where the answer is saved."""

    ready = forms.MultipleChoiceField(
        label=gettext_lazy("Ready changes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=gettext_lazy("Name of your own change"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    norms = forms.ChoiceField(
        label=gettext_lazy("Norms as in"),
        help_text=gettext_lazy("The time of each activity is put inside the municipality’s norm."),
        required=False,
    )
    today_step = forms.TypedChoiceField(
        label=gettext_lazy("The supplement’s step today"), required=False, coerce=int, empty_value=0
    )
    steps = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Other steps of the supplement"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    price = _text(gettext_lazy("An hour of BPA, kroner"), gettext_lazy("Empty: no cost is counted."))
    otherwise = _text(
        gettext_lazy("The same hour without BPA, kroner"),
        gettext_lazy("Then you see what BPA costs more than the same hours given in another way."),
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the answer"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, data: Any, parameters: Sequence[Parameter], scheme: SchemeVersion | None = None
    ) -> None:
        super().__init__(data)
        self.parameters = parameters
        self.scheme = scheme
        self._choices("ready", [(one.key, say(one.label)) for one in READY])
        names = sorted(set(MUNICIPALITIES.values()))
        self._choices("norms", [("", _("as today")), *((name, name) for name in names)])
        numbers = [] if scheme is None else [step.number for step in scheme.steps]
        step = _("Step %(number)s")
        named = [(number, step % {"number": number}) for number in numbers]
        self._choices("today_step", [(0, _("No supplement")), *named])
        self._choices("steps", named)
        for parameter in parameters:
            self.fields[PARAMETER + parameter.name] = _parameter_field(parameter)

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def parameter_fields(self) -> Iterator[Any]:
        """The field of each parameter."""
        return (self[PARAMETER + parameter.name] for parameter in self.parameters)

    @property
    def own_open(self) -> bool:
        """Whether something stands in the part for one's own change, so that it is to be shown."""
        own = ("name", "norms", *(PARAMETER + parameter.name for parameter in self.parameters))
        return any(self.data.get(name) for name in own) or any(name in self.errors for name in own)

    def changes(self) -> dict[str, Value]:
        """The parameters of one's own change."""
        found: dict[str, Value] = {}
        for parameter in self.parameters:
            value = self.cleaned_data.get(PARAMETER + parameter.name)
            if value not in (None, ""):
                found[parameter.name] = (value == "yes") if parameter.kind is Kind.BOOLEAN else value
        return found

    def scenarios(self) -> list[Scenario]:
        """What is chosen, in the order of the form."""
        data = self.cleaned_data
        chosen = [one.scenario(language()) for one in READY if one.key in data.get("ready", ())]
        changes, norms = self.changes(), data.get("norms", "")
        if changes or norms or data.get("name"):
            chosen.append(Scenario(data.get("name") or _("Own change"), changes, norms))
        step = _("Step %(number)s of the supplement")
        return chosen + [Scenario(step % {"number": one}, step=one) for one in data.get("steps", ())]

    def asked(self) -> tuple[list[Scenario], Prices] | None:
        """The what-ifs and the prices; None where something is wrong, which then stands in the form."""
        self.is_valid()
        scenarios, prices = self.scenarios(), self._prices()
        known = {parameter.name: parameter for parameter in self.parameters}
        for fault in check_scenarios(scenarios, known, self.scheme):
            self.add_error(_field_of(fault, self.fields), say(fault.message))
        return None if self.errors else (scenarios, prices)

    def _prices(self) -> Prices:
        data = self.cleaned_data
        content = {name: data.get(field) or None for name, field in PRICES.items()}
        faults: list[Fault] = []
        section = Section(Document("", content), "", content, faults)
        hour, otherwise = (read_money(section, name) for name in PRICES)
        for fault in faults:
            self.add_error(PRICES[fault.place.strip()], say(fault.message))
        if otherwise is not None and hour is None and not faults:
            self.add_error("price", _("Give the price of an hour of BPA too."))
        return Prices(hour=hour, hour_otherwise=otherwise, step=data.get("today_step") or 0)


def _field_of(fault: Fault, fields: Mapping[str, Any]) -> str:
    """The field that a fault belongs to."""
    last = PARAMETER + fault.place.rpartition(".")[2]
    if last in fields:
        return last
    return "name" if fault.place.endswith(".name") or fault.place.count(".") == 1 else "ready"


def _parameter_field(parameter: Parameter) -> forms.Field:
    """A field for one parameter, empty as today."""
    label = say(CHAPTER.parameters[parameter.name])
    label = label[:1].upper() + label[1:]
    today = _("Today: %(value)s") % {"value": say(with_unit(parameter.value, parameter.unit))}
    if parameter.kind is Kind.BOOLEAN:
        choices = [("", _("as today")), ("yes", _("Yes")), ("no", _("No"))]
        return forms.ChoiceField(label=label, choices=choices, help_text=today, required=False)
    kind = Hours if parameter.unit == "hours" else WholeNumber
    return kind(label=label, help_text=today, required=False)
