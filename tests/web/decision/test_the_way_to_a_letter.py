"""From a written decision to a sent letter, and everything that may go wrong on the way."""

from datetime import datetime
from hashlib import sha256
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError
from django.utils.translation import override

from rettvis.journey.decision import Act, State
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.application.models import Status
from rettvis.web.application.revisions import save_revision
from rettvis.web.application.saving import Settled
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.decision import sending
from rettvis.web.decision.models import OfficeDetails, SentLetter, ServiceLineRow
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import Blocked, do, prepare
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, Ready, make_ready

NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def ready(here: Place) -> Ready:
    """Case 3, ready to be sent for approval."""
    return make_ready(here)


def approve(ready: Ready) -> None:
    """Sent for approval by one, approved by another."""
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)


def state(ready: Ready) -> State:
    """Where the decision stands."""
    ready.case.refresh_from_db()
    return whole_case(ready.case).snapshot.decision.state


@pytest.mark.parametrize("name", ["sak-1", "sak-2", "sak-3", "sak-4"])
def test_every_golden_case_reaches_a_letter(here: Place, name: str) -> None:
    ready = make_ready(here, name)
    approve(ready)
    letter = send(ready.case, ready.caseworker, NOW)
    assert bytes(letter.pdf).startswith(b"%PDF")
    assert bytes(letter.record_pdf).startswith(b"%PDF")
    assert letter.sha256 == sha256(bytes(letter.pdf)).hexdigest()
    assert letter.law_date == TODAY
    assert letter.software_version
    expected = ready.file.expected["lines"]
    assert {row.key: row.outcome for row in ServiceLineRow.objects.filter(case=ready.case)} == expected


def test_sending_closes_the_case_and_counts_the_deadline_for_a_complaint(ready: Ready) -> None:
    approve(ready)
    letter = send(ready.case, ready.caseworker, NOW)
    ready.case.refresh_from_db()
    assert (ready.case.status, ready.case.decided_on) == (Status.DECIDED, TODAY)
    assert ready.case.next_due_on == letter.complaint_by > TODAY
    assert ready.case.steps["decision"] == ready.case.steps["letter"] == "done"


def test_who_approved_and_who_sent_is_in_the_log(ready: Ready) -> None:
    approve(ready)
    send(ready.case, ready.caseworker, NOW)
    rows = LogEntry.objects.filter(case_number=ready.case.number).values_list("action", "user")
    assert (Action.APPROVE_DECISION, ready.leader.pk) in rows
    assert (Action.SEND_DECISION, ready.caseworker.pk) in rows


def test_titles_stand_in_the_language_of_the_letter(ready: Ready) -> None:
    with override("en"):
        approve(ready)
    assert whole_case(ready.case).snapshot.decision.history[0].by.title == "Saksbehandler"


def test_sending_twice_is_one_letter(ready: Ready) -> None:
    approve(ready)
    first = send(ready.case, ready.caseworker, NOW)
    second = send(ready.case, ready.leader, NOW)
    assert first.pk == second.pk
    assert SentLetter.objects.count() == 1
    assert ServiceLineRow.objects.count() == len(ready.file.case.decision.lines)


def test_approving_twice_is_one_approval(ready: Ready) -> None:
    approve(ready)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    assert [event.act for event in whole_case(ready.case).snapshot.decision.history] == [
        Act.SEND_FOR_APPROVAL,
        Act.APPROVE,
    ]


def test_nobody_approves_her_own(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.leader, TODAY)
    with pytest.raises(Faulty, match="Another person must approve"):
        do(ready.case, Act.APPROVE, ready.leader, TODAY)
    assert state(ready) is State.FOR_APPROVAL


def test_a_caseworker_has_no_authority_to_approve(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.leader, TODAY)
    with pytest.raises(Refused):
        do(ready.case, Act.APPROVE, ready.caseworker, TODAY)


@pytest.mark.parametrize("act", [Act.SEND_FOR_APPROVAL, Act.APPROVE, Act.RETURN])
def test_another_municipality_may_do_nothing(ready: Ready, elsewhere: Place, act: Act) -> None:
    with pytest.raises(Refused):
        do(ready.case, act, elsewhere.people[Role.TEAM_LEADER], TODAY, reason="Fordi")
    with pytest.raises(Refused):
        send(ready.case, elsewhere.people[Role.TEAM_LEADER], NOW)


