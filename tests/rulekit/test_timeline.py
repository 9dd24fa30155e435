"""A timeline says day by day what its pieces say, however it is cut, combined and merged."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.rulekit.period import Period
from rettvis.rulekit.timeline import Piece, Timeline, combine, combine_any

START = date(2024, 2, 20)
WINDOW = [START + timedelta(days=number) for number in range(40)]
BEFORE_AND_AFTER = [date.min, date(2000, 1, 1), *WINDOW, date(2100, 1, 1), date.max]


@st.composite
def timelines(draw: st.DrawFn) -> Timeline[int]:
    """Timelines with gaps, neighbours with equal values, and sometimes no end."""
    starts = sorted(draw(st.sets(st.sampled_from(WINDOW), max_size=8)))
    pieces = []
    for first, following in pairwise([*starts, WINDOW[-1] + timedelta(days=10)]):
        if draw(st.booleans()):
            last = first + timedelta(days=draw(st.integers(0, (following - first).days - 1)))
            pieces.append(Piece(Period(first, last), draw(st.integers(0, 2))))
    if draw(st.booleans()):
        pieces.append(Piece(Period(WINDOW[-1] + timedelta(days=10)), draw(st.integers(0, 2))))
    return Timeline(pieces)


def by_day(timeline: Timeline[int]) -> dict[date, int]:
    """The values day by day, found by looking at each piece."""
    return {day: piece.value for day in BEFORE_AND_AFTER for piece in timeline if day in piece.period}


def test_pieces_that_overlap_are_refused_with_both_named() -> None:
    one, two = Period(date(2026, 1, 1), date(2026, 6, 30)), Period(date(2026, 6, 30))
    with pytest.raises(ValueError, match="2026-01-01–2026-06-30 and 2026-06-30– overlap"):
        Timeline.of((one, "a"), (two, "b"))


def test_a_gap_is_visible_and_has_no_value() -> None:
    line = Timeline.of(
        (Period(date(2026, 1, 1), date(2026, 1, 31)), 5), (Period(date(2026, 3, 1), date(2026, 3, 31)), 6)
    )
    assert line.gaps() == (Period(date(2026, 2, 1), date(2026, 2, 28)),)
    assert line.at(date(2026, 2, 14)) is None
    assert line.at(date(2026, 3, 31)) == 6
    assert line.at(date(2026, 4, 1)) is None


def test_equal_neighbours_are_merged_and_a_gap_keeps_them_apart() -> None:
    line = Timeline.of(
        (Period(date(2026, 1, 1), date(2026, 1, 31)), 5),
        (Period(date(2026, 2, 1), date(2026, 2, 28)), 5),
        (Period(date(2026, 3, 2), None), 5),
    )
    assert [piece.period.say() for piece in line.merged()] == ["2026-01-01–2026-02-28", "2026-03-02–"]


def test_a_function_is_computed_once_for_each_piece() -> None:
    seen: list[int] = []
    line = Timeline.of((Period(date(2026, 1, 1), date(2026, 12, 31)), 3))
    assert line.map(lambda value: seen.append(value) or value + 1).at(date(2026, 5, 1)) == 4
    assert seen == [3]


def test_timelines_without_pieces_combine_to_nothing() -> None:
    assert combine(lambda a, b: a, Timeline[int](), Timeline[int]()) == Timeline[int]()
    assert len(combine_any(lambda: 1)) == 0


@given(timelines())
def test_the_value_of_a_day_is_that_of_its_piece(line: Timeline[int]) -> None:
    expected = by_day(line)
    assert {day: line.at(day) for day in BEFORE_AND_AFTER if line.piece_at(day)} == expected


@given(timelines())
def test_merging_changes_no_day_and_leaves_no_equal_neighbours(line: Timeline[int]) -> None:
    merged = line.merged()
    assert by_day(merged) == by_day(line)
    assert merged.merged() == merged
    assert len(merged) <= len(line)
    for one, two in pairwise(merged):
        assert not (one.period.meets(two.period) and one.value == two.value)


@given(timelines(), st.lists(st.sampled_from(BEFORE_AND_AFTER), max_size=5))
def test_cutting_changes_no_day_and_merging_undoes_it(line: Timeline[int], days: list[date]) -> None:
    cut = line.cut(*days)
    assert by_day(cut) == by_day(line)
    assert cut.merged() == line.merged()
    assert all(piece.period.first == day for day in days for piece in cut if day in piece.period)


@given(timelines(), timelines(), timelines())
def test_combined_values_are_the_function_of_each_days_values(
    one: Timeline[int], two: Timeline[int], three: Timeline[int]
) -> None:
    combined = combine(lambda a, b, c: 9 * a + 3 * b + c, one, two, three)
    values = [by_day(line) for line in (one, two, three)]
    expected = {
        day: 9 * values[0][day] + 3 * values[1][day] + values[2][day]
        for day in BEFORE_AND_AFTER
        if all(day in known for known in values)
    }
    assert by_day(combined) == expected


@given(timelines(), timelines())
def test_combining_any_keeps_each_day_that_one_of_them_has(one: Timeline[int], two: Timeline[int]) -> None:
    combined = combine_any(lambda a, b: (a, b), one, two)
    first, second = by_day(one), by_day(two)
    expected = {
        day: (first.get(day), second.get(day)) for day in BEFORE_AND_AFTER if day in first or day in second
    }
    assert {day: combined.at(day) for day in BEFORE_AND_AFTER if combined.piece_at(day)} == expected


@given(timelines())
def test_gaps_and_pieces_share_no_day_and_fill_the_span(line: Timeline[int]) -> None:
    filled = Timeline([*line.pieces, *(Piece(gap, -1) for gap in line.gaps())])
    assert filled.gaps() == ()
    for one, two in pairwise(filled):
        assert one.period.meets(two.period)


@given(timelines(), st.sampled_from(WINDOW), st.sampled_from(WINDOW))
def test_the_part_within_a_period_has_the_days_of_both(line: Timeline[int], one: date, two: date) -> None:
    period = Period(min(one, two), max(one, two))
    expected = {day: value for day, value in by_day(line).items() if day in period}
    assert by_day(line.within(period)) == expected
