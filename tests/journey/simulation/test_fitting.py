"""A take-up fitted from earlier use: what is drawn is found again, and too little is not fitted."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.simulation import Assumptions, Group, check_assumptions, fit_take_up


def test_the_distribution_that_use_was_drawn_from_is_found_again() -> None:
    generator = np.random.default_rng(3)
    shares = generator.beta(2.4, 1.5, 20_000)
    found = fit_take_up((round(share * 100_000), 100_000) for share in shares)
    assert found is not None
    assert found.persons == 20_000
    assert float(found.take_up.mean) == pytest.approx(2.4 / 3.9, abs=0.005)
    assert float(found.take_up.variance) == pytest.approx(2.4 * 1.5 / (3.9**2 * 4.9), rel=0.03)


def test_mean_and_deviation_are_worked_out_as_by_hand() -> None:
    found = fit_take_up([(50, 100)] * 5 + [(100, 100)] * 5)
    assert found is not None
    assert found.take_up.mean == Fraction(3, 4)
    assert found.take_up.spread == Fraction(2635, 10_000)  # √(10 × 0.0625 / 9) = 0.26352


def test_more_than_all_counts_as_all_and_is_told() -> None:
    found = fit_take_up([(150, 100)] * 3 + [(-5, 100)] + [(100, 100)] * 8)
    assert found is not None
    assert found.above == 3
    assert found.take_up.mean == Fraction(9167, 10_000)


def test_too_few_persons_or_none_with_hours_give_no_fit() -> None:
    assert fit_take_up([(1, 2)] * 9) is None
    assert fit_take_up([(1, 0)] * 100) is None
    assert fit_take_up([]) is None


def test_who_all_use_alike_are_certain() -> None:
    found = fit_take_up([(60, 100)] * 10)
    assert found is not None
    assert found.take_up.known


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), min_size=10, max_size=40))
def test_whatever_was_used_a_fit_can_be_computed_with(pairs: list[tuple[int, int]]) -> None:
    found = fit_take_up(pairs)
    assert found is not None
    group = Group("all", 5, 48_000, found.take_up)
    assert [fault.place for fault in check_assumptions(Assumptions(groups=(group,)), None)] == []
    values, weights = found.take_up.nodes(256)
    assert np.isfinite(weights).all()
    assert 0 <= float(values @ weights) <= 1
