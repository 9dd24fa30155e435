"""What came before: decisions that the present ones replaced, and persons whose service has ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from random import Random

from rettvis.journey.decision import Act, Decision, Event, Official
from rettvis.web.application.models import Case, CaseCounter, Person
from rettvis.web.decision.finished import Finished, keep_finished
from rettvis.web.decision.models import DecisionRevision, LineChange, ServiceLineRow, Why
from rettvis.web.decision.store import Draft, content_of
from rettvis.web.demo.decided import LEADER, Place, case_of, finished
from rettvis.web.demo.population import QUARTER, Invented, Numbers, applicants

EVERY = 8
"""Each so manieth person had another decision before."""

FORMER = 36
"""So many have had a service that has ended."""

BEFORE = (0.6, 0.75, 0.8, 0.9, 1.15)
"""The earlier hours, as parts of the present ones."""


def earlier_decisions(
    people: Sequence[Invented], rows: Sequence[Person], place: Place, chance: Random
) -> None:
    """An earlier decision for some, with other hours, replaced the day the present one was made."""
    now = {case.person_id: case for case in Case.objects.filter(person__in=[row.pk for row in rows])}
    old: list[tuple[Finished, Case]] = []
    for person, row in list(zip(people, rows, strict=True))[::EVERY]:
        present = now[row.pk]
        received = present.received_on - timedelta(days=chance.randrange(300, 800))
        case = case_of(row, place, received, _serial(received), chance)
        old.append((finished(_with_part(person, chance.choice(BEFORE)), case, place), present))
    Case.objects.bulk_create(one.case for one, _ in old)
    keep_finished([one for one, _ in old], place.users[LEADER])
    replaced = {one.case.pk: present for one, present in old}
    LineChange.objects.bulk_create(
        LineChange(
            line=line,
            from_on=replaced[line.case_id].decided_on,
            in_force=False,
            why=Why.REPLACED,
            by_case=replaced[line.case_id],
        )
        for line in ServiceLineRow.objects.filter(case__in=replaced)
    )
    DecisionRevision.objects.bulk_create(_replaced(one, present, place) for one, present in old)


def former_users(people: Sequence[Invented], numbers: Numbers, place: Place, chance: Random) -> None:
    """Persons whose service ended in the last year or two, and who have none now."""
    somebody = list(islice(applicants(place.on, people, numbers), 200, 200 + FORMER))
    given = [
        replace(person, bpa=chance.randrange(20, 200) * QUARTER)
        if place_in_line % 4 == 0
        else replace(person, support_contact=chance.choice((180, 210, 240)))
        for place_in_line, person in enumerate(somebody)
    ]
    rows = Person.objects.bulk_create(
        Person(
            municipality=place.unit.municipality,
            name=person.name,
            birth_date=person.birth_date,
            national_id=person.national_id,
        )
        for person in given
    )
    done = []
    for person, row in zip(given, rows, strict=True):
        received = place.on - timedelta(days=chance.randrange(900, 1500))
        case = case_of(row, place, received, _serial(received), chance)
        ended = place.on - timedelta(days=chance.randrange(10, 500))
        one = finished(person, case, place)
        lines = tuple(replace(line, end=ended, evaluate_on=None) for line in one.decision.lines)
        done.append(replace(one, decision=replace(one.decision, lines=lines)))
    Case.objects.bulk_create(one.case for one in done)
    keep_finished(done, place.users[LEADER])


def _with_part(person: Invented, part: float) -> Invented:
    """The person with other hours, in quarters."""
    return replace(person, bpa=_part(person.bpa, part), support_contact=_part(person.support_contact, part))


def _part(minutes: int, part: float) -> int:
    return max(round(minutes * part / QUARTER), 1) * QUARTER if minutes else 0


def _replaced(one: Finished, present: Case, place: Place) -> DecisionRevision:
    """The earlier decision as it stands after it was replaced."""
    leader = place.users[LEADER]
    by, on = Official(str(leader.pk), leader.name, may_approve=True), present.decided_on
    assert on is not None
    done = one.decision.after(Event(Act.REPLACE, by, on, present.number))
    assert isinstance(done, Decision)
    return DecisionRevision(
        case=one.case, number=2, content=content_of(Draft(done)), saved_by=place.users[LEADER]
    )


def _serial(received: date) -> int:
    """The next number of its year."""
    counter, _ = CaseCounter.objects.get_or_create(year=received.year)
    counter.last += 1
    counter.save()
    return counter.last
