"""Writing down an event of a case with its own day, and correcting one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.handling import BY_HAND, Awaited, EventKind, HandlingEvent, clock_of, in_force
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.application.cases import on_case
from rettvis.web.application.events import events_of
from rettvis.web.application.models import Case, CaseEvent
from rettvis.web.handling.forms import CorrectionForm, EventForm
from rettvis.web.handling.services import Told, write_event
from rettvis.web.handling.services import correct_event as correct
from rettvis.web.handling.story import is_letter
from rettvis.web.pages.steps import case_page

TITLES = {
    EventKind.WAIT_BEGAN: gettext_noop("The case begins to wait for somebody"),
    EventKind.WAIT_ENDED: gettext_noop("A wait is over"),
    EventKind.PUT_ON_HOLD: gettext_noop("Put the case on hold"),
    EventKind.RESUMED: gettext_noop("Take the case up again"),
    EventKind.PRELIMINARY_REPLY_SENT: gettext_noop("A preliminary reply was sent in another way"),
    EventKind.HOME_VISIT_MADE: gettext_noop("A home visit was made"),
    EventKind.CONTACT: gettext_noop("A conversation or a message"),
    EventKind.INFORMATION_RECEIVED: gettext_noop("Information was received"),
    EventKind.OTHER: gettext_noop("Something else happened"),
}
"""What the page is called for each kind that is written by hand."""


@on_case(gettext_noop("The timeline of the case"), get=Action.CHANGE_CASE)
def new_event(request: HttpRequest, case: Case) -> HttpResponse:
    """The form of one kind of event, and on a POST the event."""
    kind = _kind(request)
    waits = _waits(case) if kind is EventKind.WAIT_ENDED else []
    start = {"on": timezone.localdate(), **({"waits_for": str(waits[0])} if waits else {})}
    form = EventForm(request.POST or None, kind=kind, open_for=waits, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            write_event(case, _told(kind, form.cleaned_data), request.user, timezone.localdate())
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("It is written down."))
            return redirect("timeline", case.number)
    context = {
        "form": form,
        "kind": kind,
        "heading": _(TITLES[kind]),
        "nothing_open": _nothing_open(kind, waits),
    }
    status = 422 if form.errors else 200
    return case_page(request, "handling/event.jinja", case, context, current="timeline", status=status)


@on_case(gettext_noop("The timeline of the case"), get=Action.CHANGE_CASE)
def correct_event(request: HttpRequest, case: Case, event: int) -> HttpResponse:
    """The form of a correction, and on a POST the correction."""
    row = get_object_or_404(CaseEvent, case=case, pk=event)
    if row.kind not in set(BY_HAND) or is_letter(row):
        raise Http404
    kind, now = EventKind(row.kind), _now(case, event)
    initial = {} if now is None else {"on": now.on, "waits_for": now.waits_for, "expected": now.expected}
    form = CorrectionForm(request.POST or None, kind=kind, initial=initial or {"on": row.on})
    if request.method == "POST" and form.is_valid():
        told, withdrawn = _told(kind, form.cleaned_data), form.cleaned_data["withdrawn"]
        try:
            correct(case, event, told, request.user, timezone.localdate(), withdrawn=withdrawn)
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("The correction is written down. What was written first is kept."))
            return redirect("timeline", case.number)
    context = {"form": form, "row": row, "kind": kind}
    status = 422 if form.errors else 200
    return case_page(request, "handling/correct.jinja", case, context, current="timeline", status=status)


def _kind(request: HttpRequest) -> EventKind:
    """The kind that is asked for; something else where nothing is said."""
    asked = request.GET.get("slag", str(EventKind.OTHER))
    if asked not in set(BY_HAND):
        raise Http404
    return EventKind(asked)


def _told(kind: EventKind, data: dict[str, Any]) -> Told:
    return Told(
        kind=kind,
        on=data["on"],
        waits_for=data.get("waits_for"),
        reason=data["reason"],
        expected=data.get("expected"),
        form=data["form"],
    )


def _waits(case: Case) -> list[Awaited]:
    """For whom the case waits, as somebody has written it down."""
    waits = clock_of(events_of(case)).open_waits
    return [wait.party for wait in waits if wait.kind is EventKind.WAIT_BEGAN]


def _nothing_open(kind: EventKind, waits: list[Awaited]) -> bool:
    return kind is EventKind.WAIT_ENDED and not waits


def _now(case: Case, number: int) -> HandlingEvent | None:
    return next((event for event in in_force(events_of(case)) if event.number == number), None)
