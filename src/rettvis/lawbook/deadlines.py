"""Deadlines in a case, counted with every step shown.

domstolloven § 148: a period in weeks ends on the weekday it began on, a period in months on the same day of
the month, and where the month has no such day, on its last.  § 149: a period that ends on a Saturday, a
holiday or a day that the law makes equal to one, lasts through the next working day.  fvl. § 30 refers to
these two, and not to the court holidays of § 140, so the summer stops no clock; and what is handed to the
post in time is in time. § 36 says the same of a claim for costs.

Which way a weekend moves a deadline is decided with care for the person: what a *party* must do by a day
moves forward; what the *municipality* or the County Governor must do does not, and the explanation says so.
NOT AUTOMATED: the day on which a person "got or should have got sufficient knowledge" (pbrl. § 7-5) is given
by a caseworker; whether a complaint that comes late is tried all the same (fvl. § 31) is for a person.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rettvis.lawbook import references as law
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import ONE_DAY
from rettvis.rulekit.wording import N_, Sentence, sentence

Holidays = Mapping[date, Sentence]
"""Each holiday and its name; Saturdays and Sundays are seen from the date."""

LONGEST_ANSWER_TIME = 366
"""The most days that may be set for an answer to an advance notice; more is surely a slip of the pen."""


@dataclass(frozen=True)
class Kind:
    """A kind of deadline: its length, from what it runs, and whether a day off moves it forward."""

    name: str
    title: str
    runs_from: str
    reference: law.Reference
    months: int = 0
    days: int = 0
    moves: bool = True
    by_post: bool = False
    """Whether it is enough to hand it to the post in time (fvl. § 30)."""


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "complaint",
            N_("Complaint about a decision"),
            N_("the day the person got, or should have got, enough knowledge to complain"),
            law.COMPLAINT_DEADLINE,
            days=28,
            by_post=True,
        ),
        Kind(
            "preliminary-reply",
            N_("Preliminary reply to an application"),
            N_("the day the application was received"),
            law.PRELIMINARY_REPLY,
            months=1,
            moves=False,
        ),
        Kind(
            "advance-notice",
            N_("Answer to an advance notice"),
            N_("the day the notice was sent"),
            law.ADVANCE_NOTICE,
        ),
        Kind(
            "late-complaint",
            N_("The last day on which a late complaint can be tried"),
            N_("the day the decision was made"),
            law.LATE_COMPLAINT,
            months=12,
            moves=False,
        ),
        Kind(
            "worsening-notice",
            N_("Notice that the County Governor may change the decision to the complainant’s disadvantage"),
            N_("the day the municipality received the complaint"),
            law.APPEAL_BODY,
            months=3,
            moves=False,
        ),
        Kind(
            "costs-claim",
            N_("Claim for the costs of the case"),
            N_("the day the person was told of the changed decision"),
            law.COSTS,
            days=21,
            by_post=True,
        ),
    )
}
"""Every kind of deadline that can be counted, by name."""


@dataclass(frozen=True)
class Step:
    """One step of the count: the day it arrives at, why, and by which provision."""

    day: date
    what: str
    """``start``, ``count``, ``shift``, ``kept``, ``end`` or ``post``: stable, for data."""
    text: Sentence
    basis: LegalBasis


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
    steps += _shifts(end, holidays) if kind.moves else _kept(end, holidays)
    last_day = steps[-1].day
    text = sentence("The last day is {weekday} {day:date}.", weekday=weekday(last_day), day=last_day)
    steps.append(Step(last_day, "end", text, basis))
    steps += [_by_post(last_day)] if kind.by_post else []
    return Deadline(kind, start, last_day, _working_day(last_day, holidays, -ONE_DAY), tuple(steps))


def _counted(kind: Kind, start: date, basis: LegalBasis) -> list[Step]:
    """The length of the deadline, week by week, or by the month, or by the day."""
    counting = law.LENGTH_OF_PERIODS.on(start)
    if kind.months:
        return [_month_step(start, kind.months, counting)]
    if kind.days % 7 or kind.name == "advance-notice":
        end = start + timedelta(days=kind.days)
        text = sentence(
            "{days} days after the start is {weekday} {day:date}.",
            days=kind.days,
            weekday=weekday(end),
            day=end,
        )
        return [Step(end, "count", text, basis)]
    return [_week_step(start, week, kind.days // 7, counting) for week in range(1, kind.days // 7 + 1)]


def _week_step(start: date, week: int, weeks: int, counting: LegalBasis) -> Step:
    """One week of a deadline in weeks."""
    day = start + timedelta(weeks=week)
    text = sentence(
        "Week {week} of {weeks} ends on {weekday} {day:date}.",
        week=week,
        weeks=weeks,
        weekday=weekday(day),
        day=day,
    )
    return Step(day, "count", text, counting)


def _month_step(start: date, months: int, counting: LegalBasis) -> Step:
    """A deadline in months: the same day of the month, or the month's last day where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(start.day, longest))
    if start.day > longest:
        text = sentence(
            "The month in which the deadline ends has no day {number}, so its last day counts: "
            "{weekday} {day:date}.",
            number=start.day,
            weekday=weekday(day),
            day=day,
        )
    elif months == 1:
        text = sentence("One month after the start is {weekday} {day:date}.", weekday=weekday(day), day=day)
    else:
        text = sentence(
            "{months} months after the start is {weekday} {day:date}.",
            months=months,
            weekday=weekday(day),
            day=day,
        )
    return Step(day, "count", text, counting)


