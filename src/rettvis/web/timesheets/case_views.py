"""The timesheets of a case: its months, one month with its approval, and what it is measured by."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import whole_number, whole_numbers
from rettvis.web.timesheets.approving import Signed, approve, next_month, shown_as, unlock
from rettvis.web.timesheets.forms import DeathForm, FrameForm, SignedForm, UnlockForm, WithdrawForm
from rettvis.web.timesheets.frames import frames_and_rows
from rettvis.web.timesheets.framing import write_death, write_frame
from rettvis.web.timesheets.models import Approval, Death, ShiftLine
from rettvis.web.timesheets.settling import deviations
from rettvis.web.timesheets.shown import months, shown_deviation, shown_lines, with_lock
from rettvis.web.timesheets.withdrawing import withdraw_lines

WHAT = gettext_noop("The timesheets of a case")
FRAME = gettext_noop("What timesheets are measured against")
SEE, APPROVE, SETTLE = Action.SEE_TIMESHEETS, Action.APPROVE_SHIFTS, Action.SETTLE_SHIFTS


@on_case(WHAT, get=SEE, post=APPROVE, see=SEE)
def case_timesheets(request: HttpRequest, case: Case) -> HttpResponse:
    """Every month that has lines; a POST writes the day the person died."""
    death = DeathForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and death.is_valid():
        try:
            write_death(request.user, case, **death.cleaned_data, now=timezone.now())
        except Faulty as refusal:
            death.add_faults(refusal.faults)
        else:
            messages.success(request, _("It is written, and the lines are checked again."))
            return redirect("case_timesheets", case.number)
    newest = Death.objects.filter(person=case.person_id).order_by("-pk").first()
    context = {
        "months": months(ShiftLine.objects.filter(case=case)),
        "died": newest.died_on if newest else None,
        "death": death,
        "may_write": may(request.user, APPROVE, case),
    }
    return _page(request, "timesheets/case", case, context, status=422 if death.errors else 200)


@on_case(WHAT, get=SEE, post=APPROVE, see=SEE)
def case_month(request: HttpRequest, case: Case, year: int, month: int) -> HttpResponse:
    """The lines of a month; a POST writes the supervisor's approval, or unlocks it."""
    if not (2000 <= year < 2100 and 1 <= month <= 12):
        raise Http404
    first = date(year, month, 1)
    form, undo = SignedForm(), UnlockForm()
    if request.method == "POST":
        try:
            if request.POST.get("do") == "unlock":
                undo = UnlockForm(request.POST)
                done = _unlock(request, case, first, undo)
            else:
                form = SignedForm(request.POST)
                done = _approve(request, case, first, form)
        except Faulty as refusal:
            (undo if request.POST.get("do") == "unlock" else form).add_faults(refusal.faults)
            done = False
        if done:
            return redirect("case_month", case.number, year, month)
    return _month_page(request, case, first, form, undo)


@on_case(WHAT, get=SEE, post=SETTLE, see=SEE)
def withdraw_from_month(request: HttpRequest, case: Case, year: int, month: int) -> HttpResponse:
    """A POST writes that the provider has withdrawn some lines of the month, with a reason."""
    if not (2000 <= year < 2100 and 1 <= month <= 12):
        raise Http404
    if request.method != "POST":
        return redirect("case_month", case.number, year, month)
    form = WithdrawForm(request.POST)
    lines = whole_numbers(request.POST.getlist("withdrawn"))
    if form.is_valid():
        try:
            withdraw_lines(request.user, case, lines, form.cleaned_data["reason"], timezone.now())
        except Faulty as refusal:
            form.add_faults(
                Fault("" if one.place == "withdrawn" else one.place, one.message) for one in refusal.faults
            )
        else:
            messages.success(request, _("The lines are withdrawn, and the others are checked again."))
            return redirect("case_month", case.number, year, month)
    return _month_page(request, case, date(year, month, 1), SignedForm(), UnlockForm(), form)


