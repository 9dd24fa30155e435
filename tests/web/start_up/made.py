"""Invented start-ups, for tests."""

from datetime import date, timedelta

from rettvis.journey.delivery.start_up import AnsweredBy, ProviderAnswer, StayKind
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.meeting import Meeting
from rettvis.web.start_up.models import StartUpLine
from rettvis.web.start_up.more_services import stay
from rettvis.web.start_up.services import answer, first_day, meeting_held, offer, step_done
from tests.web.conftest import Place
from tests.web.hourbank.banks import at, granted
from tests.web.invoices.made import a_provider, an_agreement

DECIDED = date(2026, 3, 2)
DAY = timedelta(days=1)
TODAY = date(2026, 7, 1)


def act(case: Case, place: Place, key: str, day: date = TODAY, role: str = Role.CASEWORKER) -> Written:
    """Somebody who writes."""
    return Written(case, place.people[role], at(day), key)


def a_case(place: Place, name: str = "Ola Berg") -> Case:
    """Somebody with 3,650 minutes of BPA a week from the day of the decision."""
    return granted(place, first=DECIDED, decided=DECIDED, name=name)


def two_providers(place: Place) -> tuple[Provider, Provider]:
    """Two with agreements for the year."""
    other = a_provider(place, "310000019", "Annen Assistanse AS")
    return an_agreement(place).provider, an_agreement(place, other).provider


def offered(case: Case, place: Place, *providers: Provider) -> StartUpLine:
    """The choice, offered a week after the decision."""
    numbers = [one.number for one in providers]
    return offer(act(case, place, "offer"), DECIDED + 7 * DAY, numbers, "Kari, på telefon")


def chosen(case: Case, place: Place, provider: Provider) -> StartUpLine:
    """The answer, two weeks after it."""
    told = (DECIDED + 14 * DAY, ProviderAnswer.CHOSEN, AnsweredBy.PERSON, "Ola Berg", provider)
    return answer(act(case, place, "answer"), *told)


def begun(case: Case, place: Place, day: date = DECIDED + 40 * DAY) -> tuple[Provider, Provider]:
    """Every step to the first day, with the first of two providers."""
    one, other = two_providers(place)
    offered(case, place, one, other)
    chosen(case, place, one)
    step_done(act(case, place, "told"), "told", DECIDED + 16 * DAY, "Prøveassistanse")
    meeting = Meeting(DECIDED + 20 * DAY, "Ola, Kari og Liv", "Ola", "Vakter på dagtid.")
    meeting_held(act(case, place, "meeting"), meeting)
    step_done(act(case, place, "training"), "training", DECIDED + 30 * DAY, "Ola")
    step_done(act(case, place, "contract"), "contract", DECIDED + 31 * DAY, "Alle tre")
    first_day(act(case, place, "first"), day, "Leverandøren")
    return one, other


def a_line(case: Case, place: Place) -> StartUpLine:
    """A stay of the case's person."""
    found = StartUpLine.objects.filter(case=case).first()
    day = date(2026, 5, 4)
    return found or stay(act(case, place, f"stay {case.pk}"), StayKind.HOSPITAL, day, day + DAY)
