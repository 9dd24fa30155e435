"""The follow-up of a year: use against the plan by month, the forecast, and the tertial report as files."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from markupsafe import Markup

from rettvis import __version__
from rettvis.edges.amounts import in_hours, in_kroner
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
from rettvis.edges.figure_files import FigureColumn, FigureTable, csv_file, xlsx_file
from rettvis.edges.figure_files.table import ColumnKind
from rettvis.edges.month_names import month_name
from rettvis.journey.simulation import FollowUp, follow_up
from rettvis.journey.simulation.follow_up import MONTHS, TERTIALS
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.handling.threshold import threshold_for
from rettvis.web.hourbank.sources import service_title
from rettvis.web.pages.engine import day, language, say
from rettvis.web.simulation.models import YearPlanRow
from rettvis.web.simulation.plans import plan_in, plans_in_force
from rettvis.web.simulation.use import use_by_month

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Followed:
    """What is looked at: a plan until the end of a tertial; ``found`` is None where too few are behind it."""

    row: YearPlanRow
    tertial: int
    found: FollowUp | None


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
        table = _table(followed, today)
        english = language() == "en"
        content = (
            csv_file(table, "." if english else ",")
            if kind == "csv"
            else xlsx_file(table, (_("Figures"), _("About the figures")))
        )
    name = f"oppfolging-{row.municipality.number}-{row.year}-{followed.tertial}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


def origin(row: YearPlanRow) -> Sentence:
    """Where the plan is from."""
    if row.saved is None:
        return sentence(
            "The hours of the plan were entered on {day:date}.", day=timezone.localdate(row.made_at)
        )
    return sentence(
        "The plan is step {step} of the budget “{title}”, chosen on {day:date}: its expected cost by days, "
        "without administration.",
        step=row.step,
        title=row.saved.title,
        day=timezone.localdate(row.made_at),
    )


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


def _table(followed: Followed, today: date) -> FigureTable:
    """A row for each month, one for what is so far, and one for the forecast."""
    found, row = followed.found, followed.row
    assert found is not None
    whole = ColumnKind.DECIMAL
    columns = (
        FigureColumn("month", _("Month"), ColumnKind.TEXT),
        FigureColumn("planned_hours", _("Planned hours"), whole),
        FigureColumn("used_hours", _("Used hours"), whole),
        FigureColumn("planned_nok", _("Planned kroner"), whole),
        FigureColumn("cost_nok", _("Cost, kroner"), whole),
        FigureColumn("low_nok", _("Lowest, kroner"), whole),
        FigureColumn("high_nok", _("Highest, kroner"), whole),
    )
    rows: list[tuple[Any, ...]] = [
        (
            say(month_name(one.month)),
            in_hours(one.plan.minutes),
            in_hours(one.used),
            in_kroner(one.plan.cost),
            in_kroner(one.cost),
            None,
            None,
        )
        for one in found.rows
    ]
    planned = found.planned
    rows.append(
        (
            _("So far"),
            in_hours(planned.minutes),
            in_hours(found.used),
            in_kroner(planned.cost),
            in_kroner(found.cost),
            None,
            None,
        )
    )
    if found.forecast is not None:
        ahead = found.forecast
        rows.append(
            (
                _("The whole year, forecast"),
                in_hours(found.plan.minutes),
                in_hours(ahead.minutes),
                in_kroner(found.plan.cost),
                in_kroner(ahead.cost),
                in_kroner(ahead.low_cost),
                in_kroner(ahead.high_cost),
            )
        )
    said = [
        (_("Municipality"), f"{row.municipality.number} {row.municipality.name}"),
        (_("Service code"), f"{say(service_title(row.service))} ({row.service})"),
        (_("Period"), f"{row.year}, {say(TERTIAL_TITLES[followed.tertial])}"),
        *((_("In short"), say(one)) for one in summary(found)),
        *((_("How this is worked out"), say(one)) for one in (origin(row), *methods(found))),
        (_("Read"), day(today)),
        (_("Made with"), f"Rettvis {__version__}"),
    ]
    if row.municipality.synthetic:
        said.append((_("Note"), _("Synthetic data. Every person and case here is invented.")))
    return FigureTable(_("Follow-up %(year)s") % {"year": row.year}, columns, rows, tuple(said))
