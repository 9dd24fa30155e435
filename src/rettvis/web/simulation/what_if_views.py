"""What if: the same persons under changed rules, from our own cases in force; saved answers opened again."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.edges.plain_json import plain
from rettvis.edges.what_if_document import what_if_data
from rettvis.journey.simulation.what_if import (
    Figures,
    Population,
    Prices,
    Result,
    Scenario,
    by_norms,
    divided,
    may_be_told,
    what_if,
)
from rettvis.journey.statistics.own_cases.suppression import hidden_counts, small
from rettvis.lawbook.rulesets import FOR_MANY
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.handling.threshold import threshold_for, threshold_in
from rettvis.web.pages.engine import language
from rettvis.web.simulation.models import LONGEST_KEY, SavedResult
from rettvis.web.simulation.saved import save_result, saved_results
from rettvis.web.simulation.schemes import OfferedScheme, offered, version_of
from rettvis.web.simulation.what_if_form import WhatIfForm
from rettvis.web.simulation.what_if_population import RULES, population_of
from rettvis.web.simulation.what_if_shown import shown

KIND = "what_if"
SHOWN = 100
READ = gettext_noop("What if other rules held: counts over the decisions in force")
SAVED = gettext_noop("The answer of a what-if was saved")


@guarded(Action.SEE_SIMULATION)
def what_ifs(request: HttpRequest) -> HttpResponse:
    """The saved answers, and the way to a new one."""
    rows = list(saved_results(request.user, KIND)[:SHOWN])
    context = {"rows": rows, "may_make": may(request.user, Action.SIMULATE)}
    return render(request, "simulation/what_ifs.jinja", context)


@guarded(Action.SIMULATE, post=Action.SIMULATE)
def new_what_if(request: HttpRequest) -> HttpResponse:
    """The form, and the answer below it; ``do=save`` keeps the answer."""
    grant = grants(request.user, Action.SIMULATE)[0]
    on = timezone.localdate()
    chosen = next(iter(offered(request.user)), None)
    scheme = None if chosen is None else version_of(chosen.content)
    ruleset = FOR_MANY[RULES].versions.at(on)
    posted = request.method == "POST"
    form = WhatIfForm(request.POST if posted else None, ruleset.parameters, scheme)
    document = _answer(request, form, on, scheme) if posted else None
    if document is not None and request.POST.get("do") == "save":
        title = form.cleaned_data["title"]
        if title:
            kept = _save(request, title, form, document, chosen)
            messages.success(request, _("The answer is saved."))
            return redirect("saved_what_if", kept.pk)
        form.add_error("title", _("Give the answer a name, so that it can be found again."))
    context = {
        "form": form,
        "scheme": chosen,
        "municipality": grant.municipality,
        "answer": None if document is None else shown(document, full=threshold_for(request.user) is None),
        "key": request.POST.get("key") or uuid4().hex,
    }
    return render(request, "simulation/new_what_if.jinja", context, status=422 if form.errors else 200)


def _answer(
    request: HttpRequest, form: WhatIfForm, on: date, scheme: SchemeVersion | None
) -> Mapping[str, Any] | None:
    """The answer of what is asked for, written in the log; None where the form has faults."""
    asked = form.asked()
    if asked is None:
        return None
    grant = grants(request.user, Action.SIMULATE)[0]
    population = population_of(grant.municipality, on)
    for scenario in asked[0]:
        if scenario.norms and not _has_norms(population, scenario, on):
            form.add_error("norms", _("This municipality has no norm with figures for the activities here."))
            return None
    look_up(grant, Action.SIMULATE, what=READ)
    return computed(population, *asked, scheme, threshold_in(grant.municipality_id))


def _has_norms(population: Population, scenario: Scenario, on: date) -> bool:
    return any(by_norms(part.frame.collect_schema().names(), scenario.norms, on) for part in population.parts)


def computed(
    population: Population,
    scenarios: Sequence[Scenario],
    prices: Prices,
    scheme: SchemeVersion | None,
    threshold: int,
) -> Mapping[str, Any]:
    """The answer as a document, with what of it may be told to those who see nobody's case."""
    result = what_if(population, scenarios, prices, scheme)
    told = divided(result, partial(hidden_counts, threshold=threshold))
    document = {
        **what_if_data(result, told),
        "threshold": threshold,
        "told": may_be_told(result, partial(small, threshold=threshold)),
        "today_told": _today_told(result, threshold),
    }
    found: Mapping[str, Any] = plain(document, language())
    return found


def _today_told(result: Result, threshold: int) -> bool:
    return not any(small(count, threshold) for count in Figures(result.today.whole).today())


def _save(
    request: HttpRequest,
    title: str,
    form: WhatIfForm,
    document: Mapping[str, Any],
    scheme: OfferedScheme | None,
) -> SavedResult:
    inputs = inputs_of(RULES, form.scenarios(), document, None if scheme is None else scheme.title)
    return save_result(
        request.user,
        grants(request.user, Action.SIMULATE)[0].municipality,
        KIND,
        title,
        inputs,
        document,
        key=request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex,
        now=timezone.now(),
        what=SAVED,
    )


def inputs_of(
    rules: str, scenarios: Sequence[Scenario], document: Mapping[str, Any], scheme: str | None
) -> Mapping[str, Any]:
    """What an answer rests on, as it is kept; the persons themselves are not."""
    return {
        "rules": rules,
        "law_date": document["law_date"],
        "scheme": scheme,
        "scenarios": [
            {
                "name": one.name,
                "set": dict(one.changes),
                "norms": one.norms or None,
                "supplement_step": one.step,
            }
            for one in scenarios
        ],
        "assumptions": document["assumptions"],
    }


@guarded(Action.SEE_SIMULATION)
def saved_what_if(request: HttpRequest, saved: int) -> HttpResponse:
    """One saved answer, as it was computed that day."""
    row = saved_results(request.user, KIND).filter(pk=saved).first()
    if row is None:
        raise Http404
    context = {
        "row": row,
        "answer": shown(row.result, full=threshold_for(request.user) is None),
        "may_make": may(request.user, Action.SIMULATE),
    }
    return render(request, "simulation/saved_what_if.jinja", context)
