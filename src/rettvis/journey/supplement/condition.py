"""Whether a person fulfils the scheme's basic condition on a day.

What somebody has found of it comes first. A decision that grants a support contact shows it as well, because
whoever made it had to find that the conditions for one were fulfilled. That no decision shows it says
nothing: the answer is then not known, and unknown is never no.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import N_, Sentence, sentence

LONGEST_FINDING = 2000
"""The most characters of the reason for a finding."""


class ConditionAnswer(Choice):
    """The three answers to the basic condition."""

    MET = "met", N_("Fulfilled")
    NOT_MET = "not_met", N_("Not fulfilled")
    UNKNOWN = "unknown", N_("Not known yet")


@dataclass(frozen=True)
class ConditionFinding:
    """What somebody found of the condition: from which day it is so, who found it, when, and why.

    It speaks of every day from ``from_on``; a finding that is written later takes its place for those days.
    """

    answer: ConditionAnswer
    from_on: date
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class ShowingDecision:
    """A decision that may show the condition: how, in which case, from ``first`` until ``last``."""

    how: str
    case: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class ConditionState:
    """The answer on a day, with what it rests on."""

    answer: ConditionAnswer
    because: Sentence


def condition_on(
    day: date,
    findings: Sequence[ConditionFinding],
    decisions: Sequence[ShowingDecision],
    shown_by: Sequence[str],
) -> ConditionState:
    """Whether the condition is fulfilled on ``day``.

    ``findings`` stand in the order they were written; ``shown_by`` names the decisions that the scheme lets
    show its condition.
    """
    spoken = [one for one in findings if one.from_on <= day]
    if spoken:
        return ConditionState(spoken[-1].answer, _found(spoken[-1]))
    for one in decisions:
        if one.how in shown_by and one.first <= day and (one.last is None or day <= one.last):
            return ConditionState(ConditionAnswer.MET, _shown(one))
    return ConditionState(ConditionAnswer.UNKNOWN, NOBODY_HAS_SAID)


NOBODY_HAS_SAID = sentence(
    "No decision in force shows that the condition is fulfilled, and nobody has looked at it in the case."
)


def lapses_on(finding: ConditionFinding) -> date | None:
    """The last day of the hours that somebody has, when ``finding`` is written; None: they go on.

    Only a finding that the condition is not fulfilled ends them. A last day before their first takes
    all of them away.
    """
    return None if finding.answer is not ConditionAnswer.NOT_MET else finding.from_on - timedelta(days=1)


def check_finding(answer: ConditionAnswer | None, from_on: date | None, reason: str) -> list[Fault]:
    """What is missing in a finding: an answer, a day and a reason."""
    faults = []
    if answer is None:
        faults.append(Fault("answer", sentence("Choose an answer.")))
    if from_on is None:
        faults.append(Fault("from_on", sentence("Write from which day it is so.")))
    if not reason.strip():
        faults.append(Fault("reason", sentence("Write why: what the finding rests on.")))
    elif len(reason) > LONGEST_FINDING:
        message = sentence(
            "Shorten the text to at most {longest:number} characters.", longest=LONGEST_FINDING
        )
        faults.append(Fault("reason", message))
    return faults


def _found(one: ConditionFinding) -> Sentence:
    if one.answer is ConditionAnswer.UNKNOWN:
        return sentence("{by} has written that it is not known yet: {reason}", by=one.by, reason=one.reason)
    if one.answer is ConditionAnswer.MET:
        return sentence(
            "{by} has found that the condition is fulfilled from {day:date}: {reason}",
            by=one.by,
            day=one.from_on,
            reason=one.reason,
        )
    return sentence(
        "{by} has found that the condition is not fulfilled from {day:date}: {reason}",
        by=one.by,
        day=one.from_on,
        reason=one.reason,
    )


def _shown(one: ShowingDecision) -> Sentence:
    if one.how == "support_contact":
        return sentence("The decision in case {case} grants a support contact.", case=one.case)
    return sentence("The decision on BPA in case {case} has minutes of support contact.", case=one.case)
