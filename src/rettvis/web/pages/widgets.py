"""Text boxes and choices written straight to HTML.

Django renders a template for every box and every option; a day clock has hundreds of them, and its page took
most of its time there. What comes out is the same, and everything is escaped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

Attributes = Mapping[str, Any]


def text_input(widget: forms.Widget, name: str, value: Any, attributes: Attributes) -> SafeString:
    """``<input type="text">``."""
    shown = widget.format_value(value)
    filled = {"type": "text", "name": name, **({} if shown is None else {"value": shown}), **attributes}
    return mark_safe(f"<input{_written(filled)}>")


def text_area(widget: forms.Widget, name: str, value: Any, attributes: Attributes) -> SafeString:
    """``<textarea>``; the first line break keeps one that the text begins with."""
    shown = widget.format_value(value)
    return mark_safe(f"<textarea{_written({'name': name, **attributes})}>\n{escape(shown or '')}</textarea>")


def select(widget: forms.Select, name: str, value: Any, attributes: Attributes) -> SafeString:
    """``<select>`` with the options in one list."""
    chosen = "" if value is None else str(value)
    # Choices that are worked out once for each language are taken as they are; Django would go through them.
    offered = getattr(widget.choices, "func", None)
    known = offered() if offered else widget.choices
    options = _options(tuple(known), chosen)
    return mark_safe(f"<select{_written({'name': name, **attributes})}>{options}</select>")


def hidden_input(widget: forms.Widget, name: str, value: Any, attributes: Attributes) -> SafeString:
    """``<input type="hidden">``."""
    return text_input(widget, name, value, {**attributes, "type": "hidden"})


def checkbox(widget: forms.CheckboxInput, name: str, value: Any, attributes: Attributes) -> SafeString:
    """``<input type="checkbox">`` that stands alone."""
    given = {} if value is True or value is False or value is None or value == "" else {"value": str(value)}
    chosen = {"checked": bool(widget.check_test(value))}
    return mark_safe(
        f"<input{_written({'type': 'checkbox', 'name': name, **given, **attributes, **chosen})}>"
    )


@dataclass(frozen=True)
class Option:
    """One of a group of radio buttons or checkboxes."""

    id: str
    label: Any
    box: SafeString


def options(widget: ChoiceWidget, name: str, value: Any, attributes: Attributes) -> list[Option]:
    """The boxes of a group, in order; the group's own choices are not nested."""
    chosen = widget.format_value(value)
    made = []
    for place, (key, label) in enumerate(widget.choices):
        own = {
            "type": widget.input_type,
            "name": name,
            "value": str(key),
            **attributes,
            "id": f"{attributes['id']}_{place}",
            "checked": str(key) in chosen,
        }
        made.append(Option(own["id"], label, mark_safe(f"<input{_written(own)}>")))
    return made


QUICK: Mapping[type[forms.Widget], Callable[..., SafeString]] = {
    forms.TextInput: text_input,
    forms.DateInput: text_input,
    forms.HiddenInput: hidden_input,
    forms.CheckboxInput: checkbox,
    forms.Textarea: text_area,
    forms.Select: select,
}


def _written(attributes: Attributes) -> str:
    """Attributes with their values escaped; a true one stands alone, a false or missing one not at all."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )


@lru_cache(maxsize=512)
def _options(known: tuple[tuple[Any, Any], ...], chosen: str) -> str:
    """The options of a list, the same for every row of a page that has chosen the same."""
    return "".join(
        f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}>{escape(words)}</option>'
        for key, words in known
    )
