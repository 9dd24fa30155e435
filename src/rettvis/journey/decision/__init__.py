"""The decision: services granted or refused, the gate before it is sent, and the letter that explains it."""

from rettvis.journey.decision.authority import AuthorityLevel, Weight, beyond, weight_of
from rettvis.journey.decision.decision import (
    AdvanceNotice,
    Decision,
    GoesOn,
    ToldAmount,
    WithoutNotice,
)
from rettvis.journey.decision.lines import Extent, KindMinutes, Organised, Per, ServiceLine
from rettvis.journey.decision.outcome import LineOutcome, applied_minutes, line_outcome, whole_outcome
from rettvis.journey.decision.reasons import RULES, Reason, Tried, UsedText
from rettvis.journey.decision.reduction import ChangedAmount, compared, reductions, touched, untouched
from rettvis.journey.decision.replacing import answering, stops_on
from rettvis.journey.decision.right_facts import facts_decided_on
from rettvis.journey.decision.snapshot import (
    CaseSnapshot,
    CopiedPart,
    CopyOf,
    DecisionInForce,
    Office,
    Party,
)
from rettvis.journey.decision.status import (
    MAY_BE_EDITED,
    TRANSITIONS,
    Act,
    Chosen,
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
    "AuthorityLevel",
    "CaseSnapshot",
    "ChangedAmount",
    "Chosen",
    "CopiedPart",
    "CopyOf",
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
    "ToldAmount",
    "Tried",
    "UsedText",
    "Weight",
    "WithoutNotice",
    "allowed_acts",
    "answering",
    "applied_minutes",
    "beyond",
    "check_event",
    "compared",
    "facts_decided_on",
    "line_outcome",
    "reductions",
    "stops_on",
    "touched",
    "untouched",
    "weight_of",
    "whole_outcome",
]
