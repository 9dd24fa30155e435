"""The page of an annulment: proposed by one, approved, returned or taken back."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.decision import State
from rettvis.journey.handling import EventKind
from rettvis.journey.review import AnnulGround
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.correspondence.views import shown
from rettvis.web.decision.documents import as_draft
from rettvis.web.decision.returns import chosen_of, reasons_for
from rettvis.web.decision.whole_case import WholeCase, whole_case
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import OneOf, Text
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on
from rettvis.web.review.annulling import WHAT, Asked, annul_faults, made_annulment, replaced_lines
from rettvis.web.review.annulment_control import (
    Proposal,
    approve_annulment,
    asked_before,
    newest_event,
    proposal_in,
    propose_annulment,
    return_annulment,
    take_back_annulment,
)


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


@on_case(WHAT, get=Action.PROPOSE_ANNULMENT, post=Action.PROPOSE_ANNULMENT)
def annulment(request: HttpRequest, case: Case) -> HttpResponse:
    """A proposal that waits, with what the reader may do with it; or the form of a new one."""
    event = None if case.decided_on is None else newest_event(case)
    waiting = proposal_in(event)
    chosen = request.POST.get("do", "")
    if request.method == "POST" and chosen in _ACTS:
        return _act(request, case, chosen)
    if waiting is not None and chosen != "propose":
        return _waiting_page(request, whole_case(case), waiting)
    today, before = timezone.localdate(), asked_before(event)
    start: dict[str, Any] = {"from_on": today}
    if before is not None:
        start = {name: getattr(before, name) for name in AnnulForm.base_fields}
    form = AnnulForm(request.POST if request.method == "POST" else None, initial=start)
    whole, context = whole_case(case), {"form": form, "document": None}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked = Asked(data["ground"], data["why"], data["from_on"], data["restore"], data["heard"])
        try:
            if chosen == "propose":
                propose_annulment(case, asked, request.user, timezone.now())
                messages.success(request, _("The annulment is proposed. Another person must approve it."))
                return redirect("annulment", case.number)
            if faults := annul_faults(whole, asked):
                raise Faulty(faults)
            context |= shown(as_draft(made_annulment(whole, asked, request.user, today)))
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))
    can_be = whole.snapshot.decision.state is State.SENT
    replaced = replaced_lines(case) if can_be else []
    context |= {
        "returned": event if event is not None and event.kind == EventKind.ANNULMENT_RETURNED else None,
        "replaced": [(row.case_id, say(line.service.label)) for row, line in replaced],
        "can_be": can_be,
    }
    status = 422 if form.errors else 200
    return case_page(request, "review/annulment.jinja", case, context, current="history", status=status)


def _waiting_page(request: HttpRequest, whole: WholeCase, waiting: Proposal) -> HttpResponse:
    """What is proposed, the letter as it would be sent, and what this reader may do."""
    today, user, case = timezone.localdate(), request.user, whole.case
    own = waiting.by == user
    may_approve = may(user, Action.ANNUL_DECISION, case) and not own
    faults = annul_faults(whole, waiting.asked)
    context: dict[str, Any] = {
        "waiting": waiting,
        "own": own,
        "may_approve": may_approve,
        "faults": [fault.message for fault in faults],
        "return_reasons": reasons_for(case.municipality_id)[1] if may_approve else [],
        "document": None,
    }
    if not faults:
        context |= shown(as_draft(made_annulment(whole, waiting.asked, user, today)))
    return case_page(request, "review/annulment_waiting.jinja", case, context, current="history")


_ACTS = ("approve", "return", "take_back")


def _act(request: HttpRequest, case: Case, chosen: str) -> HttpResponse:
    """Approve, return or take back the proposal that the page showed."""
    seen, user, now = based_on(request.POST), request.user, timezone.now()
    try:
        if chosen == "approve":
            approve_annulment(case, seen, user, now)
            messages.success(request, _("The decision is annulled, and the letter is sent."))
            return redirect("history", case.number)
        if chosen == "return":
            reasons = chosen_of(case.municipality_id, request.POST.getlist("chosen"))
            return_annulment(case, seen, request.POST.get("reason", ""), reasons, user, now)
            messages.success(request, _("The proposal is returned."))
        else:
            take_back_annulment(case, seen, user, now)
            messages.success(request, _("The proposal is taken back."))
    except Faulty as faulty:
        for fault in faulty.faults:
            messages.warning(request, say(fault.message))
    return redirect("annulment", case.number)
