"""The open cases of the demonstration: the four vignettes, and some that have just come in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from rettvis.journey.application import Application, Channel, Request
from rettvis.web.access.models import Unit, User
from rettvis.web.application.models import Case, Kind, Person
from rettvis.web.application.registration import preliminary_reply
from rettvis.web.application.services import PRELIMINARY_REPLY, NewCase, open_case
from rettvis.web.application.writing import begin_application
from rettvis.web.assessment.services import save_assessment
from rettvis.web.demo.population import Invented, Numbers, applicants
from rettvis.web.demo.vignettes import VIGNETTES, Vignette, read_vignette

OPENER = "kari"


@dataclass(frozen=True)
class JustIn:
    """A case that nobody has worked on yet."""

    days_ago: int
    channel: Channel
    own_words: str
    activities: tuple[str, ...]
    handler: str | None = None


NEW_ONES = (
    JustIn(
        2,
        Channel.DIGITAL,
        "Jeg har fått MS og orker ikke lenger huset alene. Jeg vil klare mest mulig selv.",
        ("house_cleaning", "laundry", "bulk_shopping"),
    ),
    JustIn(
        6,
        Channel.OTHER_SERVICE,
        "Skrives ut fra sykehuset neste uke etter et slag, og trenger hjelp morgen og kveld.",
        ("getting_up", "personal_hygiene", "going_to_bed", "medicines"),
    ),
    JustIn(
        13,
        Channel.PHONE,
        "Sønnen min vil ut og være med på ting, som andre på hans alder.",
        ("leisure", "physical_activity"),
        "jonas",
    ),
    JustIn(
        37,
        Channel.LETTER,
        "Eg ser dårlegare enn før, og treng nokon med meg når eg skal ut.",
        ("shopping_and_errands", "walking_and_exercise"),
    ),
)
CHANGED = JustIn(
    9, Channel.MEETING, "Jeg trenger flere timer, fordi jeg har begynt å studere.", ("work_or_study",), "kari"
)
OPEN = len(VIGNETTES) + len(NEW_ONES) + 1
"""How many are opened."""


@dataclass(frozen=True)
class Place:
    """Where the cases are opened, by whom, and on what day."""

    unit: Unit
    users: Mapping[str, User]
    on: date


def open_cases(place: Place, seed: int, people: Sequence[Invented], known: Person) -> Iterator[Case]:
    """Open them one by one, for others than ``people``; ``known`` has help already and asks for more."""
    chance = Random(f"{seed} open cases")
    numbers = Numbers(chance, people)
    for vignette in VIGNETTES:
        yield _vignette(place, vignette, numbers)
    for new, somebody in zip(NEW_ONES, applicants(chance, place.on, people, numbers), strict=False):
        opened = NewCase(
            name=somebody.name,
            birth_date=somebody.birth_date,
            national_id=somebody.national_id,
            unit=place.unit,
            received_on=place.on - timedelta(days=new.days_ago),
        )
        yield _just_in(place, new, opened)
    received = place.on - timedelta(days=CHANGED.days_ago)
    yield _just_in(
        place,
        CHANGED,
        NewCase(known.name, known.birth_date, received, place.unit, person=known, kind=Kind.CHANGE),
    )


def _vignette(place: Place, vignette: Vignette, numbers: Numbers) -> Case:
    handler = place.users[vignette.handler]
    snapshot = read_vignette(vignette.name, place.on, handler.name)
    party, received = snapshot.party, snapshot.application.received_on
    assert party.birth_date is not None
    assert received is not None
    number = numbers.next(party.birth_date)
    case = _open(place, NewCase(party.name, party.birth_date, received, place.unit, number), handler)
    begin_application(case, snapshot.application, handler, place.on)
    assessed = vignette.assessed(snapshot.assessment)
    if assessed:
        save_assessment(case, assessed, handler)
    return case


def _just_in(place: Place, new: JustIn, opened: NewCase) -> Case:
    case = _open(place, opened, place.users[new.handler] if new.handler else None)
    requests = tuple(Request(activity, activity=activity) for activity in new.activities)
    application = Application(channel=new.channel, own_words=new.own_words, requests=requests)
    begin_application(case, application, place.users[OPENER], place.on)
    return case


def _open(place: Place, new: NewCase, handler: User | None) -> Case:
    """Open the case, with the day its preliminary reply is due."""
    due = preliminary_reply(new.received_on)
    if due:
        new = replace(new, next_due_on=due.act_by, next_due_what=PRELIMINARY_REPLY)
    return open_case(new, place.users[OPENER], handler)
