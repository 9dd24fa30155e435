"""The page where a budget is made: the assumptions as a form, and the answer that follows what is typed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.edges.budget_document import budget_data
from rettvis.edges.plain_json import plain
from rettvis.journey.simulation import Budget, budget
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.period import Period
from rettvis.web.access.actions import Action
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import User
from rettvis.web.pages.engine import language
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.simulation.budget_form import MOST_GROUPS, BudgetForm, form_of, read, typed
from rettvis.web.simulation.budget_shown import shown
from rettvis.web.simulation.earlier import fill_in, key_of, title_of
from rettvis.web.simulation.exact import exact_content
from rettvis.web.simulation.models import LONGEST_KEY, SavedResult
from rettvis.web.simulation.saved import save_result, saved_results
from rettvis.web.simulation.schemes import OfferedScheme, offered, version_of
from rettvis.web.simulation.use import years_with_use

KIND = "budget"


@guarded(Action.SIMULATE, post=Action.SIMULATE)
def new_budget(request: HttpRequest, scheme: str) -> HttpResponse:
    """The form and the answer. ``do=try`` answers alone, ``do=save`` keeps what is answered."""
    chosen = next((one for one in offered(request.user) if one.key == scheme), None)
    if chosen is None:
        raise Http404
    version = version_of(chosen.content)
    data = request.POST.copy() if request.method == "POST" else _start(request, version)
    pressed = data.get("do", "")
    _rearrange(data, pressed)
    used = years_with_use(chosen.municipality)
    fitted = fill_in(data, pressed, chosen.municipality, used)
    form = form_of(data, [(key_of(*one), title_of(*one)) for one in used])
    if fitted is not None:
        form.groups[fitted].add_error("earlier", _("Too few persons had hours. Write what you believe."))
    found = computed(form, version)
    if pressed == "save" and found is not None:
        if form.common.cleaned_data["title"]:
            kept = _save(request.user, chosen, form, found, data.get("key", ""))
            messages.success(request, _("The budget is saved."))
            return redirect("saved_budget", kept.pk)
        form.common.add_error("title", _("Give the budget a name, so that it can be found again."))
    quiet = request.method == "GET" or pressed.partition(":")[0] in ("try", "add", "remove")
    refused = form.errors and not quiet
    context = {
        "refused": refused,
        "scheme": chosen,
        "version": version,
        "form": form,
        "answer": None if found is None else shown(found),
        "key": data.get("key") or uuid4().hex,
        "may_add": len(form.groups) < MOST_GROUPS,
        "pressed": pressed,
        "may_fit": bool(used),
    }
    return render(request, "simulation/new_budget.jinja", context, status=422 if refused else 200)


def computed(form: BudgetForm, version: SchemeVersion) -> Budget | None:
    """The budget of what was typed; None where there are faults, which then stand in the form."""
    form.common.is_valid()
    start = form.common.cleaned_data.get("start") or version.period.first
    last = version.period.last
    if last is not None and start > last:
        message = _("The scheme ends on %(day)s, before this day. Choose an earlier one.")
        form.common.add_error("start", message % {"day": last.strftime("%d.%m.%Y")})
        return None
    moved = replace(version, period=Period(start, last))
    assumptions = read(form, moved)
    return None if assumptions is None else budget(moved, assumptions)


def content_of(found: Budget) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What a budget rests on and what it comes to, as they are kept."""
    whole = plain(budget_data(found), language())
    inputs = {name: whole[name] for name in ("scheme", "assumptions")}
    names = ("basis", "steps", "largest_step", "largest_step_first_year", "rounding", "variance_method")
    return inputs, {name: whole[name] for name in names}


def _save(user: User, chosen: OfferedScheme, form: BudgetForm, found: Budget, key: str) -> SavedResult:
    inputs, result = content_of(found)
    return save_result(
        user,
        chosen.municipality,
        KIND,
        form.common.cleaned_data["title"],
        inputs,
        result,
        key=key[:LONGEST_KEY] or uuid4().hex,
        now=timezone.now(),
        what=gettext_noop("A budget was saved"),
    )


def _start(request: HttpRequest, version: SchemeVersion) -> Any:
    """What the form begins with: the scheme's own costs, or the assumptions of a saved budget."""
    row = saved_results(request.user, KIND).filter(pk=whole_number(request.GET.get("fra", ""))).first()
    if row is None:
        data = typed({}, version.period.first)
        if any(step.annual_cost is None for step in version.steps):
            _rearrange(data, "add")
        return data
    inputs = exact_content(row.inputs)
    return typed(inputs["assumptions"], date.fromisoformat(inputs["scheme"]["effective_from"]))


def _rearrange(data: Any, pressed: str) -> None:
    """Add an empty group, or take one away."""
    count = min(whole_number(data.get("groups", "")) or 0, MOST_GROUPS)
    if pressed == "add" and count < MOST_GROUPS:
        data.update({f"g{count}-{name}": "100" for name in ("low", "likely", "high")})
        count += 1
    elif pressed.startswith("remove:") and (place := whole_number(pressed[7:])) is not None:
        count = _without(data, place, count)
    data["groups"] = str(count)


def _without(data: Any, gone: int, count: int) -> int:
    """The groups after the one that goes move up; how many are left."""
    if gone >= count:
        return count
    for number in range(gone, count):
        for name in [name for name in data if name.startswith(f"g{number}-")]:
            del data[name]
        start = f"g{number + 1}-"
        for name in [name for name in data if name.startswith(start)]:
            data[f"g{number}-{name.removeprefix(start)}"] = data[name]
    return count - 1
