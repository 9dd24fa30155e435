"""Who sees what: every address for every role, a neighbour, and somebody not logged in."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rettvis.web.access.actions import ACTION_NAMES, ALLOWED, BASIS, Action
from rettvis.web.access.guard import Declared
from rettvis.web.access.models import LogEntry, Outcome, Role
from rettvis.web.application.models import Case
from tests.web.conftest import Place

SAMPLE = {"number": "{case}", "assignment": "1"}


def every_pattern(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern, address)
        else:
            yield address, pattern


PATTERNS = dict(every_pattern())


def filled(address: str, number: str) -> str:
    """The address with a case number, and 1 for every other part."""
    parts = []
    for part in address.split("/"):
        if part.startswith("<"):
            part = number if part == "<str:number>" else "1"
        parts.append(part)
    return "/".join(parts)


@contextmanager
def taken_back() -> Iterator[None]:
    """What a request wrote is taken back, so that the next address finds all as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("address", PATTERNS)
def test_every_view_declares_who_may_come_in(address: str) -> None:
    declared = getattr(PATTERNS[address].callback, "gate", None)
    assert isinstance(declared, Declared), f"{address} lets nobody in: it declares no access"
    assert declared.on_case == ("<str:number>" in address)


@pytest.mark.parametrize("role", Role.values)
def test_each_role_reaches_what_its_table_says_and_nothing_else(
    role: str, here: Place, case: Case, client: Client
) -> None:
    for address, pattern in PATTERNS.items():
        declared = pattern.callback.gate
        for method, action in (("get", declared.get), ("post", declared.post)):
            with taken_back():
                client.force_login(here.people[role])
                before = LogEntry.objects.filter(outcome=Outcome.REFUSED).count()
                status = getattr(client, method)(filled(address, case.number)).status_code
                refused = LogEntry.objects.filter(outcome=Outcome.REFUSED).count() - before
            found = f"{method} {address} as {role}: {status}, {refused} refused"
            if declared.kind != "guarded":
                assert status < 500, found
            elif action is None:
                assert status == 405, found
            elif role in ALLOWED[action]:
                assert status not in (403, 500), found
                assert refused == 0, found
            else:
                assert status in (403, 404), found
                assert refused == 1, found


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_neighbour_is_not_even_told_that_a_case_exists(
    role: str, method: str, case: Case, elsewhere: Place, client: Client
) -> None:
    on_case = [address for address in PATTERNS if "<str:number>" in address]
    assert len(on_case) > 30
    for address in on_case:
        with taken_back():
            client.force_login(elsewhere.people[role])
            answer = getattr(client, method)(filled(address, case.number))
            assert answer.status_code in (404, 405), address
            assert case.person.name not in answer.content.decode(), address
            if answer.status_code == 404:
                entry = LogEntry.objects.latest("id")
                assert (entry.outcome, entry.case_number) == (Outcome.REFUSED, case.number), address
                assert entry.municipality_id == case.municipality_id, address


def test_somebody_not_logged_in_is_led_to_the_log_in_page(case: Case, client: Client) -> None:
    for address, pattern in PATTERNS.items():
        with taken_back():
            answer = client.get(filled(address, case.number))
        if pattern.callback.gate.kind == "public":
            assert answer.status_code < 400, address
        else:
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/logg-inn/"), address


def test_every_action_has_roles_and_a_name_and_every_role_a_basis() -> None:
    assert set(ALLOWED) == set(ACTION_NAMES) == set(Action)
    assert set(BASIS) == set(Role.values)


def test_an_administrator_has_no_case_data_and_an_auditor_changes_nothing() -> None:
    of = {role: {action for action in Action if role in ALLOWED[action]} for role in Role}
    assert of[Role.ADMINISTRATOR] == {
        Action.MANAGE_ROLES,
        Action.SEE_ROUTINES,
        Action.SEE_SUPPLEMENT,
        Action.EDIT_FORMS,
        Action.EDIT_DOCUMENT_RULES,
        Action.SET_THRESHOLD,
    }
    assert of[Role.AUDITOR] == {
        Action.SEE_WORKLIST,
        Action.SEE_CASE,
        Action.SEE_LETTER,
        Action.SEE_CASE_LOG,
        Action.SEARCH_LOG,
        Action.SEE_ROUTINES,
        Action.SEE_DECISION_RULES,
        Action.SEE_DOCUMENT,
        Action.SEE_REASONS,
        Action.SEE_STATISTICS,
        Action.SEE_COUNTED,
        Action.SEE_SIMULATION,
        Action.SEE_BANK,
        Action.SEE_BANKS,
        Action.SEE_PROVIDERS,
        Action.SEE_INVOICES,
        Action.SEE_START_UP,
        Action.SEE_START_UPS,
        Action.SEE_INTRODUCTION,
        Action.SEE_SUPPLEMENT,
        Action.RECONCILE,
        Action.REVIEW_NEED,
        Action.SEE_CASE_ACCESS,
        Action.SEE_TIMESHEETS,
        Action.SEE_FOLLOW_UP,
        Action.SEE_FOLLOWED_PROVIDERS,
        Action.SEE_ADMINISTRATION,
    }
    aggregates = {Action.SEE_STATISTICS, Action.SEE_SIMULATION, Action.SEE_SUPPLEMENT, Action.SEE_FOLLOW_UP}
    assert of[Role.POLITICIAN] == aggregates
    assert of[Role.ANALYST] == aggregates | {Action.SEE_FOLLOWED_PROVIDERS}
    assert Role.CASEWORKER not in ALLOWED[Action.APPROVE_DECISION]
