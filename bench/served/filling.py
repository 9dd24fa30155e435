"""Many invented cases in an empty database, the same for the same seed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice, pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, models, transaction

from rettvis.web.access.actions import BASIS, Action
from rettvis.web.access.models import LogEntry, Municipality, Outcome, Role, RoleAssignment, Unit, User
from rettvis.web.application.models import ApplicationRevision, Case, Kind, Person, Status
from rettvis.web.application.services import group_of
from rettvis.web.demo.population import Invented, invent

UNITS = ("Tildeling sentrum", "Tildeling nord", "Tildeling sør", "Tildeling barn og unge")
CASEWORKERS = 12
"""Eight hundred cases each, a quarter of them open."""

ROLES_FROM = date(2020, 1, 1)
LOOK_UPS = 5
"""Rows of the log for each case."""

STATUSES = {
    Status.REGISTERED: 5,
    Status.IN_PROGRESS: 15,
    Status.AWAITING_APPROVAL: 5,
    Status.DECIDED: 65,
    Status.CLOSED: 10,
}
"""In a hundred cases."""


def fill(cases: int, seed: int, on: date) -> None:
    """Two municipalities: one with ``cases`` cases, and a neighbour with a tenth of them to be kept out."""
    people = everybody(seed, on)
    with transaction.atomic():
        for number, name, many in (("9901", "Fjordvik", cases), ("9902", "Dalsbygd", cases // 10)):
            _municipality(number, name, list(islice(people, many)), Random(f"{seed} {number}"), on)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what the server does by itself within a minute


def everybody(seed: int, on: date) -> Iterator[Invented]:
    """The demonstration's population, over and over with another seed; nobody has another's number."""
    seen: set[str] = set()
    for again in count():
        for person in invent(seed + again, on):
            if person.national_id not in seen:
                seen.add(person.national_id)
                yield person


def _municipality(number: str, name: str, people: list[Invented], chance: Random, on: date) -> None:
    municipality = Municipality.objects.create(number=number, name=name, synthetic=True)
    units = [Unit.objects.create(municipality=municipality, name=unit) for unit in UNITS]
    workers = [
        _user(f"saksbehandler{place}-{number}", Role.CASEWORKER, units[place % len(units)])
        for place in range(CASEWORKERS)
    ]
    _user(f"leder-{number}", Role.TEAM_LEADER, municipality)
    rows = _saved(
        Person(
            municipality=municipality,
            name=person.name,
            birth_date=person.birth_date,
            national_id=person.national_id,
        )
        for person in people
    )
    cases = _saved(
        _case(row, place, int(number) % 2, units, chance, workers, on) for place, row in enumerate(rows, 1)
    )
    _saved(
        ApplicationRevision(case=case, number=1, content=_application(case), saved_by=workers[0])
        for case in cases
    )
    _saved(_look_ups(cases, workers[0], chance, on))


def _user(username: str, role: str, place: Municipality | Unit) -> User:
    user = User.objects.create_user(username, username.title())
    unit = place if isinstance(place, Unit) else None
    municipality = place.municipality if isinstance(place, Unit) else place
    RoleAssignment.objects.create(
        user=user, role=role, municipality=municipality, unit=unit, starts_on=ROLES_FROM
    )
    return user


def _case(
    person: Person, place: int, series: int, units: list[Unit], chance: Random, workers: list[User], on: date
) -> Case:
    [status] = chance.choices(list(STATUSES), list(STATUSES.values()))
    is_open = status in (Status.REGISTERED, Status.IN_PROGRESS, Status.AWAITING_APPROVAL)
    received = on - timedelta(days=chance.randrange(1, 80) if is_open else chance.randrange(90, 1500))
    mine = chance.randrange(len(workers))
    handled = status != Status.REGISTERED or chance.random() < 0.5
    return Case(
        # The neighbour's numbers lie far above, so that none is given out twice.
        number=f"{received.year}-{500_000 * (1 - series) + place:06d}",
        municipality_id=person.municipality_id,
        unit=units[mine % len(units)],
        person=person,
        kind=chance.choice(list(Kind.values)),
        group=group_of(person.birth_date, received),
        status=status,
        received_on=received,
        assigned_to=workers[mine] if handled else None,
        next_due_on=received + timedelta(days=30) if is_open else None,
        next_due_what="Preliminary reply" if is_open else "",
        decided_on=None if is_open else received + timedelta(days=60),
        steps={"application": "done"},
    )


def _application(case: Case) -> Any:
    words = f"Trenger hjelp hver dag. Saken er {case.number}."
    return {"received_on": case.received_on.isoformat(), "own_words": words}


def _look_ups(cases: list[Case], user: User, chance: Random, on: date) -> Iterator[LogEntry]:
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo("Europe/Oslo"))
    for _again in range(LOOK_UPS):
        for case in cases:
            yield LogEntry(
                at=noon - timedelta(minutes=chance.randrange(500_000)),
                user=user,
                municipality_id=case.municipality_id,
                organisation="9901 Fjordvik",
                role=Role.CASEWORKER,
                basis=BASIS[Role.CASEWORKER],
                action=Action.SEE_CASE,
                case_number=case.number,
                what="The assessment",
                outcome=Outcome.ALLOWED,
            )


def _saved(rows: Any) -> list[Any]:
    """The rows in the database, some thousand at a time."""
    rows = list(rows)
    model: type[models.Model] = type(rows[0])
    for first, last in pairwise([*range(0, len(rows), 2000), len(rows)]):
        model._default_manager.bulk_create(rows[first:last])
    return rows
