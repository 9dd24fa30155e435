"""The right to BPA (pbrl § 2-1 d): golden cases, the edges of every threshold, what is never decided."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rettvis.lawbook import bpa_right
from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.rulekit.facts import read_facts
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.findings import Outcome

CASES = Path(__file__).parents[2] / "cases" / "conditions"
TODAY = date(2026, 11, 21)
COMPLETE = {
    "birth_date": "1990-03-01",
    "applied_on": "2026-10-01",
    "decided_on": "2026-11-01",
    "need_from": "2026-10-01",
    "need_until": "lasting",
    "minutes.personal_care": 1500,
    "minutes.practical_assistance": 300,
    "minutes.training": 0,
    "minutes.support_contact": 120,
    "minutes.home_nursing": 600,
    "minutes.respite": 0,
    "minutes.respite_health": 0,
    "minutes.several_providers_or_night": 0,
    "several_providers_or_night_continuous": False,
    "earlier_bpa": "none",
    "materially_higher_cost_documented": False,
    "has_parental_responsibility": False,
}


def assess(changes: dict[str, object] | None = None, on: date = TODAY):
    values, faults = read_facts(FACTS, {**COMPLETE, **(changes or {})})
    assert faults == []
    return bpa_right.assess(values, on)


def outcome(changes: dict[str, object] | None = None, on: date = TODAY) -> str:
    return assess(changes, on).answer.outcome.value


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_golden_case(path: Path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert case["source"]
    values, faults = read_facts(FACTS, case["facts"])
    assert faults == []
    answer, expected = bpa_right.assess(values, case["law_date"]).answer, case["expected"]
    assert answer.outcome.value == expected["outcome"]
    for name, found in expected["findings"].items():
        assert answer[name].outcome.value == found, name
    assert answer.values["counted_minutes"] == expected["counted_minutes"]
    assert list(answer.missing) == expected.get("missing", [])
    assert [fact.name for fact in answer.questions] == expected.get("questions", [])


@pytest.mark.parametrize(
    ("minutes", "cost", "expected"),
    [
        (1499, False, "not_met"),
        (1500, False, "met"),
        (1500, True, "not_met"),
        (1500, None, "unknown"),
        (1919, True, "not_met"),
        (1919, None, "unknown"),
        (1920, True, "met"),
        (1920, None, "met"),
    ],
)
def test_at_least_32_and_at_least_25_hours_are_inclusive(minutes, cost, expected):
    changes = {"minutes.personal_care": minutes - 420, "materially_higher_cost_documented": cost}
    assert outcome(changes) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2028-09-30", "not_met"), ("2028-10-01", "met"), ("lasting", "met"), (None, "unknown")],
)
def test_long_term_is_beyond_two_years_with_the_last_day_included(until, expected):
    assert outcome({"need_until": until}) == expected


def test_the_distance_to_two_years_is_counted_in_days():
    finding = assess({"need_until": "2028-09-30"}).answer["long_term"]
    assert (finding.distance, finding.unit) == (-1, "days")


@pytest.mark.parametrize(
    ("on", "earlier", "expected"),
    [
        (date(2020, 6, 30), "right", "not_met"),
        (date(2020, 7, 1), "right", "met"),
        (date(2020, 7, 1), "discretionary", "not_met"),
        (date(2020, 7, 1), "none", "not_met"),
        (date(2020, 7, 1), None, "unknown"),
    ],
)
def test_the_right_after_67_came_on_1_july_2020(on, earlier, expected):
    over_67 = {"birth_date": "1950-01-01", "applied_on": "2020-01-01", "decided_on": None}
    assert outcome({**over_67, "need_from": "2015-01-01", "earlier_bpa": earlier}, on) == expected


def test_somebody_aged_67_with_a_right_from_before_is_a_persons_question():
    answer = assess({"birth_date": "1959-06-01", "earlier_bpa": "right"}).answer
    assert answer.outcome is Outcome.HUMAN
    assert [fact.name for fact in answer.questions] == ["answers.age_at_limit_counts_as_over"]


def test_turning_67_between_application_and_decision_is_a_persons_question():
    answer = assess({"birth_date": "1959-10-15"}).answer
    assert answer.outcome is Outcome.HUMAN
    assert [fact.name for fact in answer.questions] == ["answers.age_at_application_decides"]


@pytest.mark.parametrize(("answered", "expected"), [(True, "met"), (False, "not_met")])
def test_the_persons_answer_settles_it(answered, expected):
    assert outcome({"birth_date": "1959-10-15", "answers.age_at_application_decides": answered}) == expected


def test_a_need_from_after_67_is_flagged_for_a_person_without_deciding():
    assessed = assess({"birth_date": "1950-01-01", "earlier_bpa": "right"})
    assert assessed.answer.outcome is Outcome.MET
    assert [fact.name for fact in assessed.considerations] == ["answers.need_after_limit_covered"]
    assert assess().considerations == ()


@pytest.mark.parametrize(
    ("amount", "continuous", "counted"),
    [
        (0, None, 1920),
        (120, False, 1800),
        (120, True, 1920),
        (120, None, None),
        (None, True, 1920),
        (None, False, None),
    ],
)
def test_several_providers_and_night_count_only_when_continuous(amount, continuous, counted):
    changes = {
        "minutes.several_providers_or_night": amount,
        "several_providers_or_night_continuous": continuous,
    }
    assert assess(changes).answer.values["counted_minutes"] == counted


def test_home_nursing_never_counts_and_is_never_asked_for():
    assert assess({"minutes.home_nursing": 6000}).answer.values["counted_minutes"] == 1920
    assert assess({"minutes.home_nursing": None}).answer.missing == ()


PARENT = {
    "minutes.personal_care": 0,
    "minutes.practical_assistance": 0,
    "minutes.support_contact": 0,
    "minutes.respite": 2100,
    "minutes.respite_health": 100,
    "has_parental_responsibility": True,
    "child.birth_date": "2019-01-01",
    "child.lives_at_home": True,
    "child.has_disability": True,
}


def test_a_parents_respite_counts_without_its_health_part():
    answer = assess(PARENT).answer
    assert answer.outcome is Outcome.MET
    assert answer.values["counted_minutes"] == 2000


@pytest.mark.parametrize(
    "name", ["has_parental_responsibility", "child.lives_at_home", "child.has_disability"]
)
def test_respite_counts_only_when_every_condition_of_it_is_met(name):
    assert outcome({**PARENT, name: False}) == "not_met"
    answer = assess({**PARENT, name: None}).answer
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.missing == (name,)


def test_a_child_of_18_gives_no_respite_and_turning_18_on_the_way_is_a_question():
    assert outcome({**PARENT, "child.birth_date": "2008-01-01"}) == "not_met"
    answer = assess({**PARENT, "child.birth_date": "2008-10-15"}).answer
    assert answer.outcome is Outcome.HUMAN
    assert [fact.name for fact in answer.questions] == ["answers.child_age_at_application_decides"]


def test_after_a_no_the_duty_to_consider_bpa_and_the_persons_view_remain():
    duties = assess({"need_until": "2027-01-01"}).also_assess
    cited = [duty.reference.on(TODAY).cite("en", short=True).replace("\u00a0", " ") for duty in duties]
    assert cited == ["hol. § 3-8", "pbrl. § 3-1"]
    assert assess().also_assess == ()


def test_enough_known_minutes_settle_the_question_whatever_is_missing():
    missing = ("minutes.training", "minutes.respite", "materially_higher_cost_documented")
    assert outcome(dict.fromkeys(missing)) == "met"


def test_all_conditions_are_assessed_after_a_no():
    answer = assess(
        {"birth_date": "1940-01-01", "need_until": "2027-01-01", "minutes.personal_care": 0}
    ).answer
    found = {finding.name for finding in answer.findings if finding.outcome is Outcome.NOT_MET}
    assert found >= {"age", "long_term", "large_need"}


def test_there_is_no_rule_before_2015():
    with pytest.raises(Faulty, match="2015"):
        assess(on=date(2014, 12, 31))


def test_faults_between_facts_are_told_all_at_once():
    wrong = {
        "need_until": "2020-01-01",
        "minutes.respite_health": 5,
        "minutes.several_providers_or_night": 5000,
    }
    values, _ = read_facts(FACTS, {**COMPLETE, **wrong})
    assert [fault.place for fault in bpa_right.check(values)] == list(wrong)


TRIED = {
    "birth_date": ["1990-03-01", "1959-10-15", "1950-01-01"],
    "need_until": ["2027-01-01", "lasting"],
    "minutes.personal_care": [0, 1500, 2500],
    "minutes.training": [0, 200],
    "minutes.several_providers_or_night": [0, 300],
    "several_providers_or_night_continuous": [True, False],
    "earlier_bpa": ["none", "right"],
    "materially_higher_cost_documented": [True, False],
}


@given(st.data())
def test_what_is_settled_with_facts_missing_stays_so_however_they_are_filled_in(data):
    partial = {name: data.draw(st.sampled_from([None, *values])) for name, values in TRIED.items()}
    settled = assess(partial).answer
    absent = [name for name, value in partial.items() if value is None]
    filled = {name: data.draw(st.sampled_from(TRIED[name])) for name in absent}
    if settled.outcome in (Outcome.MET, Outcome.NOT_MET):
        assert assess({**partial, **filled}).answer.outcome is settled.outcome
    assert set(settled.missing) <= set(absent)


@given(st.data())
def test_a_fact_that_is_not_named_as_missing_cannot_change_the_answer(data):
    absent = data.draw(st.sets(st.sampled_from(sorted(TRIED)), min_size=1, max_size=3))
    partial = {
        name: None if name in absent else data.draw(st.sampled_from(values)) for name, values in TRIED.items()
    }
    missing = set(assess(partial).answer.missing)
    for name in absent - missing:
        others = sorted(absent - {name})
        for values in product(*(TRIED[other] for other in others)):
            base = {**partial, **dict(zip(others, values, strict=True))}
            assert len({outcome({**base, name: value}) for value in TRIED[name]} - {"human"}) <= 1
