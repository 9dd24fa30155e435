"""Invented budgets: of a proposal by its printed costs, of the scheme in use, and plans of the year."""

from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from django.db.models import Sum

from rettvis.journey.application import Service
from rettvis.journey.simulation import budget
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import Place
from rettvis.web.simulation.budget_form import form_of, read, typed
from rettvis.web.simulation.budget_views import KIND, content_of
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.plans import AskedPlan, keep_plan
from rettvis.web.simulation.saved import save_result
from rettvis.web.simulation.schemes import keep_scheme, version_of
from rettvis.web.supplement.models import GrantRow
from rettvis.web.supplement.store import scheme_of

CONTROLLER = "gunn"
PRICE = 520
COMMON = {
    "price_growth_percent": [2, 3, 5],
    "administration_nok_per_full_time_equivalent": 850000,
    "certainty_percent": 80,
}
PRINTED = {**COMMON, "shared_take_up_percent": [40, 60, 90], "budget_nok": 20000000}


def make_budgets(place: Place) -> None:
    """Save the budgets, and choose what the year is followed up against."""
    user, now = place.users[CONTROLLER], noon(place.on)
    raw = files(__package__).joinpath("forslag_til_ordning.yaml").read_bytes()
    proposal = keep_scheme(user, place.unit.municipality, raw, "demo-scheme", now)
    _save(place, version_of(proposal.inputs), PRINTED, "Forslaget til tilleggsordning, trykte kostnader")
    _plan_of_bpa(place)
    in_use = scheme_of(place.unit.municipality)
    if in_use is not None:
        _plan_of_scheme(place, in_use.scheme.newest)


def _save(place: Place, version: SchemeVersion, assumed: Mapping[str, Any], title: str) -> SavedResult:
    found = read(form_of(typed(assumed, version.period.first)), version)
    assert found is not None, title
    inputs, result = content_of(budget(version, found))
    return save_result(
        place.users[CONTROLLER],
        place.unit.municipality,
        KIND,
        title,
        inputs,
        result,
        key=f"demo {title}"[:40],
        now=noon(place.on),
        what="A budget was saved",
    )


def _plan_of_scheme(place: Place, version: SchemeVersion) -> None:
    """The scheme in use: a budget of the persons who have hours by it, and the year's plan from it."""
    persons = GrantRow.objects.values("person").distinct().count() or 100
    group = {
        "name": "De som har tilleggstimer",
        "persons": persons,
        "price_nok_per_hour": PRICE,
        "take_up_percent": [20, 65, 100],
        "newcomers_per_year": 12,
        "leavers_percent": 6,
        "basis": "Antatt før ordningen startet (oppdiktet).",
    }
    cost = persons * 2 * 52 * PRICE
    assumed = {**COMMON, "groups": [group], "budget_nok": round(cost * 0.8, -5)}
    saved = _save(place, version, assumed, "Tilleggsordningen, trinn 2")
    if version.service_code:
        asked = AskedPlan(place.on.year, version.service_code, None, saved, version.recommended_step)
        _keep(place, asked, "demo-plan-scheme")


def _plan_of_bpa(place: Place) -> None:
    """BPA: what the decisions in force when the year began give, a twelfth each month."""
    rows = ServiceLineRow.objects.in_force(date(place.on.year, 1, 1)).filter(
        case__municipality=place.unit.municipality, service=Service.BPA
    )
    weekly = rows.aggregate(minutes=Sum("minutes_per_week"))["minutes"] or 0
    months: Sequence[int] = (round(weekly * 52 / 12 / 60) * 60,) * 12
    if any(months):
        asked = AskedPlan(place.on.year, str(Service.BPA), PRICE * 100, minutes=tuple(months))
        _keep(place, asked, "demo-plan-bpa")


def _keep(place: Place, asked: AskedPlan, key: str) -> None:
    keep_plan(place.users[CONTROLLER], place.unit.municipality, asked, key, noon(place.on))
