"""The answer of a rule is its explanation: findings, distances, missing facts, questions."""

from datetime import date

from rettvis.rulekit.facts import read_facts
from rettvis.rulekit.findings import Explainer, Finding, Outcome, reading
from tests.rulekit.invented_benefit import FACTS, garden

GIVEN = {
    "born": "2000-02-29",
    "applied": date(2026, 1, 1),
    "garden": {"beds": 10, "minutes": 70, "gate": True},
    "soil": "sand",
}


def explain(**changes: object):
    given = {**GIVEN, **changes}
    values, faults = read_facts(FACTS, {name: value for name, value in given.items() if value is not None})
    assert faults == []
    return Explainer(garden).explain(values)


def test_a_case_with_every_fact_is_met_and_says_why():
    answer = explain()
    assert answer.outcome is Outcome.MET
    assert answer["heavy"].sentence.say("en") == "The work is at least 10\u00a0hours."
    assert answer["work"].sentence.say("en") == "10 beds take 11\u00a0hours 40\u00a0minutes a week."


def test_the_distance_from_a_threshold_is_measured_in_the_units_of_the_value():
    heavy = explain()["heavy"]
    assert (heavy.value, heavy.threshold, heavy.distance) == (700, 600, 100)
    assert explain(garden={"beds": 5, "minutes": 70, "gate": True})["heavy"].distance == -250


def test_all_conditions_are_assessed_also_after_the_first_no():
    answer = explain(born="2020-01-01", garden={"beds": 1, "minutes": 70, "gate": True})
    assert answer.outcome is Outcome.NOT_MET
    assert [finding.name for finding in answer.findings if finding.outcome is Outcome.NOT_MET] == [
        "grown_up",
        "heavy",
        "allowance",
    ]


def test_a_missing_fact_never_becomes_no():
    answer = explain(soil=None)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.missing == ("soil",)


def test_a_missing_fact_that_cannot_change_the_answer_is_not_asked_for():
    answer = explain(soil=None, born="2020-01-01")
    assert answer.outcome is Outcome.NOT_MET
    assert answer.missing == ()


def test_what_only_a_person_can_answer_is_a_question():
    answer = explain(garden={"beds": 10, "minutes": 70, "gate": False})
    assert answer.outcome is Outcome.HUMAN
    assert [fact.name for fact in answer.questions] == ["answers.pretty"]
    assert answer.missing == ()


def test_a_persons_answer_is_a_fact():
    answer = explain(garden={"beds": 10, "minutes": 70, "gate": False}, **{"answers.pretty": True})
    assert answer.outcome is Outcome.MET


def test_a_question_waits_until_nothing_else_is_missing():
    answer = explain(garden={"beds": 10, "minutes": 70, "gate": None})
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.missing == ("garden.gate",)
    assert answer.questions == ()


def test_a_reader_is_told_each_finding_once():
    told = [
        item.name
        for _, item, repeated in reading(explain().root)
        if isinstance(item, Finding) and not repeated
    ]
    assert len(told) == len(set(told))
    assert told[0] == "allowance"


def test_a_what_if_changes_the_answer_without_changing_the_rule():
    values, _ = read_facts(FACTS, GIVEN)
    assert Explainer(garden, {"least_minutes": 1000}).explain(values).outcome is Outcome.NOT_MET
    assert Explainer(garden).explain(values).outcome is Outcome.MET
