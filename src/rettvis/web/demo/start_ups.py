"""Invented start-ups: some under way, the others measured; a change, stays and journeys."""

from datetime import date, timedelta
from itertools import cycle

from rettvis.journey.delivery.start_up import AnsweredBy, JourneyDecision, ProviderAnswer, StayKind
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.demo.begun import NORTH, SOUTH, begun
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import Place
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.meeting import Meeting
from rettvis.web.start_up.more_services import ToldJourney, change, journey, stay
from rettvis.web.start_up.services import answer, first_day, meeting_held, offer, step_done
from rettvis.web.start_up.store import providers_on

HANDLER = "kari"
WHO = "Kari Lunde, på telefon til brukeren"
SELF = "Brukeren selv"
SHAPES = (("chosen", 1), ("chosen", 2), ("municipality", 0), ("chosen", 0), ("chosen", 4), ("offered", 0))
"""How far those under way have come, the newest first: the answer, and how many steps after it."""
AGREED = (
    "Vaktene er på dagtid på hverdager, og én kveld i uka.\n\n"
    "Brukeren er arbeidsleder selv. Leverandøren ringer brukeren ved sykdom hos assistentene."
)


def start_ups(place: Place) -> None:
    """Everybody whose decision is new: under way or begun; and what happens on the way."""
    known = begun(place)
    providers = {one.name: one for one in Provider.objects.filter(municipality=place.unit.municipality)}
    under_way = [row for row in known.rows if row.pk not in known.days]
    for row, (shape, steps) in zip(under_way, cycle(SHAPES), strict=False):
        _as_far_as(place, row.case, shape, steps, providers[(NORTH, SOUTH)[row.pk % 2]])
    cases = []
    for row in known.rows:
        if day := known.days.get(row.pk):
            provider = providers[known.provider(row, day)]
            _to_the_contract(place, row.case, provider, (day - row.decided_on).days)
            first_day(_act(place, row.case, "first", day), day, "Leverandøren, på e-post")
            if row.pk == known.moved:
                _changes(place, row.case, providers[known.provider(row, place.on)], known.moved_on)
            else:
                cases.append(row.case)
    _on_the_way(cases, place)


def _as_far_as(place: Place, case: Case, shape: str, steps: int, provider: Provider) -> None:
    """Under way: an offer, perhaps an answer, and some of the steps."""
    if shape == "chosen":
        days = max(8, (place.on - _on(case, 0)).days)
        _to_the_contract(place, case, provider, days, steps)
        return
    _offer(place, case, 3)
    if shape == "municipality":
        told = (ProviderAnswer.MUNICIPALITY, AnsweredBy.REPRESENTATIVE, "Vergen, på telefon", None)
        answer(_act(place, case, "answer", _on(case, 8)), _on(case, 8), *told)


def _to_the_contract(place: Place, case: Case, provider: Provider, days: int, steps: int = 4) -> None:
    """Offer, answer, and the ``steps`` that follow, spread over the days to the first one."""
    _offer(place, case, 2)
    day = _on(case, days * 2 // 8)
    told = (ProviderAnswer.CHOSEN, AnsweredBy.PERSON, case.person.name, provider)
    answer(_act(place, case, "answer", day), day, *told)
    acts = [
        lambda on: step_done(_act(place, case, "told", on), "told", on, "Leverandøren, på e-post"),
        lambda on: meeting_held(_act(place, case, "meeting", on), _meeting(on)),
        lambda on: step_done(_act(place, case, "contract", on), "contract", on, "Alle tre"),
        lambda on: step_done(_act(place, case, "training", on), "training", on, SELF),
    ]
    for number, do in enumerate(acts[:steps], 3):
        do(_on(case, days * number // 8))


def _offer(place: Place, case: Case, days: int) -> None:
    day = _on(case, days)
    numbers = [one.number for one in providers_on(case.municipality_id, day)]
    offer(_act(place, case, "offer", day), day, numbers, WHO)


def _meeting(day: date) -> Meeting:
    return Meeting(day, "Brukeren, Kari Lunde og leverandørens kontaktperson", SELF, AGREED)


def _changes(place: Place, case: Case, provider: Provider, day: date) -> None:
    """A change in mid-month, on shorter notice than the municipality asks for."""
    told = day - timedelta(days=9)
    why = "Brukeren ønsker en leverandør med flere assistenter på kveldstid."
    change(_act(place, case, "change", told), told, day, provider, why)


def _on_the_way(cases: list[Case], place: Place) -> None:
    """A stay that is over and one that goes on, a journey abroad and one that is to be decided."""
    if len(cases) < 3:
        return
    in_hospital, abroad, planning = cases[-3:]
    on = place.on
    went = on - timedelta(days=50)
    stay(_act(place, in_hospital, "stay", went), StayKind.HOSPITAL, went, went + timedelta(days=6))
    went = on - timedelta(days=5)
    stay(_act(place, in_hospital, "again", went), StayKind.REHABILITATION, went, None)
    first, last = on - timedelta(days=80), on - timedelta(days=46)
    asked, decided = first - timedelta(days=30), first - timedelta(days=21)
    words = "Avtalt lengde på vaktene gjelder også på reisen. Ingen ekstra kostnad for kommunen."
    trip = (asked, first, last, "Spania")
    row = journey(_act(place, abroad, "asked", asked), ToldJourney(*trip, JourneyDecision.OPEN))
    final = ToldJourney(*trip, JourneyDecision.WITH_ASSISTANCE, words)
    journey(_act(place, abroad, "decided", decided), final, row)
    soon = on + timedelta(days=8)
    plan = ToldJourney(on - timedelta(days=1), soon, soon + timedelta(days=6), "Norge", JourneyDecision.OPEN)
    journey(_act(place, planning, "plan", on - timedelta(days=1)), plan)


def _on(case: Case, days: int) -> date:
    assert case.decided_on is not None
    return case.decided_on + timedelta(days=days)


def _act(place: Place, case: Case, name: str, day: date) -> Written:
    return Written(case, place.users[HANDLER], noon(min(day, place.on)), f"demo-{name}")
