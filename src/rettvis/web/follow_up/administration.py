"""The pages of the administration's own hours: the list, recording, correcting, and what an hour costs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.follow_up import WorkKind
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may_in, require_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, Unit
from rettvis.web.access.places import where
from rettvis.web.delivery.form_page import form_page
from rettvis.web.delivery.models import Provider
from rettvis.web.follow_up.forms import CostForm, WorkForm
from rettvis.web.follow_up.models import HourlyCost, WorkLine
from rettvis.web.follow_up.services import NewWork, known_cases, record_work, set_hourly_cost, work_lines
from rettvis.web.pages.engine import say

SEE, RECORD = Action.SEE_ADMINISTRATION, Action.RECORD_ADMINISTRATION
SHOWN = 200
WORK = gettext_noop("The administration’s own hours")


@guarded(SEE)
def administration(request: HttpRequest) -> HttpResponse:
    """The newest lines, and what an hour costs."""
    place = where(request, SEE)
    rows = list(work_lines(request.user).filter(municipality=place.municipality)[: SHOWN + 1])
    known = known_cases(request.user, rows)
    numbers = sorted({row.case.number for row in rows if row.case and row.case_id in known})
    look_up(place.grant, SEE, cases=numbers, what=WORK)
    costs = HourlyCost.objects.filter(municipality=place.municipality).order_by("-from_on", "-pk")
    context = {
        "rows": [(row, say(WorkKind(row.work).label), row.case_id in known) for row in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "costs": list(costs),
        "may_record": may_in(request.user, RECORD, place.municipality.pk),
        "place": place,
    }
    return render(request, "follow_up/administration.jinja", context)


@guarded(RECORD, post=RECORD)
def new_work(request: HttpRequest) -> HttpResponse:
    """Record hours."""
    return _work_page(request, where(request, RECORD).municipality, None)


@guarded(RECORD, post=RECORD)
def correct_work(request: HttpRequest, line: int) -> HttpResponse:
    """Correct a line: what is typed counts instead; no hours take it back."""
    row = work_lines(request.user).filter(pk=line).first()
    if row is None or (row.case_id and not known_cases(request.user, [row])):
        raise Http404
    if row.case:
        look_up(
            require_in(request.user, RECORD, row.municipality_id), SEE, cases=[row.case.number], what=WORK
        )
    return _work_page(request, row.municipality, row)


@guarded(RECORD, post=RECORD)
def hourly_cost(request: HttpRequest) -> HttpResponse:
    """Set what an hour costs from a day."""
    municipality = where(request, RECORD).municipality

    def act(data: dict[str, Any], key: str) -> None:
        set_hourly_cost(
            request.user, municipality, data["from_on"], data["price"], data["source"], key, timezone.now()
        )

    title = _("What an hour of administration costs")
    return _page(request, municipality, CostForm, title, act)


def _work_page(request: HttpRequest, municipality: Municipality, row: WorkLine | None) -> HttpResponse:
    units, providers = _offered(municipality)

    def form(data: Any) -> WorkForm:
        start = _typed(row) if row else {"day": timezone.localdate(), "who": request.user.name}
        return WorkForm(data, units=list(units.values()), providers=list(providers.values()), initial=start)

    def act(data: dict[str, Any], key: str) -> None:
        new = NewWork(
            units[data["unit"]],
            data["day"],
            data["minutes"],
            data["work"],
            data["who"],
            providers.get(data["provider"]),
            data["case"].strip(),
            data["note"],
        )
        record_work(request.user, new, key, timezone.now(), row)

    title = _("Correct the hours") if row else _("Record hours")
    return _page(request, municipality, form, title, act)


def _page(request: HttpRequest, municipality: Municipality, form: Any, title: str, act: Any) -> HttpResponse:
    there = f"?municipality={municipality.number}"
    back = reverse("administration") + there
    crumbs = [
        (_("Provider follow-up"), reverse("provider_follow_up") + there),
        (_("The administration’s own hours"), back),
    ]
    return form_page(request, form, title, act, None, to=back, back=back, crumbs=crumbs)


def _offered(municipality: Municipality) -> tuple[dict[str, Unit], dict[str, Provider]]:
    units = {str(one.pk): one for one in Unit.objects.filter(municipality=municipality).order_by("name")}
    rows = Provider.objects.filter(municipality=municipality).order_by("name", "pk")
    return units, {str(one.pk): one for one in rows}


def _typed(row: WorkLine) -> dict[str, Any]:
    """A line as its form has it."""
    return {
        "day": row.day,
        "minutes": row.minutes,
        "work": row.work,
        "who": row.who,
        "unit": str(row.unit_id),
        "provider": str(row.provider_id or ""),
        "case": row.case.number if row.case else "",
        "note": row.note,
    }
