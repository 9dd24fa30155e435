"""Saved budgets: the list, one of them computed again, and the same as files."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis import __version__
from rettvis.edges.given.budget import budget_again
from rettvis.journey.simulation import Budget
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.pages.forms import Form
from rettvis.web.simulation.budget_shown import shown
from rettvis.web.simulation.budget_views import KIND, content_of
from rettvis.web.simulation.exact import exact_content
from rettvis.web.simulation.models import LONGEST_KEY, SavedResult
from rettvis.web.simulation.saved import saved_results
from rettvis.web.simulation.schemes import FILE, LARGEST, keep_scheme, offered

SHOWN = 100
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
"""The files of a saved budget, and what each is called on the way."""


class SchemeForm(Form):
    """A scheme as a file."""

    scheme = forms.FileField(
        label=gettext_lazy("The scheme as a YAML file"),
        help_text=gettext_lazy("The source, the condition, from which day, and the steps with hours a week."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )


@dataclass(frozen=True)
class Again:
    """A saved budget computed again now, and whether every figure is the same; None where it cannot be."""

    found: Budget | None
    same: bool
    faults: tuple[Fault, ...] = ()


@guarded(Action.SEE_SIMULATION, post=Action.SIMULATE)
def budgets(request: HttpRequest) -> HttpResponse:
    """The saved budgets and the schemes; a POST gives another scheme."""
    may_make = may(request.user, Action.SIMULATE)
    posted = request.method == "POST"
    form = SchemeForm(request.POST if posted else None, request.FILES if posted else None)
    faults: tuple[Fault, ...] = ()
    if posted and form.is_valid():
        try:
            _keep(request, form.cleaned_data["scheme"])
        except Faulty as refusal:
            faults = refusal.faults
        else:
            messages.success(request, _("The scheme is read. Now a budget can be made for it."))
            return redirect("budgets")
    context = {
        "rows": list(saved_results(request.user, KIND)[:SHOWN]),
        "schemes": offered(request.user) if may_make else [],
        "may_make": may_make,
        "form": form,
        "faults": faults,
        "key": uuid4().hex,
    }
    return render(request, "simulation/budgets.jinja", context, status=422 if form.errors or faults else 200)


def _keep(request: HttpRequest, file: Any) -> None:
    if getattr(file, "fault", "") or file.size > LARGEST:
        raise Faulty([Fault(FILE, sentence("The file is too large to be a scheme."))])
    file.seek(0)
    municipality = grants(request.user, Action.SIMULATE)[0].municipality
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
    keep_scheme(request.user, municipality, file.read(), key, timezone.now())


@guarded(Action.SEE_SIMULATION)
def saved_budget(request: HttpRequest, saved: int) -> HttpResponse:
    """One saved budget, computed again from its assumptions and compared with what was saved."""
    row = budget_row(request, saved)
    again = computed_again(row)
    schemes = offered(request.user) if may(request.user, Action.SIMULATE) else []
    context = {
        "row": row,
        "again": again,
        "answer": None if again.found is None else shown(again.found),
        "version": __version__,
        "scheme": schemes[0] if schemes else None,
        "before": _before(row),
        "files": list(TYPES) if again.found else [],
    }
    return render(request, "simulation/saved_budget.jinja", context)


def budget_row(request: HttpRequest, saved: int) -> SavedResult:
    """The saved budget, where the reader may see it; 404 otherwise."""
    row = saved_results(request.user, KIND).filter(pk=saved).first()
    if row is None:
        raise Http404
    return row


def computed_again(row: SavedResult) -> Again:
    """The budget of a row computed now, and whether it came to the same."""
    inputs = exact_content(row.inputs)
    try:
        found = budget_again(inputs["scheme"], inputs["assumptions"])
    except Faulty as refusal:
        return Again(None, False, refusal.faults)
    now = json.loads(json.dumps(content_of(found)[1]))
    return Again(found, now == row.result)


def _before(row: SavedResult) -> list[tuple[int, Any, Any]]:
    """Each step with its saved expected cost and its level in the middle, in kroner."""
    return [
        (step["step"], step["full_year"]["expected_nok"], step["first_year"]["expected_nok"])
        for step in row.result["steps"]
    ]
