"""The list of decisions to look at again, and what the front page of a case says of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.application import Service
from rettvis.journey.handling import EventKind
from rettvis.journey.review import DueWhat
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case, Kind
from rettvis.web.decision.copied import copy_events
from rettvis.web.pages.engine import say
from rettvis.web.pages.notices import Notice
from rettvis.web.review.due import due_cases, due_of

WHAT = gettext_noop("Decisions to be looked at again")


@guarded(Action.SEE_WORKLIST)
def to_evaluate(request: HttpRequest) -> HttpResponse:
    """Decisions whose evaluation date or last day is coming or has passed."""
    today = timezone.localdate()
    mine = request.GET.get("hvem") == "mine"
    kind = request.GET.get("hva", "")
    kind = kind if kind in {str(one) for one in DueWhat} else ""
    rows, more = due_cases(request.user, today, mine=mine, kind=kind, after=request.GET.get("etter", ""))
    shown = [_row(request.user, row, today) for row in rows]
    grant = grants(request.user, Action.SEE_WORKLIST)[0]
    if rows:
        look_up(grant, Action.SEE_WORKLIST, cases=[row.case.number for row in rows], what=WHAT)
    context: dict[str, Any] = {
        "rows": shown,
        "more": more,
        "mine": mine,
        "kind": kind,
        "kinds": [(str(one), one.label) for one in DueWhat],
    }
    return render(request, "review/due.jinja", context)


def _row(user: User, row: Any, today: date) -> dict[str, Any]:
    return {
        "case": row.case,
        "under_way": row.under_way,
        "passed": row.first.is_passed(today),
        "lines": [
            (say(Service(line.service).label), [say(due.words(today)) for due in found])
            for line, found in row.lines
        ],
        "may_open": may(user, Action.OPEN_CASE, row.case),
    }


def due_notices(case: Case, user: User, today: date) -> Iterable[Notice]:
    """What a decided case says of its dates; what a new review or change says of the last assessment."""
    if case.decided_on is not None:
        for line, due in due_of(case, today):
            text = f"{say(Service(line.service).label)}: {say(due.words(today))}"
            tone = "warning" if due.is_passed(today) else "info"
            yield Notice(tone, text, reverse("history", args=[case.number]), _("New assessment"))  # type: ignore[arg-type]
    elif _may_be_copied(case):
        words = _("The person’s last assessment can be copied into this case, and every change marked.")
        yield Notice("info", words, reverse("changes", args=[case.number]), _("Begin from a copy of it"))


def _may_be_copied(case: Case) -> bool:
    if not case.is_open or case.kind == Kind.NEW:
        return False
    return not any(event.kind == EventKind.COPIED for event in copy_events(case))
