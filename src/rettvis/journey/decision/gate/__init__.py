"""The gate: a decision is not sent while anything stands in its way. No outcome is sent without a person."""

from rettvis.journey.decision.gate.blocker import Blocker, Step, of_the_content
from rettvis.journey.decision.gate.passing import gate

__all__ = ["Blocker", "Step", "gate", "of_the_content"]
