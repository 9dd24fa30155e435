"""From how many users a group is shown to those who may not see the cases: set by municipality."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.journey.statistics.own_cases.suppression import FEWEST, MOST
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import RoleAssignment
from rettvis.web.pages.forms import Form
from rettvis.web.statistics.models import ThresholdSetting, threshold_of


class ThresholdForm(Form):
    """One number."""

    threshold = forms.IntegerField(
        label=gettext_lazy("The fewest users that a group is shown with"),
        min_value=FEWEST,
        max_value=MOST,
        help_text=gettext_lazy("From 3 to 100. Statistics Norway uses 5 for figures of this kind."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
    )


@guarded(Action.SET_THRESHOLD, post=Action.SET_THRESHOLD)
def threshold(request: HttpRequest) -> HttpResponse:
    """The threshold of the municipality, who set it and when, and the form to set another."""
    grant = grants(request.user, Action.SET_THRESHOLD)[0]
    municipality = grant.municipality
    now = threshold_of(municipality)
    form = ThresholdForm(request.POST or None, initial={"threshold": now})
    if request.method == "POST" and form.is_valid():
        set_threshold(grant, form.cleaned_data["threshold"])
        messages.success(request, _("The threshold is saved. It counts from now on."))
        return redirect("threshold")
    history = ThresholdSetting.objects.filter(municipality=municipality).select_related("set_by")
    context: dict[str, Any] = {"form": form, "history": history.order_by("-id")[:20], "now": now}
    return render(request, "statistics/threshold.jinja", context, status=422 if form.errors else 200)


def set_threshold(grant: RoleAssignment, number: int) -> None:
    """Keep a new threshold for the municipality of the grant; the one that stands is not written again."""
    with transaction.atomic():
        if threshold_of(grant.municipality) == number:
            return
        ThresholdSetting.objects.create(
            municipality=grant.municipality, threshold=number, set_by_id=grant.user_id
        )
        look_up(
            grant, Action.SET_THRESHOLD, what=gettext_noop("From how many users a group is shown was set")
        )
