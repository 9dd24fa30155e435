"""The distribution of a sum, against draws made person by person and what can be worked out by hand."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from rettvis.journey.simulation import Assumptions, Group, Uncertain, cost_of_year
from rettvis.lawbook.supplement import Step
from tests.journey.simulation.draws import costs, costs_with_movers

LEVELS = (Fraction(1, 20), Fraction(1, 2), Fraction(19, 20))
MIDDLE = Uncertain.between(Fraction(40, 100), Fraction(60, 100), Fraction(90, 100))


def quantiles(groups: tuple[Group, ...], hours: int, **others: object) -> list[int]:
    """The told levels of a whole year."""
    assumptions = Assumptions(groups=groups, **others)  # type: ignore[arg-type]
    cost = cost_of_year(Step(1, hours * 60), Fraction(0), assumptions, Fraction(1))
    return [value for _, value in cost.quantiles]


def test_convolution_agrees_with_draws_within_a_half_in_a_thousand() -> None:
    groups = (
        Group("adults", 150, 48_000, MIDDLE),
        Group("young", 60, 52_050, wanted=Uncertain.between(Fraction(0), Fraction(90), Fraction(300))),
        Group(
            "old",
            90,
            45_000,
            Uncertain.outcomes([(Fraction(0), Fraction(3, 10)), (Fraction(4, 5), Fraction(7, 10))]),
        ),
    )
    draws = costs(groups, [60, 300], 52, 100_000, seed=3)
    for hours, row in ((1, draws[0]), (5, draws[1])):
        told = np.array(quantiles(groups, hours), dtype=float)
        independent = np.quantile(row, [0.05, 0.5, 0.95])
        assert np.abs(told / independent - 1).max() < 0.0005


def test_those_who_come_and_leave_are_counted_as_the_draws_count_them() -> None:
    group = Group("all", 200, 48_000, MIDDLE, newcomers=Fraction(15), leavers=Fraction(1, 10))
    draws = costs_with_movers(group, 120, 52, 100_000, seed=5)
    told = np.array(quantiles((group,), 2), dtype=float)
    assert np.abs(told / np.quantile(draws, [0.05, 0.5, 0.95]) - 1).max() < 0.0005


def test_yes_or_no_for_each_person_is_the_binomial_distribution() -> None:
    one_or_none = Uncertain.outcomes([(Fraction(0), Fraction(1, 4)), (Fraction(1), Fraction(3, 4))])
    group = Group("all", 12, 50_000, one_or_none)
    unit = 50_000 * 52
    cost = cost_of_year(Step(1, 60), Fraction(0), Assumptions(groups=(group,), budget=9 * unit), Fraction(1))
    above = sum(comb(12, n) * 0.75**n * 0.25 ** (12 - n) for n in (10, 11, 12))
    assert cost.chance_over == pytest.approx(above, abs=1e-9)
    assert [value for _, value in cost.quantiles] == [6 * unit, 9 * unit, 11 * unit]


def test_a_single_person_has_her_own_distribution() -> None:
    draws = np.random.default_rng(1).beta(1 + 4 * 0.4, 5 - 4 * 0.4, 1_000_000)
    cost = 48_000 * 52 * (0.4 + 0.5 * np.quantile(draws, [0.05, 0.5, 0.95]))
    told = np.array(quantiles((Group("one", 1, 48_000, MIDDLE),), 1))
    assert np.abs(told / cost - 1).max() < 0.001


def test_what_is_common_to_all_is_drawn_and_agrees_with_the_exact_mixture() -> None:
    group = Group("all", 100, 48_000, MIDDLE)
    half_or_all = Uncertain.outcomes([(Fraction(1, 2), Fraction(1, 2)), (Fraction(1), Fraction(1, 2))])
    drawn = quantiles((group,), 2, shared_take_up=half_or_all)
    low = quantiles((group,), 2, levels=(Fraction(1, 10),))[0] / 2
    high = quantiles((group,), 2, levels=(Fraction(9, 10),))[0]
    assert drawn[0] == pytest.approx(low, rel=0.0005)
    assert drawn[2] == pytest.approx(high, rel=0.0005)


def test_shared_take_up_alone_has_the_levels_of_its_own_distribution() -> None:
    assumptions = Assumptions(shared_take_up=MIDDLE)
    cost = cost_of_year(Step(1, 60, 1_000_000_000), Fraction(0), assumptions, Fraction(1))
    draws = np.random.default_rng(2).beta(1 + 4 * 0.4, 5 - 4 * 0.4, 4_000_000)
    wanted = 1_000_000_000 * (0.4 + 0.5 * np.quantile(draws, [0.05, 0.5, 0.95]))
    told = np.array([value for _, value in cost.quantiles])
    assert cost.method == "simulation"
    assert np.abs(told / wanted - 1).max() < 0.0005


def test_a_known_shared_factor_gives_the_same_with_and_without_draws() -> None:
    group = Group("all", 100, 48_000, MIDDLE)
    almost = Uncertain.outcomes(
        [(Fraction(1, 2), Fraction(1, 2)), (Fraction(1, 2) + Fraction(1, 10**9), Fraction(1, 2))]
    )
    exact = quantiles((group,), 2, shared_take_up=Uncertain.certain(Fraction(1, 2)))
    drawn = quantiles((group,), 2, shared_take_up=almost)
    assert np.abs(np.array(drawn) / np.array(exact) - 1).max() < 0.0005


def test_mean_and_variance_of_three_points_are_those_of_their_nodes() -> None:
    values, weights = MIDDLE.nodes(4000)
    assert float(values @ weights) == pytest.approx(float(MIDDLE.mean), rel=1e-6)
    mean = float(values @ weights)
    assert float((values - mean) ** 2 @ weights) == pytest.approx(float(MIDDLE.variance), rel=1e-5)


@pytest.mark.parametrize(("mean", "spread"), [(61, 22), (30, 40), (92, 20)])
def test_a_share_by_mean_and_deviation_is_the_beta_distribution_that_has_both(mean: int, spread: int) -> None:
    share = Uncertain.share(Fraction(mean, 100), Fraction(spread, 100))
    values, weights = share.nodes(4096)
    assert float(values @ weights) == pytest.approx(mean / 100, abs=1e-4)
    assert float((values - mean / 100) ** 2 @ weights) == pytest.approx((spread / 100) ** 2, rel=1e-3)
    group = Group("all", 80, 48_000, share)
    independent = np.quantile(costs([group], [60], 52, 100_000, seed=4)[0], [0.05, 0.5, 0.95])
    assert np.abs(np.array(quantiles((group,), 1)) / independent - 1).max() < 0.001


def test_what_is_common_to_a_group_is_drawn_for_that_group_alone() -> None:
    level = Uncertain.between(Fraction(50, 100), Fraction(80, 100), Fraction(1))
    groups = (
        Group("adults", 60, 48_000, MIDDLE, shared_take_up=level),
        Group("young", 40, 52_000, MIDDLE),
    )
    cost = cost_of_year(Step(1, 120), Fraction(0), Assumptions(groups=groups), Fraction(1))
    draws = costs(groups, [120], 52, 400_000, seed=6)[0]
    told = np.array([value for _, value in cost.quantiles], dtype=float)
    assert cost.method == "simulation"
    assert np.abs(told / np.quantile(draws, [0.05, 0.5, 0.95]) - 1).max() < 0.001
    assert cost.expected == pytest.approx(draws.mean(), rel=0.001)
    shares = {(one.name, one.level): one.share for one in cost.variance_shares}
    mean = 60 * 48_000 * 2 * 52 * float(MIDDLE.mean)
    assert shares["adults", True] == pytest.approx(float(level.variance) * mean**2 / draws.var(), rel=0.01)


def test_a_known_level_of_a_group_is_a_factor() -> None:
    half = Group("all", 100, 48_000, MIDDLE, shared_take_up=Uncertain.certain(Fraction(1, 2)))
    whole = quantiles((Group("all", 100, 48_000, MIDDLE),), 2)
    assert quantiles((half,), 2) == pytest.approx([value / 2 for value in whole], abs=1)
    cost = cost_of_year(Step(1, 60), Fraction(0), Assumptions(groups=(half,)), Fraction(1))
    assert cost.full_take_up == 100 * 48_000 * 52


def test_every_step_has_the_figures_it_has_alone() -> None:
    """One sum serves every step where all use a share of the hours: nothing may come of the order."""
    group = Group("all", 30, 48_000, MIDDLE, newcomers=Fraction(4), leavers=Fraction(1, 10))
    for hours in (5, 1, 2):
        wanted = Uncertain.between(*(point * 60 * hours for point in MIDDLE.points))
        alone = Group("all", 30, 48_000, wanted=wanted, newcomers=Fraction(4), leavers=Fraction(1, 10))
        assert quantiles((group,), hours) == pytest.approx(quantiles((alone,), hours), rel=1e-4)
