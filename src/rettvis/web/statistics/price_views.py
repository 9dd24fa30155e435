"""The page of agreed prices as figures, and the observations that other municipalities' are compared with."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.edges.publications.writing import observations_file
from rettvis.journey.delivery import ShiftKind
from rettvis.journey.follow_up import AveragePrice, ranks_of
from rettvis.journey.statistics.observation import Observation
from rettvis.rulekit.units import round_half_up
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.access.places import Where, where
from rettvis.web.follow_up.prices import agreed_prices, averages_over_time, provider_observations
from rettvis.web.handling.threshold import threshold_in
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form

SEE = Action.SEE_FOLLOW_UP


class DayForm(Form):
    """The day that the prices are looked at."""

    on = DateField(label=gettext_lazy("On the day"), required=False)


@guarded(SEE)
def price_figures(request: HttpRequest) -> HttpResponse:
    """Averages by kind and date, and for those who see each provider its rank, without the price."""
    place = where(request, SEE)
    threshold = _fewest(request.user, place.municipality)
    form = DayForm(request.GET if "on" in request.GET else {})
    asked = form.cleaned_data.get("on") if form.is_valid() else None
    on = asked or timezone.localdate()
    prices = agreed_prices(place.municipality)
    over_time = averages_over_time(prices, on, threshold)
    kinds = list(over_time[-1][1]) if over_time else []
    context = {
        "form": form,
        "on": on,
        "kinds": [say(kind.label) for kind in kinds],
        "kinds_heads": [(say(kind.label), "number") for kind in kinds],
        "now": [_shown(one) for one in (over_time[-1][1].values() if over_time else ())],
        "over_time": [(day, [_told(found.get(kind)) for kind in kinds]) for day, found in over_time],
        "place": place,
        "sees_cases": may_in(request.user, Action.SEE_COUNTED, place.municipality.pk),
        "ranks": _ranks(
            request, place, prices.on(on), {one.number: one.name for one in prices.contractors}, kinds
        ),
        "threshold": threshold,
    }
    return render(request, "statistics/prices.jinja", context, status=422 if form.errors else 200)


@guarded(SEE)
def provider_observations_file(request: HttpRequest) -> HttpResponse:
    """Average price, and hours and cost of administration, year by year."""
    place = where(request, SEE)
    look_up(place.grant, SEE, what=gettext_noop("Prices and administration as a file"))
    found = observations_of(request.user, place.municipality, timezone.localdate(), None)
    return HttpResponse(
        observations_file(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="observations.csv"'},
    )


def observations_of(
    user: User, municipality: Municipality, last: date, threshold: int | None
) -> Iterator[Observation]:
    """Average price and administration by year, hidden for ``user`` where too few providers are behind it.

    With a threshold it is hidden by that, also from those who may see every price.
    """
    fewest = _fewest(user, municipality) if threshold is None else threshold
    return provider_observations(municipality, agreed_prices(municipality), last, fewest)


def _fewest(user: User, municipality: Municipality) -> int | None:
    """From how many providers an average is shown; None where every price may be seen."""
    open_to = may_in(user, Action.SEE_PROVIDERS, municipality.pk)
    return None if open_to else threshold_in(municipality.pk)


def _shown(one: AveragePrice) -> dict[str, Any]:
    return {"kind": say(one.kind.label), "providers": one.providers, "mean": _mean(one)}


def _told(one: AveragePrice | None) -> tuple[int | None, bool]:
    """The mean, and whether it is hidden, and not only missing."""
    return _mean(one), one is not None and one.providers is None


def _mean(one: AveragePrice | None) -> int | None:
    """The mean in whole øre; None where it is hidden or there is none."""
    return None if one is None or one.mean is None else round_half_up(one.mean)


def _ranks(
    request: HttpRequest, place: Where, prices: Any, names: dict[str, str], kinds: list[ShiftKind]
) -> list[tuple[str, list[int | None]]]:
    """Each provider with its rank in each kind of hour; nothing for those who see no single provider."""
    if not may_in(request.user, Action.SEE_FOLLOWED_PROVIDERS, place.municipality.pk):
        return []
    by_kind = [ranks_of(prices.get(kind, {})) for kind in kinds]
    rows = [(name, [ranks.get(number) for ranks in by_kind]) for number, name in names.items()]
    return [(name, ranks) for name, ranks in rows if any(ranks)]
