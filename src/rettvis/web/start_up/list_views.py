"""The start-ups under way, and the time they took."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.delivery.start_up import by_month, by_provider, start_up_spread
from rettvis.rulekit.period import Period
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, visible
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.pages.engine import month_name
from rettvis.web.start_up.listing import list_under_way
from rettvis.web.start_up.store import started

WHAT = gettext_noop("The list of start-ups")
SEE, OPEN = Action.SEE_START_UPS, Action.SEE_START_UP
FIRST_YEAR = 2015


@guarded(SEE)
def start_ups(request: HttpRequest) -> HttpResponse:
    """Every start-up that waits for something; who sees no case sees no name."""
    rows = list_under_way(request.user, timezone.localdate())
    late_only = request.GET.get("hva") == "sent"
    shown = [row for row in rows if row.late] if late_only else rows
    if shown:
        look_up(grants(request.user, SEE)[0], SEE, cases=[row.case.number for row in shown], what=WHAT)
    cases = visible(request.user, Case.objects.filter(pk__in=[row.case.pk for row in shown]), OPEN)
    open_ = set(cases.values_list("pk", flat=True))
    context = {
        "rows": shown,
        "all": len(rows),
        "late": sum(bool(row.late) for row in rows),
        "late_only": late_only,
        "open": open_,
        "names_shown": bool(open_),
    }
    return render(request, "start_up/list.jinja", context)


@dataclass(frozen=True)
class AskedYear:
    """The year of the first days, and the years beside it that may be looked at."""

    year: int
    before: int | None
    after: int | None


@guarded(SEE)
def start_up_time(request: HttpRequest) -> HttpResponse:
    """The time from decision to first day: in all, by month and by provider."""
    asked = _asked(request.GET, timezone.localdate())
    cases = visible(request.user, Case.objects.all(), SEE)
    found = started(cases, Period(date(asked.year, 1, 1), date(asked.year, 12, 31)))
    owners = {grant.municipality_id for grant in grants(request.user, SEE)}
    numbers = {one.provider for one in found}
    names = dict(
        Provider.objects.filter(municipality__in=owners, number__in=numbers).values_list("number", "name")
    )
    context = {
        "asked": asked,
        "whole": start_up_spread(found),
        "by_month": [(month_name(date(*month, 1)), spread) for month, spread in by_month(found).items()],
        "by_provider": [(names.get(one, one), spread) for one, spread in by_provider(found).items()],
    }
    return render(request, "start_up/time.jinja", context)


def _asked(data: QueryDict, today: date) -> AskedYear:
    """What the address asks for; what cannot be read is taken as this year."""
    text = data.get("aar", "")
    is_year = text.isascii() and text.isdecimal() and len(text) == 4
    year = int(text) if is_year and FIRST_YEAR <= int(text) <= today.year else today.year
    return AskedYear(year, year - 1 if year > FIRST_YEAR else None, year + 1 if year < today.year else None)
