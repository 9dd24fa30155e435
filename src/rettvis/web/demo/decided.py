"""Everybody with a service: one decided case for each person, with its service lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.decision import Decision, Extent, KindMinutes, Official, Organised, ServiceLine
from rettvis.web.access.models import Unit, User
from rettvis.web.application.models import Case, CaseCounter, Person, Status
from rettvis.web.application.services import group_of
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.demo.clock import kind_of, on_the_way
from rettvis.web.demo.groups import groups_of
from rettvis.web.demo.population import QUARTER, Invented
from rettvis.web.demo.tried import tried

SHARES = {KindOfService.PRACTICAL_ASSISTANCE: 25, KindOfService.SUPPORT_CONTACT: 15}
"""Parts of the BPA hours in percent; the rest is personal care."""

ALSO = {
    Service.PRACTICAL_ASSISTANCE: ("other_practical", "renhold, klesvask og innkjøp"),
    Service.HOME_NURSING: ("other_nursing", "medisiner og sårstell"),
}
"""The key and the content of the line of a service that some have beside a support contact."""

HANDLERS = ("kari", "jonas")
LEADER = "tone"
LASTS = timedelta(days=4 * 365)


@dataclass(frozen=True)
class Place:
    """Where the cases are, who handles them, and the day they are looked at."""

    unit: Unit
    users: Mapping[str, User]
    on: date


def decided_cases(
    people: list[Invented], place: Place, chance: Random, tell: Callable[[int], None]
) -> list[Person]:
    """One decided case for each of ``people``, received some months to three years ago; gives their rows."""
    rows = Person.objects.bulk_create(_row(person, place.unit) for person in people)
    last = {counter.year: counter.last for counter in CaseCounter.objects.all()}
    cases = []
    for done, row in enumerate(rows, start=1):
        received = place.on - timedelta(days=chance.randrange(120, 1100))
        last[received.year] = last.get(received.year, 0) + 1
        cases.append(case_of(row, place, received, last[received.year], chance))
        tell(done)
    Case.objects.bulk_create(cases)
    decided = (finished(person, case, place) for person, case in zip(people, cases, strict=True))
    keep_finished(decided, place.users[LEADER])
    CaseCounter.objects.all().delete()
    CaseCounter.objects.bulk_create(CaseCounter(year=year, last=number) for year, number in last.items())
    return rows


def _row(person: Invented, unit: Unit) -> Person:
    return Person(
        municipality=unit.municipality,
        name=person.name,
        birth_date=person.birth_date,
        national_id=person.national_id,
        sex=groups_of(person).sex,
    )


def case_of(person: Person, place: Place, received: date, serial: int, chance: Random) -> Case:
    number = f"{received.year}-{serial:06d}"
    return Case(
        number=number,
        municipality=place.unit.municipality,
        unit=place.unit,
        person=person,
        kind=kind_of(number),
        group=group_of(person.birth_date, received),
        status=Status.DECIDED,
        received_on=received,
        assigned_to=place.users[chance.choice(HANDLERS)],
        decided_on=received + timedelta(days=chance.randrange(20, 110)),
    )


def finished(person: Invented, case: Case, place: Place) -> Finished:
    """What the person was granted, prepared by whoever handled the case and approved by the leader."""
    decided = case.decided_on
    assert decided is not None
    assert case.assigned_to is not None
    handler, leader = case.assigned_to, place.users[LEADER]
    prepared = Official(str(handler.pk), handler.name)
    approved = Official(str(leader.pk), leader.name, may_approve=True)
    lines = tuple(lines_of(person, decided))
    decision = as_sent(Decision(lines=lines), prepared, approved, (decided, decided, decided))
    return Finished(
        case,
        decision,
        events=on_the_way(case, handler, leader),
        assessed_minutes=groups_of(person).assessed,
        facts=tried(person, case.received_on, decided),
    )


def lines_of(person: Invented, decided: date) -> Iterator[ServiceLine]:
    """The lines of a person's decision: one for most, more for some with a support contact."""
    groups = groups_of(person)
    if person.bpa:
        yield _bpa(person.bpa, decided)
    else:
        yield _support_contact(person.support_contact, decided, groups.organised)
    for service, minutes in groups.also.items():
        key, content = ALSO[service]
        yield ServiceLine(
            key,
            service,
            granted=True,
            extent=Extent(minutes),
            start=decided,
            end=decided + LASTS,
            evaluate_on=decided + LASTS / 2,
            content=content,
        )


def _bpa(minutes: int, decided: date) -> ServiceLine:
    parts = [(kind, minutes * share // 100 // QUARTER * QUARTER) for kind, share in SHARES.items()]
    care = minutes - sum(part for _kind, part in parts)
    hours = tuple(
        KindMinutes(kind, part) for kind, part in [(KindOfService.PERSONAL_CARE, care), *parts] if part
    )
    return ServiceLine(
        "bpa",
        Service.BPA,
        granted=True,
        organised=Organised.BPA,
        extent=Extent(minutes),
        hours=hours,
        start=decided,
        end=decided + LASTS,
        evaluate_on=decided + LASTS / 2,
        content="stell, måltider, husarbeid og følge ut",
    )


def _support_contact(minutes: int, decided: date, organised: Organised) -> ServiceLine:
    return ServiceLine(
        "contact",
        Service.SUPPORT_CONTACT,
        granted=True,
        organised=organised,
        extent=Extent(minutes),
        start=decided,
        end=decided + LASTS,
        evaluate_on=decided + LASTS / 2,
        content="følge til aktiviteter og sosialt samvær",
    )
