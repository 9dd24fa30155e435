"""A saved budget as a file: the report as PDF, the figures as a spreadsheet, or all of it as JSON."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis import __version__
from rettvis.edges.budget_document import budget_data
from rettvis.edges.budget_report import budget_report
from rettvis.edges.budget_words import assumed_rows, notes, percent_text
from rettvis.edges.comparison import render_pdf
from rettvis.edges.figure_files import FigureColumn, FigureTable, csv_file, xlsx_file
from rettvis.edges.figure_files.table import ColumnKind
from rettvis.edges.plain_json import plain
from rettvis.journey.simulation import Budget, CostOfYear, StepCost
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.pages.engine import language, moment, say
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.saved_views import TYPES, budget_row, computed_again

PER_HOUR = 60


@guarded(Action.SEE_SIMULATION)
def budget_file(request: HttpRequest, saved: int, kind: str) -> HttpResponse:
    """One saved budget, computed again, as a file."""
    row = budget_row(request, saved)
    found = computed_again(row).found
    if kind not in TYPES or found is None:
        raise Http404
    own = grants(request.user, Action.SEE_SIMULATION)
    grant = next(one for one in own if one.municipality_id == row.municipality_id)
    look_up(grant, Action.SEE_SIMULATION, what=gettext_noop("A budget as a file"))
    name = f"budsjett-{row.municipality.number}-{row.pk}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(_content(row, found, kind), content_type=TYPES[kind], headers=headers)


def _content(row: SavedResult, found: Budget, kind: str) -> bytes:
    if kind == "json":
        return json.dumps(plain(budget_data(found), language()), ensure_ascii=False, indent=2).encode()
    if kind == "pdf":
        report = budget_report(
            found,
            row.title,
            row.municipality.name,
            __version__,
            language(),
            synthetic=row.municipality.synthetic,
        )
        return render_pdf(report, language(), timezone.localdate())
    table = _table(row, found)
    if kind == "csv":
        return csv_file(table, "." if language() == "en" else ",")
    return xlsx_file(table, (_("Figures"), _("About the figures")))


def _table(row: SavedResult, found: Budget) -> FigureTable:
    """A row for each step in a whole year, and one in the first."""
    number = ColumnKind.DECIMAL
    levels = [percent_text(level, "en") for level in found.assumptions.levels]
    columns = (
        FigureColumn("year", _("Period"), ColumnKind.TEXT),
        FigureColumn("step", _("Step"), ColumnKind.WHOLE),
        FigureColumn("hours_per_week", _("Hours a week"), number),
        FigureColumn("full_take_up_nok", _("All hours used"), number),
        FigureColumn("expected_nok", _("Expected"), number),
        *(FigureColumn(f"level_{level}_nok", f"{level} %", number) for level in levels),
        FigureColumn("chance_over_budget", _("Chance of breaking the budget"), number),
    )
    rows = [_cells(_("A whole year"), one, one.full_year) for one in found.steps]
    rows += [_cells(_("The first year"), one, one.first_year) for one in found.steps]
    return FigureTable(row.title, columns, rows, tuple(_said(row, found)))


def _cells(year: str, step: StepCost, cost: CostOfYear) -> tuple[Any, ...]:
    chance = None if cost.chance_over is None else Fraction(round(cost.chance_over * 10**4), 10**4)
    return (
        year,
        step.step.number,
        Fraction(step.step.minutes_per_week, PER_HOUR),
        Fraction(cost.full_take_up, 100),
        Fraction(cost.expected, 100),
        *(Fraction(value, 100) for _level, value in cost.quantiles),
        chance,
    )


def _said(row: SavedResult, found: Budget) -> Iterator[tuple[str, str]]:
    yield _("Municipality"), f"{row.municipality.number} {row.municipality.name}"
    yield _("Scheme"), found.version.source
    yield _("Saved"), f"{moment(row.made_at)}, Rettvis {row.software_version}"
    yield _("Made with"), f"Rettvis {__version__}"
    yield from ((say(name), say(value)) for name, value in assumed_rows(found, language()))
    yield from ((_("Note"), say(one)) for one in notes(found))
    if row.municipality.synthetic:
        yield _("Note"), _("Synthetic data. Every person and case here is invented.")
