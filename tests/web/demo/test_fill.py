"""The synthetic municipality comes whole or not at all, and is the same for the same seed."""

from collections import Counter
from datetime import date, timedelta

from rettvis.edges.identity import is_synthetic
from rettvis.journey.application import Channel
from rettvis.web.access.models import Municipality
from rettvis.web.application.models import OPEN_STATUSES, Case, Person, Status
from rettvis.web.application.store import load_application
from rettvis.web.decision.models import OfficeDetails, ServiceLineRow
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.demo.again import CASES
from rettvis.web.demo.earlier import EVERY, FORMER
from rettvis.web.demo.fill import is_filled
from rettvis.web.demo.groups import groups_of
from rettvis.web.demo.open_cases import CHANGED, NEW_ONES, OPEN
from rettvis.web.demo.population import invent
from rettvis.web.demo.supplement import DECIDED_AGAIN
from rettvis.web.demo.vignettes import VIGNETTES, read_vignette
from tests.web.conftest import DEMO_DAY

ON = DEMO_DAY
BEFORE = -(-777 // EVERY) + FORMER
"""Decisions that are not in force any more."""

GRANTED = 3
"""Service lines in force of the one person with a history; two more of hers are not in force any more."""


def open_rows() -> list[Case]:
    """The open cases, oldest first."""
    return list(Case.objects.filter(status__in=OPEN_STATUSES).select_related("person").order_by("pk"))


def test_everybody_with_a_service_has_a_decided_case(db, filled_demo):
    assert is_filled()
    assert Municipality.objects.get().synthetic
    assert Person.objects.count() == 777 + FORMER + OPEN - 1 + 1
    assert (
        Case.objects.filter(status=Status.DECIDED, decided_on__lte=ON).count()
        == 777 + BEFORE + CASES - 1 + DECIDED_AGAIN
    )
    also = sum(len(groups_of(person).also) for person in invent(2026, ON))
    assert also > 20
    assert ServiceLineRow.objects.in_force(ON).count() == 777 + also + GRANTED
    granted = ServiceLineRow.objects.exclude(outcome="refused")
    assert granted.exclude(key__startswith="other_").count() == 777 + BEFORE + GRANTED + 2 + DECIDED_AGAIN
    assert OfficeDetails.objects.get().contact
    assert filled_demo == [(done, 777 + OPEN + CASES) for done in range(1, 777 + OPEN + CASES + 1)]


def test_the_four_vignettes_are_open_cases_of_the_last_weeks(db, filled_demo):
    four_vignettes(ON)


def four_vignettes(on: date) -> None:
    """The four vignettes stand first among the open cases, received in the last weeks before ``on``."""
    cases = open_rows()[: len(VIGNETTES)]
    assert [case.person.name.split()[0] for case in cases] == ["Aslak", "Torunn", "Mari", "Jonas"]
    assert [case.number[4:] for case in cases] == [f"-00000{serial}" for serial in (1, 2, 3, 4)]
    for case in cases:
        application = load_application(case)
        assert application is not None
        assert application.requests
        assert application.received_on == case.received_on
        assert on - timedelta(weeks=8) < case.received_on <= on
        assert case.next_due_on is not None
        assert is_synthetic(case.person.national_id)


def test_the_worklist_has_cases_in_many_states(db, filled_demo):
    cases = open_rows()
    assert len(cases) == OPEN + 1  # the last is that of the person with a history
    assert {case.assigned_to and case.assigned_to.username for case in cases} == {"kari", "jonas", None}
    assert {case.status for case in cases} == set(OPEN_STATUSES)
    assert any(case.next_due_on and case.next_due_on < ON for case in cases)
    assert {"caseworker", "applicant", "doctor", "approval"} <= {case.waits_for for case in cases}
    assert any(case.on_hold for case in cases)
    assert cases[OPEN - 1].person.cases.count() == 2
    assert len(Counter(case.person_id for case in cases)) == OPEN + 1


def test_the_hours_by_kind_are_all_the_hours(db, filled_demo):
    for line in ServiceLineRow.objects.filter(service="bpa", outcome="granted"):
        assert sum(line.minutes_by_kind.values()) == line.minutes_per_week


def test_the_case_that_awaits_approval_speaks_of_its_own_person_alone(db, filled_demo):
    case = Case.objects.get(status=Status.AWAITING_APPROVAL)
    said = repr(whole_case(case).snapshot)
    assert "Leif Eksempel" in said
    assert "Aslak" not in said
    assert "Siri Saksbehandler" not in said


def test_no_text_of_a_new_case_is_empty():
    assert all(new.own_words and new.activities for new in (*NEW_ONES, CHANGED))


def test_a_vignette_is_moved_by_whole_weeks_and_nobody_gets_older():
    shown = read_vignette("sak-3", date(2027, 5, 5), "Kari Lunde")
    asked, met = shown.application.received_on, shown.assessment.contacts[1].on
    assert (met - asked).days == 21
    assert 0 <= (date(2027, 5, 5) - met).days < 7
    assert shown.party.birth_date == date(1983, 3, 4)
    assert shown.application.channel is Channel.DIGITAL
    assert "Kari Lunde" in shown.assessment.contacts[0].who
