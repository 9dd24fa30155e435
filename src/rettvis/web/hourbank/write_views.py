"""Writing in a person's bank: one form for each act, and one for a line that is corrected or withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.hourbank import forms, services
from rettvis.web.hourbank.models import BankLine
from rettvis.web.hourbank.services import Written
from rettvis.web.hourbank.shown import line_title
from rettvis.web.hourbank.use import Used, record_use
from rettvis.web.pages.steps import case_page

WHAT = gettext_noop("The hour bank")


@dataclass(frozen=True)
class Act:
    """Something that is written: its name in the address, its title, its form, and what does it."""

    name: str
    title: str | Promise
    form: type[forms.OfServiceForm]
    do: Callable[[Written, dict[str, Any]], object]


def _use(act: Written, data: dict[str, Any]) -> object:
    line = Used(
        act.key, act.case.person_id, data["service"], data["day"], data["minutes"], data["provider"].strip()
    )
    return record_use([line], act.user, act.now)


ACTS = (
    Act("bruk", gettext_lazy("Hours that were used"), forms.UseForm, _use),
    Act(
        "plan",
        gettext_lazy("Plan hours"),
        forms.PlanForm,
        lambda act, data: services.plan_use(
            act, data["service"], data["first"], data["last"], data["minutes"], data["text"]
        ),
    ),
    Act(
        "leverandor",
        gettext_lazy("Another provider"),
        forms.ProviderForm,
        lambda act, data: services.change_provider(
            act, data["service"], data["day"], data["provider"], data["reason"]
        ),
    ),
    Act(
        "flytt",
        gettext_lazy("Move hours between providers"),
        forms.MoveForm,
        lambda act, data: services.transfer(
            act, data["service"], data["day"], data["giver"], data["taker"], data["minutes"], data["reason"]
        ),
    ),
    Act(
        "saldo",
        gettext_lazy("Opening balance"),
        forms.OpeningForm,
        lambda act, data: services.open_balance(
            act, data["service"], data["day"], data["left"], data["source"]
        ),
    ),
    Act(
        "regnskap",
        gettext_lazy("What another count says"),
        forms.CountForm,
        lambda act, data: services.assert_balance(
            act, data["service"], data["day"], data["left"], data["source"]
        ),
    ),
)


@on_case(WHAT, get=Action.CHANGE_BANK, post=Action.CHANGE_BANK)
def write_in_bank(request: HttpRequest, case: Case) -> HttpResponse:
    """The form of one act, and on a POST the act."""
    asked = request.GET.get("hva", ACTS[0].name)
    act = next((one for one in ACTS if one.name == asked), None)
    if act is None:
        raise Http404
    start = {"day": timezone.localdate(), "service": request.GET.get("tjeneste", "bpa")}
    form = act.form(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            act.do(_written(request, case, data["form"]), data)
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("It is written in the hour bank."))
            return _back(case, (data.get("day") or data["first"]).year, data["service"])
    context = {
        "form": form,
        "heading": str(act.title),
        "acts": ACTS,
        "act": act,
        "row": None,
        "line_title": "",
    }
    status = 422 if form.errors else 200
    return case_page(request, "hourbank/act.jinja", case, context, current="hourbank", status=status)


@on_case(WHAT, get=Action.CHANGE_BANK, post=Action.CHANGE_BANK)
def bank_line(request: HttpRequest, case: Case, line: int) -> HttpResponse:
    """The correction of a line, or its withdrawal: a new line, and the first stays as it was written."""
    row = BankLine.objects.filter(person=case.person_id, municipality=case.municipality_id, pk=line).first()
    if row is None or row.kind not in {*services.MAY_BE_CORRECTED, *services.MAY_BE_WITHDRAWN}:
        raise Http404
    corrects = row.kind in services.MAY_BE_CORRECTED
    form = (forms.CorrectionForm if corrects else forms.WithdrawalForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        act = _written(request, case, data["form"])
        try:
            if corrects:
                services.correct(
                    act, row.service, row.year, row.key, _added(row, data["hours"]), data["reason"]
                )
            else:
                services.withdraw(act, row.service, row.year, row.key, data["reason"])
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("It is written down. What was written first is kept."))
            return _back(case, row.year, row.service)
    heading = _("Correct a line") if corrects else _("Withdraw a line")
    context = {
        "form": form,
        "heading": heading,
        "acts": (),
        "act": None,
        "row": row,
        "line_title": line_title(row),
    }
    status = 422 if form.errors else 200
    return case_page(request, "hourbank/act.jinja", case, context, current="hourbank", status=status)


def _added(row: BankLine, right: int) -> int:
    """What must be added so that the line says ``right``: used hours are written as they are spoken."""
    used = row.kind == "use" or (row.kind == "correction" and row.minutes < 0)
    return (-right if used else right) - row.minutes


def _written(request: HttpRequest, case: Case, key: str) -> Written:
    return Written(case, request.user, timezone.now(), f"form/{key}")


def _back(case: Case, year: int, service: str) -> HttpResponse:
    return redirect(f"{reverse('hour_bank', args=[case.number])}?aar={year}&tjeneste={service}")
