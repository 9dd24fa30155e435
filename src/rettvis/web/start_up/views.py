"""The start-up of a case: how far it has come, the form of each act, and a line that is written anew."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.delivery.start_up import JourneyDecision, StayKind
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case, visible_cases
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.hourbank.services import Written
from rettvis.web.pages.engine import language
from rettvis.web.pages.steps import case_page
from rettvis.web.start_up import more_services
from rettvis.web.start_up.acts import ACTS, ANSWER, OFFER, STEP, StartUpAct, journey_again
from rettvis.web.start_up.acts import CHANGE as CHANGE_ACT
from rettvis.web.start_up.bank import carried
from rettvis.web.start_up.forms import ActForm, JourneyForm, ReasonForm, StayForm
from rettvis.web.start_up.models import LineKind, StartUpLine
from rettvis.web.start_up.plans import plan_of
from rettvis.web.start_up.shown import LABELS, shown
from rettvis.web.start_up.store import bpa_lines, providers_on
from rettvis.web.start_up.writing import Known, known_of

WHAT = gettext_noop("The start-up")
CHANGE = Action.CHANGE_START_UP
CORRECTED = {LineKind.JOURNEY: JourneyForm, LineKind.STAY: StayForm}
"""Lines that are written anew; the others are withdrawn."""


@on_case(WHAT, get=Action.SEE_START_UP, post=None)
def start_up(request: HttpRequest, case: Case) -> HttpResponse:
    """Every step with its date and who, and what else is written about the person."""
    known = _seen(request, case)
    keys = [row.key for row in known.of_kind(LineKind.CHANGE)]
    context = {
        "told": shown(known, carried(case, keys) if keys else {}, timezone.localdate()),
        "labels": LABELS,
        "granted": case.decided_on is not None and bpa_lines().filter(case=case).exists(),
        "own_plan": plan_of(case.municipality.number),
        "source": known.start_up.plan.source,
        "may_write": may(request.user, CHANGE, case),
    }
    return case_page(request, "start_up/page.jinja", case, context, current="start_up")


@on_case(WHAT, get=CHANGE, post=CHANGE)
def write_start_up(request: HttpRequest, case: Case) -> HttpResponse:
    """The form of one act, and on a POST the act."""
    act = ACTS.get(request.GET.get("hva", OFFER.name))
    if act is None:
        raise Http404
    step = request.GET.get("steg", "")
    title = _title(act, case, step)
    form = act.form(request.POST or None, **_more(act, case))
    if request.method == "POST" and form.is_valid():
        try:
            act.do(_written(request, case, form), form.cleaned_data, step)
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("It is written."))
            return redirect("start_up", case.number)
    return _form_page(request, case, form, title)


@on_case(WHAT, get=CHANGE, post=CHANGE)
def start_up_line(request: HttpRequest, case: Case, line: int) -> HttpResponse:
    """A line: a journey or a stay is written anew, another is withdrawn (and these too, by ``?trekk``)."""
    row = next((one for one in known_of(case).rows if one.pk == line and one.case_id == case.pk), None)
    if row is None:
        raise Http404
    kind = LineKind(row.kind)
    again = kind in CORRECTED and "trekk" not in request.GET
    made = CORRECTED[kind] if again else ReasonForm
    form = made(request.POST or None, initial=_initial(row) if again else {})
    if request.method == "POST" and form.is_valid():
        try:
            _again(_written(request, case, form), row, form.cleaned_data, again)
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("It is written down. What was written first is kept."))
            return redirect("start_up", case.number)
    title = kind.label if again else _("Withdraw: %(what)s") % {"what": kind.label}
    return _form_page(request, case, form, str(title), row=row, withdraws=not again)


def _again(act: Written, row: StartUpLine, data: dict[str, Any], again: bool) -> None:
    if not again:
        more_services.withdraw(act, row, data["reason"])
    elif row.kind == LineKind.STAY:
        more_services.stay(act, data["kind"], data["first"], data["last"], row)
    else:
        journey_again(act, data, row)


def _initial(row: StartUpLine) -> dict[str, Any]:
    """The line as its form has it."""
    told: dict[str, Any] = {"first": row.day, "last": row.last}
    if row.kind == LineKind.STAY:
        return {**told, "kind": StayKind(row.choice)}
    more = {"told_on": row.told_on, "country": row.country, "reason": row.reason}
    return {**told, **more, "decision": JourneyDecision(row.choice)}


def _form_page(request: HttpRequest, case: Case, form: ActForm, title: str, **more: Any) -> HttpResponse:
    context = {"form": form, "heading": title, "row": None, "withdraws": False, **more}
    status = 422 if form.errors else 200
    return case_page(request, "start_up/act.jinja", case, context, current="start_up", status=status)


def _title(act: StartUpAct, case: Case, step: str) -> str:
    if act is not STEP:
        return str(act.title)
    plan = plan_of(case.municipality.number).plan.on(case.decided_on or case.received_on)
    found = plan.step(step)
    if found is None:
        raise Http404
    return found.name.say(language())


def _more(act: StartUpAct, case: Case) -> dict[str, Any]:
    """What the form begins with: today, and the providers that it offers."""
    has_day = "day" in act.form.base_fields and act is not CHANGE_ACT
    told = {"initial": {"day": timezone.localdate()}} if has_day else {}
    return {**told, "offered": _offered(act, case)} if act.of else told


def _offered(act: StartUpAct, case: Case) -> list[Provider]:
    if act is not ANSWER:
        return providers_on(case.municipality_id, timezone.localdate())
    offers = [row for row in known_of(case).of_kind(LineKind.OFFERED) if row.case_id == case.pk]
    numbers = [one["number"] for one in offers[-1].providers] if offers else []
    rows = Provider.objects.filter(municipality=case.municipality_id, number__in=numbers)
    return list(rows.order_by("name"))


def _written(request: HttpRequest, case: Case, form: ActForm) -> Written:
    return Written(case, request.user, timezone.now(), form.cleaned_data["form"])


def _seen(request: HttpRequest, case: Case) -> Known:
    """What stands, of the cases that the reader may open."""
    known = known_of(case)
    others = {row.case_id for row in known.rows} - {case.pk}
    if not others:
        return known
    may_see = set(visible_cases(request.user).filter(pk__in=others).values_list("pk", flat=True))
    rows = [row for row in known.rows if row.case_id == case.pk or row.case_id in may_see]
    return Known(case, rows, known.start_up)
