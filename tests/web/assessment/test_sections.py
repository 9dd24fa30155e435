"""The sections of the assessment: each saved on its own, every fault at its field, nothing lost."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from rettvis.journey.application import Application, KindOfService, Request, Service, TimeUse
from rettvis.journey.assessment import Assessment, Contact, ContactKind, NeedPeriod, Place, Weighing, When
from rettvis.rulekit.facts import LASTING
from rettvis.web.access.models import Role, User
from rettvis.web.application.models import Case, Group, Status
from rettvis.web.application.writing import save_application
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.sections import SECTIONS, way_to
from rettvis.web.assessment.store import load_assessment
from tests.web.conftest import Place as Municipality

CLOCK = {
    "based_on": "0",
    "clock": ["a", "b", "c"],
    "clock-a-activity": "breakfast",
    "clock-a-kind": "personal_care",
    "clock-a-start": "07:30",
    "clock-a-minutes": "30",
    "clock-a-times": "7",
    "clock-a-assistants": "1",
    "clock-a-person_minutes": "45",
    "clock-a-person_times": "7",
    "clock-a-person_assistants": "1",
    "clock-a-difference_reason": "Heisen på badet gjør at det går raskere.",
    "clock-a-place_of_help": "home",
    "clock-a-shared": "no",
    "clock-b-words": "Bading av hund",
    "clock-b-part": "night",
    "clock-b-hours": "1,5",
    "clock-b-assistants": "2",
    "clock-b-person_assistants": "1",
    "clock-c-assistants": "1",
    "clock-c-person_assistants": "1",
    "parts-morning": "06:00",
    "parts-day": "10:00",
    "parts-evening": "16:00",
    "parts-night": "22:30",
    "continuous-continuous": "yes",
}


def address(case: Case, slug: str) -> str:
    return f"/sak/{case.number}/kartlegging/{slug}/"


@pytest.fixture
def kari(here: Municipality, log_in: Callable[[User], Client]) -> Client:
    """The caseworker, logged in."""
    return log_in(here.people[Role.CASEWORKER])


@pytest.fixture
def child_case(case: Case) -> Case:
    """The case, about a child."""
    Case.objects.update(group=Group.CHILD)
    case.person.birth_date = date(2019, 5, 1)
    case.person.save()
    case.refresh_from_db()
    return case


def test_the_day_clock_is_kept_as_it_was_typed(kari: Client, case: Case, here: Municipality) -> None:
    assert kari.post(address(case, "dognklokke"), CLOCK).status_code == 302
    saved = load_assessment(case)
    assert saved is not None
    breakfast, dog = saved.clock.rows
    assert (breakfast.key, breakfast.kind, breakfast.when) == (
        "a",
        KindOfService.PERSONAL_CARE,
        When(start=450),
    )
    assert breakfast.assessed == TimeUse(30, Fraction(7))
    assert breakfast.by_person == TimeUse(45, Fraction(7))
    assert (breakfast.place, breakfast.shared) == (Place.HOME, False)
    assert breakfast.origin.who == here.people[Role.CASEWORKER].name
    assert dog.assessed == TimeUse(90, None, 2)
    assert dog.words == "Bading av hund"
    assert saved.clock.parts.night == 22 * 60 + 30
    assert saved.several_or_night_continuous is True
    page = kari.get(address(case, "dognklokke")).content.decode()
    for shown in ('value="07:30"', 'value="45"', 'value="1,5"', "Bading av hund", "3 timer 30\xa0minutter"):
        assert shown in page or shown.replace(" ", "\xa0", 1) in page


def test_each_section_is_saved_without_touching_the_others(kari: Client, child_case: Case) -> None:
    posts = {
        "samtaler": {
            "contacts": "x",
            "contacts-x-kind": "home_visit",
            "contacts-x-on": "12.03.2026",
            "contacts-x-who": "Ola",
        },
        "husstand": {
            "household-lives_alone": "no",
            "members": "m",
            "members-m-relation": "parent",
            "members-m-employment_percent": "80",
            "supervisor-role": "on_behalf",
            "supervisor-can_be_carried": "yes",
        },
        "barnet": {
            "child-birth_date": "01.05.2019",
            "child-siblings": "2",
            "best_interests-child_view": "Vil leke.",
        },
        "dognklokke": CLOCK,
        "medvirkning": {
            "wishes": "w",
            "wishes-w-words": "Bestemme selv",
            "wishes-w-weighed": "followed",
            "wishes-w-reason": "Det lar seg gjøre hele uka.",
        },
        "periode": {"need-start": "01.07.2026", "need-lasting": "on", "summary-summary": "Kort sagt."},
    }
    for number, (slug, data) in enumerate(posts.items()):
        answer = kari.post(address(child_case, slug), {**data, "based_on": str(number)})
        assert answer.status_code == 302, slug
    saved = load_assessment(child_case)
    assert saved is not None
    assert saved.contacts == (Contact(ContactKind.HOME_VISIT, date(2026, 3, 12), "Ola"),)
    assert saved.household.members[0].employment_percent == 80
    assert saved.supervisor.can_be_carried is True
    assert saved.child is not None
    assert (saved.child.siblings, saved.child.best_interests.child_view) == (2, "Vil leke.")
    assert len(saved.clock.rows) == 2
    assert saved.participation.wishes[0].weighed is Weighing.FOLLOWED
    assert saved.need == NeedPeriod(date(2026, 7, 1), LASTING)
    assert saved.summary == "Kort sagt."
    assert AssessmentRevision.objects.count() == len(posts)


def test_only_a_childs_case_has_the_childs_section(kari: Client, case: Case) -> None:
    assert kari.get(address(case, "barnet")).status_code == 404
    assert "/barnet/" not in kari.get(f"/sak/{case.number}/kartlegging/").content.decode()


def test_a_child_is_asked_about_from_the_start(kari: Client, child_case: Case) -> None:
    page = kari.get(address(child_case, "barnet")).content.decode()
    assert 'value="01.05.2019"' in page
    overview = kari.get(f"/sak/{child_case.number}/kartlegging/").content.decode()
    assert "barnet/#id_best_interests-child_view" in overview


def test_every_fault_of_the_day_clock_is_shown_at_its_field(kari: Client, case: Case) -> None:
    wrong = {
        **CLOCK,
        "clock-a-minutes": "-10",
        "clock-a-start": "25:00",
        "clock-a-difference_reason": "",
        "clock-b-minutes": "5",
        "parts-night": "abc",
    }
    answer = kari.post(address(case, "dognklokke"), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("clock-a-start", "clock-b-hours", "parts-night"):
        assert f'href="#id_{field}"' in page
    fixed = {**wrong, "clock-a-start": "07:30", "clock-b-minutes": "", "parts-night": "22:00"}
    page = kari.post(address(case, "dognklokke"), fixed).content.decode()
    for field in ("clock-a-minutes", "clock-a-difference_reason"):
        assert f'id="id_{field}_error"' in page
    assert 'value="-10"' in page
    assert load_assessment(case) is None


def test_more_than_a_day_for_one_assistant_is_refused(kari: Client, case: Case) -> None:
    full = {**CLOCK, "clock-a-minutes": "1400", "clock-a-person_minutes": "1400", "clock-c-words": "Mer"}
    full |= {"clock-c-minutes": "120", "clock-c-times": "7"}
    answer = kari.post(address(case, "dognklokke"), full)
    assert answer.status_code == 422
    assert 'href="#add-clock"' in answer.content.decode()


def test_rows_come_and_go_without_scripts_and_the_dial_follows(kari: Client, case: Case) -> None:
    added = kari.post(address(case, "dognklokke"), {**CLOCK, "do": "add:clock"}).content.decode()
    assert added.count('name="clock"') == 4
    assert added.count('class="arc') == 2
    removed = kari.post(address(case, "dognklokke"), {**CLOCK, "do": "remove:clock:a"}).content.decode()
    assert removed.count('class="arc') == 1
    updated = kari.post(address(case, "dognklokke"), {**CLOCK, "do": "update"})
    assert updated.status_code == 200
    assert updated.content.decode().count('class="arc') == 2
    assert AssessmentRevision.objects.count() == 0


def test_the_needs_of_the_application_are_fetched_into_the_day_clock(
    kari: Client, case: Case, here: Municipality
) -> None:
    asked = Application(
        requests=(
            Request("s", activity="swimming", service=Service.SUPPORT_CONTACT, time=TimeUse(300)),
            Request("d", words="Turer med hunden"),
        )
    )
    save_application(case, 0, asked, here.people[Role.CASEWORKER], date(2026, 3, 3))
    page = kari.post(address(case, "dognklokke"), {"based_on": "0", "do": "fetch"}).content.decode()
    assert page.count('name="clock"') == 2
    assert "Turer med hunden" in page
    assert '<option value="s" selected>' in page
    assert '<option value="support_contact" selected>' in page
    assert "Hent" not in page


@pytest.mark.parametrize("minutes", ["1" * 400, "9" * 9, "0", "３０"])
def test_a_strange_number_never_breaks_the_page(kari: Client, case: Case, minutes: str) -> None:
    for do in ("save", "update", "add:clock"):
        answer = kari.post(address(case, "dognklokke"), {**CLOCK, "clock-a-minutes": minutes, "do": do})
        assert answer.status_code in (200, 302, 422)


def test_two_who_save_different_sections_both_keep_theirs_without_a_word_of_warning(
    kari: Client, case: Case, here: Municipality
) -> None:
    lise = Client()
    lise.force_login(here.people[Role.TEAM_LEADER])
    lise.post(address(case, "periode"), {"based_on": "0", "summary-summary": "Fra Lise"})
    answer = kari.post(address(case, "dognklokke"), CLOCK, follow=True)
    assert "har lagret en annen del av kartleggingen i mellomtiden" in answer.content.decode()
    saved = load_assessment(case)
    assert saved is not None
    assert saved.summary == "Fra Lise"
    assert len(saved.clock.rows) == 2


def test_two_who_save_the_same_section_the_second_sees_what_changed_and_loses_nothing(
    kari: Client, case: Case, here: Municipality
) -> None:
    kari.post(address(case, "dognklokke"), CLOCK)
    lise = Client()
    lise.force_login(here.people[Role.TEAM_LEADER])
    hers = {**CLOCK, "based_on": "1", "clock": ["a", "b", "n"], "clock-b-part": "evening"}
    hers |= {"clock-n-words": "Ny av Lise", "clock-n-assistants": "1", "clock-n-person_assistants": "1"}
    assert lise.post(address(case, "dognklokke"), hers).status_code == 302
    mine = {**CLOCK, "based_on": "1", "clock-b-note": "Min merknad"}
    answer = kari.post(address(case, "dognklokke"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bading av hund: Når" in page
    assert "Ny av Lise" in page
    assert "Min merknad" in page
    assert page.count('name="clock"') == 3
    again = {**hers, "based_on": "2", "clock-b-note": "Min merknad"}
    assert kari.post(address(case, "dognklokke"), again).status_code == 302
    saved = load_assessment(case)
    assert saved is not None
    assert [row.note for row in saved.clock.rows] == ["", "Min merknad", ""]


def test_sent_twice_is_saved_once(kari: Client, case: Case) -> None:
    for _ in range(2):
        assert kari.post(address(case, "dognklokke"), CLOCK).status_code == 302
    assert AssessmentRevision.objects.count() == 1


def test_an_unchanged_row_keeps_who_gave_it(kari: Client, case: Case, here: Municipality) -> None:
    kari.post(address(case, "dognklokke"), CLOCK)
    lise = Client()
    lise.force_login(here.people[Role.TEAM_LEADER])
    lise.post(address(case, "dognklokke"), {**CLOCK, "based_on": "1", "clock-b-note": "Sett på"})
    saved = load_assessment(case)
    assert saved is not None
    names = [row.origin.who for row in saved.clock.rows]
    assert names == [here.people[Role.CASEWORKER].name, here.people[Role.TEAM_LEADER].name]


def test_hostile_text_is_shown_as_it_was_written(kari: Client, case: Case) -> None:
    text = '</title><script>alert(1)</script> "#x \u202eتומר'
    kari.post(address(case, "dognklokke"), {**CLOCK, "clock-b-words": text, "clock-b-note": text})
    page = kari.get(address(case, "dognklokke")).content.decode()
    assert "<script>alert" not in page
    saved = load_assessment(case)
    assert saved is not None
    assert saved.clock.rows[1].words == text + "\u202c"


def test_who_may_not_change_the_case_reads_only_and_a_neighbour_sees_nothing(
    case: Case, here: Municipality, elsewhere: Municipality, client: Client
) -> None:
    client.force_login(here.people[Role.AUDITOR])
    for section in SECTIONS:
        if section.slug != "barnet":
            page = client.get(address(case, section.slug)).content.decode()
            assert 'value="save"' not in page
    assert client.post(address(case, "periode"), {"summary-summary": "x"}).status_code == 403
    client.force_login(elsewhere.people[Role.CASEWORKER])
    assert client.get(address(case, "periode")).status_code == 404
    assert client.post(address(case, "periode"), {"summary-summary": "x"}).status_code == 404
    assert load_assessment(case) is None


def test_a_page_takes_at_most_ten_questions_to_the_database(
    kari: Client, case: Case, django_assert_max_num_queries: Callable[..., object]
) -> None:
    kari.post(address(case, "dognklokke"), CLOCK, follow=True)
    for page in (f"/sak/{case.number}/kartlegging/", address(case, "dognklokke")):
        with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
            kari.get(page)


def test_the_step_is_done_when_nothing_is_missing(kari: Client, case: Case) -> None:
    kari.post(address(case, "periode"), {"based_on": "0", "summary-summary": "x"})
    case.refresh_from_db()
    assert case.steps["assessment"] == "started"
    assert Assessment(summary="x") == load_assessment(case)


@pytest.mark.parametrize(
    ("place", "end"),
    [
        ("participation.wishes.2.reason", "kartlegging/medvirkning/#id_wishes-2-reason"),
        ("child.best_interests.child_view", "kartlegging/barnet/#id_best_interests-child_view"),
        ("clock.r1.assessed", "kartlegging/dognklokke/#id_clock-r1-minutes"),
        ("clock", "kartlegging/dognklokke/#add-clock"),
        ("supervisor.role", "kartlegging/husstand/#id_supervisor-role_0"),
        ("requests.s.time.minutes", "soknad/#id_requests-s-minutes"),
        ("total_minutes_per_week", "soknad/#id_about-total"),
    ],
)
def test_every_place_has_a_way_to_where_it_is_mended(case: Case, place: str, end: str) -> None:
    assert way_to(case, place) == f"/sak/{case.number}/{end}"


def test_a_place_of_another_step_has_none(case: Case) -> None:
    assert way_to(case, "lines.1.reason") is None


def test_a_decided_case_is_not_asked_for_more(kari: Client, case: Case) -> None:
    overview = f"/sak/{case.number}/kartlegging/"
    assert "mangler" in kari.get(overview).content.decode()
    Case.objects.update(status=Status.DECIDED)
    page = kari.get(overview).content.decode()
    assert "mangler" not in page
    assert "Saken er avgjort, og kartleggingen ligger ikke her." in page
    section = kari.get(address(case, "periode")).content.decode()
    assert "mangler" not in section
    answer = kari.post(address(case, "periode"), {"summary-summary": "For sent"})
    assert answer.status_code == 409
    assert "For sent" in answer.content.decode()
    assert load_assessment(case) is None
