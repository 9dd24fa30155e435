"""The forms of the access pages."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from rettvis.web.access.actions import ACTION_NAMES
from rettvis.web.access.models import Outcome, User
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


class PasswordForm(Form):
    """The user's own new password; the old one is asked for, in case somebody else sits at the desk."""

    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 12 characters. A sentence of your own is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self) -> str:
        """The old password must be right."""
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("This is not your present password."))
        return str(self.cleaned_data["old"])

    def clean_new(self) -> str:
        """The new one must be long enough, and not one that everybody uses."""
        validate_password(self.cleaned_data["new"], self.user)
        return str(self.cleaned_data["new"])


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
    in_need = forms.BooleanField(label=_("Only what was opened in need"), required=False)
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
