"""The outcome of many cases is the outcome that each has when it is explained alone."""

from random import Random

import pytest

from rettvis.rulekit.findings import Explainer
from rettvis.rulekit.frames.outcomes import CODES, with_outcome
from tests.rulekit.engines import by_closure, by_polars
from tests.rulekit.random_rules import FACTS, random_case, random_ruleset

ASKED = [fact for fact in FACTS if fact.question is not None]


@pytest.mark.parametrize("seed", range(6))
def test_the_code_of_a_case_is_the_outcome_of_its_explanation(seed: int) -> None:
    random = Random(seed)
    seen = set()
    for _ in range(25):
        ruleset = random_ruleset(random, nodes=12)
        cases = [random_case(random, missing) for missing in (0.0, 0.1, 0.5) for _ in range(12)]
        answered = [random_case(random, 0.0) for _ in range(12)]
        cases += [{k: v for k, v in case.items() if FACTS_BY_NAME[k].question is None} for case in answered]
        explainer = Explainer(ruleset)
        expected = [explainer.explain(case).outcome for case in cases]
        rules = with_outcome(ruleset, {fact.name for fact in FACTS})
        for engine in (by_closure, by_polars):
            codes = engine(rules.ruleset, cases)[rules.code.name]
            assert [CODES[int(code or 0)] for code in codes] == expected
        seen |= set(expected)
    assert seen == set(CODES)


FACTS_BY_NAME = {fact.name: fact for fact in FACTS}
