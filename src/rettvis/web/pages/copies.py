"""The fields of a form class, copied for each form without going through what no form changes.

Django copies the choices too, words and all, for every row of a page; a day clock has hundreds of them. A
form may give its own fields other choices, another label or another attribute: these are set, and never
changed in place.
"""

from copy import deepcopy
from typing import Any, TypeVar

from django import forms

Thing = TypeVar("Thing")

_NESTED = (forms.MultiValueField, forms.ModelChoiceField, forms.MultiWidget)
"""What has parts of its own to copy."""


class Fields(dict[str, forms.Field]):
    """Fields by name; a deep copy of it is quick."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: _field(field, memo) for name, field in self.items()}


def _field(field: forms.Field, memo: dict[int, Any]) -> forms.Field:
    if isinstance(field, _NESTED) or isinstance(field.widget, _NESTED):
        return deepcopy(field, memo)
    made = _shallow(field)
    made.widget = _shallow(field.widget)
    made.widget.attrs = field.widget.attrs.copy()
    return made


def _shallow(thing: Thing) -> Thing:
    made = object.__new__(type(thing))
    made.__dict__.update(thing.__dict__)
    return made
