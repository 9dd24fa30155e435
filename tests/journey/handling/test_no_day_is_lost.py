"""Whatever happens in a case, in whatever order it is told: its parts add up to the whole."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.handling import (
    OTHERS,
    Awaited,
    EventKind,
    HandlingEvent,
    clock_of,
    handling_time,
    waited_for,
)

FIRST = date(2026, 1, 1)
DAYS = st.integers(-5, 60).map(lambda number: FIRST + timedelta(days=number))
KINDS = st.sampled_from(list(EventKind))
PARTIES = st.sampled_from(list(Awaited))


@st.composite
def stories(draw: st.DrawFn) -> list[HandlingEvent]:
    """A case that is received, then any events at all, corrections among them, in any order."""
    told = draw(st.lists(st.tuples(KINDS, DAYS, PARTIES, st.booleans()), max_size=14))
    events = [HandlingEvent(1, EventKind.RECEIVED, FIRST)]
    for number, (kind, on, party, withdrawn) in enumerate(told, start=2):
        corrects = draw(st.integers(1, number)) if kind is EventKind.CORRECTED else None
        events.append(
            HandlingEvent(number, kind, on, party, corrects=corrects, withdrawn=withdrawn and corrects != 1)
        )
    return events


@given(stories(), DAYS)
def test_the_parts_add_up_to_the_whole(events, as_of):
    clock = clock_of(events)
    spent = handling_time(clock, as_of)
    if spent is None:
        assert clock.received is None or as_of < clock.received
        return
    end = min(as_of, clock.ended or as_of)
    assert spent.days == max((end - clock.received).days, 0)
    assert sum(spent.by_party.values()) == spent.days
    assert spent.own_days + spent.waiting_on_others == spent.days
    assert all(days >= 0 for days in spent.by_party.values())


@given(stories(), DAYS)
def test_every_day_is_told_once_and_as_a_count_day_by_day_tells_it(events, as_of):
    clock = clock_of(events)
    line = waited_for(clock, as_of)
    assert line.gaps() == ()
    told = [piece.period.first + timedelta(days=n) for piece in line for n in range(piece.period.days)]
    assert len(told) == len(set(told))
    for day in told:
        waiting = [wait for wait in clock.waits if wait.covers(day)]
        others = any(wait.party in OTHERS for wait in waiting)
        assert (line.at(day) in OTHERS) == others
        assert (line.at(day) is Awaited.CASEWORKER) == (not waiting) or Awaited.CASEWORKER in {
            wait.party for wait in waiting
        }


@given(stories(), st.randoms())
def test_the_order_in_which_events_are_handed_over_does_not_matter(events, chance):
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert clock_of(shuffled) == clock_of(events)


@given(stories(), DAYS, DAYS)
def test_a_case_never_gets_younger(events, one, two):
    early, late = sorted((one, two))
    clock = clock_of(events)
    first, second = handling_time(clock, early), handling_time(clock, late)
    if first is not None:
        assert second is not None
        assert second.days >= first.days
        assert second.waiting_on_others >= first.waiting_on_others
