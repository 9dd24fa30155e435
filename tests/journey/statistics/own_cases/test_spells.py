"""A line is in force on its own days, less what later decisions did to it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.statistics.own_cases.spells import LineChanged, Spell, SpellEnd, spells

START = date(2025, 1, 1)
day = st.integers(0, 30).map(lambda more: START + timedelta(days=more))


@given(day, st.none() | day, st.lists(st.builds(LineChanged, day, st.booleans(), st.just(SpellEnd.REPLACED))))
def test_each_day_is_judged_by_the_newest_change(first, last, changes) -> None:
    found = list(spells(first, last, changes))
    for more in range(-2, 40):
        on = START + timedelta(days=more)
        newest = max(
            ((change.from_on, place) for place, change in enumerate(changes) if change.from_on <= on),
            default=None,
        )
        counts = True if newest is None else changes[newest[1]].in_force
        expected = first <= on and (last is None or on <= last) and counts
        within = [one for one in found if one.first <= on and (one.last is None or on <= one.last)]
        assert len(within) == expected


def test_a_replaced_line_says_that_it_was_replaced() -> None:
    changes = [LineChanged(date(2025, 3, 1), False, SpellEnd.REPLACED)]
    assert list(spells(START, date(2026, 1, 1), changes)) == [
        Spell(START, date(2025, 2, 28), SpellEnd.REPLACED)
    ]