def test_an_auditor_changes_nothing(ready: Ready) -> None:
    with pytest.raises(Refused):
        do(ready.case, Act.SEND_FOR_APPROVAL, ready.auditor, TODAY)


def test_a_decision_that_is_not_approved_is_not_sent(ready: Ready) -> None:
    with pytest.raises(Faulty):
        send(ready.case, ready.caseworker, NOW)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    with pytest.raises(Faulty):
        send(ready.case, ready.caseworker, NOW)
    assert not SentLetter.objects.exists()


def test_a_blocker_stops_the_decision(ready: Ready) -> None:
    OfficeDetails.objects.all().delete()
    with pytest.raises(Blocked) as stopped:
        do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    assert {blocker.name for blocker in stopped.value.blockers} == {"complaint"}
    assert state(ready) is State.DRAFT


def test_a_blocker_that_came_after_the_approval_stops_the_letter(ready: Ready) -> None:
    approve(ready)
    OfficeDetails.objects.all().delete()
    with pytest.raises(Blocked):
        send(ready.case, ready.caseworker, NOW)
    assert not SentLetter.objects.exists()


def test_what_was_changed_after_approval_is_not_sent(ready: Ready) -> None:
    approve(ready)
    content = AssessmentRevision.objects.get(case=ready.case).content
    save_revision(AssessmentRevision, ready.case, 1, {**content, "summary": "Noe annet"}, ready.caseworker)
    with pytest.raises(Faulty, match="the assessment"):
        send(ready.case, ready.caseworker, NOW)


def test_returned_with_a_reason_it_can_be_written_and_sent_again(ready: Ready) -> None:
    approve(ready)
    with pytest.raises(Faulty, match="Write why"):
        do(ready.case, Act.RETURN, ready.leader, TODAY)
    do(ready.case, Act.RETURN, ready.leader, TODAY, reason="Rett datoen")
    whole = whole_case(ready.case)
    prepare(ready.case, whole.number, whole.draft, whole.snapshot.application, ready.caseworker)
    approve(ready)
    assert send(ready.case, ready.caseworker, NOW).pk


def test_it_is_not_written_while_it_waits_for_approval(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    whole = whole_case(ready.case)
    with pytest.raises(Faulty, match="cannot be changed"):
        prepare(ready.case, whole.number, whole.draft, whole.snapshot.application, ready.caseworker)


def test_an_approver_approves_what_she_saw(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    seen = whole_case(ready.case).number
    do(ready.case, Act.RETURN, ready.caseworker, TODAY, reason="Glemte noe")
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    with pytest.raises(Faulty, match="since you opened"):
        do(ready.case, Act.APPROVE, ready.leader, TODAY, seen=seen)


def test_a_sent_decision_is_never_changed(ready: Ready) -> None:
    approve(ready)
    send(ready.case, ready.caseworker, NOW)
    with pytest.raises(Settled):
        do(ready.case, Act.RETURN, ready.leader, TODAY, reason="For sent")
    with pytest.raises(DatabaseError):
        SentLetter.objects.filter(case=ready.case).update(sha256="")


@pytest.mark.parametrize("step", ["line_rows", "keep", "_close", "render_pdf"])
def test_a_power_cut_in_the_middle_sends_nothing(ready: Ready, step: str) -> None:
    approve(ready)
    with patch.object(sending, step, side_effect=SystemExit), pytest.raises(SystemExit):
        send(ready.case, ready.caseworker, NOW)
    assert state(ready) is State.APPROVED
    assert not SentLetter.objects.exists()
    assert not ServiceLineRow.objects.exists()
    assert send(ready.case, ready.caseworker, NOW).pk


def test_a_new_decision_replaces_the_one_in_force(here: Place, ready: Ready) -> None:
    approve(ready)
    send(ready.case, ready.caseworker, NOW)
    again = make_ready(here)
    again.case.person = ready.case.person
    again.case.save()
    assert whole_case(again.case).snapshot.in_force is not None
    approve(again)
    send(again.case, again.caseworker, NOW)
    assert state(ready) is State.REPLACED
