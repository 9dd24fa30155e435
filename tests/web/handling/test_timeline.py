"""The timeline of a case: what is shown, what may be written down, and that nothing is ever edited."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rettvis.journey.handling import Awaited, EventKind
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case, CaseEvent
from rettvis.web.handling.services import Told, correct_event, write_event
from tests.web.conftest import Place, new_case

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 20)


def told(kind: EventKind, on: date, party: Awaited | None = None, **more) -> Told:
    """An event with a reason."""
    return Told(kind, on, party, more.pop("reason", "Fordi"), **more)


def post(client, address: str, **data: str):
    """Send a form."""
    return client.post(address, {"form": "f1", **data})


def new(case: Case, kind: EventKind) -> str:
    return f"{reverse('new_event', args=[case.number])}?slag={kind}"


@pytest.fixture
def kari(here: Place, client):
    client.force_login(here.people[Role.CASEWORKER])
    return here.people[Role.CASEWORKER]


def test_a_hold_is_put_on_and_taken_off_on_the_page(case, kari, client):
    answer = post(
        client, new(case, EventKind.PUT_ON_HOLD), waits_for="applicant", on="10.03.2026", reason="Sykehus"
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.waits_for, case.waits_since, case.on_hold) == ("applicant", date(2026, 3, 10), True)
    page = client.get(reverse("timeline", args=[case.number])).content.decode()
    assert "Sykehus" in page
    assert "Ta opp saken igjen" in page
    assert post(client, new(case, EventKind.RESUMED), on="12.03.2026", form="f2").status_code == 302
    case.refresh_from_db()
    assert (case.waits_for, case.waits_since, case.on_hold) == ("caseworker", date(2026, 3, 12), False)


def test_a_form_sent_twice_is_one_event(case, kari, client):
    for _time in range(2):
        answer = post(client, new(case, EventKind.CONTACT), on="10.03.2026", reason="Ringte")
        assert answer.status_code == 302
    assert CaseEvent.objects.filter(case=case, kind="contact").count() == 1


def test_every_fault_stands_at_its_field_and_nothing_is_written(case, kari, client):
    answer = post(client, new(case, EventKind.WAIT_BEGAN), on="1.1.2199", waits_for="", reason="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("ds-validation-message") >= 2
    before = CaseEvent.objects.count()
    late = timezone.localdate() + timedelta(days=1)
    answer = post(
        client, new(case, EventKind.WAIT_BEGAN), on=f"{late:%d.%m.%Y}", waits_for="doctor", reason="x"
    )
    assert "er ikke kommet ennå" in answer.content.decode()
    early = post(client, new(case, EventKind.WAIT_BEGAN), on="1.3.2026", waits_for="doctor", reason="x")
    assert "før søknaden ble mottatt" in early.content.decode()
    assert CaseEvent.objects.count() == before


def test_a_correction_is_a_new_event_and_the_first_is_kept(case, kari, client):
    row = write_event(case, told(EventKind.WAIT_BEGAN, date(2026, 3, 9), Awaited.DOCTOR), kari, TODAY)
    address = reverse("correct_event", args=[case.number, row.pk])
    assert "9. mars 2026" in client.get(address).content.decode().replace("\xa0", " ")
    answer = post(client, address, on="11.03.2026", waits_for="doctor", reason="Feil dag")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.on == date(2026, 3, 9)
    assert CaseEvent.objects.get(kind="corrected").data["corrects"] == row.pk
    case.refresh_from_db()
    assert case.waits_since == date(2026, 3, 11)
    assert "Feil dag" in client.get(reverse("timeline", args=[case.number])).content.decode()


def test_a_withdrawn_event_is_shown_as_such(case, kari, client):
    row = write_event(case, told(EventKind.PUT_ON_HOLD, date(2026, 3, 9), Awaited.OTHER), kari, TODAY)
    correct_event(
        case, row.pk, told(EventKind.CORRECTED, row.on, reason="Feil sak"), kari, TODAY, withdrawn=True
    )
    case.refresh_from_db()
    assert (case.waits_for, case.on_hold) == ("caseworker", False)
    assert "Trukket tilbake" in client.get(reverse("timeline", args=[case.number])).content.decode()


def test_what_an_act_has_written_is_not_corrected(case, kari, client):
    received = case.events.get(kind="received")
    assert client.get(reverse("correct_event", args=[case.number, received.pk])).status_code == 404
    with pytest.raises(Faulty):
        correct_event(case, received.pk, told(EventKind.CORRECTED, TODAY), kari, TODAY)


def test_an_event_of_another_case_is_not_corrected_from_this_one(case, here, elsewhere, kari, client):
    other = new_case(elsewhere)
    by = elsewhere.people[Role.CASEWORKER]
    row = write_event(other, told(EventKind.CONTACT, date(2026, 3, 9)), by, TODAY)
    assert client.get(reverse("correct_event", args=[case.number, row.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_who_handles_cases_writes_events(case, here, role):
    with pytest.raises(Refused):
        write_event(case, told(EventKind.CONTACT, date(2026, 3, 9)), here.people[role], TODAY)


def test_the_bar_and_the_table_have_the_same_days(case, kari, client):
    write_event(case, told(EventKind.WAIT_BEGAN, date(2026, 3, 12), Awaited.DOCTOR), kari, TODAY)
    write_event(case, told(EventKind.WAIT_ENDED, date(2026, 3, 22), Awaited.DOCTOR), kari, TODAY)
    page = client.get(reverse("timeline", args=[case.number])).content.decode()
    assert page.count("<rect") == 3
    assert "<title>Lege eller annet helsepersonell: 10</title>" in page


def test_an_unknown_kind_is_not_there(case, kari, client):
    assert client.get(new(case, "decided")).status_code == 404
    assert client.get(new(case, "nonsense")).status_code == 404
