"""The front page of timesheets, and a file from when it is uploaded until it is taken in."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from rettvis.journey.delivery import DeviationCode, Severity, ShiftKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, require_in, visible
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.pages.engine import language, say
from rettvis.web.timesheets.forms import UploadForm
from rettvis.web.timesheets.models import SheetFile, WaitingFile
from rettvis.web.timesheets.settling import seen_lines
from rettvis.web.timesheets.shown import COLOURS, months, open_counts, times
from rettvis.web.timesheets.taking import AGAIN, give_up, take_in, upload, waiting_files

LIST = gettext_noop("The list of timesheets")
FILE = gettext_noop("A timesheet that waits to be taken in")
SHOWN = 100
FILES = 10
SEE, RECEIVE = Action.SEE_TIMESHEETS, Action.RECEIVE_TIMESHEET


@guarded(SEE, post=RECEIVE)
def timesheets(request: HttpRequest) -> HttpResponse:
    """What waits for somebody: deviations, and months for approval; a POST uploads a file."""
    form = UploadForm(providers=_providers(request) if may(request.user, RECEIVE) else ())
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, providers=_providers(request))
        if form.is_valid():
            try:
                waiting = _uploaded(request, form)
            except Faulty as refusal:
                form.add_faults(refusal.faults)
            else:
                return redirect("waiting_timesheet", waiting.pk)
    found = months(seen_lines(request.user))
    to_approve = [month for month in found if month.waiting]
    approved = [month for month in found if not month.waiting][:SHOWN]
    numbers = sorted({month.number for month in (*to_approve[:SHOWN], *approved)})
    look_up(grants(request.user, SEE)[0], SEE, cases=numbers, what=LIST)
    own = [grant.municipality_id for grant in grants(request.user, SEE)]
    files = SheetFile.objects.filter(municipality__in=own).select_related("provider", "taken_by")
    counts = open_counts(request.user)
    context = {
        "form": form,
        "may_receive": may(request.user, RECEIVE),
        "to_approve": to_approve[:SHOWN],
        "more": len(to_approve) - SHOWN,
        "approved": approved,
        "files": list(files.order_by("-pk")[:FILES]),
        "errors": counts.get(str(Severity.ERROR), 0),
        "warnings": counts.get(str(Severity.WARNING), 0),
    }
    return render(request, "timesheets/timesheets.jinja", context, status=422 if form.errors else 200)


@guarded(RECEIVE, post=RECEIVE)
def waiting_file(request: HttpRequest, waiting: int) -> HttpResponse:
    """What was understood of a file; a POST takes it in, or lets it go."""
    row = waiting_of(request, waiting)
    faults: list[Fault] = []
    if request.method == "POST" and request.POST.get("do") == "give_up":
        give_up(request.user, row)
        messages.info(request, _("The file is let go. Nothing of it is kept."))
        return redirect("timesheets")
    if request.method == "POST":
        try:
            file, new = take_in(request.user, row, timezone.now())
        except Faulty as refusal:
            faults = list(refusal.faults)
            if faults[0].place == AGAIN:
                messages.warning(request, say(faults[0].message))
                return redirect("waiting_timesheet", row.pk)
        else:
            _tell_taken(request, file, new)
            return redirect("timesheets")
    return _preview(request, row, faults)


def _uploaded(request: HttpRequest, form: UploadForm) -> WaitingFile:
    file = form.cleaned_data["file"]
    if file.fault:
        message = sentence("The file is too large, or there was no room for it.")
        raise Faulty([Fault("file", message)])
    file.seek(0)
    provider = Provider.objects.get(pk=form.cleaned_data["provider"])
    return upload(request.user, provider, file.read(), timezone.now())


def _preview(request: HttpRequest, row: WaitingFile, faults: list[Fault]) -> HttpResponse:
    """The page of what was understood. A line of a case that the reader may not see is only counted."""
    understood = row.understood
    shown = understood["persons"]
    numbers = {one["reference"] for one in shown}
    seen = set(_cases(request).filter(number__in=numbers).values_list("number", flat=True))
    grant = require_in(request.user, RECEIVE, row.municipality_id)
    look_up(grant, RECEIVE, cases=sorted(seen), what=FILE)
    persons = [one for one in shown if one["reference"] in seen or not one["known"]]
    hidden = [one for one in shown if one not in persons]
    hidden_numbers = {one["reference"] for one in hidden}
    ahead = [one for one in understood["ahead"] if set(one["references"]) - hidden_numbers]
    context = {
        "row": row,
        "understood": understood,
        "faults": [(fault.place, say(fault.message)) for fault in faults]
        or [(place, text[language()]) for place, text in understood["faults"]],
        "persons": [{**one, "month": date.fromisoformat(one["month"])} for one in persons],
        "hidden": sum(one["lines"] for one in hidden),
        "ahead": [_ahead(one) for one in ahead],
        "first": [_first(one) for one in understood["first"] if one["reference"] not in hidden_numbers],
        "columns": understood["columns"],
        "total": sum(one["minutes"] for one in persons),
    }
    return render(request, "timesheets/waiting.jinja", context, status=422 if faults else 200)


def _ahead(one: dict[str, Any]) -> dict[str, Any]:
    severity = Severity(one["severity"])
    return {
        "title": say(DeviationCode(one["code"]).label),
        "severity": say(severity.label),
        "colour": COLOURS[severity],
        "text": one["message"][language()],
    }


def _first(one: dict[str, Any]) -> dict[str, Any]:
    start, end = datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"])
    return {
        **one,
        "day": timezone.localdate(start),
        "times": times(start, end),
        "kind": say(ShiftKind(one["kind"]).label),
    }


def _tell_taken(request: HttpRequest, file: SheetFile, new: bool) -> None:
    if not new:
        messages.info(request, _("This file was taken in before. Nothing was added."))
        return
    text = ngettext(
        "%(count)s line is taken in and checked.", "%(count)s lines are taken in and checked.", file.lines
    )
    messages.success(request, text % {"count": file.lines})


def waiting_of(request: HttpRequest, number: int) -> WaitingFile:
    """A file that waits in one of the reader's municipalities."""
    own = [grant.municipality_id for grant in grants(request.user, RECEIVE)]
    rows = waiting_files(timezone.now()).select_related("provider", "uploaded_by")
    row = rows.filter(pk=number, municipality__in=own).first()
    if row is None:
        raise Http404
    return row


def _providers(request: HttpRequest) -> list[tuple[int, str]]:
    own = [grant.municipality_id for grant in grants(request.user, RECEIVE)]
    return list(
        Provider.objects.filter(municipality__in=own).order_by("name", "pk").values_list("pk", "name")
    )


def _cases(request: HttpRequest) -> Any:
    return visible(request.user, Case.objects.all(), SEE)
