"""The supplement scheme for one person: whether she fulfils its condition, what she gets, and when it ends.

Kept apart from what is needed and what is a right: nothing that calculates or decides ordinary services may
import this, and nothing here asks how much they are.
"""

from rettvis.journey.supplement.condition import (
    LONGEST_FINDING,
    ConditionAnswer,
    ConditionFinding,
    ConditionState,
    ShowingDecision,
    check_finding,
    condition_on,
    lapses_on,
)
from rettvis.journey.supplement.introducing import (
    Candidate,
    Introduced,
    NotNow,
    SupplementGrant,
    first_day,
    introduce,
)
from rettvis.journey.supplement.letter import SupplementTold, condition_lapsed_letter, supplement_letter

__all__ = [
    "LONGEST_FINDING",
    "Candidate",
    "ConditionAnswer",
    "ConditionFinding",
    "ConditionState",
    "Introduced",
    "NotNow",
    "ShowingDecision",
    "SupplementGrant",
    "SupplementTold",
    "check_finding",
    "condition_lapsed_letter",
    "condition_on",
    "first_day",
    "introduce",
    "lapses_on",
    "supplement_letter",
]
