"""How much each caseworker has: for leaders, one question however many cases there are."""

from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.handling import OTHERS, Awaited
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import OPEN_STATUSES

COUNTED = ("open", "late", "waiting", "approval")


@guarded(Action.SEE_LOAD)
def load(request: HttpRequest) -> HttpResponse:
    """Open cases of each caseworker: how many, late, waiting on others, awaiting approval, and the oldest."""
    rows = load_of(request.user)
    for grant in {grant.municipality_id: grant for grant in grants(request.user, Action.SEE_LOAD)}.values():
        look_up(grant, Action.SEE_LOAD, what=gettext_noop("How many cases each caseworker has"))
    total = {name: sum(row[name] for row in rows) for name in COUNTED}
    most = max((row["open"] for row in rows), default=0)
    return TemplateResponse(request, "worklist/load.jinja", {"rows": rows, "total": total, "most": most})


def load_of(user: User) -> list[dict[str, Any]]:
    """One row for each who has open cases that ``user`` may see, most first; those of nobody are last."""
    today = timezone.localdate()
    found = (
        visible_cases(user)
        .filter(status__in=OPEN_STATUSES)
        .values("assigned_to_id", "assigned_to__name")
        .annotate(
            open=Count("id"),
            late=Count("id", filter=Q(due_order__lt=today)),
            waiting=Count("id", filter=Q(waits_for__in=[str(one) for one in OTHERS])),
            approval=Count("id", filter=Q(waits_for=str(Awaited.APPROVAL))),
            oldest=Min("received_on"),
        )
        .order_by()
    )
    return sorted(
        found, key=lambda row: (row["assigned_to_id"] is None, -row["open"], row["assigned_to__name"] or "")
    )