@on_case(FRAME, get=SEE, post=APPROVE, see=SEE)
def case_frame(request: HttpRequest, case: Case) -> HttpResponse:
    """What the lines are measured by; a POST writes what the decision allows beside its hours."""
    form = FrameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            write_frame(request.user, case, dict(form.cleaned_data), timezone.now())
        except Faulty as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("It is written, and the lines are checked again."))
            return redirect("case_frame", case.number)
    new_year = timezone.localdate().replace(month=1, day=1)
    found, rows = frames_and_rows([case.person_id], new_year, new_year.replace(month=12, day=31))
    frames = [frame for frame in found if frame.period.last is None or frame.period.last >= new_year]
    context = {
        "frames": sorted(frames, key=lambda frame: frame.period.first, reverse=True),
        "rows": rows,
        "form": form,
        "may_write": may(request.user, APPROVE, case),
    }
    return _page(request, "timesheets/frame", case, context, status=422 if form.errors else 200)


def _approve(request: HttpRequest, case: Case, first: date, form: SignedForm) -> bool:
    if not form.is_valid():
        return False
    data = form.cleaned_data
    signed = Signed(data["supervisor"], data["signed_on"], data["how"])
    done = approve(request.user, case, first, signed, timezone.now(), request.POST.get("shown", ""))
    messages.success(
        request, _("The approval is written. The lines are locked, and the hours are in the bank.")
    )
    if done.late:
        text = ngettext(
            "The year was settled: %(count)s line is written in the bank as a correction. Open the "
            "settlement again to have it counted.",
            "The year was settled: %(count)s lines are written in the bank as corrections. Open the "
            "settlement again to have them counted.",
            done.late,
        )
        messages.warning(request, text % {"count": done.late})
    return True


def _unlock(request: HttpRequest, case: Case, first: date, form: UnlockForm) -> bool:
    number = whole_number(request.POST.get("approval", ""))
    found = Approval.objects.filter(case=case, month=first).select_related("case")
    row = found.filter(pk=number).first() if number else None
    if row is None:
        raise Http404
    if not form.is_valid():
        return False
    unlock(request.user, row, form.cleaned_data["reason"], timezone.now())
    messages.success(request, _("The approval is unlocked. The hours are taken back from the bank."))
    return True


def _month_page(
    request: HttpRequest,
    case: Case,
    first: date,
    form: SignedForm,
    undo: UnlockForm,
    gone: WithdrawForm | None = None,
) -> HttpResponse:
    rows = ShiftLine.objects.filter(case=case, day__gte=first, day__lt=next_month(first))
    lines = shown_lines(with_lock(rows).order_by("start", "pk"))
    if not lines:
        raise Http404
    counted = [line for line in lines if not line.withdrawn]
    waiting = [line for line in counted if not line.locked and not line.twice]
    approvals = Approval.objects.filter(case=case, month=first).order_by("-number")
    found = deviations(request.user).filter(case=case, first__lt=next_month(first), last__gte=first)
    told = [
        shown_deviation(row) for row in found.select_related("settlement").order_by("rank", "first", "pk")
    ]
    context = {
        "month": first,
        "lines": lines,
        "total": sum(line.row.minutes for line in counted),
        "waiting": len(waiting),
        "shown": shown_as(line.row for line in waiting),
        "waiting_minutes": sum(line.row.minutes for line in waiting),
        "approvals": list(approvals.select_related("approved_by", "unlocking", "unlocking__unlocked_by")),
        "deviations": told,
        "open": sum(1 for one in told if one.settled is None and one.colour != "neutral"),
        "form": form,
        "undo": undo,
        "gone": gone or WithdrawForm(),
        "marked": request.POST.getlist("withdrawn") if gone else [],
        "twice": sum(1 for line in counted if line.twice and not line.locked),
        "may_withdraw": may(request.user, SETTLE, case) and any(not line.locked for line in counted),
        "may_approve": may(request.user, APPROVE, case),
    }
    status = 422 if form.errors or undo.errors or (gone and gone.errors) else 200
    return _page(request, "timesheets/month", case, context, status=status)


def _page(
    request: HttpRequest, template: str, case: Case, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the case; without its steps and its name for somebody who does not see the case itself."""
    context["faulty"] = status != HTTPStatus.OK
    if may(request.user, Action.SEE_CASE, case):
        return case_page(
            request,
            f"{template}.jinja",
            case,
            {**context, "alone": False},
            current="timesheets",
            status=status,
        )
    filled = {"case": case, "alone": True, **context}
    return render(request, f"{template}_alone.jinja", filled, status=status)
