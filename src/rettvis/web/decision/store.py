"""Kept revisions ⇄ the decision of the journey: the only translator."""

from dataclasses import dataclass, field
from typing import Any

from rettvis.journey.decision import Decision
from rettvis.web.application.saving import Kept
from rettvis.web.decision.models import DecisionRevision
from rettvis.web.pages.content import from_json, to_json


@dataclass(frozen=True)
class StoodOn:
    """Which revision of an earlier step a decision was sent for approval with."""

    step: str
    number: int


@dataclass(frozen=True)
class Draft:
    """A decision with what belongs to its letter alone: the address on the envelope, and the language.

    ``stood_on`` are the revisions that whoever approves has seen.
    """

    decision: Decision = field(default_factory=Decision)
    address: tuple[str, ...] = ()
    language: str = "nb"
    stood_on: tuple[StoodOn, ...] = ()


def draft_in(content: Any) -> Draft:
    """The draft that a revision's content holds; an empty one for None."""
    return Draft() if content is None else from_json(Draft, content)


def content_of(draft: Draft) -> Any:
    """The content of a revision that holds ``draft``."""
    return to_json(draft)


KEPT = Kept(DecisionRevision, draft_in, content_of, Draft())
"""How the decision is kept."""
