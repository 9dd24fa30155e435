"""What is typed about invoices: a file, a question, an answer, a breach and the steps after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rettvis.journey.invoices import BreachOutcome, Remedy, step_of
from rettvis.rulekit.wording import LANGUAGES
from rettvis.web.delivery.forms import FaultForm, Kroner
from rettvis.web.invoices.free_text import FreeText
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form

LONG = {"rows": 4}
LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


class OptionalKroner(Kroner):
    """An amount that may be left out."""

    def clean(self, value: Any) -> Any:
        """Whole øre; None where nothing is typed."""
        return super().clean(value) if str(value or "").strip() else None


class UploadForm(Form):
    """An e-invoice as a file."""

    file = forms.FileField(
        label=gettext_lazy("E-invoice or credit note (EHF) as an XML file"),
        widget=forms.FileInput(attrs={"accept": ".xml"}),
    )


class QuestionForm(FaultForm):
    """A question to a provider; the deviations are the invoice's own."""

    deviations = forms.MultipleChoiceField(
        label=gettext_lazy("What the question is about"), widget=forms.CheckboxSelectMultiple, required=False
    )
    asked = forms.CharField(
        label=gettext_lazy("What you ask, in your own words"),
        widget=forms.Textarea(attrs=LONG),
        required=False,
        help_text=gettext_lazy("Name no user of the service: the letter has the reference of the decision."),
    )
    answer_by = DateField(label=gettext_lazy("Last day for an answer"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    )

    def __init__(self, *given: Any, deviations: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["deviations"].choices = deviations  # type: ignore[attr-defined]


class AnswerForm(FaultForm):
    """What the provider answered."""

    answered_on = DateField(label=gettext_lazy("The day that the answer came"))
    text = forms.CharField(
        label=gettext_lazy("What was answered"), widget=forms.Textarea(attrs=LONG), required=False
    )


class BreachForm(FaultForm):
    """Something that was not done as agreed."""

    what = FreeText(
        label=gettext_lazy("What was not done as agreed"), widget=forms.Textarea(attrs=LONG), required=False
    )


class RemedyForm(FaultForm):
    """A step; what is missing for it is said by the rules of the steps."""

    remedy = forms.ChoiceField(label=gettext_lazy("Step"), widget=forms.RadioSelect)
    taken_on = DateField(label=gettext_lazy("The day of the step"))
    clause = FreeText(
        label=gettext_lazy("Clause of the agreement"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = FreeText(label=gettext_lazy("Why"), widget=forms.Textarea(attrs=LONG), required=False)
    amount = OptionalKroner(
        label=gettext_lazy("Amount in kroner"),
        required=False,
        help_text=gettext_lazy("For price reduction and damages"),
    )
    answer_by = DateField(
        label=gettext_lazy("To be mended by"), required=False, help_text=gettext_lazy("For correction")
    )
    skipped = FreeText(
        label=gettext_lazy("Why earlier steps are passed over"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        steps = [(str(one), f"{say(one.label)}: {say(step_of(one).what)}") for one in Remedy]
        self.fields["remedy"].choices = steps  # type: ignore[attr-defined]


class EndForm(FaultForm):
    """How a breach ended."""

    outcome = forms.ChoiceField(label=gettext_lazy("How it ended"), widget=forms.RadioSelect, required=False)
    ended_on = DateField(label=gettext_lazy("The day that it ended"))
    reason = FreeText(label=gettext_lazy("Comment"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        outcomes = [(str(one), say(one.label)) for one in BreachOutcome]
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
