"""Giving many cases to somebody at once: all or none, and a form that is sent twice does nothing twice."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.journey.handling import EventKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import RoleAssignment, User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.events import NewEvent, record_events
from rettvis.web.application.models import Case
from rettvis.web.application.services import assigned_to

MOST = 200
"""So many cases can be given at once."""

ASSIGNED = gettext_noop("Who handles the cases")

_CHOSEN = re.compile(r"(\d{4}-\d{6})\.(\d{1,18})(?:\.(\d{1,18}))?", re.ASCII)


@dataclass(frozen=True)
class Chosen:
    """A case that was ticked, who handled it when the page was shown, and whom it goes to (0 for nobody)."""

    number: str
    handled_by: int
    to: int


def read_chosen(values: Iterable[str], to: int | None = None) -> list[Chosen]:
    """What was ticked; ``to`` None where each value says itself to whom. Raises ``Faulty``."""
    chosen: dict[str, Chosen] = {}
    for value in values:
        found = _CHOSEN.fullmatch(value)
        if not found or (to is None and found[3] is None):
            raise Faulty([Fault("case", sentence("What was ticked could not be read. Load the list again."))])
        chosen[found[1]] = Chosen(found[1], int(found[2]), int(found[3]) if to is None else to)
    if not chosen:
        raise Faulty([Fault("case", sentence("Tick at least one case."))])
    if len(chosen) > MOST:
        text = sentence("At most {most:number} cases can be given at once. Tick fewer.", most=MOST)
        raise Faulty([Fault("case", text)])
    return list(chosen.values())


def assign_many(chosen: Sequence[Chosen], by: User) -> list[Chosen]:
    """Give each case to whom it goes; those that had her already are left as they are.

    Gives what was changed. Raises ``Faulty`` with a sentence for every case that cannot be given, and then
    changes none; ``Refused`` where ``by`` may not give out a case that she sees.
    """
    with transaction.atomic():
        wanted = {one.number: one for one in chosen}
        rows = visible_cases(by).filter(number__in=wanted)
        cases = {
            case.number: case for case in Case.objects.select_for_update().filter(pk__in=rows).order_by("pk")
        }
        people = {user.pk: user for user in User.objects.filter(pk__in={one.to for one in chosen if one.to})}
        allowed = {number: require(by, Action.ASSIGN_CASE, case) for number, case in cases.items()}
        faults = [
            Fault(one.number, why)
            for one in chosen
            if (why := _why_not(one, cases.get(one.number), people.get(one.to)))
        ]
        if faults:
            raise Faulty(faults)
        todo = [one for one in chosen if (cases[one.number].assigned_to_id or 0) != one.to]
        _write(todo, cases, people, by)
        _log([allowed[one.number] for one in todo], [one.number for one in todo])
    return todo


def _why_not(one: Chosen, case: Case | None, to: User | None) -> Sentence | None:
    if case is None:
        return sentence("{number}: there is no such case among those you see.", number=one.number)
    now = case.assigned_to_id or 0
    if now == one.to:
        return None
    if now != one.handled_by:
        text = "{number}: somebody else has given this case away meanwhile. Load the list again."
        return sentence(text, number=one.number)
    if one.to and (to is None or not may(to, Action.CHANGE_CASE, case)):
        name = to.name if to else sentence("The one you chose")
        return sentence("{number}: {name} cannot handle this case.", number=one.number, name=name)
    return None


def _write(todo: Sequence[Chosen], cases: dict[str, Case], people: dict[int, User], by: User) -> None:
    """One change for each new handler, and one event for each case."""
    for to in {one.to for one in todo}:
        keys = [cases[one.number].pk for one in todo if one.to == to]
        Case.objects.filter(pk__in=keys).update(assigned_to=people.get(to))
    events = (
        NewEvent(cases[one.number], EventKind.ASSIGNED, by, data=assigned_to(people.get(one.to)))
        for one in todo
    )
    record_events(events)


def _log(allowed: Sequence[RoleAssignment], numbers: Sequence[str]) -> None:
    """One row, or one for each role by which it was allowed."""
    for grant in {grant.pk: grant for grant in allowed}.values():
        own = [number for number, by in zip(numbers, allowed, strict=True) if by.pk == grant.pk]
        look_up(grant, Action.ASSIGN_CASE, cases=own, what=ASSIGNED)
