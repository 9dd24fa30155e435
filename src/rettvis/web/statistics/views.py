"""The statistics page, and the same figures as a file."""

from dataclasses import replace
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.edges.figure_files import csv_file, parquet_file, xlsx_file
from rettvis.edges.publications.writing import observations_file
from rettvis.journey.statistics.own_cases.observations import OwnPlace, own_observations
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.pages.engine import language
from rettvis.web.statistics.charts import month_chart, table_chart
from rettvis.web.statistics.definitions import definitions, hiding
from rettvis.web.statistics.figures import Request, figures_for, lines_for, request_of
from rettvis.web.statistics.files import table_of
from rettvis.web.statistics.models import threshold_of
from rettvis.web.statistics.price_views import observations_of
from rettvis.web.statistics.shown import shown

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


@guarded(Action.SEE_STATISTICS)
def statistics(request: HttpRequest) -> HttpResponse:
    """The figures of a period, with filters that stand in the address."""
    wanted = request_of(request)
    found = figures_for(request.user, wanted)
    page = None if found is None else shown(found, wanted.asked, wanted.names)
    base = reverse("statistics")
    context = {
        "wanted": wanted,
        "form": wanted.form,
        "page": page,
        "charts": {table.name: table_chart(table) for table in page.tables} if page else {},
        "month_chart": month_chart(page) if page else None,
        "definitions": list(definitions()),
        "hiding": hiding(page.threshold if page else threshold_of(wanted.municipality)),
        "files": [(kind, wanted.asked.address(reverse("statistics_file", args=[kind]))) for kind in TYPES],
        "observations": wanted.asked.address(reverse("observations")),
        "own_address": wanted.asked.address(base) if not wanted.asked.published else "",
        "switch": _switch(wanted, base),
        "may_set": may(request.user, Action.SET_THRESHOLD),
    }
    return render(request, "statistics/statistics.jinja", context, status=422 if wanted.form.errors else 200)


@guarded(Action.SEE_STATISTICS)
def statistics_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same figures, hidden in the same way, as CSV, XLSX or Parquet."""
    wanted = request_of(request)
    if kind not in TYPES or wanted.form.errors:
        raise Http404
    found = figures_for(request.user, wanted)
    if found is None:
        raise Http404
    look_up(wanted.grant, Action.SEE_STATISTICS, what=gettext_noop("Statistics as a file"))
    table = table_of(
        shown(found, wanted.asked, wanted.names), wanted.asked, wanted.names, wanted.municipality
    )
    if kind == "csv":
        content = csv_file(table, "." if language() == "en" else ",")
    elif kind == "xlsx":
        content = xlsx_file(table, (_("Figures"), _("About the figures")))
    else:
        content = parquet_file(table)
    name = f"statistikk-{wanted.municipality.number}-{found.last.isoformat()}.{kind}"
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@guarded(Action.SEE_STATISTICS)
def observations(request: HttpRequest) -> HttpResponse:
    """BPA users, hours, average price and administration by year, as publications are compared."""
    wanted = request_of(request)
    if wanted.form.errors:
        raise Http404
    look_up(wanted.grant, Action.SEE_STATISTICS, what=gettext_noop("Statistics as a file"))
    threshold = threshold_of(wanted.municipality) if wanted.asked.published else None
    place = OwnPlace(wanted.municipality.number, wanted.municipality.name)
    last = wanted.asked.last
    found = own_observations(lines_for(request.user, wanted), place, last, threshold)
    return HttpResponse(
        observations_file(chain(found, observations_of(request.user, wanted.municipality, last, threshold))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="observations.csv"'},
    )


def _switch(wanted: Request, base: str) -> str:
    """The address of the other view, for whoever may see both."""
    other = replace(wanted.asked, published=not wanted.asked.published)
    return other.address(base) if wanted.sees_cases else ""
