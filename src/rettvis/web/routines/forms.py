"""The forms of the routines register."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.journey.routines import CaseStep, Content, RoutineKind
from rettvis.journey.routines.checks import LONGEST_LINE
from rettvis.rulekit.faults import Fault
from rettvis.web.access.models import Municipality
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text, in_language


def step_choices() -> list[tuple[str, str]]:
    """The steps of a case in the reader's language."""
    return [(str(step), say(step.label)) for step in CaseStep]


def kind_choices() -> list[tuple[str, str]]:
    """Routine or form, in the reader's language."""
    return [(str(kind), say(kind.label)) for kind in RoutineKind]


class RoutineForm(Form):
    """What a version says."""

    place = forms.ChoiceField(label=_("Municipality"))
    title = Text(label=_("Title"), longest=LONGEST_LINE, required=True)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=in_language(kind_choices), widget=forms.RadioSelect, initial="routine"
    )
    owner = Text(
        label=_("Owner"),
        longest=LONGEST_LINE,
        help_text=_("The unit or the role that keeps it right, rather than a person’s name."),
    )
    steps = forms.MultipleChoiceField(
        label=_("Steps of the case that it covers"),
        choices=in_language(step_choices),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    review_on = DateField(label=_("To be reviewed by"), required=False)
    text = Text(label=_("Text"), rows=16, help_text=_("An empty line begins a new paragraph."))
    link = Text(
        label=_("Reference"),
        longest=LONGEST_LINE,
        help_text=_("Where the text is kept, if not here: an address, or a number in the archive."),
    )

    NAMES: ClassVar = ("title", "kind", "owner", "steps", "review_on", "text", "link")

    def __init__(self, *args: Any, places: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.pk): one for one in places}
        self.fields["place"].choices = [(key, one.name) for key, one in self.places.items()]
        if len(places) == 1:
            self.fields["place"].required = False

    @property
    def municipality(self) -> Municipality:
        """Whose routine it is; the only one there is where nothing was chosen."""
        return self.places.get(self.cleaned_data["place"]) or next(iter(self.places.values()))

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        """What stands in the form for ``content``."""
        typed = {name: getattr(content, name) for name in RoutineForm.NAMES}
        return {**typed, "kind": str(content.kind), "steps": [str(step) for step in content.steps]}

    @property
    def content(self) -> Content:
        """What was typed, as the register keeps it."""
        typed = {name: self.cleaned_data[name] for name in self.NAMES}
        steps = tuple(step for step in CaseStep if str(step) in typed["steps"])
        return replace(Content(**typed), kind=RoutineKind(typed["kind"]), steps=steps)

    def add_faults(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        """Show each fault at its field, and what belongs to no field at the top."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, say(fault.message))
