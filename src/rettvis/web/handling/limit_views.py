"""The municipality's own limits of handling time: what held when, and a new one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.application.events import refresh
from rettvis.web.application.models import OPEN_STATUSES, Case, HandlingLimit
from rettvis.web.handling.forms import LimitForm


@guarded(Action.SEE_STATISTICS, post=Action.APPROVE_DECISION)
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit there has been, the newest first; a leader sets a new one, and none is ever changed."""
    form = LimitForm(request.POST or None, initial={"holds_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        set_limit(request, form)
        messages.success(request, _("The limit is set. What is due in the open cases follows it."))
        return redirect("handling_limits")
    given = grants(request.user, Action.SEE_STATISTICS)
    rows = HandlingLimit.objects.filter(municipality__in={grant.municipality_id for grant in given})
    context = {
        "form": form,
        "rows": list(rows.select_related("set_by", "municipality").order_by("-holds_from", "-pk")),
        "may_set": may(request.user, Action.APPROVE_DECISION),
    }
    return render(request, "handling/limits.jinja", context, status=422 if form.errors else 200)


@transaction.atomic
def set_limit(request: HttpRequest, form: LimitForm) -> None:
    """Write the limit for each municipality where the person decides; the same one sent twice is one."""
    values = {name: form.cleaned_data[name] for name in ("kind", "days", "holds_from", "source")}
    for place in {grant.municipality_id for grant in grants(request.user, Action.APPROVE_DECISION)}:
        newest = HandlingLimit.objects.filter(municipality=place, kind=values["kind"]).order_by("-pk").first()
        if newest is not None and all(getattr(newest, name) == value for name, value in values.items()):
            continue
        HandlingLimit.objects.create(municipality_id=place, set_by=request.user, **values)
        refresh(Case.objects.filter(municipality=place, status__in=OPEN_STATUSES))
