"""What is typed about timesheets: a file, which column is which, an approval, what else a decision allows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.timesheets.layout import COLUMNS, NEEDED, Layout
from rettvis.journey.delivery import ShiftKind
from rettvis.web.delivery.forms import FaultForm
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField, NameField
from rettvis.web.pages.quantities import Hours, Text
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.timesheets.models import LONGEST_COMMENT, LONGEST_NAME

TITLES = {
    "ordning_ref": gettext_lazy("The number of the case"),
    "dato": gettext_lazy("The day"),
    "start": gettext_lazy("From"),
    "slutt": gettext_lazy("To"),
    "assistent_ref": gettext_lazy("The assistant’s reference"),
    "leverandor_orgnr": gettext_lazy("The provider’s organisation number"),
    "slutt_dato": gettext_lazy("The day it ends"),
    "pause_min": gettext_lazy("Pause in minutes"),
    "minutter": gettext_lazy("Minutes"),
    "timer": gettext_lazy("Hours"),
    "tjenestekode": gettext_lazy("Kind of hour"),
    "sted": gettext_lazy("Place"),
    "linje_id": gettext_lazy("The line’s own number"),
    "timepris": gettext_lazy("Kroner an hour"),
}
"""What each column of the profile holds, in words."""
CODES = "tjenestekode"
OWN = "leverandor_orgnr"
"""Stands in every line of a provider's file without being written."""


class UploadForm(FaultForm):
    """A provider's file."""

    provider = forms.ChoiceField(label=gettext_lazy("Provider"))
    file = forms.FileField(
        label=gettext_lazy("Timesheet as CSV or XLSX"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, *args: Any, providers: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [("", _("Choose")), *((str(pk), name) for pk, name in providers)]


class ColumnsForm(FaultForm):
    """Which column of a file is which of the profile, and what the provider's own codes stand for.

    The codes are those of the column that is said to hold them: one that was not known before is asked about
    first, so that ``codes_of`` gives them for a place among the columns.
    """

    asked_about = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        *args: Any,
        columns: Sequence[str],
        codes_of: Callable[[int], Sequence[str]],
        layout: Layout,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.saved = columns, layout
        places = layout.places(columns)
        named = [(str(at), name) for at, name in enumerate(columns) if name]
        for name in COLUMNS:
            self.fields[f"column-{name}"] = forms.ChoiceField(
                label=TITLES[name],
                help_text=name,
                choices=[("", _("Is not in the file")), *named],
                required=name in NEEDED and name != OWN and name not in layout.fixed,
                initial=str(places[name]) if name in places else "",
            )
        at = str(self.data.get(f"column-{CODES}", "")) if self.is_bound else str(places.get(CODES, ""))
        place = whole_number(at)
        self._codes([] if place is None or place >= len(columns) else codes_of(place), at)

    def _codes(self, codes: Sequence[str], at: str) -> None:
        """A field for each code of the file; which column they are from goes along with the form."""
        kinds = [("", _("Is not understood")), *((str(kind), say(kind.label)) for kind in ShiftKind)]
        self.codes = {f"code-{place}": code for place, code in enumerate(codes)}
        for field, code in self.codes.items():
            known = self.saved.kind(code)
            self.fields[field] = forms.ChoiceField(
                label=_("“%(code)s” is") % {"code": code},
                choices=kinds,
                required=False,
                initial=str(known) if known else "",
            )
        asked = "code-0" in self.data and self.data.get("asked_about", at) == at
        self.new_codes = not asked and any(self.saved.kind(code) is None for code in codes)
        if self.is_bound and not asked:
            self.data = self.data.copy()
            self.data["asked_about"] = at
            self.data.update({field: str(self.saved.kind(code) or "") for field, code in self.codes.items()})
        self.fields["asked_about"].initial = at

    def clean(self) -> dict[str, Any]:
        """One column of the file is one column of the profile, and new codes are asked about once."""
        data: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for name in COLUMNS:
            at = data.get(f"column-{name}", "")
            if at and taken.setdefault(at, name) != name:
                message = _("This column is chosen for “%(other)s” too. Choose another.")
                self.add_error(f"column-{name}", message % {"other": TITLES[taken[at]]})
        if self.new_codes:
            for field, code in self.codes.items():
                if self.saved.kind(code) is None:
                    self.add_error(field, _("Say what this code stands for."))
        return data

    def layout(self, header: int) -> Layout:
        """What was saved, with what was chosen for this file."""
        data = self.cleaned_data
        chosen = {name: data.get(f"column-{name}", "") for name in COLUMNS}
        places = {name: int(at) for name, at in chosen.items() if at}
        kinds = {code: ShiftKind(data[f]) if data.get(f) else None for f, code in self.codes.items()}
        return replace(self.saved.chosen(self.columns, places, kinds), header=header)


class SignedForm(FaultForm):
    """How the supervisor approved."""

    supervisor = NameField(label=gettext_lazy("The supervisor"), max_length=LONGEST_NAME)
    signed_on = DateField(label=gettext_lazy("Approved on"))
    how = Text(
        label=gettext_lazy("How the supervisor approved"),
        help_text=gettext_lazy("For example: signed sheet, document 4 of the case"),
        longest=LONGEST_NAME,
        required=True,
    )


class UnlockForm(FaultForm):
    """Why an approval is undone."""

    reason = Text(label=gettext_lazy("Why it is unlocked"), rows=2, longest=LONGEST_COMMENT, required=True)


class WithdrawForm(FaultForm):
    """Why lines are withdrawn."""

    reason = Text(
        label=gettext_lazy("Why they are withdrawn"), rows=2, longest=LONGEST_COMMENT, required=True
    )


class FrameForm(FaultForm):
    """What a decision allows beside its hours."""

    from_on = DateField(label=gettext_lazy("From and including"))
    several = forms.BooleanField(label=gettext_lazy("More than one assistant at once"), required=False)
    night = forms.BooleanField(label=gettext_lazy("Help at night"), required=False)
    per_day = Hours(label=gettext_lazy("At most a day, in hours"), required=False)
    per_week = Hours(
        label=gettext_lazy("At most a week, in hours"),
        required=False,
        help_text=gettext_lazy("Empty: the hours a week of the decision"),
    )
    per_month = Hours(label=gettext_lazy("At most a month, in hours"), required=False)
    source = Text(
        label=gettext_lazy("Where it is written"),
        help_text=gettext_lazy("For example: the decision, page 2"),
        longest=LONGEST_NAME,
        required=True,
    )


class DeathForm(FaultForm):
    """The day the person died."""

    died_on = DateField(
        label=gettext_lazy("The day the person died"),
        required=False,
        help_text=gettext_lazy("Empty where it was written by mistake"),
    )
    source = Text(label=gettext_lazy("Who says so"), longest=LONGEST_NAME, required=True)
