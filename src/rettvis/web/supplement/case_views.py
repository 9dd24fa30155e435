"""One person's hours by the scheme, in her case: what she has, and the condition it rests on."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.supplement import ConditionAnswer, condition_on
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.pages.engine import say
from rettvis.web.pages.forms import Form
from rettvis.web.pages.steps import case_page
from rettvis.web.supplement import granting
from rettvis.web.supplement.candidates import considered
from rettvis.web.supplement.forms import FindingForm, StepForm
from rettvis.web.supplement.models import GrantEndRow
from rettvis.web.supplement.store import held_by, scheme_of

WHAT = gettext_noop("Hours by the supplement scheme")


CONDITION = gettext_noop("Whether the condition of the supplement scheme is fulfilled")


@on_case(WHAT, post=Action.GIVE_SUPPLEMENT)
def case_supplement(request: HttpRequest, case: Case) -> HttpResponse:
    """Every grant of the person with how it stands; the form that gives her hours."""
    scheme, today = scheme_of(case.municipality_id), timezone.localdate()
    if scheme is None:
        return case_page(request, "supplement/case.jinja", case, {"known": None}, current="supplement")
    version = scheme.scheme.at(today) or scheme.scheme.newest
    language, first = translation.get_language() or "nb", max(today, version.period.first)
    form = StepForm(request.POST or None, version=version, language=language, on=first)
    if request.method == "POST" and form.is_valid():
        step, first = form.cleaned_data["step"], form.cleaned_data["first"]
        try:
            granting.give(case, scheme, step, first, request.user, timezone.now())
        except Faulty as faulty:
            _show(faulty, form)
        else:
            messages.success(request, _("The hours are given, and the letter is sent."))
            return redirect("case_supplement", case.number)
    ends = list(
        GrantEndRow.objects.filter(grant__person=case.person_id).select_related("finding").order_by("pk")
    )
    given: list[dict[str, Any]] = [
        {"row": one.row, "grant": one.grant, "ends": [end for end in ends if end.grant_id == one.row.pk]}
        for one in reversed(held_by([case.person_id]).get(case.person_id, []))
    ]
    context = {
        "known": scheme,
        "today": today,
        "given": given,
        "form": form,
        "may_give": may(request.user, Action.GIVE_SUPPLEMENT, case),
    }
    status = 422 if form.errors else 200
    return case_page(request, "supplement/case.jinja", case, context, current="supplement", status=status)


@on_case(CONDITION, post=Action.FIND_SUPPLEMENT_CONDITION)
def case_condition(request: HttpRequest, case: Case) -> HttpResponse:
    """The condition as it stands, every finding, and the form for the next."""
    scheme, today = scheme_of(case.municipality_id), timezone.localdate()
    if scheme is None:
        return redirect("case_supplement", case.number)
    form = FindingForm(request.POST or None, initial={"from_on": today})
    key = request.POST.get("key", "")[:40] or uuid4().hex
    if request.method == "POST" and form.is_valid():
        try:
            _find(request, case, form, key)
        except Faulty as faulty:
            _show(faulty, form)
        else:
            messages.success(request, _("The finding is written down."))
            return redirect("case_condition", case.number)
    version = scheme.scheme.at(today) or scheme.scheme.newest
    day = max(today, version.period.first)
    [found] = considered(case.municipality_id, day, [case.person_id], with_held=False)
    candidate = found.candidate
    context = {
        "version": version,
        "day": day,
        "today": today,
        "state": condition_on(day, candidate.findings, candidate.decisions, version.condition_shown_by),
        "findings": found.findings[::-1],
        "answers": {str(one): say(one.label) for one in ConditionAnswer},
        "form": form,
        "key": key,
        "may_find": may(request.user, Action.FIND_SUPPLEMENT_CONDITION, case),
    }
    status = 422 if form.errors else 200
    return case_page(
        request, "supplement/condition.jinja", case, context, current="supplement", status=status
    )


def _find(request: HttpRequest, case: Case, form: FindingForm, key: str) -> None:
    data, answer = form.cleaned_data, ConditionAnswer(form.cleaned_data["answer"])
    now = timezone.now()
    granting.write_finding(case, answer, data["from_on"], data["reason"], request.user, now, key=key)


def _show(faulty: Faulty, form: Form) -> None:
    for fault in faulty.faults:
        form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))
