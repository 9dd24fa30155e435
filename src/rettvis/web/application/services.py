"""What a person does with a case as a whole: open it, and hand it to somebody."""

from dataclasses import dataclass
from datetime import date
from unicodedata import category

from django.db import transaction
from django.utils import timezone

from rettvis.edges.identity import national_id_fault
from rettvis.journey.handling import DueKind, EventKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import ALLOWED, Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.models import NeedToKnow, RoleAssignment, Unit, User
from rettvis.web.access.need_to_know import Kind as Knows
from rettvis.web.application.due import WORDS
from rettvis.web.application.events import NewEvent, record_event, record_events
from rettvis.web.application.models import Case, CaseCounter, Group, Kind, Person, Status, search_key
from rettvis.web.pages.fields import LONGEST_NAME

ADULT_FROM = 18

PRELIMINARY_REPLY = WORDS[DueKind.PRELIMINARY_REPLY]
"""What is due first in a new case (``next_due_what``)."""


@dataclass(frozen=True)
class NewCase:
    """What is needed to open a case."""

    name: str
    birth_date: date
    received_on: date
    unit: Unit
    national_id: str = ""
    sex: str = ""
    """For statistics of equal treatment; empty where it is not registered."""
    person: Person | None = None
    """Somebody whom the municipality knows already; None makes her, unless her number is known."""
    kind: Kind = Kind.NEW
    next_due_on: date | None = None
    """What is due first, where something else is than what follows from the day of receipt."""
    next_due_what: str = ""
    assigned_on: date | None = None
    """The day it was handed to whoever gets it first; None: today."""


def open_case(
    new: NewCase, opened_by: User, assigned_to: User | None = None, *, closed_later: bool = False
) -> Case:
    """Open a case for a person, who is made if the municipality does not know her national identity number.

    A case of somebody with a protected address is closed to all but named staff from the start; or, with
    ``closed_later``, when the caller has written what belongs to it and closes it in the same transaction.
    Raises ``Faulty`` with every fault, and ``Refused`` when ``opened_by`` may not open cases for the unit.
    """
    place = _Place(new.unit.municipality_id, new.unit.pk)
    require(opened_by, Action.OPEN_CASE, place)
    if assigned_to is not None and not may(assigned_to, Action.CHANGE_CASE, place):
        raise Faulty([Fault("assigned_to", _cannot_take(assigned_to))])
    faults = case_faults(new)
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        person = _person(new)
        case = Case.objects.create(
            number=next_number(new.received_on.year),
            municipality_id=new.unit.municipality_id,
            unit=new.unit,
            person=person,
            protected=bool(person.protection) and not closed_later,
            kind=new.kind,
            group=group_of(new.birth_date, new.received_on),
            received_on=new.received_on,
            assigned_to=assigned_to,
        )
        record_events(_first_events(case, new, opened_by))
        if new.next_due_on is not None:
            case.next_due_on, case.next_due_what = new.next_due_on, new.next_due_what
            case.save(update_fields=["next_due_on", "next_due_what"])
    return case


def case_faults(new: NewCase) -> list[Fault]:
    """What is wrong with a new case, all of it at once; places are the field names of :class:`NewCase`."""
    faults = [Fault("name", text) for text in _name_faults(new.name)]
    if new.birth_date > new.received_on:
        faults.append(
            Fault("birth_date", sentence("The date of birth is after the day the application was received."))
        )
    if new.national_id:
        invented = new.unit.municipality.synthetic
        wrong = national_id_fault(new.national_id, synthetic=invented, on=new.received_on) or _other_person(
            new
        )
        faults += [Fault("national_id", wrong)] if wrong else []
    return faults


def assign(case: Case, to: User | None, by: User) -> Case:
    """Hand the case to ``to``, or to nobody; the newest hand-over counts."""
    require(by, Action.ASSIGN_CASE, case)
    if to is not None and not may(to, Action.CHANGE_CASE, case):
        raise Faulty([Fault("assigned_to", _cannot_take(to))])
    with transaction.atomic():
        case.assigned_to = to
        case.save(update_fields=["assigned_to"])
        record_event(case, EventKind.ASSIGNED, by, **assigned_to(to))
    return case