def _shifts(end: date, holidays: Holidays) -> list[Step]:
    """Day by day forward from a Saturday, a Sunday or a holiday to the next working day."""
    steps = []
    while (why := day_off(end, holidays)) is not None:
        following = end + ONE_DAY
        text = sentence(
            "{day:date} is {why}, so the deadline moves to {weekday} {following:date}.",
            day=end,
            why=why,
            weekday=weekday(following),
            following=following,
        )
        steps.append(Step(following, "shift", text, law.END_ON_HOLIDAY.on(end)))
        end = following
    return steps


def _kept(end: date, holidays: Holidays) -> list[Step]:
    """A deadline of the authorities, or an outer limit, is not lengthened by a day off."""
    why = day_off(end, holidays)
    if why is None:
        return []
    text = sentence(
        "{day:date} is {why}. This deadline is counted strictly and is not moved forward: the rule on "
        "Saturdays and holidays is not used to give more time here. The last working day before it is "
        "{weekday} {before:date}.",
        day=end,
        why=why,
        weekday=weekday(_working_day(end, holidays, -ONE_DAY)),
        before=_working_day(end, holidays, -ONE_DAY),
    )
    return [Step(end, "kept", text, law.END_ON_HOLIDAY.on(end))]


def _by_post(last_day: date) -> Step:
    """What must have happened by the last day for something sent to be in time."""
    text = sentence(
        "What is sent is in time when it has been handed to the post, or has arrived electronically, before "
        "that day is over."
    )
    return Step(last_day, "post", text, law.COUNTING_OF_DEADLINE.on(last_day))


def day_off(day: date, holidays: Holidays) -> Sentence | None:
    """Why ``day`` is not a working day: a holiday's name, a Saturday or a Sunday; None for a working day."""
    if day in holidays:
        return holidays[day]
    if day.weekday() == 5:
        return sentence("a Saturday")
    return sentence("a Sunday") if day.weekday() == 6 else None


def _working_day(day: date, holidays: Holidays, step: timedelta) -> date:
    """``day``, or the nearest working day in the direction of ``step``."""
    while day_off(day, holidays) is not None:
        day += step
    return day


def weekday(day: date) -> Sentence:
    """The name of the day of the week."""
    return Sentence(WEEKDAYS[day.weekday()])


WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
