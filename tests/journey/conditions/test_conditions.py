"""The right to BPA on assessed needs: unknown stays unknown, answers carry who, when and why."""

import inspect
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.assessment import Assessment, Child, ClockRow, DayClock, DayPart, NeedPeriod, When
from rettvis.journey.calculation import calculate
from rettvis.journey.conditions import (
    ANSWERABLE,
    HumanAnswer,
    RightTried,
    Subject,
    assess_right,
    check_answers,
    facts_for_right,
)
from rettvis.rulekit.facts import LASTING, Source
from rettvis.rulekit.findings import Outcome

DAY = date(2026, 11, 20)
MARI = Subject(date(1983, 3, 4), date(2026, 10, 12), DAY)


def row(
    kind: KindOfService | None, minutes: int | None, key: str = "row", part: DayPart = DayPart.DAY
) -> ClockRow:
    time = None if minutes is None else TimeUse(minutes)
    return ClockRow(key, words="Noe", kind=kind, when=When(part), assessed=time)


def assessed(*rows: ClockRow, **more: Any) -> Assessment:
    return Assessment(clock=DayClock(rows), need=NeedPeriod(date(2026, 1, 1), LASTING), **more)


def tried(assessment: Assessment, *answers: HumanAnswer, subject: Subject = MARI) -> RightTried:
    return assess_right(facts_for_right(subject, assessment, calculate(assessment.clock), answers), DAY)


def answer(fact: str, value: object, **more: Any) -> HumanAnswer:
    given = HumanAnswer(fact, value, "Siri", DAY, "Vi har regnet på begge måter å organisere det på.")  # type: ignore[arg-type]
    return replace(given, **more)


CARE = KindOfService.PERSONAL_CARE


@pytest.mark.parametrize(
    ("minutes", "outcome"), [(1920, Outcome.MET), (1500, Outcome.UNKNOWN), (1499, Outcome.NOT_MET)]
)
def test_the_right_follows_the_assessed_minutes(minutes: int, outcome: Outcome) -> None:
    assert tried(assessed(row(CARE, minutes))).outcome is outcome


def test_between_the_limits_it_waits_for_the_answer_about_cost() -> None:
    assessment = assessed(row(CARE, 1600))
    assert tried(assessment).answer.missing == ("materially_higher_cost_documented",)
    assert tried(assessment, answer("materially_higher_cost_documented", False)).outcome is Outcome.MET
    refused = tried(assessment, answer("materially_higher_cost_documented", True))
    assert refused.outcome is Outcome.NOT_MET
    assert [duty.reference.on(DAY).section for duty in refused.also_assess] == ["3-8", "3-1"]


def test_a_human_answer_is_a_fact_with_who_when_and_why() -> None:
    given = tried(assessed(row(CARE, 1600)), answer("materially_higher_cost_documented", False)).facts
    origin = given["materially_higher_cost_documented"].origin
    assert (origin.source, origin.who, origin.when) == (Source.CASEWORKER, "Siri", DAY)
    assert "begge måter" in origin.why


def test_a_later_answer_replaces_an_earlier() -> None:
    first = answer("materially_higher_cost_documented", True)
    right = tried(assessed(row(CARE, 1600)), first, replace(first, value=False))
    assert right.outcome is Outcome.MET


def test_a_time_that_is_not_known_never_becomes_no() -> None:
    right = tried(assessed(row(CARE, None), row(CARE, 300, "other")))
    assert right.outcome is Outcome.UNKNOWN
    assert "minutes.personal_care" not in right.facts
    assert "minutes.personal_care" in right.answer.missing


def test_a_kind_that_nobody_has_chosen_leaves_every_kind_open() -> None:
    right = tried(assessed(row(None, 600), row(CARE, 1200, "other")))
    assert right.outcome is Outcome.UNKNOWN


def test_home_nursing_does_not_count() -> None:
    right = tried(assessed(row(KindOfService.HOME_NURSING, 1920)))
    assert right.outcome is Outcome.NOT_MET
    assert right.answer.values["counted_minutes"] == 0


def test_help_at_night_that_is_not_continuous_does_not_count() -> None:
    rows = (row(CARE, 1900), row(CARE, 100, "night", DayPart.NIGHT))
    assert tried(assessed(*rows, several_or_night_continuous=True)).outcome is Outcome.MET
    right = tried(assessed(*rows, several_or_night_continuous=False))
    assert right.answer.values["counted_minutes"] == 1900


CHILD = Child(date(2019, 3, 14), lives_at_home=True, has_disability=True)
JONAS = Subject(date(2019, 3, 14), date(2026, 9, 21), DAY)
PARENTAL = answer("has_parental_responsibility", True, why="Foreldreansvaret står i folkeregisteret.")


def test_a_parents_respite_counts_beside_the_childs_own_needs() -> None:
    assessment = assessed(row(CARE, 900), row(KindOfService.RESPITE, 1020, "respite"), child=CHILD)
    right = tried(assessment, PARENTAL, subject=JONAS)
    assert right.answer.values["counted_minutes"] == 1920
    assert right.outcome is Outcome.MET


def test_respite_does_not_count_for_a_child_who_lives_away() -> None:
    away = replace(CHILD, lives_at_home=False)
    assessment = assessed(row(CARE, 900), row(KindOfService.RESPITE, 1020, "respite"), child=away)
    right = tried(assessment, PARENTAL, subject=JONAS)
    assert right.answer.values["counted_minutes"] == 900


def test_what_the_law_leaves_open_is_a_question_for_a_person() -> None:
    turning = Subject(date(1959, 11, 1), date(2026, 10, 12), DAY)
    none_before = answer("earlier_bpa", "none")
    right = tried(assessed(row(CARE, 1920)), none_before, subject=turning)
    assert right.outcome is Outcome.HUMAN
    assert "answers.age_at_application_decides" in [fact.name for fact in right.open_questions]
    answered = tried(
        assessed(row(CARE, 1920)), answer("answers.age_at_application_decides", True), subject=turning
    )
    assert answered.outcome is Outcome.MET


def test_nothing_applied_for_can_reach_the_facts() -> None:
    parameters = inspect.signature(facts_for_right).parameters
    assert list(parameters) == ["subject", "assessment", "calculation", "answers"]
    assert set(Subject.__dataclass_fields__) == {
        "birth_date",
        "applied_on",
        "decided_on",
        "birth_date_origin",
    }


def test_every_open_question_of_the_law_can_be_answered() -> None:
    right = tried(assessed(row(CARE, 1920)))
    questions = {fact.name for fact in right.answer.ruleset.facts if fact.question is not None}
    assert questions <= set(ANSWERABLE)


def test_all_faults_of_the_answers_are_told_at_once() -> None:
    wrong = (
        answer("materialy_higher_cost_documented", True),
        answer("earlier_bpa", "yes"),
        answer("has_parental_responsibility", True, who=" ", on=date(2027, 1, 1), why="Følger normen."),
    )
    said = [fault.say("en") for fault in check_answers(wrong, DAY)]
    assert len(said) == 5
    assert "Did you mean “materially_higher_cost_documented”?" in said[0]
    assert "right" in said[1]
    assert check_answers([PARENTAL], DAY) == []


def test_an_answer_that_cannot_be_right_is_left_out_of_the_facts() -> None:
    right = tried(assessed(row(CARE, 1920)), answer("earlier_bpa", 7), answer("nonsense", True))
    assert not {"earlier_bpa", "nonsense"} & set(right.facts)
