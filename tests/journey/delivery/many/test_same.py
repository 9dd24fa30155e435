"""Many lines as columns deviate exactly as one line at a time does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.journey.delivery import Grounds, Shift, check_rules, check_shifts
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.many import check_many
from tests.journey.delivery import shifts as made

DAY = date_of(20_500)


@settings(max_examples=300)
@given(
    st.lists(made.shifts(), max_size=14),
    st.integers(0, 3),
    made.grounds,
    st.sampled_from(["law", "union_agreement"]),
    st.sampled_from([100, 33]),
)
def test_the_same_deviations(
    lines: list[Shift], again: int, grounds: Grounds, regime: str, resting: int
) -> None:
    lines = [*lines, *lines[:again]]
    rules = check_rules(DAY, regime, resting)
    assert check_many(lines, grounds, rules) == check_shifts(lines, grounds, rules)


def test_no_lines_at_all() -> None:
    assert check_many([], Grounds(), check_rules(DAY)) == ()
