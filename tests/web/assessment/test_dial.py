"""The dial: rings that do not hide each other, and nothing drawn that cannot be right."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.assessment import ClockRow, DayClock, DayPart, DayParts, When
from rettvis.web.assessment.dial import draw, sound_part

ROWS = st.builds(
    ClockRow,
    key=st.uuids().map(str),
    words=st.just("x"),
    kind=st.sampled_from([None, *KindOfService]),
    when=st.none()
    | st.builds(When, part=st.sampled_from(list(DayPart)))
    | st.builds(When, start=st.integers(-5, 2000)),
    assessed=st.none()
    | st.builds(TimeUse, st.integers(-10, 3000), st.none() | st.fractions(-1, 200, max_denominator=8)),
)


def clock(*rows: tuple[int, int]) -> DayClock:
    made = (
        ClockRow(str(number), words="x", when=When(start=start), assessed=TimeUse(minutes, Fraction(7)))
        for number, (start, minutes) in enumerate(rows)
    )
    return DayClock(tuple(made))


def test_rows_at_the_same_time_get_rings_of_their_own() -> None:
    together = draw(clock((400, 60), (420, 60), (470, 30)))
    radii = [arc.path.split("A")[1].split()[0] for arc in together.arcs]
    assert radii[0] == radii[2] != radii[1]


def test_a_row_past_midnight_meets_one_just_after() -> None:
    radii = [arc.path.split("A")[1].split()[0] for arc in draw(clock((1430, 30), (5, 30))).arcs]
    assert radii[0] != radii[1]


def test_a_whole_day_is_drawn_as_two_halves() -> None:
    assert draw(clock((0, 1440))).arcs[0].path.count("Z") == 2


def test_the_sum_is_exact() -> None:
    row = ClockRow("a", words="x", assessed=TimeUse(50, Fraction(1, 3)))
    assert draw(DayClock((row,))).whole.say("nb") == "16 2/3 minutter"


def test_a_row_without_a_time_of_day_is_named_beside_the_dial() -> None:
    row = ClockRow("a", words="x", assessed=TimeUse(50))
    assert draw(DayClock((row,))).not_drawn == (row,)


@given(st.lists(ROWS, max_size=6), st.builds(DayParts, *[st.integers(-10, 1500)] * 4))
def test_whatever_is_being_typed_can_be_drawn(rows: list[ClockRow], parts: DayParts) -> None:
    dial = draw(sound_part(DayClock(tuple(rows), parts)))
    for arc in dial.arcs:
        assert arc.words.say("nb")
        assert "nan" not in arc.path
