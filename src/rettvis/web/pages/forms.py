"""The base of every form: the design system's look, and errors tied to their fields."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.widgets import QUICK

PLAIN_LOOK = (forms.HiddenInput, forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class Field(BoundField):
    """A field on a form that points to its help text and its error."""

    @property
    def error_id(self) -> str:
        """The id of the field's error text."""
        return f"{self.auto_id}_error"

    @property
    def help_id(self) -> str:
        """The id of the field's help text."""
        return f"{self.auto_id}_helptext"

    @property
    def grouped(self) -> bool:
        """Whether the field is several radio buttons or checkboxes."""
        return isinstance(self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))

    @property
    def single_checkbox(self) -> bool:
        """Whether the field is one checkbox."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def first_id(self) -> str:
        """The id that a link to the field leads to."""
        return f"{self.auto_id}_0" if self.grouped else str(self.id_for_label)

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        """The box itself; the plain kinds without a template for each."""
        own = widget or self.field.widget
        quick = QUICK.get(type(own))
        if quick is None or only_initial:
            return super().as_widget(widget, attrs, only_initial)
        attributes = {**own.attrs, **self.build_widget_attrs(attrs or {}, own)}
        attributes.setdefault("id", self.auto_id)
        if self.field.disabled:
            attributes["disabled"] = True
        return quick(own, self.html_name, self.value(), attributes)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> Any:
        """The design system's class, and what the field is described by."""
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.setdefault("class", "ds-input")
        described = [self.help_id] if self.help_text and not self.grouped else []
        if self.errors:
            attrs["aria-invalid"] = "true"
            described.append(self.error_id)
        if described:
            attrs["aria-describedby"] = " ".join(described)
        return attrs


class Form(forms.Form):
    """A form whose fields are :class:`Field`; the browser's own bubbles stay off."""

    bound_field_class = Field
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Fill in this field.")
