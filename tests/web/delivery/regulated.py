"""An index with its figures and an agreement that follows it, for tests."""

from datetime import date
from decimal import Decimal

from rettvis.web.access.models import Role
from rettvis.web.delivery.models import Agreement, IndexSeries, RegulationRule
from rettvis.web.delivery.regulation import NewRule, NewValue, register_index, write_index_value, write_rule
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import the_agreement

NAME = "Kostnadsindeks (oppdiktet)"
MAY = date(2026, 5, 1)


def an_index(place: Place) -> IndexSeries:
    """An index without figures."""
    user = place.people[Role.CONTROLLER]
    return register_index(user, place.municipality, NAME, "Tabell 1 (oppdiktet)", NOW)


def a_value(place: Place, value: str = "123.9", month: date = MAY, key: str = "may") -> IndexSeries:
    """The index of a month, published on the tenth of the next."""
    index, published = an_index(place), date(2026, 6, 10)
    new = NewValue(month, Decimal(value), published, "Tabell 1, juni")
    write_index_value(place.people[Role.CONTROLLER], index, new, key, NOW)
    return index


def a_new_rule(index: IndexSeries, **more: object) -> NewRule:
    """From the prices of 1 January, by the index of two months before each half-year."""
    told = {
        "series": index,
        "first": date(2026, 1, 1),
        "base_month": date(2025, 11, 1),
        "base_value": Decimal("120.4"),
        "months": (1, 7),
        "months_back": 2,
        "percent": 100,
        "rounding": "nearest_ore",
        "source": "Punkt 7.2",
    }
    return NewRule(**{**told, **more})  # type: ignore[arg-type]


def a_rule(place: Place, agreement: Agreement | None = None) -> RegulationRule:
    """The rule of an agreement."""
    own = agreement or the_agreement(place)
    return write_rule(place.people[Role.CONTROLLER], own, a_new_rule(an_index(place)), "rule", NOW)
