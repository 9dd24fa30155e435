"""Every address, every method, everybody: what happens is what the gate's table says, and nothing leaks.

The addresses are the application's own; one that is added is walked too. One that takes more than a case's
number needs a row to show: it is made in ``tests.web.addresses.MADE``, and the walk fails until it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, whole_municipalities
from rettvis.web.access.models import LogEntry, NeedToKnow, Role, RoleAssignment, Unit, User
from rettvis.web.application.knowing import open_in_need, shut_out
from rettvis.web.application.models import Case, Person, Protection
from rettvis.web.application.protection import Address, change_address
from tests.web.addresses import MADE, patterns
from tests.web.conftest import Place, make_place, new_case
from tests.web.decision.ready import make_ready

NAME = "Hildegunn Xylander"
STREET = "Bortgjemt vei 77"
SECRETS = (NAME, STREET)
"""What nobody may read who does not see the case."""

SHARED = {"document_kind", "shipped_form", "statistics_file", "follow_up_file", "provider_report_file"}
"""Addresses whose arguments name nothing that belongs to a municipality."""

OTHER_METHODS = ("put", "patch", "delete")


@dataclass(frozen=True)
class World:
    """Two municipalities, a case in one of them, and the rows that its addresses show."""

    here: Place
    elsewhere: Place
    other_unit: Unit
    case: Case
    made: dict[str, list[object]]

    def everybody(self) -> dict[str, Callable[[], User | None]]:
        """Everybody who knocks, by a name; made when she is asked for."""
        found: dict[str, Callable[[], User | None]] = {"nobody logged in": lambda: None}
        found |= {f"{role} here": lambda role=role: self.here.people[role] for role in Role.values}
        found |= {f"{role} elsewhere": lambda role=role: self.elsewhere.people[role] for role in Role.values}
        found |= {
            "caseworker of another unit": self.of_another_unit,
            "leader of another unit": lambda: self.of_another_unit(Role.TEAM_LEADER),
            "caseworker who is shut out": self.who_is_shut_out,
            "caseworker whose role has ended": self.whose_role_has_ended,
            "caseworker whose role is taken back": lambda: self.whose_role_has_ended(now=True),
            "caseworker whose role begins tomorrow": self.whose_role_begins_tomorrow,
            "user who is closed": self.who_is_closed,
            "somebody without a role": self.without_a_role,
            "caseworker who opened the case in need": self.in_need,
        }
        return found

    def one(self, role: Role = Role.CASEWORKER, unit: Unit | None = None, **more: Any) -> User:
        """A new person with a role."""
        user = User.objects.create_user("knocker", "Knocker", None)
        starts = {"starts_on": date(2020, 1, 1), **more}
        RoleAssignment.objects.create(
            user=user, role=role, municipality=self.here.municipality, unit=unit or self.here.unit, **starts
        )
        return user

    def of_another_unit(self, role: Role = Role.CASEWORKER) -> User:
        return self.one(role, self.other_unit)

    def who_is_shut_out(self) -> User:
        user = self.one()
        shut_out(self.case, user, "It is her brother’s case.", None, self.here.people[Role.TEAM_LEADER])
        return user

    def whose_role_has_ended(self, now: bool = False) -> User:
        if now:
            return self.one(ends_on=timezone.localdate(), ended_at=timezone.now())
        return self.one(ends_on=timezone.localdate() - timedelta(days=1))

    def whose_role_begins_tomorrow(self) -> User:
        return self.one(starts_on=timezone.localdate() + timedelta(days=1))

    def who_is_closed(self) -> User:
        user = self.one()
        User.objects.filter(pk=user.pk).update(is_active=False)
        return user

    def without_a_role(self) -> User:
        return User.objects.create_user("knocker", "Knocker", None)

    def in_need(self) -> User:
        user = self.of_another_unit()
        open_in_need(self.case.number, "He was found on the floor.", user)
        return user


WHO = list(World(*[None] * 5).everybody())  # type: ignore[arg-type]
PATTERNS = {pattern.name: pattern for pattern in patterns() if pattern.name}


@pytest.fixture
def world(here: Place) -> World:
    """One case in ``here`` with everything in it, about somebody with a name that stands nowhere else."""
    case = make_ready(here).case
    Person.objects.filter(pk=case.person_id).update(name=NAME, street=STREET, postcode="0001", post_town="By")
    case = Case.objects.select_related("person", "unit", "municipality").get(pk=case.pk)
    unit = Unit.objects.create(municipality=here.municipality, name="Barn og familie")
    return World(
        here,
        make_place("9902", "Dalsbygd"),
        unit,
        case,
        {name: make(case, here) for name, make in MADE.items()},
    )


def arguments_of(pattern: URLPattern) -> list[str]:
    """The names of what an address takes."""
    [(_text, arguments)] = get_resolver().reverse_dict.getlist(pattern.name)[0][0]
    return list(arguments)


def address_of(name: str, world: World) -> str:
    """An address with rows behind it."""
    if name in world.made:
        return reverse(name, args=world.made[name])
    taken = arguments_of(PATTERNS[name])
    if name == "assessment_section":
        return reverse(name, args=[world.case.number, "dognklokke"])
    return reverse(name, args=[world.case.number] if taken else [])


def expected(user: User | None, declared: Any, case: Case, method: str) -> str:
    """What the gate's table says: open, log in, not here (404), not you (403), or not so (405)."""
    logged_in = user is not None and user.is_active
    if declared.kind != "guarded":
        return "open" if declared.kind == "public" or logged_in else "log in"
    action = {"get": declared.get, "head": declared.get, "post": declared.post}.get(method)
    if action is None:
        return "not so"
    if not logged_in:
        return "log in"
    if not declared.on_case:
        return "open" if grants(user, action) else "not you"
    if not may(user, declared.see, case):
        return "not here"
    return "open" if may(user, action, case) else "not you"


