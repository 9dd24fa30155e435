"""The gate: a complete case passes; whatever is taken away stops it, and the sentence says where to mend."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import Service
from rettvis.journey.assessment import Household
from rettvis.journey.decision import (
    Act,
    AdvanceNotice,
    CaseSnapshot,
    DecisionInForce,
    Event,
    Extent,
    Per,
    Reason,
    ServiceLine,
    Tried,
)
from rettvis.journey.decision.gate import gate, of_the_content
from rettvis.rulekit.wording import LANGUAGES
from tests.journey.decision.complete import CASEWORKER, LEADER, changed, complete, on_day

NORM = Reason(("necessary_services",), "Du trenger hjelp til gulv og bad.", "I tråd med kommunens norm.")

TAKEN_AWAY: list[tuple[str, Any, str, str]] = [
    ("party.birth_date", None, "birth_date", "application"),
    ("application.received_on", None, "application", "application"),
    ("application.channel", None, "application", "application"),
    ("application.own_words", " ", "application", "application"),
    ("assessment.contacts", (), "assessment", "assessment"),
    ("assessment.clock.rows.0.when", None, "assessment", "assessment"),
    ("assessment.household", Household(), "assessment", "assessment"),
    ("assessment.supervisor.role", None, "assessment", "assessment"),
    ("assessment.need.until", None, "assessment", "assessment"),
    ("assessment.clock.rows.6.request", None, "needs_assessed", "assessment"),
    ("assessment.participation.wishes", (), "participation", "assessment"),
    ("assessment.participation.wishes.0.weighed", None, "participation", "assessment"),
    ("assessment.participation.wishes.0.reason", "", "participation", "assessment"),
    ("assessment.participation.information", (), "participation", "assessment"),
    ("party.birth_date", date(2015, 3, 4), "best_interests", "assessment"),
    ("assessment.clock.rows.0.assessed", None, "calculation", "calculation"),
    ("choices.shared_housework", None, "calculation", "calculation"),
    ("choices.shared_housework.reason", "Følger normen.", "calculation", "calculation"),
    ("decision.right", Tried(), "right_tried", "decision"),
    ("decision.right.answer", None, "right_tried", "decision"),
    ("decision.right.answer", True, "right_tried", "decision"),
    ("decision.right.reason.rules", (), "right_tried", "decision"),
    ("decision.right.reason.facts", "", "right_tried", "decision"),
    ("decision.right.reason.considerations", "", "right_tried", "decision"),
    ("decision.necessary_help", Tried(), "necessary_help", "decision"),
    ("decision.necessary_help.answer", False, "necessary_help", "decision"),
    ("decision.offer_after_no", Tried(), "offer_after_no", "decision"),
    ("decision.offer_after_no.answer", True, "offer_after_no", "decision"),
    ("decision.lines", (), "undecided", "decision"),
    ("decision.lines.1.granted", None, "undecided", "decision"),
    ("decision.lines.3.answers", ("swimming",), "need_not_answered", "decision"),
    ("decision.lines.1.extent", None, "extent_and_period", "decision"),
    ("decision.lines.1.start", None, "extent_and_period", "decision"),
    ("decision.lines.1.organised", None, "extent_and_period", "decision"),
    ("decision.lines.1.evaluate_on", None, "extent_and_period", "decision"),
    ("decision.lines.1.end", date(2026, 11, 30), "lines", "decision"),
    ("decision.lines.1.extent", Extent(0), "lines", "decision"),
    ("decision.lines.1.answers.0", "dusting", "lines", "decision"),
    ("decision.lines.1.service", Service.PERSONAL_ASSISTANCE, "hours_by_kind", "decision"),
    ("decision.lines.1.extent", Extent(89), "less_than_needed", "decision"),
    ("decision.lines.1.reasons", (), "reasons", "decision"),
    ("decision.lines.1.reasons.0", NORM, "reasons", "decision"),
    ("decision.lines.1.reasons.0.rules", (), "reasons", "decision"),
    ("decision.lines.1.reasons.0.facts", "", "reasons", "decision"),
    ("office.county_governor", "", "complaint", "decision"),
    ("office.contact", (), "complaint", "decision"),
    ("decision.history", (), "approval", "decision"),
    ("decision.software_version", "", "made_with", "decision"),
    ("decision.law_date", None, "made_with", "decision"),
    ("decision.law_date", date(2010, 1, 1), "law_date", "decision"),
]


def names(case: CaseSnapshot) -> set[str]:
    return {blocker.name for blocker in gate(case, on_day())}


def test_nothing_stands_in_the_way_of_a_complete_case() -> None:
    assert gate(complete(), on_day()) == ()


@pytest.mark.parametrize(("path", "value", "name", "step"), TAKEN_AWAY)
def test_what_is_taken_away_stops_it_with_a_sentence_and_a_place(
    path: str, value: Any, name: str, step: str
) -> None:
    found = gate(changed(complete(), path, value), on_day())
    [first, *_] = [blocker for blocker in found if blocker.name == name]
    assert first.step == step
    assert first.anchor
    for language in LANGUAGES:
        assert len(first.message.say(language)) > 20
        assert "None" not in first.message.say(language)


ALONE = [
    "application.own_words",
    "assessment.supervisor.role",
    "assessment.clock.rows.6.request",
    "assessment.participation.wishes.0.weighed",
    "decision.offer_after_no.answer",
    "decision.lines.1.extent",
    "decision.lines.1.reasons",
    "office.county_governor",
    "decision.software_version",
]


@pytest.mark.parametrize("path", ALONE)
def test_one_thing_missing_is_one_blocker(path: str) -> None:
    value, name = next((v, n) for p, v, n, _ in TAKEN_AWAY if p == path)
    assert names(changed(complete(), path, value)) == {name}


@given(st.sets(st.sampled_from(range(len(TAKEN_AWAY))), min_size=1, max_size=4))
def test_whatever_is_taken_away_always_stops_it(places: set[int]) -> None:
    case, touched = complete(), set()
    for place in sorted(places):
        path, value, _, _ = TAKEN_AWAY[place]
        if not any(path.startswith(other) or other.startswith(path) for other in touched):
            case, touched = changed(case, path, value), touched | {path}
    assert gate(case, on_day())


def test_a_draft_lacks_only_the_approval() -> None:
    draft = changed(complete(), "decision.history", ())
    assert names(draft) == {"approval"}
    assert of_the_content(gate(draft, on_day())) == ()


def test_the_same_person_or_one_without_authority_is_no_approval() -> None:
    for by in (CASEWORKER, replace(LEADER, may_approve=False)):
        event = Event(Act.APPROVE, by, on_day())
        assert names(changed(complete(), "decision.history.1", event)) == {"approval"}


def test_a_new_draft_is_not_approved_by_an_earlier_approval() -> None:
    history = complete().decision.history
    returned = (*history, Event(Act.RETURN, LEADER, on_day(), "Timene må begrunnes bedre."))
    assert names(changed(complete(), "decision.history", returned)) == {"approval"}


MORE_BEFORE = DecisionInForce(
    date(2024, 1, 8), (ServiceLine("old", Service.SUPPORT_CONTACT, granted=True, extent=Extent(360)),)
)
NOTICE = AdvanceNotice(date(2026, 10, 20), date(2026, 11, 10))


def reduced(notice: AdvanceNotice | None) -> CaseSnapshot:
    case = replace(complete(), in_force=MORE_BEFORE)
    return changed(case, "decision.advance_notice", notice)


def test_a_reduction_needs_an_advance_notice_whose_deadline_has_run_out() -> None:
    assert names(reduced(None)) == {"advance_notice"}
    assert names(reduced(AdvanceNotice(date(2026, 11, 10)))) == {"advance_notice"}
    assert names(reduced(replace(NOTICE, answer_by=on_day()))) == {"advance_notice"}
    assert names(reduced(NOTICE)) == set()


def test_an_answer_to_the_notice_must_be_weighed() -> None:
    answered = replace(NOTICE, answer="Jeg trenger alle timene.")
    assert names(reduced(answered)) == {"advance_notice"}
    weighed = replace(answered, weighed="Du har fått en treningsgruppe med egen leder siden sist.")
    assert names(reduced(weighed)) == set()


@pytest.mark.parametrize("extent", [Extent(300), Extent(299), Extent(1300, Per.MONTH), None])
def test_as_much_as_before_needs_no_notice(extent: Extent | None) -> None:
    before = (ServiceLine("old", Service.SUPPORT_CONTACT, granted=True, extent=extent),)
    case = replace(complete(), in_force=DecisionInForce(date(2024, 1, 8), before))
    assert names(case) == set()


def test_what_can_still_change_the_outcome_is_found_out_first() -> None:
    case = changed(complete("sak-1"), "answers", ())
    found = gate(case, on_day("sak-1"))
    [missing] = [blocker for blocker in found if blocker.name == "missing_fact"]
    assert missing.anchor == "materially_higher_cost_documented"
    assert missing.step == "conditions"


def test_a_question_that_the_law_leaves_open_waits_for_a_person() -> None:
    case = changed(complete("sak-1"), "party.birth_date", date(1959, 11, 1))
    asked = {blocker.anchor for blocker in gate(case, on_day("sak-1")) if blocker.name == "question"}
    assert "answers.age_at_application_decides" in asked


def test_a_met_right_is_not_refused_without_saying_what_follows() -> None:
    case = changed(complete("sak-1"), "decision.lines.0.granted", False)
    assert "met_but_refused" in {blocker.name for blocker in gate(case, on_day("sak-1"))}
    told = changed(case, "decision.right_refused_why", "Du har selv bedt om hjelp fra hjemmetjenesten nå.")
    assert "met_but_refused" not in {blocker.name for blocker in gate(told, on_day("sak-1"))}
