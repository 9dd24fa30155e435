"""What cannot be right in a day clock: every row by itself, and the whole laid out over 24 hours."""

from collections import Counter
from collections.abc import Iterable
from math import ceil

from rettvis.journey.application import TimeUse
from rettvis.journey.application.checks import check_activity, check_keys
from rettvis.journey.application.time_use import DAY, WEEK, check_time
from rettvis.journey.assessment.day_clock import ClockRow, DayClock, DayParts
from rettvis.journey.assessment.layout import by_part, minutes_every_day, minutes_on_a_day
from rettvis.journey.assessment.parts_of_day import DayPart
from rettvis.journey.assessment.reasons import check_reason
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence


def check_clock(clock: DayClock) -> list[Fault]:
    """Every fault of the rows, of the parts of the day, and of the day as a whole."""
    parts_wrong = check_day_parts(clock.parts)
    faults = [*parts_wrong, *check_keys((row.key for row in clock.rows), "clock")]
    sound: list[ClockRow] = []
    for row in clock.rows:
        found = check_row(row, clock.parts)
        faults += found
        if not any(".assessed" in fault.place or fault.place.endswith(".when") for fault in found):
            sound.append(row)
    if not parts_wrong:
        faults += check_24_hours(DayClock(tuple(sound), clock.parts))
    return faults


def check_row(row: ClockRow, parts: DayParts) -> list[Fault]:
    """What cannot be right in one row."""
    place = f"clock.{row.key}"
    # What the case's own form offers is known there, also when the program does not know it.
    faults = [] if row.named else check_activity(row.activity, row.words, place)
    faults += check_time(row.assessed, f"{place}.assessed")
    faults += check_time(row.by_person, f"{place}.by_person")
    faults += _check_when(row, parts, f"{place}.when")
    if row.figures_differ:
        needed = sentence(
            "The person says {person} and the assessment says {assessed}. Write why they differ.",
            person=_formula(row.by_person),
            assessed=_formula(row.assessed),
        )
        faults += check_reason(row.difference_reason, f"{place}.difference_reason", needed)
    return faults


def check_day_parts(parts: DayParts) -> list[Fault]:
    """A fault unless morning, day, evening and night begin in that order within one day and night."""
    if 0 <= parts.morning < parts.day < parts.evening < parts.night <= DAY:
        return []
    message = sentence("Morning, day, evening and night must begin in that order. Correct the clock times.")
    return [Fault("clock.parts", message)]


def check_24_hours(clock: DayClock) -> list[Fault]:
    """A fault when one assistant would have more than 24 hours in a day, naming the fullest day part.

    Only what is certain is a fault: what is done every day and the longest of what is done more seldom,
    or more than seven days' worth in the week.
    """
    times = [row.assessed for row in clock.rows if row.assessed is not None]
    weekly = sum(time.for_one for time in times)
    seldom = [minutes_on_a_day(time) - minutes_every_day(time) for time in times if time.times_per_week]
    a_day = sum(minutes_every_day(time) for time in times) + max(seldom, default=0)
    if a_day <= DAY and weekly <= WEEK:
        return []
    most = max(a_day, ceil(weekly / 7))
    part, minutes = _fullest(clock)
    message = sentence(
        "The day clock holds {sum:hours} in one day for one assistant, but a day has 24 hours. Most of it "
        "stands here: {part} ({minutes:hours}). Correct the times, take out what is done at the same "
        "time, or enter more than one assistant.",
        sum=most,
        part=part,
        minutes=minutes,
    )
    return [Fault("clock", message)]


def _check_when(row: ClockRow, parts: DayParts, place: str) -> list[Fault]:
    when, time = row.when, row.assessed
    if when is None:
        return []
    if (when.part is None) == (when.start is None):
        return [Fault(place, sentence("Choose a part of the day, or give a clock time; one of the two."))]
    if when.start is not None:
        return _check_start(when.start, time, place)
    night = parts.length(DayPart.NIGHT)
    if when.part is DayPart.NIGHT and time is not None and time.minutes > night and time.times_per_week:
        message = sentence(
            "The night is {night:hours} long, but the row has {minutes:hours} at night. "
            "Split it, or give the clock time at which it starts.",
            night=night,
            minutes=time.minutes,
        )
        return [Fault(place, message)]
    return []


def _check_start(start: int, time: TimeUse | None, place: str) -> list[Fault]:
    if not 0 <= start < DAY:
        return [Fault(place, sentence("The clock time must be from 00:00 to 23:59."))]
    if time is not None and (time.times_per_week is None or time.times_per_week > 7):
        message = sentence(
            "A clock time goes with minutes each time, at most 7 times a week. "
            "Make one row for each time of the day, or choose a part of the day instead."
        )
        return [Fault(place, message)]
    return []


def _fullest(clock: DayClock) -> tuple[Sentence, int]:
    """The part of the day with the most minutes on a day, and these minutes."""
    held: Counter[DayPart | None] = Counter()
    for row in clock.rows:
        if row.assessed is None:
            continue
        spread = by_part(row, clock.parts)
        times_a_day = max(1, minutes_on_a_day(row.assessed) // row.assessed.minutes)
        if row.assessed.times_per_week is None or not spread:
            spread_part = row.when.part if row.when else None
            held[spread_part] += minutes_on_a_day(row.assessed)
        else:
            held.update(_times(spread.items(), times_a_day))
    part, minutes = max(held.items(), key=lambda item: (item[1], str(item[0])))
    return (sentence("No time of day given") if part is None else part.label), minutes


def _times(spread: Iterable[tuple[DayPart, int]], times: int) -> dict[DayPart | None, int]:
    return {part: minutes * times for part, minutes in spread}


def _formula(time: TimeUse | None) -> Sentence:
    return sentence("not known") if time is None else time.formula()
