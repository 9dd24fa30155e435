"""A doubt about published figures."""

from dataclasses import dataclass

from rettvis.rulekit.wording import Sentence

HOURS_IN_A_WEEK = 168
"""More than this in a week needs two assistants at once."""


@dataclass(frozen=True)
class Doubt:
    """What does not fit, and where. A ``contradiction`` cannot be true; the rest is to be asked about."""

    place: str
    message: Sentence
    contradiction: bool
