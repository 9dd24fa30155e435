"""An invented municipality with one person in each role, and a neighbour who must see nothing of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection, transaction
from django.test import Client

from rettvis.web.access import append_only
from rettvis.web.access.models import (
    Municipality,
    Role,
    RoleAssignment,
    Unit,
    User,
)
from rettvis.web.application.models import Case
from rettvis.web.application.services import NewCase, open_case
from rettvis.web.demo.fill import fill

PASSWORD = "et langt passord"
LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Place:
    """A municipality, its unit, and its people by role."""

    municipality: Municipality
    unit: Unit
    people: dict[str, User]


def make_place(number: str, name: str) -> Place:
    """A municipality with one person in each role, the caseworker in its one unit."""
    municipality = Municipality.objects.create(number=number, name=name, synthetic=True)
    unit = Unit.objects.create(municipality=municipality, name="Tildelingskontoret")
    people = {}
    for role in Role.values:
        user = User.objects.create_user(f"{role}-{number}", f"{role.title()} {name}", PASSWORD)
        RoleAssignment.objects.create(
            user=user,
            role=role,
            municipality=municipality,
            unit=unit if role == Role.CASEWORKER else None,
            starts_on=LONG_AGO,
        )
        people[role] = user
    return Place(municipality, unit, people)


DEMO_DAY = date(2026, 11, 21)
"""The day on which the tests look at the synthetic municipality."""

CHEAP = [f"{MD5PasswordHasher.__module__}.{MD5PasswordHasher.__qualname__}"]
"""Passwords of tests need no long work."""


@pytest.fixture(scope="module")
def filled_demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[tuple[int, int]]]:
    """The synthetic municipality, made once for a whole file of tests; what was told on the way.

    Each test that also asks for ``db`` leaves it as it was. Other tests of the file find it filled.
    """
    told: list[tuple[int, int]] = []
    usual = settings.PASSWORD_HASHERS
    with django_db_blocker.unblock(), transaction.atomic():
        settings.PASSWORD_HASHERS = CHEAP
        fill(2026, DEMO_DAY, lambda done, of: told.append((done, of)))
        settings.PASSWORD_HASHERS = usual
        yield told
        transaction.set_rollback(True)


@pytest.fixture
def here(db: None) -> Place:
    """The municipality of the test."""
    return make_place("9901", "Fjordvik")


@pytest.fixture
def elsewhere(db: None) -> Place:
    """Another municipality."""
    return make_place("9902", "Dalsbygd")


@pytest.fixture
def case(here: Place) -> Case:
    """One open case, of the caseworker's."""
    return new_case(here)


def new_case(
    place: Place, name: str = "Ola Berg", received_on: date = date(2026, 3, 2), **more: object
) -> Case:
    """Open a case in ``place`` for an invented adult."""
    new = NewCase(name=name, birth_date=date(1980, 5, 1), received_on=received_on, unit=place.unit, **more)
    return open_case(new, place.people[Role.CASEWORKER], place.people[Role.CASEWORKER])


@pytest.fixture(autouse=True)
def _documents_aside(settings: Any, tmp_path: Path) -> None:
    """Each test has a folder of documents of its own."""
    settings.DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def log_in(client: Client) -> Callable[[User], Client]:
    """Log somebody in."""

    def as_user(user: User) -> Client:
        client.force_login(user)
        return client

    return as_user


@pytest.fixture(autouse=True)
def _rows_are_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """The triggers stand during each test; they step aside when one that commits is cleaned up after."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction")) or any(
        name in request.fixturenames for name in ("transactional_db", "live_server")
    )
    if not commits and not marker and "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db" if commits else "db")
    for table in kept_tables():
        append_only.protect(connection, table, written_anew().get(table, ()))
    yield
    if commits:
        for table in kept_tables():
            append_only.unprotect(connection, table)


@cache
def kept_tables() -> list[str]:
    """Every table whose rows are kept: those that the migrations have put the triggers on."""
    tables = [model._meta.db_table for model in apps.get_models()]
    return [table for table in tables if append_only.is_protected(connection, table)]


@cache
def written_anew() -> dict[str, tuple[str, ...]]:
    """The columns of kept tables that are worked out from other rows, and may be written anew."""
    return {model._meta.db_table: getattr(model, "WRITTEN_ANEW", ()) for model in apps.get_models()}
