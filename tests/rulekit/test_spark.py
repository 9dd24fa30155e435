"""Spark gives the same answers from unchanged rules, missing values included."""

from random import Random

import pytest

from tests.rulekit.engines import by_meaning, by_spark
from tests.rulekit.random_rules import random_case, random_ruleset
from tests.rulekit.test_engines_agree import disagreements

pytestmark = pytest.mark.spark


@pytest.mark.parametrize("seed", range(3))
def test_spark_agrees_with_the_meaning_on_every_node(seed: int) -> None:
    random = Random(seed + 100)
    ruleset = random_ruleset(random, nodes=20)
    cases = [random_case(random, missing) for missing in (0.0, 0.3) for _ in range(1500)]
    assert disagreements(by_meaning(ruleset, cases), by_spark(ruleset, cases))[:5] == []
