"""The decision letter: plain words written from the findings, and the internal record beside it."""

from rettvis.journey.decision.letter.letter import letter
from rettvis.journey.decision.letter.record import internal_record

__all__ = ["internal_record", "letter"]
