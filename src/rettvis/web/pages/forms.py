"""The base of every form: the design system's look, and errors tied to their fields."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.copies import Fields
from rettvis.web.pages.widgets import QUICK, Option, options

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
    def errors(self) -> Any:
        """The field's errors; nothing is made where there are none."""
        return self.form.errors.get(self.name, ())

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

    @property
    def options(self) -> list[Option]:
        """The radio buttons or checkboxes of the group."""
        widget = self.field.widget
        attributes = {**widget.attrs, **self.build_widget_attrs({}, widget)}
        attributes.setdefault("id", self.auto_id)
        return options(widget, self.html_name, self.value(), attributes)

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        """The box itself; the plain kinds without a template for each."""
        own = widget or self.field.widget
        quick = QUICK.get(type(own))
        if quick is None or only_initial:
            return super().as_widget(widget, attrs, only_initial)
        attributes = {**own.attrs, **self.build_widget_attrs(attrs or {}, own)}
        attributes.setdefault("id", self.auto_id)
        return quick(own, self.html_name, self.value(), attributes)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> Any:
        """The design system's class, and what the field is described by."""
        attrs = {**attrs, **({"disabled": True} if self.field.disabled else {})}
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
        if not isinstance(self.base_fields, Fields):
            _prepare(type(self))
        super().__init__(*args, **kwargs)


def _prepare(form: type[forms.Form]) -> None:
    """Once for each class: fields that are copied quickly, and say in our words what is missing."""
    form.base_fields = Fields(form.base_fields)  # type: ignore[misc]
    for field in form.base_fields.values():
        if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = _("Fill in this field.")
