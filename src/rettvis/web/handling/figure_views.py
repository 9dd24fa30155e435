"""Figures of handling time: decided cases by month, kind and unit, and the age of the open ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.handling import months_back
from rettvis.rulekit.wording import MONTHS
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import Unit, User
from rettvis.web.application.models import Kind
from rettvis.web.handling.asked import AGES, Asked, read
from rettvis.web.handling.chart import chart_of
from rettvis.web.handling.counting import CountedCase, counted, grouped, in_age
from rettvis.web.handling.lines import Line, hidden_groups, line, lines_of
from rettvis.web.handling.threshold import threshold_for
from rettvis.web.pages.engine import language


@dataclass(frozen=True)
class AgeLine:
    """How many open cases are of an age, by all their days and by those without waiting on others."""

    label: str
    whole: int
    whole_query: str
    own: int
    own_query: str
    hidden: bool = False


@guarded(Action.SEE_STATISTICS, post=None)
def handling_time(request: HttpRequest) -> HttpResponse:
    """The page: decided cases of a period, and open cases as they stood on a day."""
    today = timezone.localdate()
    threshold = threshold_for(request.user)
    asked = read(request.GET, today)
    if threshold is not None:
        asked = coarse(asked, today)
    units = _units(request.user)
    decided, standing = counted(request.user, asked), counted(request.user, asked.narrowed(open=True))
    by_month = _by_month(decided, asked, threshold)
    context = {
        "asked": asked,
        "today": today,
        "units": units,
        "kinds": Kind.choices,
        "threshold": threshold,
        "may_list": may(request.user, Action.SEE_CASE),
        "may_set": may(request.user, Action.APPROVE_DECISION),
        "total": _total(decided, asked, threshold),
        "by_month": by_month,
        "chart": chart_of(by_month, [_short(month) for month in _months(asked)]),
        "by_kind": _by_kind(decided, asked, threshold),
        "by_unit": _by_unit(decided, asked, units, threshold),
        "open_total": _total(standing, asked.narrowed(open=True), threshold),
        "open_by_kind": _by_kind(standing, asked.narrowed(open=True), threshold),
        "open_by_unit": _by_unit(standing, asked.narrowed(open=True), units, threshold),
        "ages": _ages(standing, asked.narrowed(open=True), threshold),
    }
    return render(request, "handling/figures.jinja", context)


def coarse(asked: Asked, today: date) -> Asked:
    """What may be asked where small numbers are hidden: whole calendar years, and the end of a month.

    Periods, kinds and units of one's own choice would let a hidden number be worked out from two that are
    shown.
    """
    year = asked.last.year
    end = (asked.as_of + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    return Asked(first=date(year, 1, 1), last=date(year, 12, 1), as_of=min(end, today))


def _months(asked: Asked) -> list[date]:
    count = (asked.last.year - asked.first.year) * 12 + asked.last.month - asked.first.month + 1
    return months_back(asked.last, count)


def _short(month: date) -> str:
    return MONTHS[language()][month.month - 1][:3]


def _total(cases: list[CountedCase], asked: Asked, threshold: int | None) -> Line:
    hidden = bool(hidden_groups({"": len(cases)}, threshold))
    return line(_("All cases"), [one.time for one in cases], asked, threshold, hidden=hidden)


def _by_month(cases: list[CountedCase], asked: Asked, threshold: int | None) -> list[Line]:
    months = _months(asked)
    names = MONTHS[language()]
    labels = {month: f"{names[month.month - 1]} {month.year}" for month in months}
    narrowed = {month: asked.narrowed(first=month, last=month) for month in months}
    groups = grouped([one for one in cases if one.month in labels], lambda one: one.month, months)
    return lines_of(groups, labels, narrowed, threshold)


def _by_kind(cases: list[CountedCase], asked: Asked, threshold: int | None) -> list[Line]:
    labels = {str(kind): str(label) for kind, label in Kind.choices}
    groups = grouped(cases, lambda one: one.kind, list(labels))
    return lines_of(groups, labels, {kind: asked.narrowed(kind=kind) for kind in labels}, threshold)


def _by_unit(cases: list[CountedCase], asked: Asked, units: list[Unit], threshold: int | None) -> list[Line]:
    labels: dict[Any, str] = {unit.pk: unit.name for unit in units}
    groups = grouped(cases, lambda one: one.unit, list(labels))
    return lines_of(groups, labels, {unit: asked.narrowed(unit=unit) for unit in labels}, threshold)


def _ages(cases: list[CountedCase], asked: Asked, threshold: int | None) -> list[AgeLine]:
    whole = [sum(in_age(one.time.days, age) for one in cases) for age in range(len(AGES))]
    own = [sum(in_age(one.time.own, age) for one in cases) for age in range(len(AGES))]
    hidden = hidden_groups(dict(enumerate(whole)), threshold) | hidden_groups(dict(enumerate(own)), threshold)
    return [
        AgeLine(
            _age_label(age),
            whole[age],
            asked.narrowed(age=age).query,
            own[age],
            asked.narrowed(age=age, by="own").query,
            age in hidden,
        )
        for age in range(len(AGES))
    ]


def _age_label(age: int) -> str:
    low, high = AGES[age]
    if high is None:
        return _("%(low)s days or more") % {"low": low}
    return _("%(low)s–%(high)s days") % {"low": low, "high": high}


def _units(user: User) -> list[Unit]:
    """The units whose figures ``user`` may see, by name."""
    given = grants(user, Action.SEE_STATISTICS)
    whole = {grant.municipality_id for grant in given if grant.unit_id is None}
    some = {grant.unit_id for grant in given}
    rows = Unit.objects.select_related("municipality").order_by("municipality__name", "name")
    return [unit for unit in rows if unit.municipality_id in whole or unit.pk in some]
