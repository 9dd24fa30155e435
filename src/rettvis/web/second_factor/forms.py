"""The forms of the second factor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.forms import Form

CODE = forms.TextInput(
    attrs={
        "autocomplete": "one-time-code",
        "autocapitalize": "none",
        "spellcheck": "false",
        "size": 14,
    }
)


class CodeForm(Form):
    """A code from the telephone, or a spare one."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=CODE,
        help_text=_("Six digits from the app on your telephone, or one of your spare codes."),
        error_messages={"required": _("Write the code.")},
    )


class SetUpForm(Form):
    """The first code from a telephone that has just read the secret."""

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=500)
    code = forms.CharField(
        label=_("Code from the app"),
        max_length=40,
        widget=CODE,
        help_text=_("Six digits. They change every half minute."),
        error_messages={"required": _("Write the code that the app shows.")},
    )
