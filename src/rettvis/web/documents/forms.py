"""What is typed about a document: the file, its kind, its date, who it is from; and why one is withdrawn."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.received.filetypes import ENDINGS
from rettvis.journey.documents import AskedOf, DocumentRules
from rettvis.rulekit.faults import Fault
from rettvis.web.documents.models import LONGEST_SENDER, Why
from rettvis.web.documents.receiving import ReceivedFile
from rettvis.web.documents.services import Marking, NewDocument
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.engine import language, say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import OneOf, Text

USUAL_TIME = timedelta(weeks=3)
"""How long the letter gives for an answer, unless another day is chosen."""

LONGEST_TIME = timedelta(days=366)


class FileField(forms.FileField):
    """A file of any name: whether it is received is found in its content, by the service."""

    widget = forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)})

    def to_python(self, data: Any) -> ReceivedFile | None:
        """The file as it came, also when it is empty."""
        return data if isinstance(data, ReceivedFile) else None

    def clean(self, data: Any, initial: Any = None) -> ReceivedFile | None:
        """The file, or None where none was chosen: the service says so beside the other faults."""
        return self.to_python(data)


class MarkForm(Form):
    """What a document is."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of document it is"))
    dated = DateField(
        label=gettext_lazy("The document’s own date"),
        required=False,
        help_text=gettext_lazy("The day it was written. Empty where it has none."),
    )
    sender = Text(
        label=gettext_lazy("Who it is from"),
        longest=LONGEST_SENDER,
        help_text=gettext_lazy("For example: the doctor, the school, the person herself"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, rules: DocumentRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, kind.name.say(language())) for kind in rules.kinds]
        self.fields["kind"].choices = [("", _("Choose")), *kinds]
        self.fields["kind"].error_messages["required"] = _("Choose what kind of document it is.")

    @property
    def marking(self) -> Marking:
        """What was typed."""
        data = self.cleaned_data
        return Marking(data.get("kind", ""), data.get("dated"), data.get("sender", ""))

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field, once."""
        for fault in faults:
            if fault.place not in self.errors:
                self.add_error(fault.place if fault.place in self.fields else None, say(fault.message))


class AddForm(MarkForm):
    """A file and what it is. ``form_key`` is the form's own: sent twice, it is one document."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    file = FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "PDF, picture (JPEG, PNG or TIFF) or office file (docx, xlsx, odt or ods) of at most 20 MB"
        ),
    )
    arrived_on = DateField(label=gettext_lazy("The day it came to the municipality"))

    field_order = ("form_key", "file", "kind", "arrived_on", "dated", "sender")

    @classmethod
    def fresh(cls, rules: DocumentRules, kind: str = "") -> "AddForm":
        """An empty form, with a key of its own and today's date."""
        return cls(
            rules=rules, initial={"form_key": uuid4(), "arrived_on": timezone.localdate(), "kind": kind}
        )

    @property
    def new(self) -> NewDocument:
        """What was typed, so far as it could be read."""
        data = self.cleaned_data
        return NewDocument(
            data.get("file"),
            self.marking,
            data.get("arrived_on") or timezone.localdate(),
            str(data.get("form_key", "")),
        )


class WithdrawForm(Form):
    """Why a document no longer counts."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why it is withdrawn"),
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it is withdrawn.")},
    )
    reason = Text(
        rows=3,
        required=True,
        label=gettext_lazy("The reason, in your own words"),
        error_messages={"required": gettext_lazy("Write the reason in a few words.")},
    )


class RequestForm(Form):
    """What is asked for, of whom, until when, in which language."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What you ask for"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one document to ask for.")},
    )
    asked_of = OneOf(AskedOf, label=gettext_lazy("Who is asked"), required=True, blank=gettext_lazy("Choose"))
    recipient = Text(
        rows=4,
        longest=500,
        label=gettext_lazy("Name and address of the one who is asked"),
        help_text=gettext_lazy("One line each. Empty: the letter goes to the person’s own address."),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("The person has agreed that we ask somebody else"), required=False
    )
    answer_by = DateField(label=gettext_lazy("Last day for an answer"))
    letter_language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=LANGUAGE_NAMES)
    more = Text(
        rows=3,
        label=gettext_lazy("Anything to add"),
        help_text=gettext_lazy("Stands in the letter as you write it"),
    )

    def __init__(self, *args: Any, rules: DocumentRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.key, kind.name.say(language())) for kind in rules.kinds]

    def clean_answer_by(self) -> Any:
        """A day that is still to come, within a year."""
        day, today = self.cleaned_data["answer_by"], timezone.localdate()
        if not today < day <= today + LONGEST_TIME:
            raise ValidationError(_("The last day for an answer must be after today, and within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody else is named, and is asked only with the person's consent."""
        data = super().clean() or {}
        if data.get("asked_of") is AskedOf.DOCTOR:
            if not data.get("consent"):
                self.add_error(
                    "consent",
                    _("Ask the person first: without her consent nobody else may be asked about her."),
                )
            if not data.get("recipient"):
                self.add_error("recipient", _("Write the name and address of the one who is asked."))
        return data