def happened(answer: Any) -> str:
    """What an answer says, in the same words."""
    if answer.status_code == 302 and answer["Location"].startswith("/logg-inn/"):
        return "log in"
    return {403: "not you", 404: "not here", 405: "not so"}.get(answer.status_code, "open")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def knock(client: Client, method: str, address: str, **data: Any) -> tuple[Any, str, int]:
    """One request: the answer, what it shows, and how many refusals it wrote in the log."""
    cookies = copy(client.cookies)
    before = LogEntry.objects.filter(outcome="refused").count()
    with undone():
        answer = getattr(client, method)(address, data or None, headers={"HX-Request": "true"})
        text = (answer.getvalue() if answer.streaming else answer.content).decode("utf-8", "replace")
        refused = LogEntry.objects.filter(outcome="refused").count() - before
    client.cookies = cookies
    return answer, text, refused


def fresh(user: User | None) -> User | None:
    """As a new request reads her."""
    return None if user is None else User.objects.get(pk=user.pk)


def test_every_address_can_be_walked() -> None:
    unnamed = [str(pattern.pattern) for pattern in patterns() if not pattern.name]
    assert unnamed == [], "give each address a name"
    needs = {name for name, one in PATTERNS.items() if set(arguments_of(one)) - {"number"}}
    assert needs - MADE.keys() - {"assessment_section"} - NOT_MADE.keys() == set(), "make rows in MADE"


NOT_MADE: dict[str, Callable[[World], list[object]]] = {
    "end_shut_out": lambda world: [world.case.number, a_row(world).pk],
    "end_naming": lambda world: [a_row(world).pk],
    "routine_act": lambda world: world.made["routine"],
    "publish_form": lambda world: world.made["mapping_form"],
    "withdraw_form": lambda world: world.made["mapping_form"],
    "discard_draft": lambda world: world.made["mapping_form"],
}
"""What only does something, and has no page of its own."""


def make_the_rest(world: World) -> None:
    """The rows of what only does something."""
    world.made.update({name: make(world) for name, make in NOT_MADE.items() if name not in MADE})


def a_row(world: World) -> NeedToKnow:
    """Somebody who is said to be named for the case."""
    return NeedToKnow.objects.get_or_create(
        kind="named",
        case=world.case,
        user=world.here.people[Role.AUDITOR],
        made_by=world.here.people[Role.TEAM_LEADER],
        reason="Reads it.",
    )[0]


@pytest.mark.parametrize("who", WHO)
def test_what_happens_is_what_the_table_says_and_nothing_leaks(
    who: str, world: World, client: Client
) -> None:
    user = world.everybody()[who]()
    if user is not None:
        client.force_login(user)
        user = fresh(user)
    make_the_rest(world)
    sees = user is not None and user.is_active and may(user, Action.SEE_CASE, world.case)
    wrong = [
        fault
        for name in sorted(PATTERNS)
        for method in ("get", "post")
        for fault in faults(name, method, user, sees, world, client)
    ]
    assert wrong == []


def faults(
    name: str, method: str, user: User | None, sees: bool, world: World, client: Client
) -> Iterator[str]:
    """What is wrong with one request."""
    declared = PATTERNS[name].callback.gate
    answer, text, refused = knock(client, method, address_of(name, world))
    said, done = expected(fresh(user), declared, world.case, method), happened(answer)
    if answer.status_code >= 500:
        yield f"{method} {name}: {answer.status_code}"
    of_a_row = bool(world.made.get(name)) and name not in SHARED and not declared.on_case
    if said == "open" and (method == "post" or name in SHARED or (of_a_row and not belongs(user, world))):
        # What the form or the address asks for may be refused beyond the table, never the other way.
        done = said
    if said != done:
        yield f"{method} {name}: {done}, and the table says {said}"
    if said in ("not you", "not here") and refused != 1:
        yield f"{method} {name}: {refused} refusals in the log"
    if not sees:
        yield from (f"{method} {name}: shows {secret}" for secret in SECRETS if secret in text)
        if of_a_row and not belongs(user, world) and answer.status_code == 200:
            yield f"{method} {name}: shows a row of another municipality"


