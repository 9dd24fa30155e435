"""The choices of a calculation as they are typed: what is taken out and why, norms, weeks."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.assessment import DayClock
from rettvis.journey.calculation import (
    CALENDAR_YEAR,
    FIFTY_TWO,
    Choices,
    Deduction,
    Ground,
    NormUse,
    SharedHousework,
    WeeksPerYear,
    norm_range,
)
from rettvis.rulekit.faults import Fault
from rettvis.web.application.time_fields import read_time, typed_time, used_field
from rettvis.web.calculation.store import KeptNorm
from rettvis.web.pages.engine import say
from rettvis.web.pages.quantities import Hours, OneOf, Text, Times, WholeNumber
from rettvis.web.pages.sheets import PartForm, RowForm, Sheet

LONGEST_LINE = 500
CONVENTIONS = {"52": FIFTY_TWO, "365/7": CALENDAR_YEAR}


class Share(forms.CharField):
    """A share as ``1/2``, ``50 %`` or ``0,5``, kept exactly."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 6})

    def to_python(self, value: Any) -> Any:
        """The share as a fraction, or None when nothing is typed."""
        text = "".join((super().to_python(value) or "").split()).replace(",", ".")
        if not text:
            return None
        percent = text.endswith("%")
        if not re.fullmatch(r"\d{1,4}(\.\d{1,4})?|\d{1,4}/[1-9]\d{0,3}", text.rstrip("%")):
            raise ValidationError(_("Write the share as 1/2, 50 % or 0,5."))
        share = Fraction(text.rstrip("%"))
        return share / 100 if percent else share

    def prepare_value(self, value: Any) -> Any:
        """The share as a fraction."""
        return str(value) if isinstance(value, Fraction) else value


class WeeksForm(PartForm):
    """How many weeks a year is counted with."""

    place = "weeks"

    convention = forms.ChoiceField(
        label=gettext_lazy("A year is counted with"),
        choices=lambda: [
            ("52", _("52 weeks, as most municipalities do")),
            ("365/7", _("365 days, by the calendar")),
        ],
        widget=forms.RadioSelect,
    )


class SharedForm(PartForm):
    """The shared housework that the others in the household do."""

    place = "shared_housework"

    share = Share(
        label=gettext_lazy("The others’ share"),
        required=False,
        help_text=gettext_lazy("For example 1/2 or 50 %. Empty: nothing is taken out yet."),
    )
    reason = Text(rows=3, label=gettext_lazy("Why the others can do this much"))
    source = Text(
        label=gettext_lazy("Where the practice is set down"),
        longest=LONGEST_LINE,
        help_text=gettext_lazy("There is no such figure in law."),
    )

    def clean(self) -> dict[str, Any]:
        """A reason without a share is not lost in silence."""
        data = super().clean() or {}
        if (
            data.get("share") is None
            and "share" not in self.errors
            and (data.get("reason") or data.get("source"))
        ):
            self.add_error("share", _("Write how much of it the others do, or empty the fields."))
        return data

    def value(self) -> SharedHousework | None:
        """What was typed."""
        data = self.cleaned_data
        if data["share"] is None:
            return None
        return SharedHousework(data["share"], data["reason"], data["source"])


class DeductionForm(RowForm):
    """Time that is taken out, with a figure and a reason."""

    place = "deductions"
    keyed = True
    fields_by_place = {"minutes": "minutes", "times_per_week": "times", "assistants": "minutes"}  # noqa: RUF012

    ground = OneOf(Ground, label=gettext_lazy("What is taken out"), blank=gettext_lazy("Choose"))
    concerns = forms.ChoiceField(label=gettext_lazy("Out of which activity"), required=False)
    kind = OneOf(
        KindOfService, label=gettext_lazy("or out of which kind of service"), blank=gettext_lazy("None")
    )
    minutes = WholeNumber(label=gettext_lazy("Minutes each time"), required=False)
    times = Times(label=gettext_lazy("Times a week"), required=False)
    hours = Hours(label=gettext_lazy("or hours a week"), required=False)
    reason = Text(rows=3, label=gettext_lazy("Why this time is taken out"))
    source = Text(label=gettext_lazy("Source, if there is one"), longest=LONGEST_LINE)

    def clean(self) -> dict[str, Any]:
        """Put the time together."""
        data = super().clean() or {}
        if data.get("ground") is None and "ground" not in self.errors:
            self.add_error("ground", _("Choose what is taken out."))
        data["time"] = read_time(self)
        return data

    def at_fault(self, field: str) -> str:
        """The time's fault at the field that was used."""
        return used_field(self, field)

    def value(self) -> Deduction:
        """What was typed."""
        data = self.cleaned_data
        time: TimeUse | None = data["time"]
        return Deduction(
            self.key,
            data["ground"],
            time,
            data["reason"],
            data["source"],
            data["concerns"] or None,
            data["kind"],
        )


