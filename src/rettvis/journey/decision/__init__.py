"""The decision: services granted or refused, the gate before it is sent, and the letter that explains it."""

from rettvis.journey.decision.decision import AdvanceNotice, Decision, GoesOn
from rettvis.journey.decision.lines import Extent, KindMinutes, Organised, Per, ServiceLine
from rettvis.journey.decision.outcome import LineOutcome, applied_minutes, line_outcome, whole_outcome
from rettvis.journey.decision.reasons import RULES, Reason, Tried
from rettvis.journey.decision.replacing import answering, stops_on
from rettvis.journey.decision.snapshot import CaseSnapshot, DecisionInForce, Office, Party
from rettvis.journey.decision.status import (
    MAY_BE_EDITED,
    TRANSITIONS,
    Act,
    Event,
    Official,
    State,
    allowed_acts,
    check_event,
)

__all__ = [
    "MAY_BE_EDITED",
    "RULES",
    "TRANSITIONS",
    "Act",
    "AdvanceNotice",
    "CaseSnapshot",
    "Decision",
    "DecisionInForce",
    "Event",
    "Extent",
    "GoesOn",
    "KindMinutes",
    "LineOutcome",
    "Office",
    "Official",
    "Organised",
    "Party",
    "Per",
    "Reason",
    "ServiceLine",
    "State",
    "Tried",
    "allowed_acts",
    "answering",
    "applied_minutes",
    "check_event",
    "line_outcome",
    "stops_on",
    "whole_outcome",
]