def belongs(user: User | None, world: World) -> bool:
    """Whether she has a role in the municipality of the case."""
    roles = user.roles_on(timezone.localdate()) if user is not None else []
    return any(role.municipality_id == world.here.municipality.pk for role in roles)


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_no_address_takes_another_method(method: str, world: World, client: Client) -> None:
    client.force_login(world.here.people[Role.TEAM_LEADER])
    make_the_rest(world)
    guarded = [name for name, one in PATTERNS.items() if one.callback.gate.kind == "guarded"]
    statuses = {name: getattr(client, method)(address_of(name, world)).status_code for name in guarded}
    assert {name: status for name, status in statuses.items() if status != 405} == {}


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.AUDITOR, Role.CASEWORKER])
def test_a_protected_case_is_nowhere_for_somebody_who_is_not_named(
    role: Role, world: World, client: Client
) -> None:
    home = Address(STREET, "0001", "By", Protection.STRICTLY_CONFIDENTIAL)
    change_address(world.case, home, world.one())
    make_the_rest(world)
    here_role = fresh(world.here.people[role])
    assert here_role is not None
    NeedToKnow.objects.create(
        kind="shut_out", case=world.case, user=here_role, made_by=here_role, reason="Not named any more."
    )
    case = Case.objects.select_related("person").get(pk=world.case.pk)
    client.force_login(here_role)
    world_now = replace(world, case=case)
    assert not may(here_role, Action.SEE_CASE, case)
    wrong = [
        fault
        for name in sorted(PATTERNS)
        for fault in faults(name, "get", here_role, False, world_now, client)
        if "shows" in fault or PATTERNS[name].callback.gate.on_case
    ]
    assert wrong == []


def test_a_row_of_one_case_is_not_shown_under_the_number_of_another(world: World, client: Client) -> None:
    other = new_case(world.here, name="Per Aas")
    client.force_login(world.here.people[Role.TEAM_LEADER])
    make_the_rest(world)
    wrong = []
    for name, made in world.made.items():
        if len(made) > 1 and made[0] == world.case.number and name in PATTERNS:
            for method in ("get", "post"):
                answer, text, _refused = knock(client, method, reverse(name, args=[other.number, *made[1:]]))
                if NAME in text or answer.status_code not in (302, 403, 404, 405):
                    wrong.append(f"{method} {name}: {answer.status_code}")
    assert wrong == []


MONTHS = {"case_month", "withdraw_lines"}
"""Addresses whose arguments are a year and a month, and no row."""


@pytest.mark.parametrize("who", ["team_leader here", "auditor here", "team_leader elsewhere"])
def test_a_row_that_is_not_hers_is_answered_as_one_that_is_nowhere(
    who: str, world: World, client: Client
) -> None:
    """Whoever guesses numbers learns nothing of which are in use, by 403, 404 or the page itself."""
    other = new_case(world.here, name="Per Aas").number
    user = world.everybody()[who]()
    assert user is not None
    client.force_login(user)
    make_the_rest(world)
    wrong, compared = [], 0
    for name, made in world.made.items():
        rows = [argument for argument in made if isinstance(argument, int)]
        of_the_case = bool(made) and made[0] == world.case.number
        if name not in PATTERNS or name in SHARED | MONTHS or not rows:
            continue
        if who.endswith("here") and not of_the_case:
            continue
        theirs = [other, *made[1:]] if who.endswith("here") else made
        nowhere = [10**7 if isinstance(one, int) else one for one in theirs]
        for method in ("get", "post"):
            answers = [knock(client, method, reverse(name, args=args)) for args in (theirs, nowhere)]
            compared += 1
            if len({(answer.status_code, refused) for answer, _text, refused in answers}) > 1:
                wrong.append(f"{method} {name}: {[answer.status_code for answer, _t, _r in answers]}")
    assert wrong == []
    assert compared >= 16


@pytest.mark.parametrize(
    "who", ["caseworker who is shut out", "caseworker of another unit", "auditor elsewhere"]
)
@pytest.mark.parametrize("typed", [NAME, "Xylander", "number", "birth date"])
def test_a_search_finds_nobody_whose_case_one_does_not_see(
    who: str, typed: str, world: World, client: Client
) -> None:
    user = world.everybody()[who]()
    assert user is not None
    client.force_login(user)
    words = {"number": world.case.number, "birth date": world.case.person.birth_date.strftime("%d.%m.%Y")}
    for whose in ("all", "mine", "unassigned", "unit"):
        _answer, text, _refused = knock(
            client, "post", "/saker/", text=words.get(typed, typed), whose=whose, status="any"
        )
        assert f"/sak/{world.case.number}/" not in text
        if typed != NAME:
            assert NAME not in text


def test_who_may_search_the_log_reads_no_name_in_it(world: World, client: Client) -> None:
    arvid = world.here.people[Role.AUDITOR]
    assert whole_municipalities(arvid, Action.SEARCH_LOG)
    client.force_login(world.here.people[Role.CASEWORKER])
    client.get(f"/sak/{world.case.number}/")
    client.force_login(arvid)
    for more in ({}, {"do": "csv"}):
        _answer, text, _refused = knock(client, "post", "/logg/", case_number=world.case.number, **more)
        assert world.case.number in text
        assert not [secret for secret in SECRETS if secret in text]
