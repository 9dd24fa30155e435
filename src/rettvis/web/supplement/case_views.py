"""One person's hours by the scheme, in her case: the condition, what she has, and what can be done."""

from datetime import date
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
from rettvis.web.access.gate import Action, may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.pages.engine import say
from rettvis.web.pages.forms import Form
from rettvis.web.pages.steps import case_page
from rettvis.web.supplement import granting
from rettvis.web.supplement.candidates import considered
from rettvis.web.supplement.forms import FindingForm, StepForm
from rettvis.web.supplement.models import GrantEndRow
from rettvis.web.supplement.store import KnownScheme, scheme_of

WHAT = gettext_noop("Hours by the supplement scheme")


@on_case(WHAT, post=Action.FIND_SUPPLEMENT_CONDITION)
def case_supplement(request: HttpRequest, case: Case) -> HttpResponse:
    """The condition as it stands, every finding and every grant; the forms for what is written next."""
    scheme, today = scheme_of(case.municipality_id), timezone.localdate()
    if scheme is None:
        return case_page(request, "supplement/case.jinja", case, {"known": None}, current="supplement")
    giving = request.POST.get("do") == "give"
    posted = request.POST if request.method == "POST" else None
    finding = FindingForm(None if giving else posted, initial={"from_on": today})
    version = scheme.scheme.at(today) or scheme.scheme.newest
    first = max(today, version.period.first)
    language = translation.get_language() or "nb"
    step = StepForm(posted if giving else None, version=version, language=language, on=first)
    form: Form = step if giving else finding
    if posted is not None and form.is_valid():
        try:
            _do(request, case, scheme, form)
            return redirect("case_supplement", case.number)
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))
    return _page(request, case, scheme, finding, step, today)


def _do(request: HttpRequest, case: Case, scheme: KnownScheme, form: Form) -> None:
    data, now, user = form.cleaned_data, timezone.now(), request.user
    if isinstance(form, FindingForm):
        key = request.POST.get("key", "")[:40] or uuid4().hex
        answer = ConditionAnswer(data["answer"])
        granting.write_finding(case, answer, data["from_on"], data["reason"], user, now, key=key)
        messages.success(request, _("The finding is written down."))
    else:
        granting.give(case, scheme, data["step"], data["first"], user, now)
        messages.success(request, _("The hours are given, and the letter is sent."))


def _page(
    request: HttpRequest, case: Case, scheme: KnownScheme, finding: FindingForm, step: StepForm, today: date
) -> HttpResponse:
    version = scheme.scheme.at(today) or scheme.scheme.newest
    day = max(today, version.period.first)
    [found] = considered(case.municipality_id, day, [case.person_id])
    candidate = found.candidate
    ends = GrantEndRow.objects.filter(grant__person=case.person_id).select_related("finding").order_by("pk")
    told = list(ends)
    given: list[dict[str, Any]] = [
        {"row": one.row, "grant": one.grant, "ends": [end for end in told if end.grant_id == one.row.pk]}
        for one in reversed(found.held)
    ]
    context = {
        "known": scheme,
        "version": version,
        "day": day,
        "today": today,
        "state": condition_on(day, candidate.findings, candidate.decisions, version.condition_shown_by),
        "findings": found.findings[::-1],
        "given": given,
        "finding": finding,
        "step": step,
        "key": request.POST.get("key", "")[:40] or uuid4().hex,
        "may_find": may(request.user, Action.FIND_SUPPLEMENT_CONDITION, case),
        "may_give": may(request.user, Action.GIVE_SUPPLEMENT, case),
    }
    status = 422 if finding.errors or step.errors else 200
    return case_page(request, "supplement/case.jinja", case, context, current="supplement", status=status)
