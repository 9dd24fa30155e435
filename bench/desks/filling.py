"""A large office in an empty database, the same for the same seed: cases, their words, and a long log."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from bench.served.filling import STATUSES
from rettvis.web.access.actions import BASIS, Action
from rettvis.web.access.models import LogEntry, Municipality, Outcome, Role, RoleAssignment, Unit, User
from rettvis.web.application.models import Case, CaseCounter, Kind, Person, Status
from rettvis.web.application.services import group_of
from rettvis.web.demo.population import FIRST_NAMES, LAST_NAMES

UNITS = ("Tildeling sentrum", "Tildeling nord", "Tildeling sør", "Tildeling barn og unge")
AT_ONCE = 5000
ROLES_FROM = date(2020, 1, 1)
OPEN = (Status.REGISTERED, Status.IN_PROGRESS, Status.AWAITING_APPROVAL)


def fill(cases: int, look_ups: int, workers: int, seed: int, on: date) -> list[str]:
    """One municipality with all this, and a neighbour with a tenth; gives the caseworkers' user names."""
    chance = Random(seed)
    with transaction.atomic():
        names = _municipality("9901", "Fjordvik", cases, look_ups, workers, chance, on)
        _municipality("9902", "Dalsbygd", cases // 10, 0, 4, chance, on)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return names


def _municipality(
    number: str, name: str, cases: int, look_ups: int, workers: int, chance: Random, on: date
) -> list[str]:
    municipality = Municipality.objects.create(number=number, name=name, synthetic=True)
    units = [Unit.objects.create(municipality=municipality, name=unit) for unit in UNITS]
    people = [
        _user(f"saksbehandler{place}-{number}", Role.CASEWORKER, municipality, units[place % len(units)])
        for place in range(workers)
    ]
    _user(f"leder-{number}", Role.TEAM_LEADER, municipality, None)
    first = Case.objects.count()
    for start in range(0, cases, AT_ONCE):
        persons = Person.objects.bulk_create(
            list(islice(_persons(municipality, chance, on), min(AT_ONCE, cases - start)))
        )
        Case.objects.bulk_create(
            [
                _case(person, first + start + place, units, people, chance, on)
                for place, person in enumerate(persons, 1)
            ]
        )
    for year in range(on.year - 5, on.year + 1):
        CaseCounter.objects.update_or_create(year=year, defaults={"last": 900_000})
    if look_ups:
        _write(LogEntry, _look_ups(municipality, people, look_ups, chance, on))
    return [user.username for user in people]


def _user(username: str, role: str, municipality: Municipality, unit: Unit | None) -> User:
    user = User.objects.create_user(username, f"{username.split('-')[0].title()}")
    RoleAssignment.objects.create(
        user=user, role=role, municipality=municipality, unit=unit, starts_on=ROLES_FROM
    )
    return user


def _persons(municipality: Municipality, chance: Random, on: date) -> Iterator[Person]:
    """Common names, and one in five with a rare one: a number of their own with it."""
    while True:
        names = [chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)]
        if chance.random() < 0.2:
            names.insert(1, _rare(chance))
        born = on - timedelta(days=chance.randrange(365, 33_000))
        yield Person(municipality=municipality, name=" ".join(names), birth_date=born)


def _rare(chance: Random) -> str:
    return "".join(
        chance.choice(part) for part in (CONSONANTS, "aeiouyæøå", CONSONANTS, "aei", CONSONANTS)
    ).title()


CONSONANTS = "b d f g h k l m n p r s t v".split()


def _case(
    person: Person, place: int, units: Sequence[Unit], people: Sequence[User], chance: Random, on: date
) -> Case:
    [status] = chance.choices(list(STATUSES), list(STATUSES.values()))
    is_open = status in OPEN
    received = on - timedelta(days=chance.randrange(1, 80) if is_open else chance.randrange(90, 1500))
    mine = chance.randrange(len(people))
    handled = status != Status.REGISTERED or chance.random() < 0.5
    waits = chance.choice(("caseworker", "caseworker", "applicant", "doctor")) if is_open else ""
    return Case(
        number=f"{received.year}-{place:06d}",
        municipality_id=person.municipality_id,
        unit=units[mine % len(units)],
        person=person,
        kind=chance.choice(list(Kind.values)),
        group=group_of(person.birth_date, received),
        status=status,
        received_on=received,
        assigned_to=people[mine] if handled else None,
        next_due_on=received + timedelta(days=30) if is_open else None,
        next_due_what="Preliminary reply" if is_open else "",
        decided_on=None if is_open else received + timedelta(days=60),
        waits_for="approval" if status == Status.AWAITING_APPROVAL else waits,
        waits_since=received + timedelta(days=chance.randrange(0, 20)) if is_open else None,
        steps={"application": "done", "assessment": chance.choice(("done", "started"))},
    )


def _look_ups(
    municipality: Municipality, people: Sequence[User], many: int, chance: Random, on: date
) -> Iterator[dict[str, Any]]:
    """Nine in ten of one case, the others of a list of fifty; in no chain, which only costs time to make."""
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo("Europe/Oslo"))
    numbers = list(Case.objects.filter(municipality=municipality).values_list("number", flat=True))
    for place in range(many):
        whole_list = place % 10 == 0
        start = chance.randrange(len(numbers))
        yield {
            "at": noon - timedelta(minutes=(many - place) // 4),
            "user_id": people[place % len(people)].pk,
            "municipality_id": municipality.pk,
            "organisation": f"{municipality.number} {municipality.name}",
            "role": Role.CASEWORKER,
            "basis": BASIS[Role.CASEWORKER],
            "action": Action.SEE_WORKLIST if whole_list else Action.SEE_CASE,
            "case_number": "" if whole_list else numbers[start],
            "cases": f" {' '.join(numbers[start : start + 50])} " if whole_list else "",
            "what": "The list of cases" if whole_list else "The assessment",
            "outcome": Outcome.ALLOWED,
            "chain": 0,
            "link": "",
        }


def _write(model: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    """Many rows by the database's own way in, which is ten times as quick."""
    rows = iter(rows)
    while some := list(islice(rows, 20_000)):
        columns, table = list(some[0]), model._meta.db_table
        values = [[str(row[name]) for name in columns] for row in some]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                text = io.StringIO()
                csv.writer(text, quoting=csv.QUOTE_ALL).writerows(values)
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv)") as copy:
                    copy.write(text.getvalue())
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)
