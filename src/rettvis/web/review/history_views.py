"""The history of a person's decisions, and annulling one of them."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.journey.decision import State
from rettvis.journey.review import AnnulGround
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Action, grants, may
from rettvis.web.access.log import look_up
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.correspondence.kinds import kind_named
from rettvis.web.correspondence.views import shown
from rettvis.web.decision.documents import as_draft
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import OneOf, Text
from rettvis.web.pages.steps import case_page
from rettvis.web.review.annulling import WHAT, Asked, annul, annul_faults, made_annulment, replaced_lines
from rettvis.web.review.history import History, history_of

HISTORY = gettext_noop("The history of the person’s decisions")


@on_case(HISTORY, post=None)
def history(request: HttpRequest, case: Case) -> HttpResponse:
    """Every decision of the person on a timeline, as a figure and as a table."""
    found = history_of(case, request.user, timezone.localdate())
    others = [one.case.number for one in found.decided if one.case.pk != case.pk]
    others += [one.case.number for one in found.open if one.case.pk != case.pk]
    if others:
        grant = grants(request.user, Action.SEE_CASE)[0]
        look_up(grant, Action.SEE_CASE, cases=others, what=HISTORY)
    context: dict[str, Any] = {
        "found": found,
        "kind_titles": _kind_titles(found),
        "may_open": case.decided_on is not None and may(request.user, Action.OPEN_CASE, case),
        "may_annul": case.decided_on is not None and may(request.user, Action.ANNUL_DECISION, case),
    }
    return case_page(request, "review/history.jinja", case, context, current="history")


def _kind_titles(found: History) -> dict[str, Any]:
    letters = [one for each in (*found.open, *found.decided) for one in each.letters]
    return {one.kind: kind_named(one.kind).title for one in letters}


class AnnulForm(Form):
    """A person's answers: on what ground, why, from when, and what counts then."""

    ground = OneOf(
        AnnulGround,
        label=gettext_lazy("On what ground (fvl. § 35)"),
        blank=gettext_lazy("Choose"),
        required=True,
    )
    why = Text(rows=5, required=True, label=gettext_lazy("Why: stands in the letter"))
    heard = Text(
        rows=3,
        label=gettext_lazy("How the person was heard first, or why notice is left out (fvl. § 16)"),
        help_text=gettext_lazy(
            "Needed where something that is granted stops. Stands in the case, not in the letter."
        ),
    )
    from_on = DateField(label=gettext_lazy("The decision does not count from"))
    restore = django_forms.BooleanField(
        label=gettext_lazy("What this decision replaced is in force again from that day"), required=False
    )


@on_case(WHAT, get=Action.ANNUL_DECISION, post=Action.ANNUL_DECISION)
def annulment(request: HttpRequest, case: Case) -> HttpResponse:
    """Annul the decision of the case: the letter is seen first, then sent."""
    today = timezone.localdate()
    whole = whole_case(case)
    form = AnnulForm(request.POST if request.method == "POST" else None, initial={"from_on": today})
    context: dict[str, Any] = {"form": form, "document": None, "state": whole.snapshot.decision.state}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked = Asked(data["ground"], data["why"], data["from_on"], data["restore"], data["heard"])
        try:
            if request.POST.get("do") == "annul":
                annul(case, asked, request.user, timezone.now())
                messages.success(request, _("The decision is annulled, and the letter is sent."))
                return redirect("history", case.number)
            if faults := annul_faults(whole, asked):
                raise Faulty(faults)
            context |= shown(as_draft(made_annulment(whole, asked, request.user, today)))
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))
    can_be = whole.snapshot.decision.state is State.SENT
    replaced = replaced_lines(case) if can_be else []
    context |= {
        "replaced": [(row.case_id, say(line.service.label)) for row, line in replaced],
        "can_be": can_be,
    }
    status = 422 if form.errors else 200
    return case_page(request, "review/annulment.jinja", case, context, current="history", status=status)
