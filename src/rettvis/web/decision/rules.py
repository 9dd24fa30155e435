"""The provisions that a reason may rest on, as a field with their names."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rettvis.journey.decision import RULES
from rettvis.web.pages.engine import language


class Rules(forms.MultipleChoiceField):
    """Provisions chosen by their names in :data:`rettvis.journey.decision.RULES`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Rules of law"))
        super().__init__(choices=rule_choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


def rule_choices() -> list[tuple[str, str]]:
    """Every provision as it is numbered today, with what it is about."""
    today, code = timezone.localdate(), language()
    found = []
    for name, reference in RULES.items():
        basis = reference.on(today)
        found.append((name, f"{basis.cite(code, short=True)}: {basis.name(code)}"))
    return found
