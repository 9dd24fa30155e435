"""The day clock drawn as a dial of 24 hours: midnight at the top, noon at the bottom.

Only drawing happens here; what stands where comes from ``journey.assessment.lay_out``. Rows that overlap in
time get rings of their own, so that nothing hides anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

from rettvis.journey.application import KindOfService
from rettvis.journey.application.time_use import DAY, exact_minutes
from rettvis.journey.assessment import Arc, ClockRow, DayClock, DayPart, DayParts, lay_out
from rettvis.journey.assessment.clock_checks import check_day_parts, check_row
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.pages.quantities import clock_typed

MIDDLE = 200
OUTER, INNER = 158, 78
"""Between these radii the rows are drawn."""
THICKEST = 34
LEAST = 6
"""Minutes: a shorter arc could not be seen or touched."""


@dataclass(frozen=True)
class Drawn:
    """One row on the dial: its path, the kind that colours it, and its words."""

    key: str
    path: str
    kind: str
    words: Sentence
    exact: bool
    """Whether a clock time was given."""


@dataclass(frozen=True)
class Hour:
    """A number or a tick round the dial."""

    text: str
    x: float
    y: float
    tick: str


@dataclass(frozen=True)
class Total:
    """Minutes a week of one kind of service; an unknown kind is None."""

    kind: str
    label: Sentence
    minutes: Sentence


@dataclass(frozen=True)
class Dial:
    """All that is drawn, and what stands beside it."""

    night: str
    hours: tuple[Hour, ...]
    arcs: tuple[Drawn, ...]
    totals: tuple[Total, ...]
    whole: Sentence
    not_drawn: tuple[ClockRow, ...]
    """Rows without a time of day, or without minutes."""


def draw(clock: DayClock) -> Dial:
    """The dial of ``clock``."""
    arcs = lay_out(clock)
    rings = _rings(arcs)
    rows = {row.key: row for row in clock.rows}
    thickness = min(THICKEST, (OUTER - INNER) / max(1, max(rings.values(), default=0) + 1))
    drawn = tuple(_drawn(arc, rows[arc.row], rings[arc.row], thickness) for arc in arcs)
    shown = {arc.row for arc in arcs}
    begins, length = clock.parts.begins(DayPart.NIGHT), clock.parts.length(DayPart.NIGHT)
    return Dial(
        night=_band(begins, length, OUTER + 10, INNER - 10),
        hours=tuple(_hour(hour) for hour in range(24)),
        arcs=drawn,
        totals=tuple(_totals(clock.rows)),
        whole=weekly(clock.rows),
        not_drawn=tuple(row for row in clock.rows if row.key not in shown),
    )


def sound_part(clock: DayClock) -> DayClock:
    """What can be drawn of a day clock that is still being typed: the rows without a fault."""
    parts = DayParts() if check_day_parts(clock.parts) else clock.parts
    return DayClock(tuple(row for row in clock.rows if not _cannot_be_drawn(row, parts)), parts)


def _cannot_be_drawn(row: ClockRow, parts: DayParts) -> bool:
    of_time = (".assessed", ".by_person", ".when")
    return any(part in fault.place for fault in check_row(row, parts) for part in of_time)


def weekly(rows: Iterable[ClockRow]) -> Sentence:
    """The caseworker's figures together, a week."""
    return hours_and_minutes(
        sum((row.assessed.per_week for row in rows if row.assessed is not None), Fraction(0))
    )


def hours_and_minutes(minutes: Fraction) -> Sentence:
    """Exact minutes a week as hours and minutes; a part of a minute is not rounded away."""
    if minutes.denominator == 1:
        return sentence("{minutes:hours}", minutes=minutes.numerator)
    return exact_minutes(minutes)


def _totals(rows: Iterable[ClockRow]) -> Iterable[Total]:
    rows = tuple(rows)
    for kind in (*KindOfService, None):
        own = [row for row in rows if row.kind is kind and row.assessed is not None]
        if own:
            label = kind.label if kind else sentence("Kind not chosen")
            yield Total(kind.value if kind else "unknown", label, weekly(own))


def _rings(arcs: Iterable[Arc]) -> dict[str, int]:
    """The ring of each arc: the outermost where it meets no other."""
    taken: list[list[Arc]] = []
    rings: dict[str, int] = {}
    for arc in arcs:
        place = next(
            (at for at, ring in enumerate(taken) if not any(_meet(arc, o) for o in ring)), len(taken)
        )
        if place == len(taken):
            taken.append([])
        taken[place].append(arc)
        rings[arc.row] = place
    return rings


def _meet(one: Arc, other: Arc) -> bool:
    return any(
        one.start + shift < other.start + max(other.minutes, LEAST)
        and other.start < one.start + shift + max(one.minutes, LEAST)
        for shift in (-DAY, 0, DAY)
    )


def _drawn(arc: Arc, row: ClockRow, ring: int, thickness: float) -> Drawn:
    outer = OUTER - ring * thickness
    path = _band(arc.start, max(arc.minutes, LEAST), outer, outer - thickness + 2)
    words = sentence(
        "{label}: {when}, {minutes:hours} on a day. {kind}. {week} a week.",
        label=row.label,
        when=_when(arc, row),
        minutes=arc.minutes,
        kind=row.kind.label if row.kind else sentence("Kind not chosen"),
        week=weekly([row]),
    )
    return Drawn(row.key, path, row.kind.value if row.kind else "unknown", words, arc.exact)


def _when(arc: Arc, row: ClockRow) -> Sentence:
    if arc.exact or row.when is None or row.when.part is None:
        until = clock_typed((arc.start + arc.minutes) % DAY)
        return sentence("from {start} to {until}", start=clock_typed(arc.start), until=until)
    return sentence("{part} (no clock time)", part=row.when.part.label)


def _hour(hour: int) -> Hour:
    angle = hour * 60
    x, y = _point(angle, OUTER + 26)
    length = 8 if hour % 3 == 0 else 4
    (x1, y1), (x2, y2) = _point(angle, OUTER + 10), _point(angle, OUTER + 10 + length)
    return Hour(f"{hour:02d}" if hour % 3 == 0 else "", x, y, f"M{x1} {y1}L{x2} {y2}")


def _band(start: int, minutes: int, outer: float, inner: float) -> str:
    """A closed band from the minute ``start``; a whole day and night is drawn as two halves."""
    if minutes >= DAY:
        return _band(0, DAY // 2, outer, inner) + _band(DAY // 2, DAY // 2, outer, inner)
    large = 1 if minutes > DAY / 2 else 0
    (x1, y1), (x2, y2) = _point(start, outer), _point(start + minutes, outer)
    (x3, y3), (x4, y4) = _point(start + minutes, inner), _point(start, inner)
    return (
        f"M{x1} {y1}A{outer:g} {outer:g} 0 {large} 1 {x2} {y2}"
        f"L{x3} {y3}A{inner:g} {inner:g} 0 {large} 0 {x4} {y4}Z"
    )


def _point(minute: float, radius: float) -> tuple[float, float]:
    turn = 2 * pi * minute / DAY
    return round(MIDDLE + radius * sin(turn), 1), round(MIDDLE - radius * cos(turn), 1)
