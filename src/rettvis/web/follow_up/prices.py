"""What the agreed prices are as figures: averages by kind and date, ranks without prices, observations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.edges.amounts import ORE_PER_KRONE, in_hours, in_kroner
from rettvis.journey.delivery import ShiftKind
from rettvis.journey.follow_up import AveragePrice, administration_cost, average_prices
from rettvis.journey.invoices import Contractor
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell, Observation
from rettvis.journey.statistics.own_cases.observations import OWN_SOURCE
from rettvis.rulekit.period import Period
from rettvis.web.access.models import Municipality
from rettvis.web.delivery.models import Agreement, Exclusion, Provider
from rettvis.web.delivery.store import excluded_in, terms_in
from rettvis.web.follow_up.sources import worked_in

Prices = Mapping[ShiftKind, Mapping[str, int]]


@dataclass(frozen=True)
class AgreedPrices:
    """The contractors of a municipality with every price that was ever agreed."""

    contractors: Sequence[Contractor]

    def on(self, day: date) -> Prices:
        """Øre an hour by kind and provider on a day: of valid agreements, and of nobody who is excluded."""
        found: dict[ShiftKind, dict[str, int]] = {}
        for one in self.contractors:
            valid = [terms for terms in one.agreements if day in terms.period and one.is_usable(day)]
            for terms in sorted(valid, key=lambda terms: terms.period.first):
                own = {kind for _code, kind in terms.codes if kind is not None} | {ShiftKind.ORDINARY}
                for kind in own:
                    price = terms.price_on(day, kind)
                    if price is not None and terms.covers(kind):
                        found.setdefault(kind, {})[one.number] = price
        return found

    def first_day(self) -> date | None:
        """The first day of the first agreement."""
        return min((one.period.first for each in self.contractors for one in each.agreements), default=None)


def agreed_prices(municipality: Municipality) -> AgreedPrices:
    """Every price of the municipality's providers that have an agreement; three queries."""
    agreements = Agreement.objects.filter(provider__municipality=municipality).select_related("provider")
    by_provider: dict[Provider, list[Agreement]] = {}
    for row in agreements.prefetch_related("prices").order_by("provider__name", "starts_on", "pk"):
        by_provider.setdefault(row.provider, []).append(row)
    excluded: dict[int, list[Exclusion]] = {}
    for one in Exclusion.objects.filter(provider__municipality=municipality).order_by("from_on", "pk"):
        excluded.setdefault(one.provider_id, []).append(one)
    return AgreedPrices(
        [
            Contractor(
                provider.number,
                provider.name,
                tuple(terms_in(row) for row in rows),
                tuple(excluded_in(excluded.get(provider.pk, []))),
            )
            for provider, rows in by_provider.items()
        ]
    )


def averages_over_time(
    prices: AgreedPrices, on: date, threshold: int | None
) -> list[tuple[date, Mapping[ShiftKind, AveragePrice]]]:
    """The averages on the first day of each half-year up to ``on``, and on ``on`` itself."""
    first = prices.first_day()
    if first is None or first > on:
        return []
    days = [
        date(year, month, 1) for year in range(max(first.year, on.year - 5), on.year + 1) for month in (1, 7)
    ]
    days = [day for day in days if first <= day < on]
    return [
        (day, {one.kind: one for one in average_prices(prices.on(day), threshold)}) for day in (*days, on)
    ]


def provider_observations(
    municipality: Municipality, prices: AgreedPrices, last: date, threshold: int | None
) -> Iterator[Observation]:
    """Each year's average price of an ordinary hour and cost of administration, to be compared with others'.

    The price is that of the year's last day (of the last year ``last`` itself). What too few providers stand
    behind, or what is not recorded, is missing.
    """
    first = prices.first_day()
    first = None if first is None or first > last else first
    began = first.year if first else last.year
    worked = list(worked_in(municipality, Period(date(began, 1, 1), last)))
    for year in range(began, last.year + 1):
        on = min(date(year, 12, 31), last)
        means = {one.kind: one.mean for one in average_prices(prices.on(on), threshold)}
        mean = means.get(ShiftKind.ORDINARY)
        yield _observation(
            municipality, on, "bpa_price", "nok_per_hour", None if mean is None else mean / ORE_PER_KRONE
        )
        work = administration_cost(one for one in worked if one.day.year == year)
        hours = in_hours(None if work is None else work.minutes)
        cost = in_kroner(None if work is None else work.cost)
        yield _observation(municipality, on, "bpa_administration_hours", "hours_per_year", hours)
        yield _observation(municipality, on, "bpa_administration_cost", "nok", cost)


def _observation(
    municipality: Municipality, on: date, measure: str, unit: str, value: Fraction | None
) -> Observation:
    cell = FigureCell(municipality.number, on.year, measure, EVERYBODY)
    return Observation(cell, municipality.number, municipality.name, unit, value, OWN_SOURCE, on)
