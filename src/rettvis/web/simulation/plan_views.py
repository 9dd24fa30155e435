"""The form where a year's plan is made."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.given.amounts import exact
from rettvis.edges.month_names import month_name
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded
from rettvis.web.hourbank.sources import service_titles
from rettvis.web.pages.engine import say
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Hours, WholeNumber
from rettvis.web.simulation.budget_views import KIND
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.plans import AskedPlan, keep_plan
from rettvis.web.simulation.saved import saved_results

MONTHS = range(1, 13)
FIRST_YEAR, LAST_YEAR = 2020, 2100


class PlanForm(Form):
    """The year, the service, and where the plan is from."""

    year = WholeNumber(label=gettext_lazy("Year"))
    service = forms.ChoiceField(label=gettext_lazy("Service code"))
    saved = forms.ChoiceField(
        label=gettext_lazy("Saved budget"),
        required=False,
        help_text=gettext_lazy(
            "Its expected cost is spread over the days of the year, without administration."
        ),
    )
    step = WholeNumber(label=gettext_lazy("Step"), required=False)
    price = forms.CharField(
        label=gettext_lazy("Price, kroner an hour"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Used hours are made into kroner by it. Empty: the price of the budget."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal", "size": 8}),
    )

    def __init__(self, *args: Any, budgets: Sequence[SavedResult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = sorted((say(title), code) for code, title in service_titles().items())
        self.fields["service"].choices = [
            (code, title if title == code else f"{title} ({code})") for title, code in titles
        ]
        own = [(str(row.pk), row.title) for row in budgets]
        self.fields["saved"].choices = [("", _("None: I enter the hours below")), *own]
        for month in MONTHS:
            self.fields[f"m{month}"] = Hours(label=say(month_name(month)).capitalize(), required=False)

    def clean_year(self) -> int:
        """A year that can have a plan."""
        year: int = self.cleaned_data["year"]
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Write a year from %(first)s to %(last)s."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        return year

    def clean_price(self) -> int | None:
        """Øre an hour."""
        text = self.cleaned_data["price"]
        if not text:
            return None
        number = exact(text)
        if number is None or number <= 0 or (number * 100).denominator != 1:
            raise forms.ValidationError(_("Write the price in kroner, as 480 or 480,50."))
        return int(number * 100)


@guarded(Action.SIMULATE, post=Action.SIMULATE)
def year_plan(request: HttpRequest) -> HttpResponse:
    """Make the plan of a year; the newest plan of a year and a service counts."""
    budgets = list(saved_results(request.user, KIND)[:100])
    posted = request.method == "POST"
    start = {"year": timezone.localdate().year, "saved": request.GET.get("fra", ""), "step": ""}
    form = PlanForm(request.POST if posted else None, budgets=budgets, initial=start)
    if posted and form.is_valid():
        asked = _asked(form, budgets)
        place = (
            asked.saved.municipality if asked.saved else grants(request.user, Action.SIMULATE)[0].municipality
        )
        try:
            row = keep_plan(
                request.user, place, asked, request.POST.get("key") or uuid4().hex, timezone.now()
            )
        except Faulty as refusal:
            for fault in refusal.faults:
                name = {"months": "m1"}.get(fault.place, fault.place)
                form.add_error(name if name in form.fields else None, say(fault.message))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect(f"{reverse('follow_up')}?plan={row.pk}")
    context = {
        "form": form,
        "months": [form[f"m{month}"] for month in MONTHS],
        "key": request.POST.get("key") or uuid4().hex,
    }
    return render(request, "simulation/year_plan.jinja", context, status=422 if form.errors else 200)


def _asked(form: PlanForm, budgets: Sequence[SavedResult]) -> AskedPlan:
    data = form.cleaned_data
    saved = next((row for row in budgets if str(row.pk) == data["saved"]), None)
    minutes = tuple(data[f"m{month}"] or 0 for month in MONTHS)
    return AskedPlan(data["year"], data["service"], data["price"], saved, data["step"], minutes)
