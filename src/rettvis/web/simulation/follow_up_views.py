"""The follow-up of a year: use against the plan by month, the forecast, and the tertial report as files."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from markupsafe import Markup

from rettvis import __version__
from rettvis.edges.budget_follow_up_report import (
    TERTIAL_TITLES,
    Told,
    budget_follow_up_report,
    hours_chart,
    methods,
    summary,
)
from rettvis.edges.comparison import render_pdf
from rettvis.edges.comparison.charts import draw
from rettvis.edges.figure_files import csv_file, xlsx_file
from rettvis.edges.month_names import month_name
from rettvis.journey.simulation import follow_up
from rettvis.journey.simulation.follow_up import MONTHS, TERTIALS
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.handling.threshold import threshold_for
from rettvis.web.hourbank.sources import service_title
from rettvis.web.pages.engine import language, say
from rettvis.web.simulation.follow_up_table import Followed, follow_up_table, origin
from rettvis.web.simulation.models import YearPlanRow
from rettvis.web.simulation.plans import plan_in, plans_in_force
from rettvis.web.simulation.use import use_by_month

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@guarded(Action.SEE_SIMULATION)
def follow_up_page(request: HttpRequest) -> HttpResponse:
    """The plans there are, and one of them against the hour bank."""
    plans = plans_in_force(request.user)
    followed = _followed(request, plans)
    context: dict[str, Any] = {
        "plans": [(row, say(service_title(row.service))) for row in plans],
        "followed": followed,
        "tertials": [(number, say(title)) for number, title in TERTIAL_TITLES.items()],
        "may_make": may(request.user, Action.SIMULATE),
        "files": list(TYPES),
    }
    if followed is not None and followed.found is not None:
        found = followed.found
        context |= {
            "summary": [say(one) for one in summary(found)],
            "chart": Markup(draw(hours_chart(found), language())),
            "methods": [say(one) for one in (origin(followed.row), *methods(found))],
            "months": [say(month_name(number)) for number in range(1, MONTHS + 1)],
        }
    return render(request, "simulation/follow_up.jinja", context)


@guarded(Action.SEE_SIMULATION)
def follow_up_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The tertial report as PDF, or its figures as a spreadsheet or CSV."""
    followed = _followed(request, plans_in_force(request.user))
    if kind not in TYPES or followed is None or followed.found is None:
        raise Http404
    row, today = followed.row, timezone.localdate()
    own = grants(request.user, Action.SEE_SIMULATION)
    grant = next(one for one in own if one.municipality_id == row.municipality_id)
    look_up(grant, Action.SEE_SIMULATION, what=gettext_noop("The follow-up of a year as a file"))
    if kind == "pdf":
        content = render_pdf(
            budget_follow_up_report(followed.found, _told(followed, today)), language(), today
        )
    else:
        table = follow_up_table(followed, today)
        english = language() == "en"
        content = (
            csv_file(table, "." if english else ",")
            if kind == "csv"
            else xlsx_file(table, (_("Figures"), _("About the figures")))
        )
    name = f"oppfolging-{row.municipality.number}-{row.year}-{followed.tertial}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


def months_over(year: int, today: date) -> int:
    """How many months of the year are over."""
    if year != today.year:
        return MONTHS if year < today.year else 0
    return today.month - 1


def _followed(request: HttpRequest, plans: list[YearPlanRow]) -> Followed | None:
    """The plan that is asked for, or the newest, and its use to the end of the tertial or the last month."""
    wanted, tertial = request.GET.get("plan", ""), request.GET.get("tertial", "3")
    row = next((one for one in plans if wanted in ("", str(one.pk))), None)
    if wanted and row is None:
        raise Http404
    if row is None:
        return None
    number = int(tertial) if tertial in ("1", "2", "3") else 3
    use = use_by_month(row.municipality, row.service, row.year)
    threshold, fewest = threshold_for(request.user), use.fewest()
    if threshold is not None and fewest is not None and fewest < threshold:
        return Followed(row, number, None)
    through = min(TERTIALS[number], months_over(row.year, timezone.localdate()))
    return Followed(row, number, follow_up(plan_in(row), use.minutes, through))


def _told(followed: Followed, today: date) -> Told:
    row = followed.row
    return Told(
        service=service_title(row.service),
        municipality=row.municipality.name,
        tertial=followed.tertial,
        origin=origin(row),
        read_on=today,
        version=__version__,
        synthetic=row.municipality.synthetic,
    )
