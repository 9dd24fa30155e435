"""The cases behind a number: every number of the figures leads here, for those who may see the cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import Case
from rettvis.web.handling.asked import read
from rettvis.web.handling.counting import CountedCase, counted
from rettvis.web.pages.whole_numbers import whole_number

PAGE = 100


@guarded(Action.SEE_WORKLIST, post=None)
def counted_cases(request: HttpRequest) -> HttpResponse:
    """The cases, a hundred a page, longest first; one log row for what was shown."""
    asked = read(request.GET, timezone.localdate())
    cases = sorted(counted(request.user, asked), key=lambda one: (-one.time.days, one.pk))
    start = _start(request.GET.get("side", ""), len(cases))
    shown = cases[start : start + PAGE]
    rows = {case.pk: case for case in _rows(request.user, shown)}
    _log(request.user, list(rows.values()))
    context = {
        "asked": asked,
        "count": len(cases),
        "rows": [(rows[one.pk], one.time) for one in shown if one.pk in rows],
        "not_shown": sum(one.pk not in rows for one in shown),
        "first": start + 1,
        "next": start // PAGE + 2 if start + PAGE < len(cases) else None,
        "before": start // PAGE if start else None,
    }
    return render(request, "handling/counted.jinja", context)


def _start(page: str, count: int) -> int:
    """Where a page begins; the first one where the address says something else."""
    start = (max(whole_number(page) or 1, 1) - 1) * PAGE
    return start if start < count else 0


def _rows(user: User, shown: list[CountedCase]) -> list[Case]:
    wanted = visible_cases(user).filter(pk__in=[one.pk for one in shown])
    return list(wanted.select_related("person", "unit", "assigned_to"))


def _log(user: User, cases: list[Case]) -> None:
    by_municipality = {grant.municipality_id: grant for grant in grants(user, Action.SEE_WORKLIST)}
    for municipality_id, grant in by_municipality.items():
        numbers = [case.number for case in cases if case.municipality_id == municipality_id]
        look_up(grant, Action.SEE_WORKLIST, cases=numbers, what=gettext_noop("Cases behind a figure"))
