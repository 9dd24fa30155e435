"""Shifts and frames as the tests write them, and many of them by chance."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from rettvis.journey.delivery import (
    Absence,
    AgreedPrice,
    Away,
    Frame,
    Grounds,
    InvoicedLine,
    JourneyFrame,
    Shift,
    ShiftDeviation,
    ShiftKind,
    check_rules,
    check_shifts,
)
from rettvis.journey.delivery.local_time import OSLO, day_at, midnight
from rettvis.journey.delivery.shift import LONGEST
from rettvis.rulekit.period import Period

RULES = check_rules(date(2026, 3, 1))
ALWAYS = Period(date(2026, 1, 1))


def at(text: str) -> datetime:
    """A local time: "2026-03-02 08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def shift(start: str, end: str, person: str = "P1", assistant: str = "A1", **more: object) -> Shift:
    """A shift with one provider."""
    return Shift(person, assistant, str(more.pop("provider", "L1")), at(start), at(end), **more)  # type: ignore[arg-type]


def frame(person: str = "P1", period: Period = ALWAYS, **more: object) -> Frame:
    """A decision."""
    return Frame(person, period, **more)  # type: ignore[arg-type]


def found(shifts: list[Shift], *frames: Frame, **more: object) -> list[tuple[str, int, int]]:
    """What deviates: code, found and allowed."""
    grounds = Grounds(frames or (frame(several=True, night=True),), **more)  # type: ignore[arg-type]
    return [(str(one.code), one.found, one.allowed) for one in check_shifts(shifts, grounds, RULES)]


def codes(told: list[tuple[str, int, int]]) -> set[str]:
    """The codes alone."""
    return {code for code, _, _ in told}


PERSONS, ASSISTANTS, PROVIDERS = ("P1", "P2", "P3"), ("A1", "A2"), ("L1", "L2")
FIRST = date(2026, 3, 23)
DAYS = 16


@st.composite
def shifts(draw: st.DrawFn) -> Shift:
    """A shift of any length, about a night when the clock is turned, or the turn of a year."""
    first = draw(st.sampled_from([FIRST, date(2026, 10, 20), date(2025, 12, 22)]))
    start = datetime(first.year, first.month, first.day, tzinfo=OSLO)
    start += timedelta(days=draw(st.integers(0, DAYS)), minutes=30 * draw(st.integers(0, 47)))
    begins = int(start.timestamp())
    longest = min(LONGEST, midnight(day_at(begins // 60) + 2) - begins // 60)
    length = min(30 * draw(st.integers(1, LONGEST // 30)), longest)
    start, end = (datetime.fromtimestamp(one, OSLO) for one in (begins, begins + length * 60))
    return Shift(
        draw(st.sampled_from(PERSONS)),
        draw(st.sampled_from(ASSISTANTS)),
        draw(st.sampled_from(PROVIDERS)),
        start,
        end,
        draw(st.sampled_from([0, 0, 15, min(length, 300)])),
        draw(st.sampled_from(list(ShiftKind))),
        draw(st.sampled_from([None, None, 60])),
        draw(st.sampled_from([None, 50000])),
        draw(st.sampled_from(["", "kommune", "utenfor", "utland"])),
    )


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Days about the shifts'."""
    first = date(2025, 12, 1) + timedelta(days=draw(st.integers(0, 340)))
    return Period(first, draw(st.sampled_from([None, first + timedelta(days=draw(st.integers(0, 60)))])))


minutes = st.sampled_from([None, 60, 601, 2400, 40000])
frames = st.builds(
    Frame,
    st.sampled_from(PERSONS),
    periods(),
    minutes,
    minutes,
    minutes,
    minutes,
    st.booleans(),
    st.booleans(),
)
absences = st.builds(Absence, st.sampled_from(PERSONS), st.sampled_from(list(Away)), periods())
kinds = st.sampled_from([None, *ShiftKind])
prices = st.builds(AgreedPrice, st.sampled_from(PROVIDERS), periods(), st.sampled_from([50000, 51250]), kinds)
invoiced = st.builds(
    InvoicedLine,
    st.just("F1"),
    st.just("1"),
    st.sampled_from(PROVIDERS),
    st.sampled_from(PERSONS),
    periods(),
    st.integers(0, 3000),
    kinds,
    st.sampled_from([None, 50000]),
    st.sampled_from([None, 100000]),
)
journeys = st.builds(
    JourneyFrame, st.sampled_from(PERSONS), periods(), st.sampled_from([True, False, None]), st.booleans()
)
grounds = st.builds(
    Grounds,
    st.lists(frames, max_size=5).map(tuple),
    st.lists(absences, max_size=3).map(tuple),
    st.one_of(st.none(), st.lists(prices, max_size=4).map(tuple)),
    st.one_of(st.none(), st.lists(invoiced, max_size=4).map(tuple)),
    st.one_of(st.none(), st.lists(journeys, max_size=4).map(tuple)),
)

__all__ = ["RULES", "ShiftDeviation", "codes", "found", "frame", "grounds", "shift", "shifts"]
