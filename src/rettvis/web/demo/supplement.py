"""The invented supplement scheme: step 2 from 1 September, some use, and what came after for two persons."""

from collections.abc import Iterable
from datetime import date, timedelta
from importlib.resources import files
from random import Random

from rettvis.journey.application import Service
from rettvis.journey.decision import Decision, Extent, Official, Organised, ServiceLine
from rettvis.journey.supplement import ConditionAnswer
from rettvis.web.application.models import Case, Kind
from rettvis.web.application.services import NewCase, open_case
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.decision.in_force import replace_lines
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import LEADER, Place
from rettvis.web.hourbank.use import Used, record_use
from rettvis.web.supplement.granting import write_finding
from rettvis.web.supplement.introducing import do_some, start
from rettvis.web.supplement.models import GrantRow
from rettvis.web.supplement.schemes import add_scheme
from rettvis.web.supplement.store import known

STEP = 2
DECIDED_AGAIN = 1
"""So many get a new ordinary decision after the introduction."""
WRITTEN = 2026
"""The year of the days in the file; the demonstration has them in its own."""
DAY = timedelta(days=1)
QUARTER = 15
SHARES = (0, 0.3, 0.5, 0.7, 0.8, 0.9, 1, 1)
"""How much of the extra hours is used; every share by as many."""

NOT_FULFILLED = (
    "Samtalen viste at personen får følge av naboer og familie, og selv ikke ønsker støttekontakt.",
    "Har sagt fra seg støttekontakten og vil ikke ha noen ny.",
)
LAPSED = (
    "Har flyttet til bofellesskap med egne fritidsassistenter og har ikke behov for støttekontakt lenger."
)


def first_of(on: date) -> date:
    """The last 1 September that has come by ``on``."""
    this_year = date(on.year, 9, 1)
    return this_year if this_year <= on else date(on.year - 1, 9, 1)


def supplement_scheme(place: Place, chance: Random) -> None:
    """The scheme, its introduction by the service itself, the use since, and two persons' changes."""
    first = first_of(place.on)
    leader, municipality = place.users[LEADER], place.unit.municipality
    told = files(__package__).joinpath("tilleggsordning.yaml").read_text(encoding="utf-8")
    decided = noon(date(first.year, 6, 22))
    row = add_scheme(
        municipality, told.replace(f"{WRITTEN}-", f"{first.year}-"), "tilleggsordning.yaml", leader, decided
    )
    lines = _contacts(place, first)
    for number, (line, why) in enumerate(zip(lines[::97], NOT_FULFILLED, strict=False)):
        _find(line.case, ConditionAnswer.NOT_MET, first, why, place, f"demo-finding-{number}")
    introduced = noon(first - 12 * DAY)
    introduction, _new = start(known(row), STEP, first, leader, introduced)
    while do_some(introduction.pk, introduced):
        pass
    changed = max(first + DAY, min(first + 61 * DAY, place.on - 3 * DAY))
    given = {grant.case_id for grant in GrantRow.objects.filter(introduction=introduction)}
    reduced, ended = [line for line in lines if line.case_id in given and (line.amount or 0) >= 120][:2]
    _less(reduced, changed, place)
    _find(ended.case, ConditionAnswer.NOT_MET, changed, LAPSED, place, "demo-finding-lapsed")
    _used(place, chance, first)


def _contacts(place: Place, first: date) -> list[ServiceLineRow]:
    """Those with a support contact on the day, with their cases."""
    rows = ServiceLineRow.objects.in_force(first).filter(
        service=Service.SUPPORT_CONTACT, case__unit=place.unit
    )
    return list(rows.select_related("case__person", "case__municipality", "case__unit").order_by("pk")[:300])


def _find(case: Case, answer: ConditionAnswer, day: date, why: str, place: Place, key: str) -> None:
    write_finding(case, answer, day, why, place.users["kari"], noon(min(day - 20 * DAY, place.on)), key=key)


def _less(line: ServiceLineRow, day: date, place: Place) -> None:
    """A new ordinary decision of half the hours: the extra hours stay."""
    handler, leader, person = place.users["kari"], place.users[LEADER], line.case.person
    new = NewCase(person.name, person.birth_date, day - 40 * DAY, place.unit, kind=Kind.CHANGE, person=person)
    case = open_case(new, handler, handler)
    case.decided_on = day
    case.save(update_fields=["decided_on"])
    contact = ServiceLine(
        "contact",
        Service.SUPPORT_CONTACT,
        granted=True,
        organised=Organised.CONTRACT,
        extent=Extent((line.amount or 0) // 2),
        start=day,
        evaluate_on=day + 365 * DAY,
        content="følge til aktiviteter annenhver uke",
    )
    people = Official(str(handler.pk), handler.name), Official(str(leader.pk), leader.name, may_approve=True)
    decision = as_sent(Decision(lines=(contact,)), *people, (day, day, day))
    replace_lines(case, decision, day)
    keep_finished([Finished(case, decision)], leader)


def _used(place: Place, chance: Random, first: date) -> None:
    """Use of the extra hours, told once a month; some have not begun to use them."""
    grants = list(GrantRow.objects.filter(ends=None).order_by("pk"))
    shares = [chance.choice(SHARES) for _grant in grants]
    for day in _months(first, place.on):
        lines = [
            Used(f"demo/supplement/{grant.pk}/{day}", grant.person_id, grant.service_code, day, minutes)
            for grant, share in zip(grants, shares, strict=True)
            if (minutes := _quarters(grant.minutes_per_week * 4.3 * share * chance.uniform(0.8, 1.1)))
        ]
        record_use(lines, place.users[LEADER], noon(day))


def _quarters(minutes: float) -> int:
    return round(minutes / QUARTER) * QUARTER


def _months(first: date, on: date) -> Iterable[date]:
    """The last day of each whole month."""
    day = first
    while (day := (day.replace(day=28) + 4 * DAY).replace(day=1)) - DAY <= on:
        yield day - DAY