class NormForm(RowForm):
    """A norm that the measured time is compared with."""

    place = "norms"
    keyed = True

    norm = forms.ChoiceField(label=gettext_lazy("Norm, as guidance"), required=False)
    rows = forms.MultipleChoiceField(
        label=gettext_lazy("Compared with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = Text(rows=3, label=gettext_lazy("What in this person’s situation gives another time"))

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed or chosen in the row."""
        return not any(self[name].data for name in self.fields)

    def clean(self) -> dict[str, Any]:
        """A comparison needs both sides."""
        data = super().clean() or {}
        if not data.get("norm") and "norm" not in self.errors:
            self.add_error("norm", _("Choose the norm."))
        if not data.get("rows") and "rows" not in self.errors:
            self.add_error("rows", _("Choose what it is compared with."))
        return data


class ChoicesSheet(Sheet):
    """All the choices; :func:`sheet_for` gives the one that knows the activities of a case."""

    parts = {  # noqa: RUF012
        "weeks": WeeksForm,
        "shared": SharedForm,
        "deductions": DeductionForm,
        "norms": NormForm,
    }
    known: dict[str, KeptNorm] = {}  # noqa: RUF012

    @classmethod
    def content_of(cls, choices: Choices) -> dict[str, Any]:
        """What stands in the forms for ``choices``."""
        shared = choices.shared_housework
        convention = next((key for key, weeks in CONVENTIONS.items() if weeks == choices.weeks), "52")
        return {
            "weeks": {"convention": convention},
            "shared": {
                "share": shared.others_share if shared else None,
                "reason": shared.reason if shared else "",
                "source": shared.source if shared else "",
            },
            "deductions": [(deduction.key, _typed(deduction)) for deduction in choices.deductions],
            "norms": [
                (f"n{number}", {"norm": norm_key(use.norm), "rows": list(use.rows), "reason": use.reason})
                for number, use in enumerate(choices.norms, start=1)
            ],
        }

    def value(self) -> Choices:
        """What was typed; call it when the sheet is valid."""
        return Choices(
            shared_housework=self.forms["shared"].value(),  # type: ignore[attr-defined]
            deductions=tuple(row.value() for row in self.rows["deductions"]),  # type: ignore[attr-defined]
            norms=tuple(self._use(row) for row in self.rows["norms"]),
            weeks=self._weeks(),
        )

    def add_faults(self, faults: Any) -> None:
        """Faults of a norm are named by its activities; here they are shown at its row."""
        keys = {
            "+".join(row.cleaned_data.get("rows", ())): row.key
            for row in self.rows["norms"]
            if hasattr(row, "cleaned_data")
        }
        super().add_faults([_at_row(fault, keys) for fault in faults])

    def _weeks(self) -> WeeksPerYear:
        return CONVENTIONS[self.forms["weeks"].cleaned_data["convention"]]

    def _use(self, row: RowForm) -> NormUse:
        data = row.cleaned_data
        return NormUse(self.known[data["norm"]], tuple(data["rows"]), data["reason"])


def sheet_for(clock: DayClock, norms: list[KeptNorm]) -> type[ChoicesSheet]:
    """The sheet whose choices are the activities of ``clock`` and the ``norms`` of the municipality."""
    activities = [(row.key, say(row.label)) for row in clock.rows]
    known = {norm_key(norm): norm for norm in norms}
    offered = [(key, f"{say(norm.label)}: {say(norm_range(norm))}") for key, norm in known.items()]
    concerns = forms.ChoiceField(
        label=DeductionForm.base_fields["concerns"].label,
        choices=[("", _("None")), *activities],
        required=False,
    )
    norm = forms.ChoiceField(
        label=NormForm.base_fields["norm"].label, choices=[("", _("Choose")), *offered], required=False
    )
    rows = forms.MultipleChoiceField(
        label=NormForm.base_fields["rows"].label,
        choices=activities,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    deduction = type("DeductionForm", (DeductionForm,), {"concerns": concerns})
    use = type("NormForm", (NormForm,), {"norm": norm, "rows": rows})
    parts = {**ChoicesSheet.parts, "deductions": deduction, "norms": use}
    return type("ChoicesSheet", (ChoicesSheet,), {"parts": parts, "known": known})


def norm_key(norm: Any) -> str:
    """What a norm is called in a form: its name, range and source, which together are the norm."""
    return f"{norm.label.text}|{norm.low}|{norm.high}|{norm.source}"


def _typed(deduction: Deduction) -> dict[str, Any]:
    return {
        "ground": deduction.ground,
        "concerns": deduction.concerns or "",
        "kind": deduction.kind,
        **typed_time(deduction.time),
        "reason": deduction.reason,
        "source": deduction.source,
    }


def _at_row(fault: Fault, keys: dict[str, str]) -> Fault:
    parts = fault.place.split(".")
    if parts[0] != "norms" or len(parts) < 3:
        return fault
    return Fault(f"norms.{keys.get(parts[1], parts[1])}.{parts[2]}", fault.message)