def assigned_to(user: User | None) -> dict[str, str]:
    """What an event of kind ``assigned`` keeps: to whom, by key and name; nothing for nobody."""
    return {} if user is None else {"to": str(user.pk), "name": user.name}


def handlers_of(case: Case) -> list[User]:
    """Everybody who may handle the case today, by name."""
    given = RoleAssignment.objects.in_force(timezone.localdate()).covering(case)
    given = given.filter(role__in=ALLOWED[Action.CHANGE_CASE], user__is_active=True)
    said = NeedToKnow.objects.in_force(timezone.now()).filter(case=case)
    users = User.objects.filter(pk__in=given.values("user"))
    users = users.exclude(pk__in=said.filter(kind=Knows.SHUT_OUT).values("user"))
    if case.protected:
        users = users.filter(pk__in=said.filter(kind=Knows.NAMED).values("user"))
    return list(users.order_by("name", "pk"))


def mark_step(case: Case, name: str, state: str) -> None:
    """Write how far a step has come; call it in the transaction that saves the step.

    Work on the case begins with what comes after the application: until then it is only registered.
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        locked.steps = {**locked.steps, name: str(state)}
        if locked.status == Status.REGISTERED and name != "application":
            locked.status = Status.IN_PROGRESS
        locked.save(update_fields=["steps", "status"])
    case.steps, case.status = locked.steps, locked.status


def next_number(year: int) -> str:
    """The next free case number of a year; call it inside a transaction."""
    CaseCounter.objects.get_or_create(year=year)
    counter = CaseCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return str(counter)


def group_of(birth_date: date, on: date) -> Group:
    """Child until the day of the eighteenth birthday."""
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    age = on.year - birth_date.year - (0 if had_birthday else 1)
    return Group.ADULT if age >= ADULT_FROM else Group.CHILD


@dataclass(frozen=True)
class _Place:
    municipality_id: int
    unit_id: int


def _first_events(case: Case, new: NewCase, opened_by: User) -> list[NewEvent]:
    """Received, and assigned where somebody gets it at once."""
    events = [NewEvent(case, EventKind.RECEIVED, opened_by, on=new.received_on)]
    if case.assigned_to is not None:
        data = assigned_to(case.assigned_to)
        events.append(NewEvent(case, EventKind.ASSIGNED, opened_by, on=new.assigned_on, data=data))
    return events


def _name_faults(name: str) -> list[Sentence]:
    if not name.strip():
        return [sentence("Write the person's name.")]
    faults = []
    if len(name) > LONGEST_NAME:
        faults.append(
            sentence(
                "The name is {length:number} characters. Shorten it to at most {longest:number}.",
                length=len(name),
                longest=LONGEST_NAME,
            )
        )
    if any(category(sign) in ("Cc", "Cs") for sign in name):
        faults.append(sentence("The name holds characters that cannot be shown. Type it again."))
    return faults


def _other_person(new: NewCase) -> Sentence | None:
    """The number is known, but with another name or birth date."""
    known = Person.objects.filter(municipality=new.unit.municipality_id, national_id=new.national_id).first()
    if known is None or (known.name_key == search_key(new.name) and known.birth_date == new.birth_date):
        return None
    return sentence("The number is registered with another name or date of birth. Compare both again.")


def _cannot_take(user: User) -> Sentence:
    return sentence("{name} cannot handle cases of this unit.", name=user.name)


def _person(new: NewCase) -> Person:
    if new.person is not None:
        return _with_more(new.person, new)
    details = {"name": " ".join(new.name.split()), "birth_date": new.birth_date, "sex": new.sex}
    if not new.national_id:
        return Person.objects.create(municipality_id=new.unit.municipality_id, **details)
    person, made = Person.objects.get_or_create(
        municipality_id=new.unit.municipality_id, national_id=new.national_id, defaults=details
    )
    return person if made else _with_more(person, new)


def _with_more(person: Person, new: NewCase) -> Person:
    """A person who was known without her number, or without her sex, gets it."""
    more = [name for name in ("national_id", "sex") if getattr(new, name) and not getattr(person, name)]
    for name in more:
        setattr(person, name, getattr(new, name))
    if more:
        person.save(update_fields=more)
    return person
