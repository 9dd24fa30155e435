"""The written function explains a case as the definitions do: values, open facts, reasons of every node."""

from random import Random

import pytest

from rettvis.rulekit.closure import Closure
from rettvis.rulekit.decisive import decisive
from rettvis.rulekit.expression import Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.findings import Explainer, FactUsed, Finding, Outcome
from rettvis.rulekit.ruleset import inputs
from tests.rulekit.random_rules import FACTS, random_case, random_ruleset

QUESTIONS = {fact.name for fact in FACTS if fact.question is not None}


@pytest.mark.parametrize("seed", range(8))
def test_every_finding_is_what_the_definitions_say(seed: int) -> None:
    random = Random(seed)
    for _ in range(12):
        ruleset = random_ruleset(random, nodes=16)
        explainer, closure = Explainer(ruleset), Closure(ruleset)
        for case in (random_case(random, missing) for missing in (0.0, 0.2, 0.5, 0.8) for _ in range(5)):
            answer, values = explainer.explain(case), closure.by_name(case)
            environment: dict[str, Value | None] = {**closure.parameters, **case, **values}
            assert answer.values == values
            for node, finding in zip(ruleset.nodes, answer.findings, strict=True):
                assert finding.node is node
                assert finding.value == values[node.name]
                assert finding.open_facts == decisive(node.expression, environment)
                assert finding.outcome is expected_outcome(finding)
                assert [item.name for item in finding.because] == [
                    getattr(leaf, "name", "") for leaf in inputs(node.expression) if hasattr(leaf, "name")
                ]
                assert all(
                    item.value == environment.get(item.name)
                    for item in finding.because
                    if isinstance(item, (Finding, FactUsed)) and not isinstance(item, Fact)
                )


def expected_outcome(finding: Finding) -> Outcome:
    """What a finding must answer."""
    if finding.value is None:
        only_questions = finding.open_facts and finding.open_facts <= QUESTIONS
        return Outcome.HUMAN if only_questions else Outcome.UNKNOWN
    if not finding.node.is_condition:
        return Outcome.FIGURE
    return Outcome.MET if finding.value else Outcome.NOT_MET
