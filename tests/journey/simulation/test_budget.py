"""The cost of each step: what must hold whatever the assumptions are."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.journey.simulation import (
    Assumptions,
    Group,
    Uncertain,
    budget,
    check_assumptions,
    cost_of_year,
    first_year_share,
)
from rettvis.lawbook.supplement import SchemeVersion, Step
from rettvis.rulekit.period import Period

STEPS = tuple(Step(n, 60 * hours, 1_120_000_000 * hours) for n, hours in ((1, 1), (2, 2), (3, 3), (4, 5)))
VERSION = SchemeVersion(Period(date(2026, 9, 1)), "decision", "condition", STEPS, administration=Fraction(1))

percents = st.integers(0, 100).map(lambda number: Fraction(number, 100))
shares = st.tuples(percents, percents, percents).map(lambda parts: Uncertain.between(*sorted(parts)))
groups = st.builds(
    Group,
    name=st.just("all"),
    persons=st.integers(1, 40),
    price=st.integers(1, 100_000),
    take_up=shares,
    newcomers=st.integers(0, 5).map(Fraction),
    leavers=percents,
)


def test_the_printed_costs_come_out_as_they_were_printed() -> None:
    found = budget(VERSION, Assumptions())
    expected = [1_120_000_000, 2_240_000_000, 3_360_000_000, 5_600_000_000]
    assert [step.full_year.expected for step in found.steps] == expected
    assert [step.full_year.full_take_up for step in found.steps] == expected
    assert {value for step in found.steps[:1] for _, value in step.full_year.quantiles} == {1_120_000_000}


def test_the_first_year_is_counted_by_days() -> None:
    assert first_year_share(date(2026, 9, 1)) == Fraction(122, 365)
    assert first_year_share(date(2028, 9, 1)) == Fraction(122, 366)
    assert first_year_share(date(2028, 2, 29)) == Fraction(307, 366)
    assert first_year_share(date(2027, 1, 1)) == 1
    found = budget(VERSION, Assumptions())
    assert found.steps[1].first_year.expected == 748_712_329  # 22.4 million × 122 / 365


def test_administration_is_added_once_and_only_where_its_price_is_known() -> None:
    without = budget(VERSION, Assumptions()).steps[0].full_year
    found = budget(VERSION, Assumptions(administration=80_000_000)).steps[0]
    assert without.administration is None
    assert found.full_year.expected == without.expected + 80_000_000
    assert found.first_year.administration == 26_739_726  # 800,000 × 122 / 365


def test_the_largest_step_within_the_budget_depends_on_the_certainty() -> None:
    uncertain = Assumptions(
        shared_take_up=Uncertain.between(Fraction(40, 100), Fraction(60, 100), Fraction(90, 100)),
        budget=2_300_000_000,
    )
    assert budget(VERSION, uncertain).largest_step == 2
    assert budget(VERSION, replace(uncertain, certainty=Fraction(6, 10))).largest_step == 3
    assert budget(VERSION, replace(uncertain, budget=1)).largest_step is None
    assert budget(VERSION, replace(uncertain, budget=None)).largest_step is None


def test_a_cost_that_is_the_budget_does_not_break_it() -> None:
    found = budget(VERSION, Assumptions(budget=2_240_000_000))
    assert [step.full_year.chance_over for step in found.steps] == [0.0, 0.0, 1.0, 1.0]
    assert found.largest_step == 2


def test_the_same_assumptions_give_the_same_figures_and_another_seed_nearly_the_same() -> None:
    common = Assumptions(
        shared_take_up=Uncertain.between(Fraction(1, 5), Fraction(1, 2), Fraction(1)),
        price_growth=Uncertain.between(Fraction(0), Fraction(3, 100), Fraction(1, 10)),
    )
    assert budget(VERSION, common) == budget(VERSION, common)
    one, two = (budget(VERSION, replace(common, seed=seed)).steps[1].full_year for seed in (1, 2))
    assert one.quantiles != two.quantiles
    for (_, first), (_, second) in zip(one.quantiles, two.quantiles, strict=True):
        assert first == pytest.approx(second, rel=0.002)


def test_common_take_up_matters_more_than_what_each_of_many_persons_does() -> None:
    one = Uncertain.between(Fraction(40, 100), Fraction(60, 100), Fraction(90, 100))
    assumptions = Assumptions(groups=(Group("all", 500, 48_000, one),), shared_take_up=one)
    found = budget(VERSION, assumptions).steps[0].full_year.variance_shares
    assert found[0].name == "shared_take_up"
    assert found[0].share > 0.99
    assert sum(part.share for part in found) == pytest.approx(1)


def test_what_is_wrong_is_told_all_at_once() -> None:
    wrong = Assumptions(
        groups=(
            Group(
                "a",
                0,
                0,
                Uncertain.between(Fraction(1, 2), Fraction(1), Fraction(13, 10)),
                newcomers=Fraction(-1),
                leavers=Fraction(2),
            ),
            Group("a", 1, 1, wanted=Uncertain.certain(Fraction(20_000))),
        ),
        shared_take_up=Uncertain.outcomes([(Fraction(0), Fraction(1, 2)), (Fraction(1), Fraction(1, 4))]),
        price_growth=Uncertain.certain(Fraction(-1)),
        weeks_per_year=Fraction(60),
        certainty=Fraction(1),
        levels=(Fraction(0),),
        draws=1,
    )
    places = [fault.place for fault in check_assumptions(wrong, VERSION)]
    assert len(places) == 14
    assert "groups.1.take_up_percent" in places
    no_price = replace(VERSION, steps=(Step(1, 60),))
    assert [fault.place for fault in check_assumptions(Assumptions(), no_price)] == ["groups"]
    assert check_assumptions(Assumptions(), VERSION) == []


@given(groups)
def test_more_hours_never_cost_less(group: Group) -> None:
    steps = budget(VERSION, Assumptions(groups=(group,))).steps
    for level in range(3):
        costs = [step.full_year.quantiles[level][1] for step in steps]
        assert costs == sorted(costs)
    assert [step.full_year.expected for step in steps] == sorted(step.full_year.expected for step in steps)


@given(groups, percents)
def test_a_higher_price_or_take_up_never_costs_less(group: Group, growth: Fraction) -> None:
    def expected(one: Group, **others: object) -> int:
        assumptions = Assumptions(groups=(one,), **others)  # type: ignore[arg-type]
        return cost_of_year(STEPS[0], Fraction(0), assumptions, Fraction(1)).expected

    base = expected(group)
    assert expected(replace(group, price=group.price + 1)) >= base
    assert expected(replace(group, take_up=Uncertain.certain(1))) >= base
    assert expected(group, price_growth=Uncertain.certain(growth)) >= base


@given(st.lists(groups, min_size=1, max_size=4))
@settings(max_examples=30)
def test_the_groups_add_up(parts: list[Group]) -> None:
    named = tuple(replace(group, name=str(n)) for n, group in enumerate(parts))
    whole = cost_of_year(STEPS[1], Fraction(0), Assumptions(groups=named), Fraction(1))
    each = [cost_of_year(STEPS[1], Fraction(0), Assumptions(groups=(one,)), Fraction(1)) for one in named]
    assert abs(whole.expected - sum(one.expected for one in each)) <= len(parts)
    assert abs(whole.full_take_up - sum(one.full_take_up for one in each)) <= len(parts)


@given(groups)
def test_the_levels_rise_and_lie_about_the_expected_cost(group: Group) -> None:
    cost = cost_of_year(
        STEPS[0],
        Fraction(0),
        Assumptions(groups=(group,), levels=(Fraction(1, 1000), Fraction(999, 1000))),
        Fraction(1),
    )
    (_, low), (_, high) = cost.quantiles
    slack = max(2, cost.full_take_up // 1000)
    assert low - slack <= cost.expected <= high + slack
