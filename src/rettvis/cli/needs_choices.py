"""What a file of needs chooses: shared housework, what is taken out, norms, and the weeks of the year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial

from rettvis.cli.needs_time import TIME_NAMES, read_time, written_name
from rettvis.edges.given.section import Section, exact_number
from rettvis.journey.application import ACTIVITIES, KindOfService
from rettvis.journey.application.time_use import MOST_ASSISTANTS, WEEK, check_time
from rettvis.journey.assessment import ClockRow
from rettvis.journey.calculation import (
    FIFTY_TWO,
    Choices,
    Deduction,
    Ground,
    NormUse,
    SharedHousework,
    WeeksPerYear,
)
from rettvis.journey.calculation.weeks import check_weeks
from rettvis.lawbook.norms import MUNICIPALITIES, at
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.units import minutes_from_hours
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class WrittenNorm:
    """A norm as a file gives it; minutes a week."""

    label: Sentence
    low: int | None
    high: int | None
    source: str


def read_choices(section: Section, rows: Sequence[ClockRow], group: str) -> Choices:
    """All choices of one case; ``group`` is adult, child or empty."""
    return Choices(
        shared_housework=_shared(section.section("shared_housework")),
        deductions=tuple(
            _deduction(part, number, rows) for number, part in enumerate(section.sections("taken_out"), 1)
        ),
        norms=(
            *(_norm(part, rows) for part in section.sections("norms")),
            *_norms_of_municipality(section, rows, group),
        ),
        weeks=_weeks(section),
    )


def _weeks(section: Section) -> WeeksPerYear:
    weeks = section.number("weeks_per_year")
    if weeks is None:
        return FIFTY_TWO
    convention = WeeksPerYear(weeks)
    section.faults += [
        Fault(section.place("weeks_per_year"), fault.message) for fault in check_weeks(convention)
    ]
    return convention


def _shared(section: Section | None) -> SharedHousework | None:
    if section is None:
        return None
    section.refuse_unknown(("share", "reason", "source"))
    share = section.number("share")
    if share is None and not section.has("share"):
        section.fault("share", sentence("Write how large a share the others do, as 1/2."))
    elif share is not None and not 0 < share <= 1:
        message = sentence(
            "The others’ share must be more than 0 and at most 1 (all of it), not {share}.", share=str(share)
        )
        section.fault("share", message)
    return SharedHousework(share or Fraction(1), section.text("reason"), section.text("source"))


def _deduction(section: Section, number: int, rows: Sequence[ClockRow]) -> Deduction:
    section.refuse_unknown(("ground", *TIME_NAMES, "from", "kind", "reason", "source"))
    ground = section.choice("ground", Ground)
    if ground is None and not section.has("ground"):
        message = sentence("Write on what ground: {grounds}.", grounds=[str(ground) for ground in Ground])
        section.fault("ground", message)
    time = read_time(section)
    for fault in check_time(time, ""):
        name = written_name(section, fault.place.removeprefix("."))
        section.faults.append(Fault(section.place(name), fault.message))
    concerns = _concerned(section, "from", rows)
    kind = section.choice("kind", KindOfService)
    if concerns is None and kind is None and not section.has("from") and not section.has("kind"):
        message = sentence("Write the activity (from) or the kind of service (kind) it is taken out of.")
        section.fault("from", message)
    return Deduction(
        key=f"out-{number}",
        ground=ground or Ground.ORDINARY_CARE,
        time=time,
        reason=section.text("reason"),
        source=section.text("source"),
        concerns=concerns,
        kind=kind,
    )


def _norm(section: Section, rows: Sequence[ClockRow]) -> NormUse:
    section.refuse_unknown(("label", "activities", "hours_per_week", "source", "reason"))
    low, high = _range(section)
    keys = []
    for activity in section.texts("activities"):
        found = [row.key for row in rows if activity in (row.activity, row.words)]
        if not found:
            known = [row.activity or row.words for row in rows]
            section.faults.append(unknown_name(section.place("activities"), activity, known))
        keys += found
    label = section.text("label") or ", ".join(section.texts("activities"))
    if not section.text("source"):
        section.fault("source", sentence("Write where the norm is set down."))
    norm = WrittenNorm(sentence("{words}", words=label), low, high, section.text("source"))
    return NormUse(norm, tuple(keys), section.text("reason"))


def _norms_of_municipality(section: Section, rows: Sequence[ClockRow], group: str) -> Iterator[NormUse]:
    """The known norms of the municipality for the activities of the file, as they are on the day."""
    name = section.text("municipality")
    reasons = section.section("norm_reasons")
    activities = dict.fromkeys(row.activity for row in rows if row.activity)
    if reasons is not None:
        reasons.refuse_unknown(activities)
    if not name:
        return
    if name.casefold() not in MUNICIPALITIES:
        known = sorted(set(MUNICIPALITIES.values()))
        section.faults.append(unknown_name(section.place("municipality"), name, known))
        return
    on = section.day("measured_on") or date.today()  # noqa: DTZ011 - the command line has a clock
    for activity in activities:
        norm = at(name, activity, group or "adult", on)
        if norm is not None:
            keys = tuple(row.key for row in rows if row.activity == activity)
            yield NormUse(norm, keys, reasons.text(activity) if reasons else "")


def _range(section: Section) -> tuple[int | None, int | None]:
    """The lowest and the highest hours of a norm, in minutes."""
    written = section.data.get("hours_per_week")
    ends = written if isinstance(written, list) else [written, written]
    if len(ends) != 2 or all(end is None for end in ends):
        message = sentence("Write the norm as two numbers of hours a week, as [3, 5].")
        section.fault("hours_per_week", message)
        return None, None
    reader = partial(minutes_from_hours, at_most=WEEK * MOST_ASSISTANTS)
    minutes = []
    for end in ends:
        place = section.place("hours_per_week")
        value = None if end is None else reader(end if exact_number(end) is not None else str(end), place)
        if isinstance(value, Fault):
            section.faults.append(value)
            value = None
        minutes.append(value)
    low, high = minutes
    if low is not None and high is not None and high < low:
        section.fault("hours_per_week", sentence("The lowest number of the norm must come first."))
    return low, high


def _concerned(section: Section, name: str, rows: Sequence[ClockRow]) -> str | None:
    """The key of the row that ``name`` points to, by its activity, its words or its number in the list."""
    if not section.has(name):
        return None
    wanted = str(section.data[name])
    found = [row.key for row in rows if wanted in (row.activity, row.words, row.key)]
    if len(found) > 1:
        message = sentence(
            "“{name}” stands several times among the needs. Write its number in the list instead.",
            name=wanted,
        )
        section.fault(name, message)
        return None
    if not found:
        known = [row.activity or row.words for row in rows] or list(ACTIVITIES)
        section.faults.append(unknown_name(section.place(name), wanted, known))
        return None
    return found[0]
