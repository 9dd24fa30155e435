"""Kept revisions ⇄ what a person has answered for the right to be tried: the only translator."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rettvis.journey.conditions import HumanAnswer
from rettvis.web.application.saving import Kept
from rettvis.web.conditions.models import ConditionsRevision
from rettvis.web.pages.content import Unreadable, from_json, to_json


@dataclass(frozen=True)
class Answered:
    """The answers of persons, and the day whose law and age count (``None``: the day it is decided)."""

    answers: tuple[HumanAnswer, ...] = ()
    decision_day: date | None = None

    def answer_to(self, fact: str) -> HumanAnswer | None:
        """The answer about a fact, by its name."""
        return next((answer for answer in self.answers if answer.fact == fact), None)


@dataclass(frozen=True)
class _Kept:
    fact: str
    who: str
    on: date
    why: str


def answered_in(content: Any) -> Answered:
    """The answers that a revision's content holds; none for None."""
    if content is None:
        return Answered()
    day = content.get("decision_day")
    return Answered(
        tuple(_answer(raw) for raw in content["answers"]), None if day is None else date.fromisoformat(day)
    )


def content_of(answered: Answered) -> Any:
    """The content of a revision that holds ``answered``."""
    rows = []
    for answer in answered.answers:
        kept = _Kept(answer.fact, answer.who, answer.on, answer.why)
        rows.append({**to_json(kept), "value": to_json(answer.value)})
    return {"answers": rows, "decision_day": to_json(answered.decision_day)}


def _answer(raw: Any) -> HumanAnswer:
    value = raw["value"]
    if not isinstance(value, (bool, str)):
        raise Unreadable(f"{value!r} is not an answer")
    kept = from_json(_Kept, {name: part for name, part in raw.items() if name != "value"})
    return HumanAnswer(kept.fact, value, kept.who, kept.on, kept.why)


KEPT = Kept(ConditionsRevision, answered_in, content_of, Answered())
"""How the answers are kept."""
