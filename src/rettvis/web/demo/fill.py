"""Fills an empty database with the synthetic municipality: its people, its cases, and four open ones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User
from rettvis.web.application.models import Case, CaseCounter, Kind, Person, Status
from rettvis.web.application.services import group_of
from rettvis.web.demo.open_cases import OPEN, Place, open_cases
from rettvis.web.demo.population import Invented, invent

MUNICIPALITY = ("9901", "Fjordvik")
UNIT = "Tildelingskontoret"
PASSWORD = "fjordvik-er-oppdiktet"
ROLES_FROM = date(2020, 1, 1)

Told = Callable[[int, int], None]
"""Told how many of how many are made."""


@dataclass(frozen=True)
class Account:
    """Somebody to log in as."""

    username: str
    name: str
    kind: Role
    role: Sentence


ACCOUNTS = (
    Account("kari", "Kari Lunde", Role.CASEWORKER, sentence("caseworker")),
    Account("jonas", "Jonas Berget", Role.CASEWORKER, sentence("caseworker")),
    Account("tone", "Tone Haugland", Role.TEAM_LEADER, sentence("team leader, who decides")),
    Account("arvid", "Arvid Nes", Role.AUDITOR, sentence("auditor, who reads and changes nothing")),
    Account("siri", "Siri Lien", Role.ADMINISTRATOR, sentence("administrator, without case data")),
)


def is_filled() -> bool:
    """Whether the synthetic municipality is there; it comes whole or not at all."""
    return Municipality.objects.filter(number=MUNICIPALITY[0]).exists()


def fill(seed: int, on: date, tell: Told) -> None:
    """Make the municipality as it stands on ``on``, in one transaction: an interrupted run leaves nothing."""
    people = invent(seed, on)
    of = len(people) + OPEN
    with transaction.atomic():
        unit = _municipality()
        users = _users(unit)
        rows = _decided_cases(people, unit, users, on, Random(seed), lambda done: tell(done, of))
        place = Place(unit, users, on)
        for done, _case in enumerate(open_cases(place, seed, people, rows[len(rows) // 20]), start=1):
            tell(len(people) + done, of)


def _municipality() -> Unit:
    number, name = MUNICIPALITY
    municipality = Municipality.objects.create(number=number, name=name, synthetic=True)
    return Unit.objects.create(municipality=municipality, name=UNIT)


def _users(unit: Unit) -> dict[str, User]:
    users = {}
    for account in ACCOUNTS:
        user = User.objects.create_user(account.username, account.name, PASSWORD)
        RoleAssignment.objects.create(
            user=user,
            role=account.kind,
            municipality=unit.municipality,
            unit=unit if account.kind == Role.CASEWORKER else None,
            starts_on=ROLES_FROM,
        )
        users[account.username] = user
    return users


def _decided_cases(
    people: list[Invented],
    unit: Unit,
    users: dict[str, User],
    on: date,
    chance: Random,
    tell: Callable[[int], None],
) -> list[Person]:
    """One decided case for each person, received some months to three years ago."""
    rows = Person.objects.bulk_create(
        Person(
            municipality=unit.municipality,
            name=person.name,
            birth_date=person.birth_date,
            national_id=person.national_id,
        )
        for person in people
    )
    caseworkers = [users[account.username] for account in ACCOUNTS if account.kind == Role.CASEWORKER]
    counters: dict[int, int] = {}
    cases = []
    for done, row in enumerate(rows, start=1):
        received = on - timedelta(days=chance.randrange(120, 1100))
        counters[received.year] = counters.get(received.year, 0) + 1
        cases.append(
            _decided(row, unit, received, counters[received.year], chance.choice(caseworkers), chance)
        )
        tell(done)
    Case.objects.bulk_create(cases)
    CaseCounter.objects.bulk_create(CaseCounter(year=year, last=last) for year, last in counters.items())
    return rows


def _decided(
    person: Person, unit: Unit, received: date, serial: int, caseworker: User, chance: Random
) -> Case:
    return Case(
        number=f"{received.year}-{serial:06d}",
        municipality=unit.municipality,
        unit=unit,
        person=person,
        kind=Kind.NEW,
        group=group_of(person.birth_date, received),
        status=Status.DECIDED,
        received_on=received,
        assigned_to=caseworker,
        decided_on=received + timedelta(days=chance.randrange(20, 110)),
    )
