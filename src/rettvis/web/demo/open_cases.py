"""The open cases of the demonstration: the four vignettes, and some that have just come in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from rettvis.journey.application import Application, Channel, Request
from rettvis.journey.decision import Act, CaseSnapshot
from rettvis.journey.handling import Awaited, EventKind
from rettvis.web.access.models import User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, Kind, Person
from rettvis.web.application.services import NewCase, open_case
from rettvis.web.application.writing import begin_application
from rettvis.web.assessment.forms_used import with_forms
from rettvis.web.assessment.services import save_assessment
from rettvis.web.calculation.services import save_choices
from rettvis.web.conditions.services import save_answers
from rettvis.web.conditions.store import Answered
from rettvis.web.conditions.trying import basis_of
from rettvis.web.decision.services import do, prepare
from rettvis.web.decision.store import Draft
from rettvis.web.demo.clock import Happened, tell
from rettvis.web.demo.decided import Place
from rettvis.web.demo.mapping_forms import partly_answered
from rettvis.web.demo.population import Invented, Numbers, applicants
from rettvis.web.demo.vignettes import IN_THE_FILES, VIGNETTES, read_decided, read_vignette

OPENER = "kari"


@dataclass(frozen=True)
class JustIn:
    """A case that nobody has worked on yet."""

    days_ago: int
    channel: Channel
    own_words: str
    activities: tuple[str, ...]
    handler: str | None = None
    story: tuple[Happened, ...] = ()
    """What has happened since: preliminary replies, waits, a hold."""


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
    JustIn(
        64,
        Channel.LETTER,
        "Jeg er alene med to barn og klarer ikke husarbeidet etter operasjonen.",
        ("house_cleaning", "laundry"),
        "kari",
        (
            Happened(EventKind.PRELIMINARY_REPLY_SENT, 26, expected=75),
            Happened(
                EventKind.PUT_ON_HOLD, 33, Awaited.APPLICANT, "Innlagt på sykehus. Søkeren ba oss vente.", 68
            ),
        ),
    ),
    JustIn(
        48,
        Channel.DIGITAL,
        "Etter ulykken trenger jeg hjelp til det meste om morgenen.",
        ("getting_up", "personal_hygiene", "medicines"),
        "jonas",
        (
            Happened(EventKind.PRELIMINARY_REPLY_SENT, 24, expected=70),
            Happened(EventKind.WAIT_BEGAN, 12, Awaited.DOCTOR, "Epikrise fra sykehuset.", 33),
        ),
    ),
    JustIn(
        21,
        Channel.PHONE,
        "Mor klarer seg ikke lenger alene på badet.",
        ("personal_hygiene",),
        "kari",
        (
            Happened(
                EventKind.WAIT_BEGAN, 8, Awaited.APPLICANT, "Samtykke til å hente opplysninger mangler.", 28
            ),
            Happened(EventKind.CONTACT, 15, reason="Purret på samtykket på telefon."),
        ),
    ),
)
CHANGED = JustIn(
    9, Channel.MEETING, "Jeg trenger flere timer, fordi jeg har begynt å studere.", ("work_or_study",), "kari"
)
WAITING = "sak-1"
"""The file that a case which awaits approval is made of, for another person."""

WAITING_NAMES = {"Aslak": "Leif"}
OPEN = len(VIGNETTES) + len(NEW_ONES) + 2
"""How many are opened."""


def vignette_cases(place: Place, numbers: Numbers) -> Iterator[Case]:
    """The four vignettes, first in their year, each as far as it has come."""
    for vignette in VIGNETTES:
        handler = place.users[vignette.handler]
        snapshot = read_vignette(vignette.name, place.on, handler.name)
        case = _asked_for(place, snapshot, handler, numbers)
        assessed = vignette.assessed(snapshot.assessment)
        if assessed:
            save_assessment(case, partly_answered(with_forms(assessed, case, place.on)), handler)
        yield case


def new_cases(
    place: Place, numbers: Numbers, people: Sequence[Invented], rows: Sequence[Person]
) -> Iterator[Case]:
    """One that awaits approval, some that have just come in, and one of somebody who has help already."""
    yield _awaiting_approval(place, numbers)
    for new, somebody in zip(NEW_ONES, applicants(place.on, people, numbers), strict=False):
        opened = NewCase(
            name=somebody.name,
            birth_date=somebody.birth_date,
            national_id=somebody.national_id,
            unit=place.unit,
            received_on=place.on - timedelta(days=new.days_ago),
        )
        yield _just_in(place, new, opened)
    known, received = rows[len(rows) // 20], place.on - timedelta(days=CHANGED.days_ago)
    again = NewCase(known.name, known.birth_date, received, place.unit, person=known, kind=Kind.CHANGE)
    yield _just_in(place, CHANGED, again)


def _awaiting_approval(place: Place, numbers: Numbers) -> Case:
    """A case that a caseworker has written the decision of, and sent to whoever approves."""
    handler = place.users["jonas"]
    snapshot = read_decided(WAITING, place.on, {IN_THE_FILES: handler.name, **WAITING_NAMES})
    case = _asked_for(place, snapshot, handler, numbers)
    answered, expected = case.received_on + timedelta(days=20), (place.on + timedelta(days=12)).isoformat()
    record_event(case, EventKind.PRELIMINARY_REPLY_SENT, handler, on=answered, expected=expected)
    save_assessment(case, snapshot.assessment, handler)
    save_choices(case, 0, snapshot.choices, snapshot.assessment, handler)
    save_answers(case, 0, Answered(snapshot.answers), basis_of(case), handler, place.on)
    prepare(case, 0, Draft(snapshot.decision, snapshot.party.address), snapshot.application, handler)
    do(case, Act.SEND_FOR_APPROVAL, handler, place.on)
    return case


def _asked_for(place: Place, snapshot: CaseSnapshot, handler: User, numbers: Numbers) -> Case:
    """The case with its application."""
    party, received = snapshot.party, snapshot.application.received_on
    assert party.birth_date is not None
    assert received is not None
    number = numbers.next(party.birth_date)
    case = _open(place, NewCase(party.name, party.birth_date, received, place.unit, number), handler)
    begin_application(case, snapshot.application, handler, place.on)
    return case


def _just_in(place: Place, new: JustIn, opened: NewCase) -> Case:
    case = _open(place, opened, place.users[new.handler] if new.handler else None)
    requests = tuple(Request(activity, activity=activity) for activity in new.activities)
    application = Application(channel=new.channel, own_words=new.own_words, requests=requests)
    begin_application(case, application, place.users[OPENER], place.on)
    tell(case, new.story, place.users[new.handler or OPENER])
    return case


def _open(place: Place, new: NewCase, handler: User | None) -> Case:
    """Open the case, the day after the application came."""
    assigned = min(new.received_on + timedelta(days=1), place.on)
    return open_case(replace(new, assigned_on=assigned), place.users[OPENER], handler)
