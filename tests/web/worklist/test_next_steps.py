"""The list says an act: what comes next in a case, and where it is done."""

from datetime import date, timedelta
from typing import Any

import pytest

from rettvis.web.application.due import WORDS, DueKind
from rettvis.web.application.models import Status
from rettvis.web.worklist.next_steps import next_step, urgency

TODAY = date(2026, 11, 22)
DONE = dict.fromkeys(("application", "assessment", "calculation", "conditions", "decision"), "done")
REPLY = WORDS[DueKind.PRELIMINARY_REPLY]


def row(**changes: Any) -> dict[str, Any]:
    usual = {
        "status": Status.IN_PROGRESS,
        "assigned_to_id": 1,
        "waits_for": "caseworker",
        "waits_until": None,
        "on_hold": False,
        "next_due_on": None,
        "next_due_what": "",
        "steps": {"application": "done"},
    }
    return {**usual, **changes}


def said(changes: dict[str, Any], *, may_approve: bool = False) -> str:
    step = next_step(row(**changes), TODAY, may_approve=may_approve, may_send=True)
    return step.what.say("en") if step.what else ""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": Status.DECIDED}, ""),
        ({"status": Status.CLOSED}, ""),
        ({"status": Status.AWAITING_APPROVAL}, "Wait for: Approval"),
        ({"assigned_to_id": None}, "Give the case to a caseworker"),
        ({"next_due_what": REPLY, "next_due_on": TODAY + timedelta(days=7)}, "Send the preliminary reply"),
        ({"next_due_what": REPLY, "next_due_on": TODAY}, "Send the preliminary reply"),
        (
            {"next_due_what": REPLY, "next_due_on": TODAY - timedelta(days=1)},
            "Send the preliminary reply now",
        ),
        ({"waits_for": "home_visit"}, "Wait for: A home visit"),
        ({"waits_for": "doctor", "waits_until": TODAY}, "Wait for: A doctor or other health personnel"),
        (
            {"waits_for": "doctor", "waits_until": TODAY - timedelta(days=1)},
            "Ask again: A doctor or other health personnel",
        ),
        ({"on_hold": True, "waits_for": "applicant"}, "Leave the case until the hold is over"),
        (
            {"on_hold": True, "waits_until": TODAY - timedelta(days=1)},
            "Take the case up again, or say why it must still wait",
        ),
        (
            {"steps": {**DONE, "decision": "needs_attention"}},
            "Mend the decision and send it for approval again",
        ),
        ({"steps": DONE}, "Send the decision"),
        ({"waits_for": ""}, "Find out about needs, resources and wishes"),
    ],
)
def test_what_comes_next(changes: dict[str, Any], expected: str) -> None:
    assert said(changes) == expected


def test_who_may_approve_is_asked_to() -> None:
    expected = "Approve the decision, or return it with a reason"
    assert said({"status": Status.AWAITING_APPROVAL}, may_approve=True) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (0, "application"),
        (1, "assessment"),
        (2, "calculation"),
        (3, "conditions"),
        (4, "decision"),
        (5, "letter"),
    ],
)
def test_the_first_step_that_is_not_done_is_next_and_its_page_is_the_link(done: int, expected: str) -> None:
    steps = dict(list(DONE.items())[:done])
    later = row(steps=steps, next_due_what=REPLY, next_due_on=TODAY + timedelta(days=8))
    assert next_step(later, TODAY, may_approve=False, may_send=True).url_name == expected


@pytest.mark.parametrize(("may_send", "expected"), [(True, "preliminary_reply"), (False, "timeline")])
def test_who_may_not_send_letters_is_led_to_the_timeline_and_not_to_a_refusal(
    may_send: bool, expected: str
) -> None:
    late = row(next_due_what=REPLY, next_due_on=TODAY - timedelta(days=1))
    assert next_step(late, TODAY, may_approve=False, may_send=may_send).url_name == expected


@pytest.mark.parametrize(("days", "expected"), [(-1, "late"), (0, "soon"), (7, "soon"), (8, "")])
def test_a_deadline_is_late_once_its_day_has_passed_and_soon_a_week_before(days: int, expected: str) -> None:
    assert urgency(TODAY + timedelta(days=days), TODAY) == expected
    assert urgency(None, TODAY) == ""
