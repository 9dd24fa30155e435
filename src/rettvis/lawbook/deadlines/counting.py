"""Counts a deadline step by step, and says each step in words."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from rettvis.lawbook import references as law
from rettvis.lawbook.deadlines.days_off import Holidays, weekday, working_day_before
from rettvis.lawbook.deadlines.kinds import KINDS, Kind
from rettvis.lawbook.deadlines.steps import Step, by_post_step, kept, month_step, shifts, week_step
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

LONGEST_ANSWER_TIME = 366
"""The most days that may be set for an answer to an advance notice; more is surely a slip of the pen."""


@dataclass(frozen=True)
class Deadline:
    """The last day of a deadline, and the steps that lead to it."""

    kind: Kind
    start: date
    last_day: date
    act_by: date
    """The last working day on or before ``last_day``: when an office must have acted."""
    steps: tuple[Step, ...]

    @property
    def bases(self) -> tuple[LegalBasis, ...]:
        """The provisions used, each once, the main one first."""
        return tuple(dict.fromkeys(step.basis for step in self.steps))


def count_deadline(
    name: str, start: date, holidays: Holidays, *, days: int | None = None
) -> Deadline | Fault:
    """Count the deadline ``name`` from ``start`` (the day it runs from, not itself counted).

    ``days`` is how long the municipality has set for an answer to an advance notice (fvl. § 16 sets none),
    and belongs to that kind alone. ``holidays`` must cover the time up to two years after ``start``.
    """
    kind = KINDS[name]
    if kind.name == "advance-notice":
        if days is None or not 1 <= days <= LONGEST_ANSWER_TIME:
            return Fault(
                "days",
                sentence(
                    "The law sets no length for this deadline. Give the number of days that the "
                    "municipality has set, from 1 to {most}.",
                    most=LONGEST_ANSWER_TIME,
                ),
            )
        kind = replace(kind, days=days)
    elif days is not None:
        return Fault("days", sentence("The length of this deadline is set by law. Leave the days out."))
    try:
        return _count(kind, start, holidays)
    except (OverflowError, ValueError):
        return Fault("from", sentence("{day:date} is too far ahead to count from.", day=start))


def _count(kind: Kind, start: date, holidays: Holidays) -> Deadline:
    """The steps, one by one."""
    basis = kind.reference.on(start)
    text = sentence(
        "The deadline runs from {weekday} {day:date}: {runs_from}.",
        weekday=weekday(start),
        day=start,
        runs_from=Sentence(kind.runs_from),
    )
    steps = [Step(start, "start", text, basis), *_counted(kind, start, basis)]
    end = steps[-1].day
    steps += shifts(end, holidays) if kind.moves else kept(end, holidays)
    last_day = steps[-1].day
    text = sentence("The last day is {weekday} {day:date}.", weekday=weekday(last_day), day=last_day)
    steps.append(Step(last_day, "end", text, basis))
    steps += [by_post_step(last_day)] if kind.by_post else []
    return Deadline(kind, start, last_day, working_day_before(last_day, holidays), tuple(steps))


def _counted(kind: Kind, start: date, basis: LegalBasis) -> list[Step]:
    """The length of the deadline, week by week, or by the month, or by the day."""
    counting = law.LENGTH_OF_PERIODS.on(start)
    if kind.months:
        return [month_step(start, kind.months, counting)]
    if kind.days % 7 or kind.name == "advance-notice":
        end = start + timedelta(days=kind.days)
        text = sentence(
            "{days} days after the start is {weekday} {day:date}.",
            days=kind.days,
            weekday=weekday(end),
            day=end,
        )
        return [Step(end, "count", text, basis)]
    return [week_step(start, week, kind.days // 7, counting) for week in range(1, kind.days // 7 + 1)]
