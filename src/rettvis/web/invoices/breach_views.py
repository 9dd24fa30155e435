"""The pages of breaches: writing one down from an invoice, the list, and one with its steps."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.invoices import REMEDY_STEPS, BreachOutcome, NewRemedy, Remedy, next_step
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may_in, require_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.invoices.breaches import breaches, end_breach, open_breach, use_remedy
from rettvis.web.invoices.forms import BreachForm, EndForm, RemedyForm
from rettvis.web.invoices.looked_up import look_up_list
from rettvis.web.invoices.models import LONGEST_KEY, Breach
from rettvis.web.invoices.services import invoices
from rettvis.web.pages.engine import say

BREACH = gettext_noop("A breach of an agreement")
LIST = gettext_noop("The list of breaches")
SEE = Action.SEE_INVOICES
SHOWN = 200


@guarded(Action.USE_REMEDY, post=Action.USE_REMEDY)
def new_breach(request: HttpRequest, invoice: int) -> HttpResponse:
    """Write down what an invoice shows that was not done as agreed."""
    row = invoices(request.user).select_related("provider").filter(pk=invoice, provider__isnull=False).first()
    if row is None or row.provider is None:
        raise Http404
    form = BreachForm(request.POST if request.method == "POST" else None)
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
    if request.method == "POST" and form.is_valid():
        try:
            made = open_breach(
                request.user, row.provider, form.cleaned_data["what"], [row], key, timezone.now()
            )
        except Faulty as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("It is written. Take the first step."))
            return redirect("breach", made.pk)
    context = {"invoice": row, "form": form, "key": key}
    return render(request, "invoices/new_breach.jinja", context, status=422 if form.errors else 200)


@guarded(SEE)
def breach_list(request: HttpRequest) -> HttpResponse:
    """The breaches, the open ones first, with how far each has come and what was claimed."""
    look_up_list(request.user, LIST)
    rows = breaches(request.user).select_related("provider", "end").prefetch_related("remedies")
    found = [_row(one) for one in rows.annotate(claimed=Sum("remedies__amount")).order_by("-pk")[:SHOWN]]
    context = {
        "open_ones": [one for one in found if not one["ended"]],
        "ended": [one for one in found if one["ended"]],
        "today": timezone.localdate(),
    }
    return render(request, "invoices/breaches.jinja", context)


@guarded(SEE, post=Action.USE_REMEDY)
def breach_page(request: HttpRequest, breach: int) -> HttpResponse:
    """One breach: what was done, when, by whom and why, and the next step. A POST takes a step."""
    row = _breach(request, breach)
    if request.method != "POST":
        return _page(request, row)
    form = RemedyForm(request.POST)
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
    if form.is_valid():
        data = form.cleaned_data
        new = NewRemedy(
            Remedy(data["remedy"]),
            data["taken_on"],
            data["clause"],
            data["reason"],
            data["amount"],
            data["answer_by"],
            data["skipped"],
        )
        try:
            use_remedy(request.user, row, new, key, timezone.now())
        except Faulty as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("The step is written."))
            return redirect("breach", row.pk)
    return _page(request, row, form=form, key=key)


@guarded(SEE, post=Action.USE_REMEDY)
def breach_end(request: HttpRequest, breach: int) -> HttpResponse:
    """Say how the breach ended."""
    row = _breach(request, breach)
    if request.method != "POST":
        return redirect("breach", row.pk)
    form = EndForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            end_breach(request.user, row, data["outcome"], data["reason"], data["ended_on"], timezone.now())
        except Faulty as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("The breach is ended."))
            return redirect("breach", row.pk)
    return _page(request, row, ending=form)


def _page(
    request: HttpRequest,
    row: Breach,
    *,
    form: RemedyForm | None = None,
    ending: EndForm | None = None,
    key: str = "",
) -> HttpResponse:
    look_up(require_in(request.user, SEE, row.municipality_id), SEE, what=BREACH)
    taken = list(row.remedies.select_related("written_by").order_by("pk"))
    following = next_step([Remedy(one.remedy) for one in taken])
    today = timezone.localdate()
    first: dict[str, Any] = {"taken_on": today, "remedy": str(following.remedy) if following else ""}
    end = getattr(row, "end", None)
    context = {
        "breach": row,
        "invoices": [one.invoice for one in row.invoices.select_related("invoice").order_by("pk")],
        "steps": [(step, [one for one in taken if one.remedy == str(step.remedy)]) for step in REMEDY_STEPS],
        "following": following,
        "end": end,
        "outcome": say(BreachOutcome(end.outcome).label) if end else "",
        "form": form or RemedyForm(initial=first),
        "ending": ending or EndForm(initial={"ended_on": today}),
        "key": key or uuid4().hex,
        "may_act": end is None and may_in(request.user, Action.USE_REMEDY, row.municipality_id),
    }
    wrong = (form is not None and form.errors) or (ending is not None and ending.errors)
    return render(request, "invoices/breach.jinja", context, status=422 if wrong else 200)


def _row(row: Any) -> dict[str, Any]:
    taken = sorted(row.remedies.all(), key=lambda one: one.pk)
    last = taken[-1] if taken else None
    due: date | None = last.answer_by if last else None
    return {
        "row": row,
        "last": say(Remedy(last.remedy).label) if last else "",
        "since": last.taken_on if last else timezone.localdate(row.opened_at),
        "due": due,
        "claimed": row.claimed or 0,
        "ended": getattr(row, "end", None) is not None,
    }


def _breach(request: HttpRequest, number: int) -> Breach:
    found = (
        breaches(request.user)
        .select_related("provider", "opened_by", "end__written_by")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise Http404
    return found
