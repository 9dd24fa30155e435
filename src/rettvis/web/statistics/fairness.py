"""Are comparable needs met alike? Granted hours against assessed need, by group, and what it tells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from rettvis.edges.comparison.effects import EffectRow, draw_effects
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.fairness.conclusion import (
    ENOUGH_ALIKE,
    conclusions,
    percent_text,
    reservations,
)
from rettvis.journey.statistics.fairness.needs_met import COMPARED_BY, NeedMet, sample_of
from rettvis.journey.statistics.own_cases.groups import age_groups, born_by
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import visible
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import Case
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.pages.engine import language, say
from rettvis.web.statistics.figures import Request, request_of
from rettvis.web.statistics.models import threshold_of
from rettvis.web.statistics.names import Names

LEAST_SHOWN = 0.001
"""A p-value below this is not told more closely."""
FEWEST_IN_GROUP = 10
"""A group of fewer users is not compared; a higher threshold of the municipality counts before it."""

ROUNDED_TO = 10
"""To those who may not see the cases, numbers of users are told to the nearest ten."""

COLUMNS = (
    "case__person_id",
    "case_id",
    "decided_on",
    "case__unit_id",
    "organised",
    "minutes_per_week",
    "assessed_minutes",
    "case__person__birth_date",
    "case__person__sex",
)


@guarded(Action.SEE_STATISTICS)
def fairness(request: HttpRequest) -> HttpResponse:
    """The model on a day: its differences as a chart and a table, its diagnostics, and plain sentences."""
    from rettvis.journey.statistics.fairness.model import fit  # statsmodels takes a second to load

    wanted = request_of(request)
    fewest = max(FEWEST_IN_GROUP, threshold_of(wanted.municipality))
    sample = sample_of(needs_met(request.user, wanted), fewest)
    fitted = fit(sample)
    groups = {factor: wanted.names.groups[factor] for factor in COMPARED_BY}
    rows = [_Shown.of(effect, wanted) for effect in fitted.effects]
    drawn = [
        EffectRow(f"{row.factor}: {row.group}", row.effect.percent, row.effect.low, row.effect.high)
        for row in rows
        if row.comparable
    ]
    count = _counted if wanted.asked.published else _exactly
    context = {
        "wanted": wanted,
        "form": wanted.form,
        "fewest": fewest,
        "users": count(fitted.users),
        "without_need": count(sample.without_need),
        "in_small_groups": count(sample.in_small_groups),
        "rows": rows,
        "chart": Markup(draw_effects(drawn, language())) if drawn else None,
        "tests": [(COMPARED_BY[name], _chance(value)) for name, value in fitted.tests.items()],
        "diagnostics": fitted.diagnostics,
        "share": _share,
        "chance": _chance,
        "size": _size,
        "percent": percent_text,
        "remarks": fitted.remarks,
        "middle_need": fitted.middle_need,
        "conclusions": list(conclusions(fitted, groups)),
        "reservations": reservations(),
        "statistics_address": wanted.asked.address(reverse("statistics")),
    }
    return render(request, "statistics/fairness.jinja", context, status=422 if wanted.form.errors else 200)


@dataclass(frozen=True)
class _Shown:
    """An effect with its words."""

    effect: Any
    factor: str
    group: str
    against: str
    users: str

    @classmethod
    def of(cls, effect: Any, wanted: Request) -> "_Shown":
        names: Names = wanted.names
        users = _counted(effect.users) if wanted.asked.published else _exactly(effect.users)
        level = names.of(effect.factor, effect.level)
        against = names.of(effect.factor, effect.against)
        return cls(effect, say(COMPARED_BY[effect.factor]), level, against, users)

    @property
    def comparable(self) -> bool:
        """Whether enough of the group have needs of the same size."""
        enough: bool = self.effect.overlap >= ENOUGH_ALIKE
        return enough


def needs_met(user: User, wanted: Request) -> Iterator[NeedMet]:
    """Each person's newest decision in force on the day: assessed need, granted hours, and her groups."""
    published, on = wanted.asked.published, wanted.asked.last
    cases = visible(user, Case.objects.all(), Action.SEE_STATISTICS) if published else visible_cases(user)
    rows = ServiceLineRow.objects.in_force(on).filter(case__in=cases.filter(municipality=wanted.municipality))
    by_person: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.order_by("case__person_id", "pk").values(*COLUMNS):
        by_person[row["case__person_id"]].append(row)
    for lines in by_person.values():
        newest = max((line["decided_on"], line["case_id"]) for line in lines)
        yield _need_met([line for line in lines if (line["decided_on"], line["case_id"]) == newest], on)


def _need_met(lines: list[dict[str, Any]], on: date) -> NeedMet:
    minutes: dict[str, int] = defaultdict(int)
    for line in lines:
        minutes[line["organised"]] += line["minutes_per_week"] or 0
    one = lines[0]
    return NeedMet(
        assessed=one["assessed_minutes"] or 0,
        granted=sum(minutes.values()),
        organised=max(minutes, key=lambda form: (minutes[form], form)),
        unit=str(one["case__unit_id"]),
        age=_age_group(one["case__person__birth_date"], on),
        sex=one["case__person__sex"],
    )


def _age_group(born: date, on: date) -> str:
    lows = [int(group.key.partition("-")[0]) for group in age_groups()]
    keys: Mapping[int, str] = dict(zip(lows, (group.key for group in age_groups()), strict=True))
    return keys[max((low for low in lows if born <= born_by(on, low)), default=0)]


def _exactly(count: int) -> str:
    return str(count)


def _counted(count: int) -> str:
    """About how many, to the nearest ten."""
    return _("about %(count)s") % {"count": ROUNDED_TO * round(count / ROUNDED_TO)} if count else "0"


def _share(value: float) -> str:
    """A share with three decimals."""
    return decimal_text(Fraction(round(value * 1000), 1000), 3).say(language())


def _chance(value: float) -> str:
    """A p-value with three decimals; one that would be shown as nothing is said to be below the least."""
    if value < LEAST_SHOWN:
        return _("below %(least)s") % {"least": _share(LEAST_SHOWN)}
    return _share(value)


def _size(value: float) -> str:
    """An effect size with two decimals."""
    return decimal_text(Fraction(round(value * 100), 100), 2).say(language())
