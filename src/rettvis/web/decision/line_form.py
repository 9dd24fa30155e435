"""One service line as it is typed: the service, the answer, how much, when, and the reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.decision import Extent, KindMinutes, Organised, Per, Reason, ServiceLine
from rettvis.web.decision.library import Offered, choices_for, name_of, named
from rettvis.web.decision.rules import Rules
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import Hours, OneOf, Text, WholeNumber, hours_typed
from rettvis.web.pages.sheets import RowForm

LONGEST_LINE = 1_000
IN_HOURS = (Per.WEEK, Per.MONTH)
CONSIDERATIONS = gettext_lazy("Main considerations: what counted, and how it was weighed")
KIND_FIELDS = {kind: f"hours_{kind}" for kind in KindOfService}


class Decided(forms.TypedChoiceField):
    """Granted, refused, or nothing yet. Nothing is chosen beforehand: a person decides."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: [
                ("granted", _("Granted")),
                ("refused", _("Refused")),
                ("", _("Not decided yet")),
            ],
            coerce="granted".__eq__,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """The word for a truth value."""
        return (
            {True: "granted", False: "refused", None: ""}.get(value, value)
            if not isinstance(value, str)
            else value
        )


class _WithoutHours(RowForm):
    """A service line but for the hours by kind, which come last among its fields."""

    place = "lines"
    keyed = True
    fields_by_place = {  # noqa: RUF012
        "extent": "amount",
        "hours": "hours_personal_care",
        "reasons": "considerations",
        "reasons.rules": "rules",
        "reasons.facts": "facts",
        "reasons.texts": "texts",
        "reasons.considerations": "considerations",
    }
    usual = {"per": str(Per.WEEK)}  # noqa: RUF012
    offers: tuple[Offered, ...] = ()
    """What the reasons library offers."""

    service = OneOf(Service, label=gettext_lazy("Service"), blank=gettext_lazy("Choose"))
    granted = Decided(label=gettext_lazy("Answer"))
    answers = forms.MultipleChoiceField(
        label=gettext_lazy("Which needs in the application it answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    amount = forms.CharField(
        label=gettext_lazy("How much"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 6}),
        help_text=gettext_lazy("Hours as 2, 2,5 or 2:30"),
    )
    per = OneOf(Per, label=gettext_lazy("counted in"), blank="–")
    every_weeks = WholeNumber(
        label=gettext_lazy("every … weeks"), required=False, help_text=gettext_lazy("Empty: every week")
    )
    organised = OneOf(Organised, label=gettext_lazy("Organised"), blank=gettext_lazy("Choose"))
    start = DateField(label=gettext_lazy("From"), required=False)
    end = DateField(
        label=gettext_lazy("To"), required=False, help_text=gettext_lazy("Empty: until further notice")
    )
    evaluate_on = DateField(label=gettext_lazy("To be looked at again"), required=False)
    content = Text(
        label=gettext_lazy("What the person gets help with"),
        longest=LONGEST_LINE,
        help_text=gettext_lazy("Stands in the letter, for example: help with floors and bathroom"),
    )
    texts = forms.MultipleChoiceField(
        label=gettext_lazy("Texts from the reasons library"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rules = Rules()
    facts = Text(rows=3, label=gettext_lazy("Facts that the answer rests on"))
    considerations = Text(
        rows=3, label=gettext_lazy("Main considerations: what counted, and how it was weighed")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, name in KIND_FIELDS.items():
            self.fields[name].label = say(kind.label)
        service, chosen = self["service"].value(), self["texts"].value() or ()
        known = Service(service) if service in {str(one) for one in Service} else None
        self.fields["texts"].choices = choices_for(self.offers, known, chosen)

    @property
    def kind_fields(self) -> list[Any]:
        """The fields that split the hours by kind."""
        return [self[name] for name in KIND_FIELDS.values()]

    @property
    def is_split(self) -> bool:
        """Whether any hours are split by kind."""
        return any(self[name].value() not in (None, "") for name in KIND_FIELDS.values())

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed or chosen in the row."""
        return not any(self[name].data for name in self.fields if name not in ("per",))

    def clean(self) -> dict[str, Any]:
        """Read how much in the unit that is chosen."""
        data = super().clean() or {}
        if data.get("service") is None and "service" not in self.errors:
            self.add_error("service", _("Choose the service."))
        data["extent"] = self._extent(data)
        return data

    def _extent(self, data: dict[str, Any]) -> Extent | None:
        per, text = data.get("per"), data.get("amount") or ""
        if not text.strip():
            return None
        if per is None:
            self.add_error("per", _("Choose what it is counted in."))
            return None
        try:
            amount = (Hours() if per in IN_HOURS else WholeNumber()).to_python(text)
        except ValidationError as error:
            self.add_error("amount", error)
            return None
        every = data.get("every_weeks")
        if every is not None and every != 1 and per is not Per.WEEK:
            self.add_error("every_weeks", _("“Every … weeks” goes with hours a week only. Empty it."))
        return Extent(amount, per, 1 if every is None else every)

    def value(self, before: ServiceLine | None) -> ServiceLine:
        """What was typed; further reasons than the form's one are kept from ``before``."""
        data = self.cleaned_data
        texts = tuple(named(name) for name in data["texts"])
        reason = Reason(tuple(data["rules"]), data["facts"], data["considerations"], texts)
        more = before.reasons[1:] if before is not None else ()
        return ServiceLine(
            key=self.key,
            service=data["service"],
            granted=data["granted"],
            organised=data["organised"],
            extent=data["extent"],
            hours=tuple(
                KindMinutes(kind, data[name]) for kind, name in KIND_FIELDS.items() if data[name] is not None
            ),
            start=data["start"],
            end=data["end"],
            evaluate_on=data["evaluate_on"],
            answers=tuple(data["answers"]),
            reasons=(reason, *more) if reason != Reason() or more else (),
            content=data["content"],
        )


LineForm = type(
    "LineForm",
    (_WithoutHours,),
    {name: Hours(label=kind.label.text, required=False) for kind, name in KIND_FIELDS.items()},
)
"""A service line, with a field for the hours a week of each kind of service."""


def typed_line(line: ServiceLine) -> dict[str, Any]:
    """What stands in the form for ``line``."""
    extent, reason = line.extent, line.reasons[0] if line.reasons else Reason()
    hours = {part.kind: part.minutes for part in line.hours}
    return {
        "service": line.service,
        "granted": line.granted,
        "answers": list(line.answers),
        "amount": "" if extent is None else typed_amount(extent),
        "per": Per.WEEK if extent is None else extent.per,
        "every_weeks": None if extent is None or extent.every_weeks == 1 else extent.every_weeks,
        "organised": line.organised,
        "start": line.start,
        "end": line.end,
        "evaluate_on": line.evaluate_on,
        "content": line.content,
        "rules": list(reason.rules),
        "facts": reason.facts,
        "considerations": reason.considerations,
        "texts": [name_of(text) for text in reason.texts],
        **{name: hours.get(kind) for kind, name in KIND_FIELDS.items()},
    }


def typed_amount(extent: Extent) -> str:
    """An extent's amount as people write it in its unit."""
    return hours_typed(extent.amount) if extent.per in IN_HOURS else str(extent.amount)
