"""Whom a figure counts: the list behind every number, for those who may see the cases."""

from collections import defaultdict
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.statistics.own_cases.lines import Ints, Lines
from rettvis.journey.statistics.own_cases.measured import Measured
from rettvis.journey.statistics.own_cases.movement import FLOWS, Moved
from rettvis.journey.statistics.own_cases.standing import InForce
from rettvis.journey.statistics.own_cases.statistics import TABLES
from rettvis.web.access.actions import Action
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.application.cases import visible_cases
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.statistics.asked import BLANK
from rettvis.web.statistics.extract import GRANTED
from rettvis.web.statistics.figures import Request, lines_for, request_of
from rettvis.web.statistics.names import TABLE_TITLES

PAGE = 100
NOBODY = Measured(0, 0, 0, None, None, (0, 0))
CHANGED = ("more", "less", "otherwise")
FLOW_TITLES = {
    "new": gettext_noop("New in the period"),
    "ended": gettext_noop("Ended in the period"),
    "changed": gettext_noop("Changed in the period"),
    "more": gettext_noop("Changed to more hours"),
    "less": gettext_noop("Changed to fewer hours"),
    "within": gettext_noop("Begun and ended within the period"),
}


@guarded(Action.SEE_COUNTED)
def counted_users(request: HttpRequest) -> HttpResponse:
    """The users that one figure counts, a hundred a page, with their lines; logged with their cases."""
    wanted = request_of(request)
    if wanted.form.errors or wanted.asked.published:
        raise Http404
    found, title, measured = _found(request, wanted, lines_for(request.user, wanted))
    number = _page(request, len(found))
    rows = _people(request, wanted, found[number * PAGE : (number + 1) * PAGE])
    look_up(
        wanted.grant,
        Action.SEE_COUNTED,
        cases=sorted({line["case__number"] for row in rows for line in row["lines"]}),
        what=gettext_noop("The list behind a figure"),
    )
    more = {name: request.GET[name] for name in ("table", "key", "flow") if name in request.GET}
    base = reverse("counted_users")
    return render(
        request,
        "statistics/counted.jinja",
        {
            "wanted": wanted,
            "title": title,
            "count": len(found),
            "measured": measured,
            "rows": rows,
            "chosen": [wanted.names.of(name, key) for name, key in wanted.asked.selection.chosen.items()],
            "is_flow": "flow" in more,
            "back": wanted.asked.address(reverse("statistics")),
            "before": wanted.asked.address(base, **more, page=str(number - 1)) if number else "",
            "after": wanted.asked.address(base, **more, page=str(number + 1))
            if (number + 1) * PAGE < len(found)
            else "",
        },
    )


def _found(request: HttpRequest, wanted: Request, lines: Lines) -> tuple[Ints, str, Measured | None]:
    """The persons of the figure that is asked for, what it is called, and their hours in it."""
    asked, flow, table = wanted.asked, request.GET.get("flow", ""), request.GET.get("table", "")
    if flow:
        if flow not in FLOW_TITLES:
            raise Http404
        moved = Moved(lines, asked.first, asked.last, asked.selection).flows
        names = CHANGED if flow == "changed" else (flow,)
        assert set(names) <= set(FLOWS)
        return np.sort(np.concatenate([moved[name] for name in names])), _(FLOW_TITLES[flow]), None
    standing = InForce(lines, asked.last, asked.selection)
    if not table:
        return standing.persons(), _("All users"), standing.totals.all
    if table not in TABLES:
        raise Http404
    key = request.GET.get("key", "")
    if key == BLANK and table != "interval":
        key = ""
    title = f"{_(TABLE_TITLES[table])}: {wanted.names.of(table, key)}"
    return standing.persons(table, key), title, dict(standing.by(table)).get(key, NOBODY)


def _people(request: HttpRequest, wanted: Request, ids: Ints) -> list[dict[str, Any]]:
    """Each person with the lines that count on the last day, or for who has left on the day before."""
    asked = wanted.asked
    rows = (
        ServiceLineRow.objects.filter(
            case__in=visible_cases(request.user).filter(municipality=wanted.municipality),
            case__person__in=[int(one) for one in ids],
            outcome__in=GRANTED,
        )
        .with_change(asked.last)
        .order_by("case__person_id", "case__number", "key")
        .values(
            "case__person_id",
            "case__person__name",
            "case__number",
            "service",
            "organised",
            "minutes_per_week",
            "starts_on",
            "ends_on",
            "decided_on",
            "counts",
        )
    )
    by_person: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        begins = row["starts_on"] or row["decided_on"]
        row["in_force"] = (
            begins <= asked.last
            and (row["ends_on"] is None or row["ends_on"] >= asked.last)
            and row["counts"] is not False
        )
        row["service_name"] = wanted.names.of("service", row["service"])
        by_person[row["case__person_id"]].append(row)
    return [
        {"name": lines[0]["case__person__name"], "lines": lines}
        for one in ids
        if (lines := by_person.get(int(one)))
    ]


def _page(request: HttpRequest, count: int) -> int:
    number = whole_number(request.GET.get("page", "")) or 0
    return min(number, max(count - 1, 0) // PAGE)
