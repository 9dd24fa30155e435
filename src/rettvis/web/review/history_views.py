"""The history of a person's decisions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.log import look_up
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.correspondence.kinds import kind_named
from rettvis.web.pages.steps import case_page
from rettvis.web.review.history import History, history_of

HISTORY = gettext_noop("The history of the person’s decisions")


@on_case(HISTORY, post=None)
def history(request: HttpRequest, case: Case) -> HttpResponse:
    """Every decision of the person on a timeline, as a figure and as a table."""
    found = history_of(case, request.user, timezone.localdate())
    others = [one.case.number for one in found.decided if one.case.pk != case.pk]
    others += [one.case.number for one in found.open if one.case.pk != case.pk]
    if others:
        grant = grants(request.user, Action.SEE_CASE)[0]
        look_up(grant, Action.SEE_CASE, cases=others, what=HISTORY)
    context: dict[str, Any] = {
        "found": found,
        "kind_titles": _kind_titles(found),
        "may_open": case.decided_on is not None and may(request.user, Action.OPEN_CASE, case),
        "may_annul": case.decided_on is not None and may(request.user, Action.PROPOSE_ANNULMENT, case),
    }
    return case_page(request, "review/history.jinja", case, context, current="history")


def _kind_titles(found: History) -> dict[str, Any]:
    letters = [one for each in (*found.open, *found.decided) for one in each.letters]
    return {one.kind: kind_named(one.kind).title for one in letters}
