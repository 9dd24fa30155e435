"""Which cases are to be started: those whose letter is sent, but not what simply goes on as before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rettvis.journey.decision import Act
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.decision.models import LineChange, SentLetter, ServiceLineRow, Why
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.start_up.listing import list_under_way
from rettvis.web.start_up.models import StartUpState
from rettvis.web.start_up.store import under_way
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, Ready, make_ready
from tests.web.hourbank.banks import at, granted

NOW = at(TODAY)


@pytest.fixture
def ready(here: Place) -> Ready:
    """BPA is granted and the letter sent."""
    found = make_ready(here, "sak-1")
    do(found.case, Act.SEND_FOR_APPROVAL, found.caseworker, TODAY)
    do(found.case, Act.APPROVE, found.leader, TODAY)
    send(found.case, found.caseworker, NOW)
    found.case.refresh_from_db()
    return found


def waiting(on: object = TODAY) -> set[Case]:
    return set(under_way(Case.objects.all(), on))  # type: ignore[arg-type]


def test_a_decision_that_is_sent_waits_for_its_offer_without_anybody_beginning(ready: Ready) -> None:
    assert SentLetter.objects.filter(case=ready.case).exists()
    assert waiting() == {ready.case}


def test_one_that_was_made_elsewhere_waits_for_nothing(here: Place) -> None:
    granted(here)
    assert waiting() == set()


def test_one_that_goes_on_from_a_decision_made_elsewhere_waits_for_nothing(here: Place) -> None:
    before = granted(here, weekly=600)
    found = make_ready(here, "sak-1")
    Case.objects.filter(pk=found.case.pk).update(person=before.person)
    found.case.refresh_from_db()
    do(found.case, Act.SEND_FOR_APPROVAL, found.caseworker, TODAY)
    do(found.case, Act.APPROVE, found.leader, TODAY)
    send(found.case, found.caseworker, NOW)
    assert waiting() == set()


def test_one_that_is_finished_annulled_or_over_waits_no_more(ready: Ready) -> None:
    [row] = ServiceLineRow.objects.filter(case=ready.case, service="bpa")
    if row.ends_on is not None:
        assert waiting(row.ends_on + timedelta(days=1)) == set()
    state = StartUpState.objects.create(case=ready.case, finished=True)
    assert waiting() == set()
    state.delete()
    told = {"from_on": TODAY, "in_force": False, "why": Why.ANNULLED, "by_case": ready.case}
    LineChange.objects.create(line=row, **told)
    assert waiting() == set()


def test_the_neighbour_sees_none_of_it(ready: Ready, elsewhere: Place) -> None:
    assert list_under_way(elsewhere.people[Role.CASEWORKER], timezone.localdate(NOW)) == []
    assert [row.case for row in list_under_way(ready.caseworker, TODAY)] == [ready.case]
