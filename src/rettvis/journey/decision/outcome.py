"""Granted, partly granted or refused: computed for each line, and for the decision as a whole."""

from collections.abc import Iterable
from fractions import Fraction

from rettvis.journey.application import Application, Service
from rettvis.journey.application.choice import Choice
from rettvis.journey.calculation import WeeksPerYear
from rettvis.journey.decision.lines import ServiceLine
from rettvis.rulekit.wording import N_


class LineOutcome(Choice):
    """What became of what was applied for."""

    GRANTED = "granted", N_("Granted")
    PARTLY = "partly_granted", N_("Partly granted")
    REFUSED = "refused", N_("Refusal")


def applied_minutes(line: ServiceLine, application: Application) -> Fraction | None:
    """Minutes a week that were applied for of what the line answers; ``None`` where it is not all said."""
    weekly = [request.minutes_per_week for request in application.requests if request.key in line.answers]
    known = [minutes for minutes in weekly if minutes is not None]
    if line.service is Service.BPA and application.total_minutes_per_week is not None:
        return Fraction(application.total_minutes_per_week)
    return sum(known, Fraction(0)) if known and len(known) == len(weekly) else None


def line_outcome(line: ServiceLine, application: Application, weeks: WeeksPerYear) -> LineOutcome | None:
    """A line's outcome: partly granted when it is less than was applied for; ``None`` while undecided."""
    if line.granted is None:
        return None
    if not line.granted:
        return LineOutcome.REFUSED
    applied = applied_minutes(line, application)
    given = None if line.extent is None else line.extent.per_week(weeks)
    if applied is not None and given is not None and given < applied:
        return LineOutcome.PARTLY
    return LineOutcome.GRANTED


def whole_outcome(outcomes: Iterable[LineOutcome | None]) -> LineOutcome | None:
    """The decision's outcome from its lines'; ``None`` while one is undecided, or there is no line."""
    found = set(outcomes)
    if not found or None in found:
        return None
    return found.pop() if len(found) == 1 else LineOutcome.PARTLY
