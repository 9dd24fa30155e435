"""Invented persons with hours in the bank."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from rettvis.journey.application import Service
from rettvis.journey.decision import Decision, Extent, Official, ServiceLine
from rettvis.journey.hourbank import Leftover
from rettvis.web.access.models import Role, User
from rettvis.web.application.models import Case
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.hourbank.models import BankLine
from rettvis.web.hourbank.rules import RuleSet, set_rule
from rettvis.web.hourbank.services import Written
from rettvis.web.hourbank.use import Recorded, Used, record_use
from tests.web.conftest import Place, new_case

NEW_YEAR = date(2026, 1, 1)
DAY = timedelta(days=1)
SERVICE = "bpa"


def at(day: date, hour: int = 12) -> datetime:
    """A moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


NOW = at(date(2026, 7, 1))


def granted(
    place: Place,
    weekly: int = 365 * 10,
    first: date = NEW_YEAR,
    *,
    name: str = "Ola Berg",
    service: Service = Service.BPA,
    last: date | None = None,
    decided: date = date(2025, 12, 1),
    extent: Extent | None = None,
) -> Case:
    """A decided case with hours: 52 weeks of 3,650 minutes are 520 minutes a day of a common year."""
    case = new_case(place, name=name, received_on=decided - 30 * DAY)
    case.decided_on = decided
    case.save(update_fields=["decided_on"])
    line = ServiceLine(str(service), service, True, extent=extent or Extent(weekly), start=first, end=last)
    people = Official("1", "Kari"), Official("2", "Lise", may_approve=True)
    decision = as_sent(Decision(lines=(line,)), *people, (decided, decided, decided))
    keep_finished([Finished(case, decision)], place.people[Role.CASEWORKER])
    return case


def use(case: Case, user: User, day: date, minutes: int, *, key: str = "", now: datetime = NOW) -> Recorded:
    """Some minutes used of the case's person's BPA."""
    line = Used(key or f"use/{case.person_id}/{day}", case.person_id, SERVICE, day, minutes)
    return record_use([line], user, now)


def act(case: Case, user: User, key: str = "act-1", now: datetime = NOW) -> Written:
    """Somebody who writes in the bank of a case."""
    return Written(case, user, now, key)


def a_bank_line(case: Case, place: Place) -> BankLine:
    """A line in the bank of the case's person."""
    use(case, place.people[Role.CASEWORKER], date(2026, 5, 4), 240, key=f"line/{case.pk}")
    return BankLine.objects.get(key=f"line/{case.pk}")


def ready_to_settle(place: Place, year: int) -> Case:
    """Somebody with hours left of a year that is over, and the municipality's rule for them."""
    rule = RuleSet(SERVICE, Leftover.LAPSE, "Kommunestyret, sak 12/24", date(year, 1, 1))
    set_rule(place.municipality.pk, rule, place.people[Role.TEAM_LEADER], at(date(year, 12, 1)))
    case = granted(place, first=date(year, 1, 1), decided=date(year - 1, 12, 1), name="Liv Lie")
    use(case, place.people[Role.CASEWORKER], date(year, 5, 4), 240, now=at(date(year, 6, 1)))
    return case
