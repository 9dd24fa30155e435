"""The model finds a difference that is planted, none where none is, and says so when it cannot tell."""

from random import Random

import numpy as np
import pytest

from rettvis.journey.statistics.fairness.conclusion import conclusions, reservations
from rettvis.journey.statistics.fairness.model import FEWEST_USERS, fit
from rettvis.journey.statistics.fairness.needs_met import COMPARED_BY, NeedMet, sample_of

NAMES = {factor: {} for factor in COMPARED_BY}


def users(count: int, seed: int, provider: float = 1.0, **fixed: str) -> list[NeedMet]:
    """Invented users; those with a provider are granted ``provider`` times what others are."""
    chance, found = Random(seed), []
    for _ in range(count):
        groups = {
            "organised": chance.choice(["contract", "provider"]),
            "unit": chance.choice(["1", "2"]),
            "age": chance.choice(["18-49", "50-66"]),
            "sex": chance.choice(["female", "male"]),
        } | fixed
        need = round(chance.lognormvariate(6.5, 0.6))
        share = 0.95 * chance.lognormvariate(0, 0.1) * (provider if groups["organised"] == "provider" else 1)
        found.append(NeedMet(need, max(1, round(need * share)), **groups))
    return found


def effect_of(fitted, factor: str):
    """The one effect of a factor with two levels."""
    return next(one for one in fitted.effects if one.factor == factor)


@pytest.mark.parametrize("seed", range(5))
def test_a_planted_difference_is_found_with_its_size(seed):
    sample = sample_of(users(400, seed, provider=0.8), 10)
    effect = effect_of(fit(sample), "organised")
    expected = -20 if effect.level == "provider" else 25
    assert effect.low < expected < effect.high
    assert (effect.high < 0) == (expected < 0)
    assert effect.high - effect.low < 8
    assert effect.users == sample.count("organised", effect.level)


def test_without_a_difference_about_one_in_twenty_intervals_leaves_zero_out():
    outside = [
        not one.low <= 0 <= one.high
        for seed in range(60)
        for one in fit(sample_of(users(150, 1000 + seed), 10)).effects
    ]
    assert len(outside) == 240
    assert 2 <= sum(outside) <= 25


def test_the_estimate_is_what_the_normal_equations_give():
    sample = sample_of(users(200, 3, provider=0.9), 10)
    fitted = fit(sample)
    marks = [[float(getattr(one, e.factor) == e.level) for e in fitted.effects] for one in sample.users]
    design = np.column_stack([np.ones(200), np.log([one.assessed for one in sample.users]), marks])
    solved = np.linalg.solve(design.T @ design, design.T @ np.log([one.granted for one in sample.users]))
    for place, effect in enumerate(fitted.effects, start=2):
        assert effect.percent == pytest.approx(100 * (np.exp(solved[place]) - 1), abs=1e-6)


def said(fitted) -> str:
    """Every remark, in English."""
    return " ".join(one.say("en") for one in fitted.remarks)


@pytest.mark.parametrize("count", [0, 1, 5, FEWEST_USERS - 1, 50])
def test_too_few_users_are_said_to_be_too_few(count):
    fitted = fit(sample_of(users(count, 1), 3))
    assert fitted.effects == ()
    assert "too few" in said(fitted)


def test_a_factor_with_one_group_is_left_out_with_a_sentence():
    fitted = fit(sample_of(users(200, 2, unit="1"), 10))
    assert "Unit: all are in one group" in said(fitted)
    assert {one.factor for one in fitted.effects} == {"organised", "age", "sex"}


def test_a_factor_that_follows_another_is_left_out_with_a_sentence():
    same = [
        NeedMet(one.assessed, one.granted, one.organised, one.organised, one.age, one.sex)
        for one in users(200, 2)
    ]
    fitted = fit(sample_of(same, 10))
    assert "Unit cannot be told apart" in said(fitted)
    assert "unit" not in {one.factor for one in fitted.effects}


def test_hours_copied_from_the_assessment_give_no_uncertainty():
    copied = [
        NeedMet(one.assessed, one.assessed, one.organised, one.unit, one.age, one.sex)
        for one in users(200, 2)
    ]
    fitted = fit(sample_of(copied, 10))
    assert fitted.effects == ()
    assert "exactly" in said(fitted)


def test_the_same_need_for_all_explains_nothing():
    same = [NeedMet(600, one.granted, one.organised, one.unit, one.age, one.sex) for one in users(200, 2)]
    assert "same assessed need" in said(fit(sample_of(same, 10)))


def test_small_groups_are_taken_out_and_counted():
    few = users(4, 9, sex="")
    sample = sample_of([*users(200, 2), *few, NeedMet(0, 60, "bpa", "1", "18-49", "male")], 10)
    assert sample.in_small_groups == 4
    assert sample.without_need == 1
    assert "" not in sample.levels["sex"]


def test_groups_with_needs_of_another_size_are_not_said_to_differ():
    small = users(150, 4, organised="contract")
    large = [
        NeedMet(40 * one.assessed, 30 * one.granted, "bpa", one.unit, one.age, one.sex)
        for one in users(100, 5)
    ]
    fitted = fit(sample_of([*small, *large], 10))
    sentence = next(iter(conclusions(fitted, NAMES))).say("en")
    assert "cannot be compared" in sentence


def test_conclusions_say_what_is_and_what_is_not_known_and_never_why():
    clear = [one.say("en") for one in conclusions(fit(sample_of(users(600, 1, provider=0.7), 10)), NAMES)]
    assert "with the same assessed need" in clear[0]
    assert any("about as many" in one for one in clear)
    unclear = [one.say("en") for one in conclusions(fit(sample_of(wild(90), 10)), NAMES)]
    assert any("cannot be told" in one for one in unclear)
    for text in [*clear, *unclear, *(one.say("en") for one in reservations())]:
        assert "because" not in text
        assert "cause" not in text
        assert "due to" not in text


def wild(count: int) -> list[NeedMet]:
    """Users whose grants are all over the place."""
    chance = Random(7)
    return [
        NeedMet(one.assessed, max(1, round(one.granted * chance.lognormvariate(0, 1))), *groups)
        for one in users(count, 8)
        for groups in [(one.organised, one.unit, one.age, one.sex)]
    ]
