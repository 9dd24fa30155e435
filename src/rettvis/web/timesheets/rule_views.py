"""The page of what timesheets are checked with, and the form to set it from a day on."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.delivery.forms import FaultForm
from rettvis.web.delivery.models import Provider
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import Text, WholeNumber
from rettvis.web.timesheets.models import LONGEST_NAME, CheckRuleRow
from rettvis.web.timesheets.rules import REGIME_NAMES, NewRules, set_rules

WHAT = gettext_noop("What timesheets are checked with")
SHOWN = 100
SEE, SET = Action.SEE_TIMESHEETS, Action.SET_SHIFT_RULES


class RulesForm(FaultForm):
    """What counts from a day on."""

    whom = forms.ChoiceField(label=gettext_lazy("Which providers"))
    holds_from = DateField(label=gettext_lazy("From and including"))
    regime = forms.ChoiceField(label=gettext_lazy("Limits of working time"))
    resting_percent = WholeNumber(
        label=gettext_lazy("How much of a resting night is taken from the hours, in percent"),
        help_text=gettext_lazy("From 0 to 100. 100 is hour for hour."),
    )
    source = Text(
        label=gettext_lazy("Where it is decided"),
        help_text=gettext_lazy("For example: the tariff of the provider, or a decision of the council"),
        longest=LONGEST_NAME,
        required=True,
    )

    def __init__(
        self, *args: Any, places: list[tuple[int, str]], providers: list[Provider], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["regime"].choices = [(name, say(text)) for name, text in REGIME_NAMES.items()]
        everybody = [
            (
                f"m{pk}",
                _("Every provider")
                if len(places) == 1
                else _("Every provider in %(place)s") % {"place": name},
            )
            for pk, name in places
        ]
        self.fields["whom"].choices = [*everybody, *((f"p{one.pk}", one.name) for one in providers)]
        self.providers = {f"p{one.pk}": one for one in providers}

    def told(self) -> tuple[int, NewRules]:
        """The municipality, and what is set there."""
        data = self.cleaned_data
        provider = self.providers.get(data["whom"])
        place = int(data["whom"][1:]) if provider is None else provider.municipality_id
        new = NewRules(data["holds_from"], provider, data["regime"], data["resting_percent"], data["source"])
        return place, new


@guarded(SEE, post=SET)
def check_rules_page(request: HttpRequest) -> HttpResponse:
    """What counts and has counted, the newest first; a POST sets it from a day on."""
    form = _form(request) if may(request.user, SET) else None
    if request.method == "POST" and form is not None and form.is_valid():
        place, new = form.told()
        try:
            set_rules(request.user, place, new, timezone.now())
        except Faulty as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("It is saved. The lines it is about are checked again shortly."))
            return redirect("shift_rules")
    own = [grant.municipality_id for grant in grants(request.user, SEE)]
    rows = CheckRuleRow.objects.filter(municipality__in=own).select_related(
        "provider", "set_by", "municipality"
    )
    look_up(grants(request.user, SEE)[0], SEE, what=WHAT)
    context = {
        "rows": [(row, say(REGIME_NAMES[row.regime])) for row in rows.order_by("-holds_from", "-pk")[:SHOWN]],
        "form": form,
        "several": len(set(own)) > 1,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "timesheets/rules.jinja", context, status=status)


def _form(request: HttpRequest) -> RulesForm:
    held = {grant.municipality_id: grant.municipality.name for grant in grants(request.user, SET)}
    providers = list(Provider.objects.filter(municipality__in=held).order_by("name", "pk"))
    return RulesForm(
        request.POST if request.method == "POST" else None, places=list(held.items()), providers=providers
    )
