"""The parts of a difference add up to it, whatever the figures are."""

from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.statistics.drivers.decomposition import (
    SplitMethod,
    decompose,
    in_whole_units,
    splittable,
)

NUMBERS = st.fractions(min_value=0, max_value=10_000, max_denominator=1000)
POSITIVE = st.fractions(min_value=Fraction(1, 1000), max_value=10_000, max_denominator=1000)


def states(numbers: st.SearchStrategy[Fraction]) -> st.SearchStrategy[tuple[dict, dict]]:
    """Two states with the same groups and factors."""
    return st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
        lambda size: st.tuples(
            *(
                st.fixed_dictionaries({f"g{one}": st.tuples(*[numbers] * size[0]) for one in range(size[1])})
                for _ in range(2)
            )
        )
    )


def whole(state: dict) -> Fraction:
    return sum((prod(factors) for factors in state.values()), Fraction(0))


def names(state: dict) -> list[str]:
    return [f"f{place}" for place in range(len(next(iter(state.values()))))]


@given(states(NUMBERS))
def test_the_parts_of_shapley_add_up_exactly(pair: tuple[dict, dict]) -> None:
    before, after = pair
    parts = decompose(before, after, names(before), SplitMethod.SHAPLEY)
    assert sum(part.amount for part in parts) == whole(after) - whole(before)


@given(states(POSITIVE))
def test_the_parts_of_lmdi_add_up_exactly(pair: tuple[dict, dict]) -> None:
    before, after = pair
    assert splittable(before, after)
    parts = decompose(before, after, names(before), SplitMethod.LMDI)
    assert sum(part.amount for part in parts) == whole(after) - whole(before)


@given(st.tuples(*[NUMBERS] * 3), st.tuples(*[NUMBERS] * 3))
def test_shapley_is_the_mean_over_every_order(
    before: tuple[Fraction, ...], after: tuple[Fraction, ...]
) -> None:
    """The definition itself: change the factors one at a time, in every order, and take the mean."""
    added = [Fraction(0)] * 3
    for order in permutations(range(3)):
        now = list(before)
        for place in order:
            earlier = prod(now)
            now[place] = after[place]
            added[place] += prod(now) - earlier
    parts = decompose({"all": before}, {"all": after}, ["a", "b", "c"], SplitMethod.SHAPLEY)
    assert [part.amount for part in parts] == [one / 6 for one in added]


@given(states(NUMBERS))
def test_turning_the_comparison_round_turns_every_sign(pair: tuple[dict, dict]) -> None:
    before, after = pair
    there = decompose(before, after, names(before), SplitMethod.SHAPLEY)
    back = decompose(after, before, names(before), SplitMethod.SHAPLEY)
    turned = {(part.group, part.factor): -part.amount for part in back}
    assert {(part.group, part.factor): part.amount for part in there} == turned


@given(st.tuples(*[POSITIVE] * 3), st.integers(0, 2), POSITIVE)
def test_a_factor_that_did_not_change_has_no_part(
    before: tuple[Fraction, ...], place: int, other: Fraction
) -> None:
    after = tuple(value if one == place else other for one, value in enumerate(before))
    for method in SplitMethod:
        parts = decompose({"all": before}, {"all": after}, ["a", "b", "c"], method)
        assert abs(parts[place].amount) < Fraction(1, 10**20)
        if method is SplitMethod.SHAPLEY:
            assert parts[place].amount == 0


def test_two_factors_by_hand() -> None:
    """10 users with 100 hours become 12 with 110: 210 from users, 110 from hours."""
    parts = decompose(
        {"all": (Fraction(10), Fraction(100))},
        {"all": (Fraction(12), Fraction(110))},
        ["users", "hours"],
        SplitMethod.SHAPLEY,
    )
    assert [part.amount for part in parts] == [210, 110]


def test_lmdi_by_hand() -> None:
    """4 x 1 becomes 4 x 4: the whole of 12 is from the second factor."""
    parts = decompose(
        {"all": (Fraction(4), Fraction(1))}, {"all": (Fraction(4), Fraction(4))}, ["a", "b"], SplitMethod.LMDI
    )
    assert [part.amount for part in parts] == [0, 12]


def test_lmdi_refuses_a_factor_that_comes_from_zero() -> None:
    before, after = {"all": (Fraction(0), Fraction(1))}, {"all": (Fraction(2), Fraction(1))}
    assert not splittable(before, after)
    with pytest.raises(ValueError, match="above zero"):
        decompose(before, after, ["a", "b"], SplitMethod.LMDI)
    assert [part.amount for part in decompose(before, after, ["a", "b"], SplitMethod.SHAPLEY)] == [2, 0]


def test_states_with_other_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="same groups"):
        decompose({"a": (Fraction(1),)}, {"b": (Fraction(1),)}, ["f"], SplitMethod.SHAPLEY)


@given(st.lists(st.fractions(min_value=-1000, max_value=1000, max_denominator=500), max_size=8))
def test_what_is_shown_adds_up_to_the_rounded_sum(amounts: list[Fraction]) -> None:
    shown = in_whole_units(amounts)
    assert sum(shown) == (sum(amounts, Fraction(0)) + Fraction(1, 2)).__floor__()
    assert all(abs(unit - amount) < 1 for unit, amount in zip(shown, amounts, strict=True))
