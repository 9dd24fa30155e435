"""Guests in the demonstration: a neighbour, somebody without a role, and a person with an odd name.

Run in a process of its own with the demonstration's settings; prints the numbers of the cases.
"""

import json
from datetime import date, timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django must be set up first

from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User  # noqa: E402
from rettvis.web.application.services import NewCase, open_case  # noqa: E402
from rettvis.web.demo.fill import PASSWORD  # noqa: E402

ODD_NAME = "<script>alert(1)</script> #Ola \u202etxet \u05d3\u05d5\u05d3"


def main() -> None:
    """Let the guests in."""
    today = timezone.localdate()
    dalsbygd = Municipality.objects.create(number="9902", name="Dalsbygd", synthetic=True)
    neighbour = worker("nora", "Nora Nabo", Unit.objects.create(municipality=dalsbygd, name="Tildeling"))
    worker("uten", "Una Uten Rolle", None)
    kari = User.objects.get(username="kari")
    unit = Unit.objects.filter(municipality__number="9901").earliest("pk")
    cases = {
        "neighbour": opened("Nils Nabo", neighbour, Unit.objects.get(municipality=dalsbygd), today),
        "odd": opened(ODD_NAME, kari, unit, today),
        "empty": opened("Tom Tomm", kari, unit, today),
    }
    print(json.dumps(cases))


def worker(username: str, name: str, unit: Unit | None) -> User:
    """Somebody to log in as; a caseworker where a unit is given."""
    user = User.objects.create_user(username, name, PASSWORD)
    if unit:
        RoleAssignment.objects.create(
            user=user,
            role=Role.CASEWORKER,
            municipality=unit.municipality,
            unit=unit,
            starts_on=date(2020, 1, 1),
        )
    return user


def opened(name: str, by: User, unit: Unit, today: date) -> str:
    """The number of a new case."""
    new = NewCase(name=name, birth_date=date(1970, 2, 3), received_on=today - timedelta(days=5), unit=unit)
    return open_case(new, by, by).number


main()
