"""Several people press the same button at the same moment, and a connection that is lost."""

from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from rettvis.journey.decision import Act, State
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.models import Role, RoleAssignment, User
from rettvis.web.application.models import Case, CaseEvent, Kind
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision import services
from rettvis.web.decision.models import DecisionRevision, LineChange
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.review.annulment_control import approve_annulment, propose_annulment
from rettvis.web.review.opening import open_again
from tests.web.conftest import LONG_AGO, Place
from tests.web.decision.ready import TODAY, Ready, make_ready
from tests.web.decision.test_at_once import at_once
from tests.web.review.test_after import ASKED

NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def ready(transactional_db: None, here: Place) -> Ready:
    """Case 3, waiting for approval, in a database where others see what is written."""
    found = make_ready(here)
    do(found.case, Act.SEND_FOR_APPROVAL, found.caseworker, TODAY)
    return found


@pytest.fixture
def decided(ready: Ready) -> Ready:
    """Case 3, decided."""
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, NOW)
    ready.case.refresh_from_db()
    return ready


def test_two_who_open_a_new_assessment_at_once_come_to_the_same_case(decided: Ready) -> None:
    found = at_once(3, lambda: open_again(decided.case, Kind.REVIEW, decided.caseworker, TODAY)[0].pk)
    assert len(set(found)) == 1
    assert Case.objects.filter(kind=Kind.REVIEW).count() == 1
    assert Case.objects.get(kind=Kind.REVIEW).events.filter(kind="copied").count() == 1


def test_an_annulment_by_three_at_once_is_one(decided: Ready) -> None:
    at_once(3, lambda: propose_annulment(decided.case, ASKED, decided.caseworker, NOW).number)
    proposal = CaseEvent.objects.get(kind="annulment_proposed").pk
    at_once(3, lambda: approve_annulment(decided.case, proposal, decided.leader, NOW).pk)
    assert CaseEvent.objects.filter(kind="annulled").count() == 1
    assert CaseLetter.objects.count() == 1
    assert LineChange.objects.filter(why="annulled").values("line").distinct().count() == (
        LineChange.objects.filter(why="annulled").count()
    )


def test_two_approvers_at_once_are_one_approval_and_the_other_is_told(ready: Ready, here: Place) -> None:
    other = User.objects.create_user("leader-2", "Berit Leder", "et langt passord")
    RoleAssignment.objects.create(
        user=other, role=Role.TEAM_LEADER, municipality=here.municipality, starts_on=LONG_AGO
    )
    seen, people = whole_case(ready.case).number, [ready.leader, other]

    def approve() -> str:
        try:
            do(ready.case, Act.APPROVE, people.pop(), TODAY, seen=seen)
        except Faulty:
            return "told"
        return "approved"

    assert sorted(map(str, at_once(2, approve))) == ["approved", "told"]
    acts = [event.act for event in whole_case(ready.case).snapshot.decision.history]
    assert acts == [Act.SEND_FOR_APPROVAL, Act.APPROVE]


@pytest.mark.parametrize("step", ["keep", "_write_state", "keep_given", "record_event", "look_up"])
def test_a_connection_lost_while_approving_approves_nothing(ready: Ready, step: str) -> None:
    before = DecisionRevision.objects.count()
    with patch.object(services, step, side_effect=ConnectionError), pytest.raises(ConnectionError):
        do(ready.case, Act.APPROVE, ready.leader, TODAY)
    assert whole_case(ready.case).snapshot.decision.state is State.FOR_APPROVAL
    assert DecisionRevision.objects.count() == before
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
