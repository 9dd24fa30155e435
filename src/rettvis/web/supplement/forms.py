"""The forms of the supplement scheme."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.supplement import ConditionAnswer
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.wording import value_text
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.yaml_form import YamlForm
from rettvis.web.supplement.schemes import LARGEST


class SchemeForm(YamlForm):
    """A scheme in YAML, as a file or as text."""

    largest_file = 4 * LARGEST
    too_large = gettext_lazy("The file is too large to be a scheme. Choose another one.")


class StepForm(Form):
    """A step of a version, and the first day."""

    step = forms.TypedChoiceField(label=gettext_lazy("Step"), coerce=int, choices=[])
    first = DateField(label=gettext_lazy("From and including"))

    def __init__(
        self, *args: Any, version: SchemeVersion, language: str, on: date | None = None, **more: Any
    ) -> None:
        usual = version.recommended_step or version.steps[0].number
        more["initial"] = {"step": usual, "first": on or version.period.first, **more.get("initial", {})}
        super().__init__(*args, **more)
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            (step.number, _("Step %(step)s: %(hours)s a week") % {"step": step.number, "hours": hours})
            for step in version.steps
            for hours in [value_text(step.minutes_per_week, language, "hours")]
        ]


class FindingForm(Form):
    """What was found of the condition, from when, and why."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is the condition fulfilled?"), choices=[], widget=forms.RadioSelect
    )
    from_on = DateField(label=gettext_lazy("From and including"))
    reason = Text(rows=4, label=gettext_lazy("Why: what the finding rests on"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"].choices = [(str(one), say(one.label)) for one in ConditionAnswer]  # type: ignore[attr-defined]
