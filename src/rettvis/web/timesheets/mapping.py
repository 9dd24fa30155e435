"""Saying which column of a provider's file is which: the line that names them, kept for the next files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.edges.timesheets.sheets import first_rows, read_sheet
from rettvis.web.access.gate import require_in, visible
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.application.models import Case
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.timesheets.forms import ColumnsForm
from rettvis.web.timesheets.frames import cases_by_number
from rettvis.web.timesheets.models import WaitingFile
from rettvis.web.timesheets.taking import save_layout
from rettvis.web.timesheets.understanding import FILE as SHEET
from rettvis.web.timesheets.understanding import saved_layout
from rettvis.web.timesheets.views import FILE, RECEIVE, SEE, waiting_of

MOST_CODES = 40
LOOKED_AT = 10
"""So many lines of the file are shown, one of which names the columns."""
CELLS = 4
"""So many cells of a line are named where one chooses among the lines."""

Rows = Sequence[tuple[int, Sequence[str]]]
"""Lines with their numbers."""


@guarded(RECEIVE, post=RECEIVE)
def map_columns(request: HttpRequest, waiting: int) -> HttpResponse:
    """Say which column is which; it is kept for the provider, and the file is read again."""
    row = waiting_of(request, waiting)
    content, saved = bytes(row.content), saved_layout(row.provider)
    every = first_rows(SHEET, content, LOOKED_AT)
    header = _header(request, every, saved.header)
    table = read_sheet(SHEET, content, header)
    if not table.columns:
        return redirect("waiting_timesheet", row.pk)
    place = saved.places(table.columns).get("ordning_ref")
    hidden, seen = _cases(request, row, [*every, *_references(table.rows, place)])
    own = _without(hidden, table.rows)
    told: dict[str, Any] = {
        "columns": table.columns,
        "codes_of": lambda at: _codes(own, at),
        "layout": saved,
    }
    form = ColumnsForm(request.POST if request.method == "POST" else None, **told)
    if request.method == "POST" and form.is_valid():
        layout = form.layout(0 if every and header == every[0][0] else header)
        save_layout(request.user, row, layout, timezone.now())
        messages.success(request, _("The columns are kept for the provider. The file is read again."))
        return redirect("waiting_timesheet", row.pk)
    grant = require_in(request.user, RECEIVE, row.municipality_id)
    look_up(grant, RECEIVE, cases=sorted(seen), what=FILE)
    context = {"row": row, "form": form, "header": header, **_first_lines(every, hidden)}
    return render(request, "timesheets/columns.jinja", context, status=422 if form.errors else 200)


def _first_lines(every: Rows, hidden: set[str]) -> dict[str, Any]:
    """The first lines of the file as they are shown: to choose among, and as a table."""
    shown = _without(hidden, every)
    width = max((len(cells) for _line, cells in shown), default=1)
    return {
        "lines": [(line, _named(line, cells)) for line, cells in shown],
        "headers": [_("Line"), *(str(place) for place in range(1, width + 1))],
        "cells": shown,
        "hidden": len(every) - len(shown),
    }


def _header(request: HttpRequest, rows: Rows, saved: int) -> int:
    """The line that names the columns: the one chosen, the one saved, or the first with the most cells."""
    lines = [line for line, _cells in rows]
    asked = whole_number(request.POST.get("header") or request.GET.get("header", ""))
    if asked in lines:
        return asked
    if saved in lines:
        return saved
    filled = {line: sum(1 for cell in cells if cell.strip()) for line, cells in rows}
    return max(lines, key=lambda line: filled[line], default=0)


def _references(rows: Rows, place: int | None) -> list[tuple[int, Sequence[str]]]:
    """What stands in the column of the case in every line."""
    return [] if place is None else [(line, [cells[place]]) for line, cells in rows]


def _cases(request: HttpRequest, row: WaitingFile, rows: Rows) -> tuple[set[str], set[str]]:
    """The numbers of cases in some lines that the reader may not see, and those that she may."""
    references: Iterable[str] = {cell.strip() for _line, cells in rows for cell in cells}
    cases = cases_by_number(row.municipality_id, references)
    own = visible(request.user, Case.objects.filter(municipality=row.municipality_id), SEE)
    seen = set(own.filter(number__in=sorted(cases)).values_list("number", flat=True)) if cases else set()
    return set(cases) - seen, seen


def _without(hidden: set[str], rows: Rows) -> Rows:
    """The lines that name none of the hidden cases."""
    return [(line, cells) for line, cells in rows if hidden.isdisjoint(cell.strip() for cell in cells)]


def _named(line: int, cells: Sequence[str]) -> str:
    """A line as one chooses it: its number and its first cells."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    more = " …" if len(filled) > CELLS else ""
    return _("Line %(line)s: %(cells)s") % {"line": line, "cells": ", ".join(filled[:CELLS]) + more}


def _codes(rows: Rows, place: int) -> list[str]:
    """The kinds that stand in the lines of a file."""
    return sorted({cells[place].strip() for _line, cells in rows if cells[place].strip()})[:MOST_CODES]
