"""Hours of the administration, and what follow-up is counted from, for tests."""

from datetime import date
from typing import Any

from rettvis.web.access.models import Role, RoleAssignment
from rettvis.web.application.models import Case
from rettvis.web.delivery.services import Approved, approve_hours
from rettvis.web.follow_up.models import HourlyCost, WorkLine
from rettvis.web.follow_up.services import NewWork, record_work, set_hourly_cost
from tests.web.conftest import LONG_AGO, Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import an_invoice_there, the_provider

COST = 60_000
MARCH = date(2026, 3, 12)


def new_work(place: Place, **more: Any) -> NewWork:
    """Half an hour of invoice control in March."""
    told = {"unit": place.unit, "day": MARCH, "minutes": 30, "work": "invoices", "who": "Controller"}
    return NewWork(**{**told, **more})


def a_work_line(place: Place, key: str = "work", **more: Any) -> WorkLine:
    """The same recorded by the controller, for the provider."""
    told = {"provider": the_provider(place), **more}
    found = WorkLine.objects.filter(municipality=place.municipality, key=key, replaced_by=None).first()
    return found or record_work(place.people[Role.CONTROLLER], new_work(place, **told), key, NOW)


def a_cost(place: Place, ore: int = COST, from_on: date = date(2026, 1, 1), key: str = "cost") -> HourlyCost:
    """What an hour costs from a day."""
    user = place.people[Role.CONTROLLER]
    return set_hourly_cost(user, place.municipality, from_on, ore, "Lønn og sosiale utgifter", key, NOW)


def followed_up(case: Case, place: Place) -> list[object]:
    """An invoice that deviates, approved hours, and the administration's hours; no arguments."""
    an_invoice_there(place)
    a_work_line(place)
    a_cost(place)
    line = Approved(f"followed/{case.pk}", case, MARCH, "ordinary", 240)
    approve_hours(place.people[Role.CONTROLLER], the_provider(place), [line], NOW)
    return []


def both_places(here: Place, elsewhere: Place, role: str) -> None:
    """Whoever has a role here has it in the other municipality too."""
    user = here.people[role]
    given = {"user": user, "role": role, "municipality": elsewhere.municipality, "starts_on": LONG_AGO}
    RoleAssignment.objects.create(**given)
