"""The steps of a count, each with the day it arrives at, its sentence and its legal basis."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.lawbook import references as law
from rettvis.lawbook.deadlines.days_off import Holidays, day_off, weekday, working_day_before
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.period import ONE_DAY
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Step:
    """One step of the count: the day it arrives at, why, and by which provision."""

    day: date
    what: str
    """``start``, ``count``, ``shift``, ``kept``, ``end`` or ``post``: stable, for data."""
    text: Sentence
    basis: LegalBasis


def week_step(start: date, week: int, weeks: int, counting: LegalBasis) -> Step:
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


def month_step(start: date, months: int, counting: LegalBasis) -> Step:
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


def shifts(end: date, holidays: Holidays) -> list[Step]:
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


def kept(end: date, holidays: Holidays) -> list[Step]:
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
        weekday=weekday(working_day_before(end, holidays)),
        before=working_day_before(end, holidays),
    )
    return [Step(end, "kept", text, law.END_ON_HOLIDAY.on(end))]


def by_post_step(last_day: date) -> Step:
    """What must have happened by the last day for something sent to be in time."""
    text = sentence(
        "What is sent is in time when it has been handed to the post, or has arrived electronically, before "
        "that day is over."
    )
    return Step(last_day, "post", text, law.COUNTING_OF_DEADLINE.on(last_day))
