"""What somebody asks the follow-up for: months, steps and a provider. All of it stands in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.delivery.price_regulation import month_before
from rettvis.journey.follow_up import StepOfTime, whole_steps
from rettvis.rulekit.period import Period
from rettvis.web.delivery.models import Provider
from rettvis.web.delivery.regulation_forms import MonthField
from rettvis.web.pages.engine import say
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import in_language

MOST_MONTHS = 60
USUAL_MONTHS = 12


class AskedForm(Form):
    """The filters. An address that somebody has changed by hand gets a sentence, not another answer."""

    first = MonthField(label=gettext_lazy("From the month"), required=False)
    last = MonthField(label=gettext_lazy("To the month"), required=False)
    step = forms.ChoiceField(
        label=gettext_lazy("Month or quarter"),
        required=False,
        choices=in_language(lambda: [(str(one), say(one.label)) for one in StepOfTime]),
    )
    provider = forms.ChoiceField(label=gettext_lazy("Provider"), required=False)

    def __init__(self, *args: Any, providers: list[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.pk), one.name) for one in providers]
        self.fields["provider"].choices = [("", _("All providers")), *known]

    def clean(self) -> dict[str, Any]:
        """The months in order, and not too many."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error(
                "last", ValidationError(_("The last month is before the first. Change one of them."))
            )
        elif first and last and month_before(last, MOST_MONTHS - 1) > first:
            text = _("The period is longer than %(years)s years. Choose a shorter one.")
            self.add_error("first", ValidationError(text, params={"years": MOST_MONTHS // 12}))
        return data


@dataclass(frozen=True)
class Asked:
    """One request: from which month to which, how long each step is, and one provider or all (None)."""

    first: date
    last: date
    step: StepOfTime
    provider: Provider | None
    municipality: str = ""
    """Its number, where the reader has several to choose among."""

    @property
    def period(self) -> Period:
        """The whole steps that hold the months asked for: no quarter is told by some of its months."""
        return whole_steps(self.first, self.last, self.step)

    @property
    def is_widened(self) -> bool:
        """Whether the period is longer than the months that were asked for."""
        return self.period != whole_steps(self.first, self.last, StepOfTime.MONTH)

    def address(self, base: str) -> str:
        """The address of ``base`` with this request in it."""
        words = {
            "first": f"{self.first:%Y-%m}",
            "last": f"{self.last:%Y-%m}",
            "step": str(self.step),
        }
        if self.provider is not None:
            words["provider"] = str(self.provider.pk)
        if self.municipality:
            words["municipality"] = self.municipality
        return f"{base}?{urlencode(words)}"


def read(data: QueryDict, providers: list[Provider], today: date) -> tuple[Asked, AskedForm]:
    """The request and its form. With faults in the form, the request is the usual one: the last year."""
    given_any = any(name in data for name in AskedForm.base_fields)
    form = AskedForm(data if given_any else {}, providers=providers)
    given = form.cleaned_data if form.is_valid() else {}
    last = given.get("last") or max(today.replace(day=1), given.get("first") or date.min)
    first = given.get("first") or month_before(last, USUAL_MONTHS - 1)
    if month_before(last, MOST_MONTHS - 1) > first:
        first = month_before(last, MOST_MONTHS - 1)
    provider = next((one for one in providers if str(one.pk) == given.get("provider")), None)
    return Asked(first, last, StepOfTime(given.get("step") or "month"), provider), form
