"""The forms of the access pages."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.web.access.gate import ACTION_NAMES
from rettvis.web.access.models import Outcome
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form


class LogInForm(Form):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write your user name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Write your password.")},
    )


class LogSearchForm(Form):
    """What the auditor looks for. Sent by POST: a user or a case is nobody else's business."""

    case_number = forms.CharField(label=_("Case number"), max_length=11, required=False)
    username = forms.CharField(label=_("User name"), max_length=60, required=False)
    action = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[("", _("Anything")), *((value, _(name)) for value, name in ACTION_NAMES.items())],
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("Allowed and refused")), *Outcome.choices]
    )
    first_day = DateField(label=_("From and including"), required=False)
    last_day = DateField(label=_("To and including"), required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    error_order: ClassVar = ["first_day", "last_day"]

    def clean(self) -> dict[str, object]:
        """The period must not end before it begins."""
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first. Change one of them."))
        return data
