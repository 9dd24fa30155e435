"""The states of a decision: only the steps of the table, and never the same person twice."""

from datetime import date

import pytest

from rettvis.journey.decision import TRANSITIONS, Act, Decision, Event, Official, State, allowed_acts

DAY = date(2026, 11, 2)
CASEWORKER = Official("siri", "Siri Saksbehandler", "Saksbehandler", may_approve=True)
LEADER = Official("ola", "Ola Leder", "Teamleder", may_approve=True)
NEWCOMER = Official("nils", "Nils Ny", "Saksbehandler")


def do(
    decision: Decision, act: Act, by: Official = LEADER, reason: str = "Timene er ikke begrunnet."
) -> Decision:
    after = decision.after(Event(act, by, DAY, reason))
    assert isinstance(after, Decision), after
    return after


def test_a_decision_goes_from_draft_to_sent_by_two_persons() -> None:
    decision = do(Decision(), Act.SEND_FOR_APPROVAL, CASEWORKER)
    decision = do(do(decision, Act.APPROVE), Act.SEND, CASEWORKER)
    assert decision.state is State.SENT
    assert decision.sent_on == DAY
    assert decision.prepared_by == CASEWORKER
    assert decision.approved is not None
    assert decision.approved.by == LEADER


def test_the_one_who_prepared_it_cannot_approve_it() -> None:
    decision = do(Decision(), Act.SEND_FOR_APPROVAL, CASEWORKER)
    faults = decision.after(Event(Act.APPROVE, CASEWORKER, DAY))
    assert isinstance(faults, list)
    assert "Another person must approve it" in faults[0].say("en")


def test_somebody_without_the_authority_cannot_approve() -> None:
    decision = do(Decision(), Act.SEND_FOR_APPROVAL, CASEWORKER)
    faults = decision.after(Event(Act.APPROVE, NEWCOMER, DAY))
    assert isinstance(faults, list)
    assert "authority" in faults[0].say("en")


def test_a_return_needs_a_reason_and_takes_the_approval_away() -> None:
    decision = do(do(Decision(), Act.SEND_FOR_APPROVAL, CASEWORKER), Act.APPROVE)
    assert isinstance(decision.after(Event(Act.RETURN, LEADER, DAY)), list)
    decision = do(decision, Act.RETURN)
    assert decision.state is State.RETURNED
    assert decision.approved is None


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("act", list(Act))
def test_what_the_table_does_not_have_cannot_be_done(state: State, act: Act) -> None:
    assert (act in allowed_acts(state)) == ((state, act) in TRANSITIONS)


def test_a_sent_decision_can_only_be_replaced_or_annulled() -> None:
    assert allowed_acts(State.SENT) == (Act.REPLACE, Act.ANNUL)
    assert allowed_acts(State.REPLACED) == allowed_acts(State.ANNULLED) == ()
