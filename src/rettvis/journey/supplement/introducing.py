"""Who gets the hours of a step when it is introduced, from which day, and why somebody does not get them now.

The ordinary decision is no argument, apart from the days on which the scheme says that hours may be
introduced: how much anybody has, or gets more or less of, changes nothing here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.application.choice import Choice
from rettvis.journey.supplement.condition import (
    ConditionAnswer,
    ConditionFinding,
    ShowingDecision,
    condition_on,
)
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.wording import N_, Sentence, sentence


class NotNow(Choice):
    """Why a person gets nothing by an introduction."""

    NOT_MET = "not_met", N_("The condition is not fulfilled")
    UNKNOWN = "unknown", N_("Not known whether the condition is fulfilled")
    HAS_IT = "has_it", N_("Has the hours already")
    NO_DAY = "no_day", N_("No day to introduce them on")
    OVER = "over", N_("The scheme ends before that day")
    CLOSED = "closed", N_("Must be done in the case itself")


@dataclass(frozen=True)
class SupplementGrant:
    """Hours by the scheme: whole minutes a week at a step, from ``first`` until ``last`` where it is set."""

    step: int
    minutes_per_week: int
    first: date
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the hours are given on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Candidate:
    """Somebody whom an introduction considers, with what is known of her.

    ``evaluations`` are the days on which her decisions are to be evaluated, ``applications`` pairs of when an
    application came and the first day of what it gave. ``held`` are her grants as they stand.
    """

    findings: Sequence[ConditionFinding] = ()
    decisions: Sequence[ShowingDecision] = ()
    evaluations: Sequence[date] = ()
    applications: Sequence[tuple[date, date]] = ()
    held: Sequence[SupplementGrant] = ()


@dataclass(frozen=True)
class Introduced:
    """What an introduction gives somebody: a grant, or why not now. ``because`` says what it rests on.

    ``ends`` is the last day of what she has before, where the grant takes its place.
    """

    because: Sentence
    grant: SupplementGrant | None = None
    not_now: NotNow | None = None
    ends: date | None = None


def introduce(version: SchemeVersion, step: int, first: date, candidate: Candidate) -> Introduced:
    """Try one person. ``check_introduction`` has found nothing wrong with the step and the day.

    Raises KeyError for a step that the version does not have.
    """
    level = version.step(step)
    if level is None:
        raise KeyError(step)
    begins = first_day(version, first, candidate)
    if begins is None:
        return Introduced(_no_day(version), not_now=NotNow.NO_DAY)
    state = condition_on(begins, candidate.findings, candidate.decisions, version.condition_shown_by)
    if state.answer is not ConditionAnswer.MET:
        met = state.answer is ConditionAnswer.NOT_MET
        return Introduced(state.because, not_now=NotNow.NOT_MET if met else NotNow.UNKNOWN)
    if begins not in version.period:
        over = sentence("The version of the scheme ends before {day:date}.", day=begins)
        return Introduced(over, not_now=NotNow.OVER)
    grant = SupplementGrant(step, level.minutes_per_week, begins, version.period.last)
    return _beside(grant, candidate.held, state.because)


def first_day(version: SchemeVersion, first: date, candidate: Candidate) -> date | None:
    """The day on which the hours begin; None where none of the scheme's ways of introducing gives one.

    On the day itself where the version says so or says nothing; else on the first evaluation from that day
    on, or with what a new application, one that came after the version began to hold, gave.
    """
    ways = version.introduced_at
    if not ways or "effective_date" in ways:
        return first
    days: list[date] = []
    if "yearly_evaluation" in ways:
        days += [day for day in candidate.evaluations if day >= first]
    if "new_application" in ways:
        new = [given for came, given in candidate.applications if came >= version.period.first]
        days += [max(given, first) for given in new]
    return min(days, default=None)


def _no_day(version: SchemeVersion) -> Sentence:
    if "new_application" in version.introduced_at:
        return sentence("No evaluation of a decision is set, and no new application has led to a decision.")
    return sentence("No evaluation of a decision is set.")


def _beside(grant: SupplementGrant, held: Sequence[SupplementGrant], because: Sentence) -> Introduced:
    """The grant beside what she has: the same is not given twice, and another step takes its place."""
    running = [one for one in held if one.last is None or one.last >= grant.first]
    for one in running:
        if (one.step, one.minutes_per_week) == (grant.step, grant.minutes_per_week):
            has = sentence(
                "Has {minutes:hours} a week from {day:date}.", minutes=one.minutes_per_week, day=one.first
            )
            return Introduced(has, not_now=NotNow.HAS_IT)
    return Introduced(because, grant, ends=grant.first - timedelta(days=1) if running else None)
