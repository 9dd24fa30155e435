"""The pages of the routines register: the list, one routine, and the form it is written in."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.routines import (
    Content,
    RoutineAct,
    Status,
    check_act,
    missing_in_content,
)
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.pages.engine import day, say
from rettvis.web.pages.whole_numbers import based_on, whole_number
from rettvis.web.routines import services
from rettvis.web.routines.filters import STATES, fits, read
from rettvis.web.routines.forms import RoutineForm, kind_choices, step_choices
from rettvis.web.routines.store import Registered, find, registered


@guarded(Action.SEE_ROUTINES)
def routines(request: HttpRequest) -> HttpResponse:
    """The register, filtered by what stands in the address."""
    today, asked = timezone.localdate(), read(request.GET)
    places = list(municipalities(request.user, Action.SEE_ROUTINES))
    shown = [one for one in registered(places) if fits(one.routine, asked, today)]
    context = {
        "asked": asked,
        "rows": shown,
        "states": STATES.items(),
        "steps": step_choices(),
        "kinds": kind_choices(),
        "today": today,
        "several": len(places) > 1,
        "may_write": may(request.user, Action.DRAFT_ROUTINE),
    }
    return render(request, "routines/list.jinja", context)


@guarded(Action.SEE_ROUTINES)
def routine(request: HttpRequest, pk: int) -> HttpResponse:
    """One routine: the version that is followed, the one on the way, and the earlier ones."""
    return _page(request, _found(request, pk, Action.SEE_ROUTINES))


@guarded(Action.DRAFT_ROUTINE, post=Action.DRAFT_ROUTINE)
def new_routine(request: HttpRequest) -> HttpResponse:
    """The form for a new routine, saved as a first draft."""
    places = list(municipalities(request.user, Action.DRAFT_ROUTINE))
    form = RoutineForm(request.POST or None, places=places)
    key = request.POST.get("key", "")[:40] or uuid4().hex
    if request.method == "POST" and form.is_valid():
        try:
            row = services.begin(form.municipality, key, form.content, request.user, timezone.now())
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("routine", row.pk)
    return _form(request, form, {"key": key, "number": 0, "found": None})


@guarded(Action.DRAFT_ROUTINE, post=Action.DRAFT_ROUTINE)
def edit_routine(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft in a form; of an approved version it makes the next one."""
    found = _found(request, pk, Action.DRAFT_ROUTINE)
    newest = found.routine.newest
    if newest.status is Status.FOR_APPROVAL and request.method != "POST":
        messages.warning(request, _("It waits for approval, and cannot be changed until it is returned."))
        return redirect("routine", pk)
    places = [found.row.municipality]
    initial = RoutineForm.initial_of(newest.content)
    form = RoutineForm(request.POST or None, places=places, initial=initial)
    number = found.revision
    if request.method == "POST":
        number = based_on(request.POST)
        if form.is_valid() and (answer := _save(request, found, form, number)):
            return answer
    return _form(request, form, {"key": "", "number": number, "found": found})


def _save(request: HttpRequest, found: Registered, form: RoutineForm, number: int) -> HttpResponse | None:
    """The answer when it is saved or somebody came between; None when the form has faults to mend."""
    try:
        services.save(found.row, number, form.content, request.user, timezone.now())
    except Faulty as faulty:
        form.add_faults(faulty.faults)
        return None
    except services.Stale as stale:
        current = stale.current
        rows = _differences(found.routine.newest.content, form.content)
        context = {"key": "", "number": current.revision, "found": current, "theirs": rows}
        return _form(request, form, context, status=409)
    messages.success(request, _("The draft is saved."))
    return redirect("routine", found.row.pk)


@guarded(Action.SEE_ROUTINES, post=Action.SEE_ROUTINES)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Send for approval, approve, return or take out of use: the service says who may."""
    found = _found(request, pk, Action.SEE_ROUTINES)
    chosen = request.POST.get("do", "")
    if request.method != "POST" or chosen not in {str(one) for one in RoutineAct}:
        return redirect("routine", pk)
    what = RoutineAct(chosen)
    seen = request.POST.get("based_on", "")
    try:
        services.do(
            found.row,
            what,
            request.user,
            timezone.now(),
            comment=request.POST.get("comment", "")[:2000],
            seen=whole_number(seen) or 0,
        )
    except Faulty as faulty:
        found = _found(request, pk, Action.SEE_ROUTINES)
        return _page(request, found, faults=[say(fault.message) for fault in faulty.faults], status=422)
    messages.success(request, _DONE[what]())
    return redirect("routine", pk)


_DONE = {
    RoutineAct.SUBMIT: lambda: _("It is sent for approval. Somebody who has not written in it approves it."),
    RoutineAct.RETURN: lambda: _("It is returned, and can be changed again."),
    RoutineAct.APPROVE: lambda: _("It is approved, and is followed from now on."),
    RoutineAct.RETIRE: lambda: _("It is taken out of use."),
}


def _found(request: HttpRequest, pk: int, action: Action) -> Registered:
    found = find(municipalities(request.user, action), pk)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Registered, *, faults: list[str] | None = None, status: int = 200
) -> HttpResponse:
    routine, today = found.routine, timezone.localdate()
    user, newest = request.user, routine.newest
    offered = [one for one in RoutineAct if may(user, services.ACTIONS[one])]
    about = {one: routine.in_force if one is RoutineAct.RETIRE else newest for one in offered}
    shown = [
        one
        for one in offered
        if (version := about[one]) and not check_act(version, one, str(user.pk), today, "…")
    ]
    writes = may(user, Action.DRAFT_ROUTINE)
    lacking = missing_in_content(newest.content, today) if writes and newest.status is Status.DRAFT else []
    context = {
        "found": found,
        "routine": routine,
        "today": today,
        "acts": shown,
        "faults": faults or [],
        "missing": [fault.message for fault in lacking],
        "own": newest.status is Status.FOR_APPROVAL and str(user.pk) in newest.authors,
        "may_write": writes and newest.status is not Status.FOR_APPROVAL,
        "comment": request.POST.get("comment", ""),
    }
    return render(request, "routines/routine.jinja", context, status=status)


def _form(
    request: HttpRequest, form: RoutineForm, context: dict[str, Any], status: int | None = None
) -> HttpResponse:
    filled = {"form": form, "theirs": [], **context}
    return render(request, "routines/form.jinja", filled, status=status or (422 if form.errors else 200))


def _differences(theirs: Content, mine: Content) -> list[tuple[str, str, str]]:
    """Where what the other saved is not what was typed here, in the words of the form."""
    fields = RoutineForm.base_fields
    return [
        (str(fields[name].label), _shown(getattr(theirs, name)), _shown(getattr(mine, name)))
        for name in RoutineForm.NAMES
        if getattr(theirs, name) != getattr(mine, name)
    ]


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(say(one.label) for one in value) or "–"
    if hasattr(value, "label"):
        return say(value.label)
    return (day(value) if hasattr(value, "isoformat") else str(value or "")) or "–"
