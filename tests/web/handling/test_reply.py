"""The preliminary reply: shown before it is sent, sent once, and what follows from it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rettvis.journey.handling import ReplyPlan, WhyTime
from rettvis.web.access.models import Role
from rettvis.web.application.models import CaseEvent
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.handling.notices import of_the_clock
from rettvis.web.handling.replying import send_reply
from tests.web.conftest import Place, new_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def late_case(here: Place, today):
    """A case that came forty days ago."""
    return new_case(here, received_on=today - timedelta(days=40))


def typed(day) -> str:
    return f"{day:%d.%m.%Y}"


def filled(today, **more: str) -> dict[str, str]:
    """The form as a caseworker fills it."""
    return {
        "number": "0",
        "language": "nb",
        "expected": typed(today + timedelta(days=30)),
        "why": "home_visit",
        "missing": "Samtykke til å hente opplysninger",
        "answer_by": typed(today + timedelta(days=14)),
        **more,
    }


def test_the_letter_is_shown_before_it_is_sent(late_case, here, client, today):
    client.force_login(here.people[Role.CASEWORKER])
    address = reverse("preliminary_reply", args=[late_case.number])
    assert client.get(address).status_code == 200
    page = client.post(address, filled(today, do="preview")).content.decode()
    for words in (
        "Foreløpig svar på søknaden din",
        "Vi beklager",
        "Samtykke til å hente",
        "forvaltningsloven",
    ):
        assert words in page
    assert CaseLetter.objects.count() == 0


def test_sending_writes_the_event_and_moves_the_deadline(late_case, here, client, today):
    client.force_login(here.people[Role.CASEWORKER])
    address = reverse("preliminary_reply", args=[late_case.number])
    answer = client.post(address, filled(today, do="send"))
    letter = CaseLetter.objects.get()
    assert answer.url == reverse("case_letter", args=[late_case.number, letter.pk])
    assert bytes(letter.pdf).startswith(b"%PDF")
    late_case.refresh_from_db()
    assert late_case.next_due_on == today + timedelta(days=14)  # what was asked for comes first
    assert (late_case.waits_for, late_case.waits_since) == ("applicant", today)
    assert client.post(address, filled(today, do="send")).status_code == 302
    assert CaseLetter.objects.count() == 1
    assert CaseEvent.objects.filter(case=late_case, kind="preliminary_reply_sent").count() == 1


def test_a_second_reply_with_a_new_day_is_another_letter(late_case, here, today):
    by = here.people[Role.CASEWORKER]
    plan = ReplyPlan(today + timedelta(days=30), (WhyTime.QUEUE,))
    send_reply(late_case, plan, 0, by, timezone.now())
    later = ReplyPlan(today + timedelta(days=60), (WhyTime.HEALTH,))
    send_reply(late_case, later, 1, by, timezone.now())
    late_case.refresh_from_db()
    assert CaseLetter.objects.count() == 2
    assert late_case.next_due_on == today + timedelta(days=60)


def test_every_fault_of_the_letter_is_said_at_once(late_case, here, client, today):
    client.force_login(here.people[Role.CASEWORKER])
    bad = filled(today, do="send", expected=typed(today), answer_by="")
    del bad["why"]
    answer = client.post(reverse("preliminary_reply", args=[late_case.number]), bad)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("ds-validation-message") == 3
    assert CaseLetter.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Når du kan vente svar"), ("nn", "Kvifor det tek tid"), ("en", "When you can expect an answer")],
)
def test_the_letter_is_written_in_the_persons_language(late_case, here, client, today, language, words):
    client.force_login(here.people[Role.CASEWORKER])
    address = reverse("preliminary_reply", args=[late_case.number])
    assert words in client.post(address, filled(today, do="preview", language=language)).content.decode()


def test_the_front_page_says_what_is_late(late_case, here, today):
    found = list(of_the_clock(late_case, here.people[Role.CASEWORKER], today))
    assert found[0].tone == "danger"
    assert found[0].address
    assert all("Neste steg" not in str(notice.text) for notice in found)


def test_a_reader_is_told_but_given_no_button(late_case, here, today):
    assert next(iter(of_the_clock(late_case, here.people[Role.AUDITOR], today))).address == ""


def test_the_front_page_is_quiet_while_the_reply_is_far_away(here, today):
    case = new_case(here, received_on=today)
    tones = [notice.tone for notice in of_the_clock(case, here.people[Role.CASEWORKER], today)]
    assert tones == ["info"]


def test_a_decided_case_says_nothing(case, here, today):
    case.status = "decided"
    assert list(of_the_clock(case, here.people[Role.CASEWORKER], today)) == []
