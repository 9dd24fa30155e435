"""The advance notice as the case's events tell it: when it was sent, what it told, what was answered."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rettvis.journey.decision import AdvanceNotice, ToldAmount
from rettvis.journey.handling import EventKind
from rettvis.web.application.models import CaseEvent
from rettvis.web.pages.content import from_json

KINDS = (EventKind.ADVANCE_NOTICE_SENT, EventKind.ADVANCE_NOTICE_ANSWERED)


def noticed(written: AdvanceNotice | None, events: Iterable[CaseEvent]) -> AdvanceNotice | None:
    """What the caseworker has ``written``, with the newest notice and the answers that came after it.

    A new notice asks anew: answers to an earlier one stand in the log of the case, and need a new weighing
    only if the person answers again.
    """
    base = written or AdvanceNotice()
    own = AdvanceNotice(weighed=base.weighed, without=base.without, without_why=base.without_why)
    for event in events:
        if event.kind not in KINDS:
            continue
        if event.kind == EventKind.ADVANCE_NOTICE_SENT and "answer_by" in event.data:
            told = tuple(from_json(ToldAmount, one) for one in event.data.get("told", ()))
            until = date.fromisoformat(event.data["answer_by"])
            own = replace(own, sent_on=event.on, answer_by=until, told=told)
        elif own.sent_on is not None and event.data.get("answer"):
            words = "\n".join(part for part in (own.answer, event.data["answer"]) if part)
            own = replace(own, answer=words, answered_on=event.on)
    return own if own != AdvanceNotice() else None
