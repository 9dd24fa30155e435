"""Form fields that read what Norwegian people type, and refuse with a sentence that helps."""

import unicodedata
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 200
EARLIEST = date(1900, 1, 1)


class DateField(forms.DateField):
    """A day typed as ``1.7.2026`` or ``01.07.2026``; ``2026-07-01`` is read too."""

    widget = forms.DateInput(
        format="%d.%m.%Y", attrs={"inputmode": "numeric", "autocomplete": "off", "size": 12}
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d%m%Y"])
        kwargs.setdefault("help_text", _("For example 01.07.2026"))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Write the date as day.month.year, for example 01.07.2026.")

    def to_python(self, value: Any) -> date | None:
        """The day; refuses years that are surely mistyped."""
        found = super().to_python(value)
        if isinstance(found, datetime):
            found = found.date()
        if found is not None and not EARLIEST <= found <= date(2200, 12, 31):
            raise ValidationError(_("Check the year: it should be between 1900 and 2200."))
        return found


class NameField(forms.CharField):
    """A person's name in any script; refused when too long or holding control characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> str:
        """The name with single spaces, in composed form."""
        name = " ".join(unicodedata.normalize("NFC", super().clean(value)).split())
        if len(name) > LONGEST_NAME:
            raise ValidationError(
                _("The name is %(length)s characters. Shorten it to at most %(longest)s."),
                params={"length": len(name), "longest": LONGEST_NAME},
            )
        if any(unicodedata.category(sign) == "Cc" for sign in name):
            raise ValidationError(_("The name holds characters that cannot be shown. Type it again."))
        return name
