"""The list of cases: soonest deadline first, a hundred a page, and one log row for what was shown."""

from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.web.access.gate import Action, grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Role
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import OPEN_STATUSES, Group, Kind, Status
from rettvis.web.worklist.filters import STATUSES, WHOSE, Asked, condition, read

PAGE = 100
COLUMNS = (
    "number",
    "person__name",
    "person__birth_date",
    "group",
    "kind",
    "status",
    "received_on",
    "next_due_on",
    "next_due_what",
    "assigned_to__name",
    "unit__name",
    "municipality_id",
    "due_order",
    "id",
)


@guarded(Action.SEE_WORKLIST, post=Action.SEE_WORKLIST)
def worklist(request: HttpRequest) -> HttpResponse:
    """The worklist; a search comes by POST, so that no name stands in an address or a server's log."""
    data: QueryDict = request.POST if request.method == "POST" else request.GET
    asked = read(data, request.POST.get("text", ""), _usual(request))
    rows = rows_for(request, asked)
    shown = rows[:PAGE]
    _log(request, shown)
    last = shown[-1] if len(rows) > PAGE else None
    context = {
        "asked": asked,
        "rows": shown,
        "after": f"{last['due_order'].isoformat()}_{last['id']}" if last else "",
        "whose_choices": WHOSE,
        "status_choices": STATUSES,
        "status_names": _names(Status),
        "kind_names": _names(Kind),
        "group_names": _names(Group),
        "open_statuses": OPEN_STATUSES,
        "today": timezone.localdate(),
        "may_open": may(request.user, Action.OPEN_CASE),
    }
    return render(request, "worklist/worklist.jinja", context)


def rows_for(request: HttpRequest, asked: Asked) -> list[dict[str, Any]]:
    """One row more than a page, so that we know whether there is more without counting."""
    unit_ids = [grant.unit_id for grant in grants(request.user, Action.SEE_WORKLIST) if grant.unit_id]
    wanted = visible_cases(request.user).filter(condition(asked, request.user, unit_ids))
    return list(wanted.order_by("due_order", "id").values(*COLUMNS)[: PAGE + 1])


def _log(request: HttpRequest, shown: list[dict[str, Any]]) -> None:
    """One row for what was shown; one for each municipality where the person works in several."""
    by_municipality = {grant.municipality_id: grant for grant in grants(request.user, Action.SEE_WORKLIST)}
    for municipality_id, grant in by_municipality.items():
        numbers = [row["number"] for row in shown if row["municipality_id"] == municipality_id]
        look_up(grant, Action.SEE_WORKLIST, cases=numbers, what=gettext_noop("The list of cases"))


def _usual(request: HttpRequest) -> str:
    """A caseworker begins with her own; everybody else with all."""
    handles = any(grant.role == Role.CASEWORKER for grant in grants(request.user, Action.SEE_WORKLIST))
    return "mine" if handles else "all"


def _names(choices: type[TextChoices]) -> dict[str, str]:
    """The choices in the reader's language, translated once and not once a row."""
    return {value: str(label) for value, label in choices.choices}
