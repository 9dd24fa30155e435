"""The provisions that a reason may rest on, as a field with their names."""

from datetime import date
from functools import lru_cache
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


def rule_choices() -> tuple[tuple[str, str], ...]:
    """Every provision as it is numbered today, with what it is about."""
    return _choices(timezone.localdate(), language())


@lru_cache(maxsize=16)
def _choices(today: date, code: str) -> tuple[tuple[str, str], ...]:
    bases = {name: reference.on(today) for name, reference in RULES.items()}
    return tuple(
        (name, f"{basis.cite(code, short=True)}: {basis.name(code)}") for name, basis in bases.items()
    )
