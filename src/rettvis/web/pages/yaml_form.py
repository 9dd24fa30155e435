"""A text in YAML, given as a file or pasted."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.web.pages.forms import Form


class YamlForm(Form):
    """The text stands in ``cleaned_data["text"]``, whichever way it came; whoever reads it finds its faults.

    ``largest_file``: bytes; ``too_large``: what is said of a larger one.
    """

    largest_file: ClassVar[int]
    too_large: ClassVar[Any]

    file = forms.FileField(label=gettext_lazy("File (YAML)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, and the file as text."""
        data = super().clean() or {}
        file, text = data.get("file"), (data.get("text") or "").replace("\r\n", "\n")
        if file and text.strip():
            self.add_error("text", _("Choose a file or paste the text, not both."))
        elif not file and not text.strip():
            self.add_error("file", _("Choose a file, or paste the text below."))
        elif file and file.size > self.largest_file:
            self.add_error("file", self.too_large)
        elif file:
            try:
                file.seek(0)
                text = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is not text. Choose a YAML file in UTF-8."))
        return {**data, "text": text}
