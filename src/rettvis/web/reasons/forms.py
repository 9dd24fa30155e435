"""A text of the library as it is typed, and what it is looked for by."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rettvis.journey.application import Service
from rettvis.journey.decision import RULES
from rettvis.journey.decision.library import ReasonText
from rettvis.journey.decision.library.text import LONGEST_TEXT, LONGEST_TITLE
from rettvis.journey.decision.words import Words
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import LANGUAGES
from rettvis.web.pages.engine import language, say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text


def rule_choices() -> tuple[tuple[str, str], ...]:
    """Every provision that a reason may rest on, as it is numbered today."""
    return _choices(timezone.localdate(), language())


@lru_cache(maxsize=16)
def _choices(today: date, code: str) -> tuple[tuple[str, str], ...]:
    bases = {name: reference.on(today) for name, reference in RULES.items()}
    return tuple(
        (name, f"{basis.cite(code, short=True)}: {basis.name(code)}") for name, basis in bases.items()
    )


def service_choices() -> list[tuple[str, str]]:
    """Every service with its words."""
    return [(str(service), say(service.label)) for service in Service]


class TextForm(Form):
    """A text: its title, its words in each language, the law, and the services it fits."""

    title = Text(
        label=gettext_lazy("Title, for those who choose it"),
        longest=LONGEST_TITLE,
        required=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    rules = forms.MultipleChoiceField(
        label=gettext_lazy("Provisions that the text speaks of"),
        choices=rule_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    services = forms.MultipleChoiceField(
        label=gettext_lazy("Services that it fits"),
        help_text=gettext_lazy("None chosen: every service"),
        choices=service_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    norm = forms.BooleanField(
        label=gettext_lazy("The text speaks of a norm or a practice"),
        help_text=gettext_lazy("Then it is guidance, and can never be the only reason."),
        required=False,
    )
    nb = Text(rows=6, longest=LONGEST_TEXT, label=gettext_lazy("The text in bokmål"))
    nn = Text(rows=6, longest=LONGEST_TEXT, label=gettext_lazy("The text in nynorsk"))
    en = Text(rows=6, longest=LONGEST_TEXT, label=gettext_lazy("The text in English"))

    @staticmethod
    def of(text: ReasonText) -> dict[str, Any]:
        """What stands in the form for ``text``."""
        return {
            "title": text.title,
            "rules": list(text.rules),
            "services": [str(service) for service in text.services],
            "norm": text.norm,
            **{code: text.words.of(code) for code in LANGUAGES},
        }

    @property
    def value(self) -> ReasonText:
        """What was typed."""
        data = self.cleaned_data
        return ReasonText(
            title=" ".join(data["title"].split()),
            words=Words(**{code: data[code].strip() for code in LANGUAGES}),
            rules=tuple(data["rules"]),
            services=tuple(Service(name) for name in data["services"]),
            norm=data["norm"],
        )

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field."""
        for fault in faults:
            field = fault.place.removeprefix("words.")
            self.add_error(field if field in self.fields else None, say(fault.message))


class RetireForm(Form):
    """From which day a text is out of use, and why."""

    on = DateField(label=gettext_lazy("Out of use from"))
    comment = Text(rows=2, label=gettext_lazy("Why"), longest=1000)
