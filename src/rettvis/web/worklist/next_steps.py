"""What is to be done next in a case, read from its row in the list: an act, and the page where it is done.

The journey says what the act is (``rettvis.journey.handling.next_step``), so that the list and the case say
the same. Rows that stand alike in all that counts have the same next step, which is found once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse

from rettvis.journey.handling import Awaited, Due, DueKind, Standing, Work
from rettvis.journey.handling.next_step import RULES, STEP_WORDS, Situation
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.due import WORDS
from rettvis.web.application.models import OPEN_STATUSES
from rettvis.web.pages.steps import State

SOON = timedelta(days=7)
"""A deadline within a week is soon."""

ANY_NUMBER = "0000-000000"
"""Stands in an address until the case's own number is put in."""

_TODAY = date(2026, 1, 1)
"""Only the order of days counts for what is next; every case is looked at as on this day."""

_PAGES: Mapping[str, str] = {
    "Send the preliminary reply now": "preliminary_reply",
    "Send the preliminary reply": "preliminary_reply",
    "Take the case up again, or say why it must still wait": "timeline",
    "Leave the case until the hold is over": "timeline",
    "Ask again: {who}": "timeline",
    "Wait for: {who}": "timeline",
    "Approve the decision, or return it with a reason": "decision",
    "Send the decision": "letter",
    "Mend the decision and send it for approval again": "decision",
    **{words.text: step for step, words in STEP_WORDS.items()},
}
"""Where each act of the journey's rules is done; the front page of the case for the others."""

_STEPS = tuple(STEP_WORDS)
_REPLY = WORDS[DueKind.PRELIMINARY_REPLY]
_WAIT_FOR = Sentence("Wait for: {who}", {"who": Awaited.APPROVAL.label})


@dataclass(frozen=True)
class NextStep:
    """An act, and the name of the address of its page; neither for a case that has ended."""

    what: Sentence | None
    url_name: str = "case"


NOTHING = NextStep(None)


def next_step(row: Mapping[str, Any], today: date, *, may_approve: bool, may_send: bool) -> NextStep:
    """What comes next in the case of ``row``, for somebody who may approve and send letters, or may not."""
    if row["status"] not in OPEN_STATUSES:
        return NOTHING
    until, due = row["waits_until"], row["next_due_on"]
    return _next(
        "approval" if row["status"] == "awaiting_approval" else row["waits_for"],
        row["on_hold"],
        until is not None and until < today,
        urgency(due, today) if due and row["next_due_what"] == _REPLY else "",
        row["assigned_to_id"] is not None,
        *map(row["steps"].get, _STEPS),
        may_approve,
        may_send,
    )


def urgency(due: date | None, today: date) -> str:
    """``late`` once the day has passed, ``soon`` within a week of it."""
    if due is None or due > today + SOON:
        return ""
    return "late" if due < today else "soon"


@lru_cache(maxsize=4096)
def _next(party: str, on_hold: bool, overdue: bool, reply: str, assigned: bool, *more: Any) -> NextStep:
    """The journey's answer for one situation; the days in it stand for before, on and after today.

    ``more`` are the states of the steps, and whether the reader may approve, and send a letter.
    """
    *states, may_approve, may_send = more
    waits_for, decision = Awaited(party or Awaited.CASEWORKER), states[-1]
    done = frozenset(step for step, state in zip(_STEPS, states, strict=True) if state == State.DONE)
    yesterday, tomorrow = _TODAY - timedelta(days=1), _TODAY + timedelta(days=1)
    standing = Standing(waits_for, yesterday, on_hold, "", yesterday if overdue else tomorrow)
    work = Work(assigned, done, decision == State.DONE, decision == State.NEEDS_ATTENTION)
    dues = [Due(DueKind.PRELIMINARY_REPLY, yesterday if reply == "late" else tomorrow)] if reply else []
    case = Situation(standing, work, dues, _TODAY)
    if waits_for is Awaited.APPROVAL and not on_hold and not may_approve and not reply:
        return NextStep(_WAIT_FOR, "decision")
    text = next((what for holds, what, _why in RULES if holds(case)), None)
    if text is None:
        step = next((step for step in STEP_WORDS if step not in done), "decision")
        return NextStep(STEP_WORDS[step], step)
    name = _PAGES.get(text, "case")
    if name == "preliminary_reply" and not may_send:
        name = "timeline"
    return NextStep(Sentence(text, {"who": waits_for.label}), name if _exists(name) else "case")


def _exists(name: str) -> bool:
    """Whether the page is part of this installation."""
    try:
        reverse(name, args=[ANY_NUMBER])
    except NoReverseMatch:
        return False
    return True
