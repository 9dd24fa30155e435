"""The front page of a case, and who has looked at it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from rettvis.web.access.actions import ACTION_NAMES, Action
from rettvis.web.access.gate import may
from rettvis.web.access.search import PAGE, entries_about
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.application.moving import move_case, units_to
from rettvis.web.application.services import assign, handlers_of
from rettvis.web.pages.notices import notices_of
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import KEY_DIGITS, whole_number


@on_case(gettext_noop("The case's front page"), post=None)
def overview(request: HttpRequest, case: Case) -> HttpResponse:
    """The case at a glance: the person, the steps, and what is due."""
    may_assign = may(request.user, Action.ASSIGN_CASE, case)
    context = {
        "notices": notices_of(case, request.user, timezone.localdate()),
        "may_assign": may_assign,
        "handlers": [(user.pk, user.name) for user in handlers_of(case)] if may_assign else [],
    }
    return case_page(request, "application/overview.jinja", case, context, current="overview")


@on_case(gettext_noop("Who handles the case"), get=Action.ASSIGN_CASE, post=Action.ASSIGN_CASE)
def hand_over(request: HttpRequest, case: Case) -> HttpResponse:
    """Hand the case to somebody who may handle it, or put it back unassigned."""
    if request.method == "POST":
        chosen = request.POST.get("handler", "")
        to = next((user for user in handlers_of(case) if str(user.pk) == chosen), None)
        if to is not None or not chosen:
            assign(case, to, by=request.user)
            name = to.name if to else gettext("nobody")
            messages.success(request, gettext("The case is now handled by %(name)s.") % {"name": name})
    return redirect("case", case.number)


@on_case(gettext_noop("Which unit handles the case"), get=Action.MOVE_CASE, post=Action.MOVE_CASE)
def move(request: HttpRequest, case: Case) -> HttpResponse:
    """Move the case to another unit of the municipality; who no longer sees it goes back to the list."""
    units = units_to(case)
    error = ""
    if request.method == "POST":
        chosen = next((unit for unit in units if str(unit.pk) == request.POST.get("unit", "")), None)
        if chosen is None:
            error = gettext("Choose a unit.")
        else:
            move_case(case, chosen, request.user)
            words = {"number": case.number, "unit": chosen.name}
            messages.success(request, gettext("Case %(number)s is now handled by %(unit)s.") % words)
            still = may(request.user, Action.SEE_CASE, case)
            return redirect("case", case.number) if still else redirect("worklist")
    context = {"units": [(unit.pk, unit.name) for unit in units], "error": error}
    status = 422 if error else 200
    return case_page(request, "application/move.jinja", case, context, current="access", status=status)


@on_case(gettext_noop("The log of the case"), get=Action.SEE_CASE_LOG, post=None)
def case_log(request: HttpRequest, case: Case) -> HttpResponse:
    """Everybody who has looked at the case: the person has a right to see it (pjl § 22 a)."""
    before = request.GET.get("before", "")
    entries = entries_about(case.number, whole_number(before, KEY_DIGITS))
    more = entries[PAGE - 1]["id"] if len(entries) > PAGE else None
    return case_page(
        request,
        "application/case_log.jinja",
        case,
        {"entries": entries[:PAGE], "more": more, "names": ACTION_NAMES},
        current="case_log",
    )
