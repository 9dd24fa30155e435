"""What deviates: the list, and one deviation with its lines side by side with the decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.delivery import DeviationCode, Frame, Severity, resolutions_of
from rettvis.journey.delivery.start_up import JourneyDecision
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.period import Period
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, require_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.pages.whole_numbers import whole_numbers
from rettvis.web.start_up.store import decided_journeys
from rettvis.web.timesheets.frames import frames_of
from rettvis.web.timesheets.framing import check_all
from rettvis.web.timesheets.models import Deviation
from rettvis.web.timesheets.settling import (
    WITHDRAWING,
    deviations,
    lines_of,
    seen_cases,
    settle,
    to_settle,
)
from rettvis.web.timesheets.shown import (
    basis_told,
    open_counts,
    resolutions,
    shown_deviation,
    shown_lines,
    with_lock,
)

LIST = gettext_noop("The list of what deviates in timesheets")
ONE = gettext_noop("What deviates in a timesheet")
SHOWN = 100
MOST_LINES = 200
"""So many lines are shown side by side."""
SEE, SETTLE = Action.SEE_TIMESHEETS, Action.SETTLE_SHIFTS
STATES = ("", "info", "settled")
"""To be settled, for information, and settled: as the address says it."""


@guarded(SEE, post=SETTLE)
def deviation_list(request: HttpRequest) -> HttpResponse:
    """What waits for a person, the gravest first; or what is for information, or settled.

    A POST checks every line again.
    """
    if request.method == "POST":
        for place in sorted({grant.municipality_id for grant in grants(request.user, SETTLE)}):
            check_all(request.user, place, timezone.now())
        messages.success(request, _("The lines of this year and last year are checked again."))
        return redirect("shift_deviations")
    state = request.GET.get("hva", "")
    state = state if state in STATES else ""
    rows = deviations(request.user).select_related("case", "provider", "settlement")
    if state == "info":
        rows = rows.filter(severity=str(Severity.NOTE), settlement=None)
    elif state == "settled":
        rows = rows.filter(settlement__isnull=False)
    else:
        rows = to_settle(rows)
    found = list(rows.order_by("rank", "first", "pk")[: SHOWN + 1])
    shown = found[:SHOWN]
    numbers = sorted({row.case.number for row in shown if row.case})
    look_up(grants(request.user, SEE)[0], SEE, cases=numbers, what=LIST)
    counts = open_counts(request.user)
    context = {
        "rows": [shown_deviation(row) for row in shown],
        "more": len(found) > SHOWN,
        "may_settle": may(request.user, SETTLE),
        "state": state,
        "errors": counts.get(str(Severity.ERROR), 0),
        "warnings": counts.get(str(Severity.WARNING), 0),
    }
    return render(request, "timesheets/deviations.jinja", context)


@guarded(SEE, post=SETTLE)
def deviation_page(request: HttpRequest, deviation: int) -> HttpResponse:
    """One deviation; a POST settles it."""
    rows = deviations(request.user).select_related(
        "case__person", "provider", "settlement__settled_by", "line", "other"
    )
    row = rows.filter(pk=deviation).first()
    if row is None:
        raise Http404
    faults: list[Fault] = []
    if request.method == "POST":
        try:
            _settle(request, row)
        except Faulty as refusal:
            faults = list(refusal.faults)
        else:
            messages.success(request, _("It is settled."))
            return redirect("shift_deviations")
    lines = list(with_lock(lines_of(request.user, row))[:MOST_LINES])
    numbers = sorted({line.case.number for line in lines if line.case})
    look_up(require_in(request.user, SEE, row.municipality_id), SEE, cases=numbers, what=ONE)
    basis, address = basis_told(row)
    context = {
        "one": shown_deviation(row),
        "basis": basis,
        "address": address,
        "lines": shown_lines(lines),
        "total": sum(line.minutes for line in lines),
        "frames": _frames(row),
        "journeys": _journeys(row),
        "hidden": _hidden(row, [line.pk for line in lines]),
        "resolutions": resolutions(row),
        "may_withdraw": bool(WITHDRAWING & set(resolutions_of(DeviationCode(row.code)))),
        "may_settle": not hasattr(row, "settlement") and may(request.user, SETTLE),
        "sees_case": row.case is not None and seen_cases(request.user).filter(pk=row.case_id).exists(),
        "faults": faults,
        "errors": {fault.place: fault.message for fault in faults},
        "typed": request.POST if faults else {},
        "marked": request.POST.getlist("withdrawn") if faults else [],
    }
    return render(request, "timesheets/deviation.jinja", context, status=422 if faults else 200)


def _settle(request: HttpRequest, row: Deviation) -> None:
    withdrawn = whole_numbers(request.POST.getlist("withdrawn"))
    settle(
        request.user,
        row,
        request.POST.get("resolution", ""),
        request.POST.get("comment", ""),
        timezone.now(),
        withdrawn,
    )


def _frames(row: Deviation) -> list[Frame]:
    """The decisions of the person in the days of the deviation."""
    if row.case is None:
        return []
    found = frames_of([row.case.person_id], row.first, row.last)
    return [
        frame
        for frame in found
        if frame.period.first <= row.last and (frame.period.last is None or row.first <= frame.period.last)
    ]


def _journeys(row: Deviation) -> list[tuple[Period, JourneyDecision]] | None:
    """What is decided of the person's journeys in the days of the deviation, where it is about one."""
    if row.case is None or row.code != str(DeviationCode.JOURNEY_NOT_GRANTED):
        return None
    return decided_journeys(row.case.person_id, Period(row.first, row.last))


def _hidden(row: Deviation, shown: list[int]) -> bool:
    """Whether a line that it names is of a case that the reader may not see."""
    named: set[Any] = {row.line_id, row.other_id} - {None}
    return bool(named - set(shown))
