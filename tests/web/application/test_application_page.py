"""The application form: rows come and go without scripts, every fault at once, nothing typed is lost."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from rettvis.journey.application import (
    Application,
    Channel,
    Representative,
    RepresentativeKind,
    Request,
    Service,
    TimeUse,
)
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.application.models import ApplicationRevision, Case, Status
from rettvis.web.application.store import load_application
from rettvis.web.application.writing import save_application
from tests.web.conftest import Place

FILLED = {
    "based_on": "0",
    "about-received_on": "02.03.2026",
    "about-channel": "letter",
    "about-own_words": "Jeg vil bo hjemme.\r\nOg bade.",
    "about-asks_for_bpa": "yes",
    "about-total": "33,5",
    "requests": ["a", "b", "c"],
    "requests-a-activity": "breakfast",
    "requests-a-minutes": "30",
    "requests-a-times": "7",
    "requests-b-words": "Svømming i byen",
    "requests-b-service": "support_contact",
    "requests-b-hours": "5",
    "representative-kind": "attorney",
    "representative-name": "Lise Dal",
    "representative-written_authority_on": "1.2.2026",
}


@pytest.fixture
def kari(here: Place, log_in: Callable[[User], Client]) -> Client:
    """The caseworker, logged in."""
    return log_in(here.people[Role.CASEWORKER])


def address(case: Case) -> str:
    return f"/sak/{case.number}/soknad/"


def test_what_is_typed_becomes_the_application_and_empty_rows_are_left_out(kari: Client, case: Case) -> None:
    answer = kari.post(address(case), FILLED)
    assert answer.status_code == 302
    assert load_application(case) == Application(
        received_on=date(2026, 3, 2),
        channel=Channel.LETTER,
        own_words="Jeg vil bo hjemme.\nOg bade.",
        requests=(
            Request("a", activity="breakfast", time=TimeUse(30, Fraction(7))),
            Request("b", words="Svømming i byen", service=Service.SUPPORT_CONTACT, time=TimeUse(300)),
        ),
        asks_for_bpa=True,
        representative=Representative(RepresentativeKind.ATTORNEY, "Lise Dal", date(2026, 2, 1)),
        total_minutes_per_week=33 * 60 + 30,
    )
    page = kari.get(address(case)).content.decode()
    for shown in ('value="33,5"', 'value="30"', 'value="5"', "Svømming i byen", 'value="01.02.2026"'):
        assert shown in page


def test_a_row_is_added_and_removed_by_plain_buttons_and_nothing_typed_is_lost(
    kari: Client, case: Case
) -> None:
    added = kari.post(address(case), {**FILLED, "about-total": "tull", "do": "add:requests"})
    page = added.content.decode()
    assert added.status_code == 200
    assert page.count('name="requests"') == 4
    assert 'value="tull"' in page
    assert "autofocus" in page
    assert "Rett dette" not in page
    removed = kari.post(address(case), {**FILLED, "do": "remove:requests:a"}).content.decode()
    assert removed.count('name="requests"') == 2
    assert "Svømming i byen" in removed
    assert ApplicationRevision.objects.count() == 0


def test_every_fault_is_shown_at_once_with_a_link_to_its_field(kari: Client, case: Case) -> None:
    wrong = {
        **FILLED,
        "about-received_on": "31.02.2026",
        "about-total": "mye",
        "requests-a-minutes": "tretti",
        "requests-b-minutes": "10",
        "about-own_words": "x" * 20_001,
    }
    answer = kari.post(address(case), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in (
        "about-received_on",
        "about-total",
        "requests-a-minutes",
        "requests-b-hours",
        "about-own_words",
    ):
        assert f'href="#id_{field}"' in page
        assert f'id="id_{field}_error"' in page
    assert "x" * 20_001 in page
    assert 'value="tretti"' in page
    assert load_application(case) is None


def test_a_fault_of_the_rules_is_shown_at_the_field_it_concerns(kari: Client, case: Case) -> None:
    page = kari.post(
        address(case),
        {**FILLED, "about-received_on": "1.1.2199", "requests-a-minutes": "-5", "requests-b-hours": "200"},
    ).content.decode()
    for field in ("about-received_on", "requests-a-minutes", "requests-b-hours"):
        assert f'id="id_{field}_error"' in page


def test_sent_twice_is_saved_once(kari: Client, case: Case) -> None:
    for _ in range(2):
        assert kari.post(address(case), FILLED).status_code == 302
    assert ApplicationRevision.objects.count() == 1


def test_the_second_to_save_sees_what_the_first_changed_and_both_keep_theirs(
    kari: Client, case: Case, here: Place
) -> None:
    kari.post(address(case), FILLED)
    lise = Client()
    lise.force_login(here.people[Role.TEAM_LEADER])
    hers = {
        **FILLED,
        "based_on": "1",
        "about-own_words": "Lise skrev dette.",
        "requests": ["a", "b", "n"],
        "requests-n-words": "Turer",
    }
    assert lise.post(address(case), hers).status_code == 302
    mine = {**FILLED, "based_on": "1", "requests-a-minutes": "45", "about-channel": "phone"}
    answer = kari.post(address(case), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Noen andre har lagret i mellomtiden" in page
    assert "Lise skrev dette." in page
    assert "Turer" in page
    assert 'value="45"' in page
    assert 'name="based_on" value="2"' in page
    again = {**hers, "based_on": "2", "requests-a-minutes": "45", "about-channel": "phone"}
    assert kari.post(address(case), again).status_code == 302
    saved = load_application(case)
    assert saved is not None
    assert saved.own_words == "Lise skrev dette."
    assert [request.minutes_per_week for request in saved.requests] == [315, 300, None]
    assert saved.channel is Channel.PHONE


def test_hostile_text_is_shown_as_it_was_written(kari: Client, case: Case) -> None:
    text = "</textarea><script>alert(1)</script> #1 {{ 7*7 }} \u202eتומر"
    kari.post(address(case), {**FILLED, "about-own_words": text, "requests-b-words": text})
    page = kari.get(address(case)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in page
    saved = load_application(case)
    assert saved is not None
    assert saved.own_words == text + "\u202c"


def test_an_auditor_reads_and_changes_nothing(
    case: Case, here: Place, log_in: Callable[[User], Client]
) -> None:
    auditor = log_in(here.people[Role.AUDITOR])
    page = auditor.get(address(case)).content.decode()
    assert "disabled" in page
    assert 'value="save"' not in page
    assert auditor.post(address(case), FILLED).status_code == 403
    assert load_application(case) is None


def test_a_neighbour_is_not_told_that_the_case_exists(
    case: Case, elsewhere: Place, log_in: Callable[[User], Client]
) -> None:
    stranger = log_in(elsewhere.people[Role.CASEWORKER])
    assert stranger.get(address(case)).status_code == 404
    assert stranger.post(address(case), FILLED).status_code == 404


def test_a_decided_case_keeps_what_it_was_decided_on(kari: Client, case: Case) -> None:
    Case.objects.update(status=Status.DECIDED)
    answer = kari.post(address(case), FILLED)
    assert answer.status_code == 409
    assert "Jeg vil bo hjemme." in answer.content.decode()
    assert load_application(case) is None


def test_what_is_missing_is_listed_with_links_and_the_step_is_done_when_nothing_is(
    kari: Client, case: Case
) -> None:
    kari.post(address(case), {"based_on": "0", "about-received_on": "02.03.2026"})
    page = kari.get(address(case)).content.decode()
    for place in ("#id_about-channel", "#id_about-own_words", "#add-requests"):
        assert f'href="{place}"' in page
    case.refresh_from_db()
    assert case.steps["application"] == "started"
    kari.post(address(case), {**FILLED, "based_on": "1", "about-total": ""})
    case.refresh_from_db()
    assert case.steps["application"] == "done"


def test_every_look_and_change_is_logged(kari: Client, case: Case) -> None:
    before = LogEntry.objects.count()
    kari.get(address(case))
    kari.post(address(case), FILLED)
    assert [entry.action for entry in LogEntry.objects.order_by("id")[before:]] == ["see_case", "change_case"]


def test_a_page_takes_at_most_ten_questions_to_the_database(
    kari: Client, case: Case, here: Place, django_assert_max_num_queries: Callable[..., object]
) -> None:
    save_application(case, 0, Application(own_words="x"), here.people[Role.CASEWORKER], date(2026, 3, 3))
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        kari.get(address(case))


@pytest.mark.parametrize("kind", ["requests-a-activity", "about-channel", "representative-kind"])
def test_a_choice_that_is_not_offered_is_refused_in_plain_words(kari: Client, case: Case, kind: str) -> None:
    answer = kari.post(address(case), {**FILLED, kind: "made_up"})
    assert answer.status_code == 422
    assert f'href="#id_{kind}"' in answer.content.decode()
