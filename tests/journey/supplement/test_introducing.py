"""Who gets the hours, from which day, and why somebody does not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.supplement import (
    Candidate,
    ConditionAnswer,
    ConditionFinding,
    NotNow,
    ShowingDecision,
    SupplementGrant,
    introduce,
    lapses_on,
)
from rettvis.lawbook.supplement import SchemeVersion, Step
from rettvis.rulekit.period import Period

SEPTEMBER = date(2026, 9, 1)
VERSION = SchemeVersion(
    Period(SEPTEMBER),
    "Vedtak 1/2026",
    "støttekontakt",
    (Step(1, 60), Step(2, 120), Step(4, 300)),
    decided_on=date(2026, 6, 17),
    service_code="TILLEGG",
)
CONTACT = ShowingDecision("support_contact", "2026-000001", date(2025, 1, 1))
YEARLY = replace(VERSION, introduced_at=("yearly_evaluation",))
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def found(answer: str, from_on: date, reason: str = "Samtale.") -> ConditionFinding:
    return ConditionFinding(
        ConditionAnswer(answer), from_on, "Kari", datetime(2026, 8, 1, tzinfo=UTC), reason
    )


def test_a_granted_support_contact_gives_the_hours_of_the_step_from_the_day() -> None:
    tried = introduce(VERSION, 2, SEPTEMBER, Candidate(decisions=(CONTACT,)))
    assert tried.grant == SupplementGrant(2, 120, SEPTEMBER, None)
    assert "2026-000001" in tried.because.say("en")


@pytest.mark.parametrize(
    ("decisions", "shown_by"),
    [((), ("support_contact",)), ((CONTACT,), ("bpa_support_contact",)), ((CONTACT,), ())],
)
def test_what_nobody_has_said_is_not_known_and_is_not_no(decisions: tuple, shown_by: tuple[str, ...]) -> None:
    version = replace(VERSION, condition_shown_by=shown_by)
    tried = introduce(version, 2, SEPTEMBER, Candidate(decisions=decisions))
    assert tried.grant is None
    assert tried.not_now is NotNow.UNKNOWN


def test_a_decision_that_has_ended_shows_nothing_any_more() -> None:
    ended = replace(CONTACT, last=date(2026, 8, 31))
    assert introduce(VERSION, 2, SEPTEMBER, Candidate(decisions=(ended,))).not_now is NotNow.UNKNOWN
    assert introduce(VERSION, 2, date(2026, 9, 1), Candidate(decisions=(CONTACT,))).grant


def test_what_a_person_has_found_comes_before_what_a_decision_shows() -> None:
    no = Candidate(findings=(found("not_met", SEPTEMBER),), decisions=(CONTACT,))
    assert introduce(VERSION, 2, SEPTEMBER, no).not_now is NotNow.NOT_MET
    open_ = Candidate(findings=(found("unknown", SEPTEMBER),), decisions=(CONTACT,))
    assert introduce(VERSION, 2, SEPTEMBER, open_).not_now is NotNow.UNKNOWN
    yes = Candidate(findings=(found("not_met", SEPTEMBER), found("met", date(2026, 8, 1))))
    assert introduce(VERSION, 2, SEPTEMBER, yes).grant, "what was written last counts for its days"


def test_a_finding_of_later_days_says_nothing_of_this_one() -> None:
    later = Candidate(findings=(found("not_met", date(2026, 9, 2)),), decisions=(CONTACT,))
    assert introduce(VERSION, 2, SEPTEMBER, later).grant


def test_the_hours_may_wait_for_the_yearly_evaluation() -> None:
    evaluated = Candidate(
        decisions=(CONTACT,), evaluations=(date(2026, 8, 31), date(2027, 2, 1), date(2026, 11, 2))
    )
    grant = introduce(YEARLY, 2, SEPTEMBER, evaluated).grant
    assert grant
    assert grant.first == date(2026, 11, 2)
    assert introduce(YEARLY, 2, SEPTEMBER, Candidate(decisions=(CONTACT,))).not_now is NotNow.NO_DAY


def test_a_new_application_gives_them_from_what_it_gave_and_never_before_the_day() -> None:
    version = replace(VERSION, introduced_at=("new_application", "yearly_evaluation"))
    early, new = (date(2026, 8, 31), date(2026, 12, 1)), (date(2026, 9, 10), date(2026, 10, 5))
    both = Candidate(decisions=(CONTACT,), evaluations=(date(2026, 12, 24),), applications=(early, new))
    grant = introduce(version, 2, SEPTEMBER, both).grant
    assert grant
    assert grant.first == date(2026, 10, 5)
    assert (
        introduce(
            replace(version, introduced_at=("new_application",)),
            2,
            SEPTEMBER,
            Candidate(decisions=(CONTACT,), applications=(early,)),
        ).not_now
        is NotNow.NO_DAY
    )


def test_nobody_gets_hours_after_the_version_has_ended() -> None:
    version = replace(YEARLY, period=Period(SEPTEMBER, date(2026, 12, 31)))
    late = Candidate(decisions=(CONTACT,), evaluations=(date(2027, 1, 1),))
    assert introduce(version, 2, SEPTEMBER, late).not_now is NotNow.OVER
    soon = introduce(version, 2, SEPTEMBER, replace(late, evaluations=(date(2026, 12, 31),)))
    assert soon.grant == SupplementGrant(2, 120, date(2026, 12, 31), date(2026, 12, 31))


def test_the_same_hours_are_not_given_twice_and_another_step_takes_their_place() -> None:
    first = introduce(VERSION, 2, SEPTEMBER, Candidate(decisions=(CONTACT,)))
    assert first.grant
    held = Candidate(decisions=(CONTACT,), held=(first.grant,))
    assert introduce(VERSION, 2, date(2027, 1, 1), held).not_now is NotNow.HAS_IT
    more = introduce(VERSION, 4, date(2027, 1, 1), held)
    assert more.ends == date(2026, 12, 31)
    assert more.grant == SupplementGrant(4, 300, date(2027, 1, 1))


def test_a_step_that_does_not_exist_is_a_broken_promise() -> None:
    with pytest.raises(KeyError):
        introduce(VERSION, 3, SEPTEMBER, Candidate())


def test_only_a_finding_that_it_is_not_fulfilled_ends_the_hours() -> None:
    assert lapses_on(found("not_met", date(2026, 11, 1))) == date(2026, 10, 31)
    assert lapses_on(found("unknown", date(2026, 11, 1))) is None
    assert lapses_on(found("met", date(2026, 11, 1))) is None


@given(
    DAYS,
    st.lists(DAYS),
    st.lists(st.tuples(DAYS, DAYS)),
    st.sets(st.sampled_from(["effective_date", "yearly_evaluation", "new_application"])),
)
def test_nobody_gets_hours_before_the_day_or_without_a_yes(
    first: date, evaluations: list[date], applications: list[tuple[date, date]], ways: set[str]
) -> None:
    version = replace(VERSION, introduced_at=tuple(sorted(ways)), period=Period(date(2025, 1, 1)))
    who = Candidate(decisions=(CONTACT,), evaluations=evaluations, applications=applications)
    tried = introduce(version, 2, first, who)
    assert (tried.grant is None) == (tried.not_now is not None)
    if tried.grant:
        assert tried.grant.first >= first
    assert introduce(version, 2, first, replace(who, decisions=())).grant is None
