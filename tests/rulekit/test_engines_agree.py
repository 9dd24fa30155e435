"""Random rulesets: every engine gives the value that the meaning of the operators defines."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulekit.engines import ENGINES, Columns, by_closure, by_duckdb, by_meaning, by_numpy, by_polars
from tests.rulekit.random_rules import DAYS, RECENT_DAYS, random_case, random_ruleset

FAST = (by_closure, by_numpy, by_polars)
RULESETS_EACH = 2
CASES = 2600


def disagreements(expected: Columns, found: Columns) -> list[str]:
    """Where two engines differ, in words."""
    return [
        f"{name}, case {row}: {right!r} expected, {wrong!r} found"
        for name, column in expected.items()
        for row, (right, wrong) in enumerate(zip(column, found[name], strict=True))
        if right != wrong or type(right) is not type(wrong)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_all_engines_agree_with_the_meaning_on_every_node(seed: int) -> None:
    random = Random(seed)
    compared = 0
    for _ in range(RULESETS_EACH):
        ruleset = random_ruleset(random)
        cases = [random_case(random, missing) for missing in (0.0, 0.05, 0.3) for _ in range(CASES // 3)]
        expected = by_meaning(ruleset, cases)
        for engine in (*FAST, by_duckdb):
            assert disagreements(expected, engine(ruleset, cases))[:5] == [], engine.__name__
        compared += len(cases) * len(ruleset.nodes)
    assert compared > 167_000, "twelve seeds must make two million node values"


def test_many_rulesets_agree_on_a_few_cases() -> None:
    random = Random(2020)
    for number in range(60):
        ruleset = random_ruleset(random, nodes=24)
        days = RECENT_DAYS if number % 2 else DAYS
        cases = [random_case(random, missing, days) for missing in (0.0, 0.2, 0.8) for _ in range(20)]
        expected = by_meaning(ruleset, cases)
        for engine in FAST:
            assert disagreements(expected, engine(ruleset, cases))[:5] == [], engine.__name__


@given(random=st.randoms(), missing=st.sampled_from([0.0, 0.5]))
def test_small_rulesets_agree_whatever_is_missing(random: Random, missing: float) -> None:
    ruleset = random_ruleset(random, nodes=3, depth=2)
    cases = [random_case(random, missing) for _ in range(3)]
    expected = by_meaning(ruleset, cases)
    for engine in ENGINES:
        assert disagreements(expected, engine(ruleset, cases)) == [], engine.__name__
