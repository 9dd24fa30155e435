"""The small forms beside a mapping form: beginning one, publishing it, and reading one from a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.mapping_forms import LARGEST
from rettvis.journey.assessment import FormGroup, FormKind
from rettvis.web.access.models import Municipality
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import in_language
from rettvis.web.pages.yaml_form import YamlForm


def kind_choices() -> list[tuple[str, str]]:
    """What a form can be, in the reader's language."""
    return [(kind.value, say(kind.label)) for kind in FormKind]


def group_choices() -> list[tuple[str, str]]:
    """Whose assessment a form can be for."""
    return [(group.value, say(group.label)) for group in FormGroup]


class InPlace(Form):
    """A form that asks for a municipality where there are several to choose among."""

    place = forms.ChoiceField(label=gettext_lazy("Municipality"))

    def __init__(self, *args: Any, places: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.pk): one for one in places}
        self.fields["place"].choices = [(key, one.name) for key, one in self.places.items()]
        if len(places) == 1:
            self.fields["place"].required = False

    @property
    def municipality(self) -> Municipality:
        """The one chosen; the only one there is where nothing was."""
        return self.places.get(self.cleaned_data["place"]) or next(iter(self.places.values()))


class BeginForm(InPlace):
    """What the new form is, and for whom."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=in_language(kind_choices), widget=forms.RadioSelect
    )
    group = forms.ChoiceField(
        label=gettext_lazy("For the assessment of"),
        choices=in_language(group_choices),
        widget=forms.RadioSelect,
    )


class PublishForm(Form):
    """From when the version is used."""

    from_on = DateField(label=gettext_lazy("Used in assessments that begin from and including"))


class ReadForm(InPlace, YamlForm):
    """A form in YAML, as a file or as text."""

    largest_file = 4 * LARGEST
    too_large = gettext_lazy("The file is too large to be a form. Choose another one.")

    @property
    def name(self) -> str:
        """What faults call the text: the file's own name says nothing more."""
        return _("line")
