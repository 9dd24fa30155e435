"""The right to BPA tried for one case: the ruleset of the day applied to facts with their origin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.lawbook.bpa_right import assess
from rettvis.lawbook.bpa_right.right import Duty
from rettvis.rulekit.facts import Fact, Given
from rettvis.rulekit.findings import Answer, Finding, Outcome


@dataclass(frozen=True)
class RightTried:
    """The facts with their origin, the answer with its findings, and what must be considered after a no."""

    facts: Mapping[str, Given]
    answer: Answer
    also_assess: tuple[Duty, ...]
    law_date: date

    @property
    def outcome(self) -> Outcome:
        """Met, not met, not yet known, or waiting for a person."""
        return self.answer.outcome

    @property
    def open_questions(self) -> tuple[Fact, ...]:
        """What a person must still answer: what the outcome waits for, then what must be considered."""
        return self.answer.questions + self.answer.flags

    def finding(self, name: str) -> Finding | None:
        """The finding of a rule by name, ``None`` where the law of the day has no such rule."""
        return next((finding for finding in self.answer.findings if finding.name == name), None)


def assess_right(facts: Mapping[str, Given], law_date: date) -> RightTried:
    """The right by the law of ``law_date``. Raises ``Faulty`` before the right existed (2015)."""
    assessed = assess({name: given.value for name, given in facts.items()}, law_date)
    return RightTried(facts, assessed.answer, assessed.also_assess, law_date)
