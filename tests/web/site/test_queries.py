"""Every page asks the database a few times, however much there is in it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from rettvis.web.access.models import RoleAssignment, User
from rettvis.web.application.models import Case, Person
from rettvis.web.assessment.sections import SECTIONS
from tests.web.addresses import MADE, patterns
from tests.web.conftest import Place
from tests.web.decision.ready import make_ready

MOST = 10
MOST_OF_A_FILE = {"observations": 14}
"""A file that puts decisions, prices and administration side by side: no page, and still a few times."""
NO_PAGE = {
    "logout",
    "language",
    "end_shut_out",
    "end_naming",
    "hand_over",
    "decision_act",
    "routine_act",
    "publish_form",
    "discard_draft",
    "withdraw_form",
    "withdraw_document",
    "withdraw_lines",
    "reason_text_act",
    "second_factor_code",
    "advance_notice_pdf",
    "confirm_part",
    "copy_last",
    "begin_again",
    "end_level",
    "set_reasons",
    "set_settings",
    "introduction_act",
    "settle_deviation",
    "file_dealt_with",
    "breach_end",
    "invoice_act",
    "start",
    "assessment_section",
}
"""What only does something and sends the reader on, and the sections, which have addresses of their own."""

NOT_IN_EVERY_CASE = {"barnet", "samtaleguide", "sjekkliste"}
"""Sections of a child's case, and of one that has the municipality's own forms."""


def pages(case: Case, here: Place) -> list[str]:
    """Every address that shows a page."""
    names = {pattern.name for pattern in patterns() if pattern.name} - NO_PAGE
    lists = {name for name in names if not arguments_of(name)}
    addresses = [reverse(name) for name in sorted(lists)]
    addresses += [reverse(name, args=make(case, here)) for name, make in MADE.items() if name in names]
    addresses += [reverse(name, args=[case.number]) for name in sorted(names - lists - MADE.keys())]
    slugs = [section.slug for section in SECTIONS if section.slug not in NOT_IN_EVERY_CASE]
    return addresses + [reverse("assessment_section", args=[case.number, slug]) for slug in slugs]


def arguments_of(name: str) -> list[str]:
    """What the address called ``name`` takes."""
    [(_text, arguments)] = get_resolver().reverse_dict.getlist(name)[0][0]
    return list(arguments)


def asked(client: Client, users: list[User], addresses: list[str]) -> dict[str, list[str]]:
    """What each page asks the database, for the first of the users who may see it."""
    found: dict[str, list[str]] = {}
    for user in users:
        client.force_login(user)
        for address in addresses:
            if address not in found:
                with CaptureQueriesContext(connection) as queries:
                    status = client.get(address).status_code
                if status == 200:
                    found[address] = [query["sql"] for query in queries]
    return found


def add_rows(here: Place) -> None:
    """Many cases, persons, users and roles beside those of the test."""
    people = Person.objects.bulk_create(
        Person(municipality=here.municipality, name=f"Person {number}", birth_date=date(1980, 1, 1))
        for number in range(150)
    )
    Case.objects.bulk_create(
        Case(
            number=f"2025-{number:06d}",
            municipality=here.municipality,
            unit=here.unit,
            person=person,
            group="adult",
            received_on=date(2025, 1, 1),
            assigned_to=here.people["caseworker"],
        )
        for number, person in enumerate(people, 1)
    )
    users = User.objects.bulk_create(User(username=f"u{number}", name=f"U {number}") for number in range(20))
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            user=user,
            role="caseworker",
            municipality=here.municipality,
            unit=here.unit,
            starts_on=date(2020, 1, 1),
        )
        for user in users
    )


@pytest.mark.parametrize("with_decision", [True, False])
def test_a_page_asks_at_most_ten_times_however_many_rows_there_are(
    here: Place, client: Client, with_decision: bool
) -> None:
    ready = make_ready(here, with_decision=with_decision)
    users, addresses = list(here.people.values()), pages(ready.case, here)
    before = asked(client, users, addresses)
    assert not set(addresses) - before.keys(), "every page can be seen by somebody"
    add_rows(here)
    after = asked(client, users, addresses)
    most = {reverse(name): number for name, number in MOST_OF_A_FILE.items()}
    assert {
        page: len(queries) for page, queries in after.items() if len(queries) > most.get(page, MOST)
    } == {}
    assert {
        page: (len(before[page]), len(after[page]))
        for page in addresses
        if len(before[page]) < len(after[page])
    } == {}
