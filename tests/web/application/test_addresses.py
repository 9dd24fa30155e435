"""Where somebody lives is read in one place, and a protected address by named staff alone."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

import rettvis
from rettvis.edges.identity import synthetic_national_ids
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.models import LogEntry, NeedToKnow, Role, User
from rettvis.web.application.addresses import Receiver, address_lines
from rettvis.web.application.models import Case, Protection
from rettvis.web.application.protection import Address, change_address
from tests.web.application.test_knowing import again, one_more, sees
from tests.web.application.test_registration import ADDRESS, typed
from tests.web.conftest import Place, new_case

HOME = Address("Storgata 1\nOppgang B", "0150", "Fjordvik")
LINES = ("Storgata 1", "Oppgang B", "0150 Fjordvik")
READ_BY = {"addresses.py", "protection.py", "person_views.py", "models.py", "registration.py"}


def protected(level: Protection) -> Address:
    return Address(HOME.street, HOME.postcode, HOME.post_town, level)


def read(case: Case, user: User, receiver: Receiver) -> tuple[str, ...]:
    """The address as a new request reads it."""
    return address_lines(Case.objects.select_related("person").get(pk=case.pk), again(user), receiver)


def test_an_address_that_is_not_protected_goes_to_everybody_who_needs_it(here: Place, case: Case) -> None:
    kari = here.people[Role.CASEWORKER]
    change_address(case, HOME, kari)
    assert {read(case, kari, receiver) for receiver in Receiver} == {LINES}
    assert read(case, here.people[Role.ADMINISTRATOR], Receiver.PERSON) == ()


@pytest.mark.parametrize("level", [Protection.CONFIDENTIAL, Protection.STRICTLY_CONFIDENTIAL])
def test_a_protected_address_goes_to_the_person_alone_from_somebody_who_is_named(
    level: Protection, here: Place, case: Case
) -> None:
    kari, tone = here.people[Role.CASEWORKER], here.people[Role.TEAM_LEADER]
    change_address(case, protected(level), kari)
    assert read(case, kari, Receiver.PERSON) == LINES
    assert read(case, kari, Receiver.STAFF) == LINES
    assert read(case, kari, Receiver.PROVIDER) == ()
    assert {read(case, tone, receiver) for receiver in Receiver} == {()}


def test_protection_is_registered_logged_and_counts_in_every_case_of_the_person(
    here: Place, case: Case, client: Client
) -> None:
    kari = here.people[Role.CASEWORKER]
    other = new_case(here, person=case.person)
    client.force_login(kari)
    page = f"/sak/{case.number}/person/"
    sent = {"street": "Storgata 1", "postcode": "0150", "post_town": "Fjordvik", "protection": "confidential"}
    assert client.post(page, sent).status_code == 302
    assert not sees(here.people[Role.TEAM_LEADER], case)
    assert not sees(here.people[Role.TEAM_LEADER], other)
    assert "Storgata 1" in client.get(page).content.decode()
    whats = set(LogEntry.objects.filter(action="protect_person").values_list("what", flat=True))
    assert {"The address was changed", "The protection of the address was changed"} <= whats
    client.post(page, {**sent, "protection": ""})
    case.refresh_from_db()
    assert case.protected, "a caseworker does not lower the protection"


def test_a_named_leader_lowers_the_protection(here: Place, case: Case) -> None:
    kari, tone = here.people[Role.CASEWORKER], here.people[Role.TEAM_LEADER]
    change_address(case, protected(Protection.CONFIDENTIAL), kari)
    with pytest.raises(Faulty):
        change_address(Case.objects.get(), HOME, again(kari))
    NeedToKnow.objects.create(kind="named", user=tone, case=case, reason="Decides.", made_by=tone)
    change_address(Case.objects.get(), HOME, again(tone))
    assert sees(here.people[Role.AUDITOR], case)


def test_every_fault_of_an_address_is_said_at_its_field(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    page = f"/sak/{case.number}/person/"
    answer = client.post(page, {"street": "x" * 400, "postcode": "abc", "protection": "secret"})
    assert answer.status_code == 422
    assert client.post(page, {"street": "Storgata 1", "postcode": "15", "protection": ""}).status_code == 422
    case.person.refresh_from_db()
    assert case.person.street == ""


def test_an_application_is_registered_with_a_protected_address(here: Place, client: Client) -> None:
    kari = here.people[Role.CASEWORKER]
    client.force_login(kari)
    sent = typed(here, street="Storgata 1", postcode="0150", post_town="Fjordvik", protection="confidential")
    client.post(ADDRESS, sent)
    case = Case.objects.get()
    assert case.protected
    assert sees(kari, case)
    assert not sees(here.people[Role.TEAM_LEADER], case)


def test_a_new_case_of_somebody_protected_is_not_opened_to_whoever_registers_it(
    here: Place, client: Client
) -> None:
    kari, born = here.people[Role.CASEWORKER], date(1980, 5, 1)
    number = next(synthetic_national_ids(born))
    first = new_case(here, national_id=number)
    change_address(first, protected(Protection.STRICTLY_CONFIDENTIAL), kari)
    berit = one_more(here, Role.CASEWORKER, "berit", here.unit)
    client.force_login(berit)
    answer = client.post(ADDRESS, typed(here, national_id=number, post_town="Byen"), follow=True)
    second = Case.objects.latest("id")
    assert (second.person, second.protected, second.assigned_to) == (first.person, True, None)
    assert "Storgata" not in answer.content.decode()
    assert not sees(berit, second)
    assert sees(kari, second), "who is named for one of the person's cases is named for the next"
    second.person.refresh_from_db()
    assert second.person.street == HOME.street


def test_a_protected_person_is_not_offered_to_somebody_who_is_not_named(here: Place, client: Client) -> None:
    first = new_case(here)
    change_address(first, protected(Protection.CONFIDENTIAL), here.people[Role.TEAM_LEADER])
    client.force_login(one_more(here, Role.CASEWORKER, "berit", here.unit))
    assert first.number not in client.post(ADDRESS, typed(here), follow=True).content.decode()


def test_nothing_else_reads_where_somebody_lives() -> None:
    root = Path(rettvis.__file__).parent / "web"
    found = {
        path.name
        for path in root.rglob("*.py")
        if "migrations" not in path.parts
        and "demo" not in path.parts
        and any(f".{column}" in path.read_text("utf-8") for column in ("street", "postcode", "post_town"))
    }
    assert found <= READ_BY


def test_a_new_decision_is_addressed_to_where_the_person_lives(
    here: Place, case: Case, client: Client
) -> None:
    kari = here.people[Role.CASEWORKER]
    change_address(case, protected(Protection.CONFIDENTIAL), kari)
    client.force_login(kari)
    assert "Storgata 1" in client.get(f"/sak/{case.number}/vedtak/").content.decode()
