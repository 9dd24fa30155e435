"""The reasons library: texts that are approved once, and filled with what is true in each case."""

from rettvis.journey.decision.library.filling import Filling, filled, sample
from rettvis.journey.decision.library.placeholders import PLACEHOLDERS, Placeholder, placeholders_in
from rettvis.journey.decision.library.standing import TextAct, TextState, Written, may_approve, state_of
from rettvis.journey.decision.library.text import ReasonText, check_reason_text, fits

__all__ = [
    "PLACEHOLDERS",
    "Filling",
    "Placeholder",
    "ReasonText",
    "TextAct",
    "TextState",
    "Written",
    "check_reason_text",
    "filled",
    "fits",
    "may_approve",
    "placeholders_in",
    "sample",
    "state_of",
]
