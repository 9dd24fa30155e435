"""Annulling a decision takes two: proposed by one, and approved, returned or taken back."""

from dataclasses import replace
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rettvis.journey.decision import Act, Chosen, State
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import CaseEvent
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.control import AuthorityRow, ReturnGiven
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.pages.notices import notices_of
from rettvis.web.review import annulment_control
from rettvis.web.review.annulment_control import (
    approve_annulment,
    propose_annulment,
    return_annulment,
    take_back_annulment,
)
from tests.web.conftest import LONG_AGO, Place
from tests.web.decision.ready import TODAY, Ready, make_ready
from tests.web.review.test_after import ASKED, NOW

WHY = (Chosen("reasons", "Begrunnelsen sier ikke hvorfor"),)


@pytest.fixture
def sent(here: Place) -> Ready:
    """Case 3, decided."""
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, NOW)
    ready.case.refresh_from_db()
    return ready


def done(ready: Ready) -> list[str]:
    """What was done about the annulment, in order."""
    rows = CaseEvent.objects.filter(case=ready.case, kind__startswith="annul").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def standing(ready: Ready) -> State:
    return whole_case(ready.case).snapshot.decision.state


def test_a_proposal_annuls_nothing_and_the_same_twice_is_one(sent: Ready) -> None:
    first = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    spaced = replace(ASKED, why=f"  {ASKED.why} ")
    assert propose_annulment(sent.case, spaced, sent.caseworker, NOW) == first
    assert (standing(sent), done(sent)) == (State.SENT, ["annulment_proposed"])
    assert not CaseLetter.objects.exists()
    with pytest.raises(Faulty, match="already"):
        propose_annulment(sent.case, ASKED, sent.leader, NOW)


@pytest.mark.parametrize("proposer", ["caseworker", "leader"])
def test_whoever_proposed_it_does_not_approve_it(sent: Ready, proposer: str) -> None:
    proposal = propose_annulment(sent.case, ASKED, getattr(sent, proposer), NOW)
    with pytest.raises((Faulty, Refused)):
        approve_annulment(sent.case, proposal.number, getattr(sent, proposer), NOW)
    with pytest.raises(Refused):
        approve_annulment(sent.case, proposal.number, sent.auditor, NOW)
    assert standing(sent) is State.SENT
    assert not CaseLetter.objects.exists()


def test_the_approval_sends_the_letter_and_says_who_proposed(sent: Ready) -> None:
    proposal = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    letter = approve_annulment(sent.case, proposal.number, sent.leader, NOW)
    assert approve_annulment(sent.case, proposal.number, sent.leader, NOW).pk == letter.pk
    assert (standing(sent), done(sent)) == (State.ANNULLED, ["annulment_proposed", "annulled"])
    event = CaseEvent.objects.get(kind="annulled")
    assert event.by == sent.leader
    assert event.data["proposed_by"] == sent.caseworker.pk
    with pytest.raises(DatabaseError):
        CaseEvent.objects.filter(pk=event.pk).update(reason="")


def test_an_approver_whose_authority_does_not_reach_is_told_so(sent: Ready, here: Place) -> None:
    AuthorityRow.objects.create(
        municipality=here.municipality,
        role=Role.TEAM_LEADER,
        most_minutes=1,
        from_on=LONG_AGO,
        set_by=sent.leader,
    )
    proposal = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    with pytest.raises(Faulty, match="may not approve"):
        approve_annulment(sent.case, proposal.number, sent.leader, NOW)
    assert standing(sent) is State.SENT


def test_a_returned_proposal_can_be_proposed_again_and_the_old_one_not_approved(sent: Ready) -> None:
    first = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    with pytest.raises(Faulty, match="Write why"):
        return_annulment(sent.case, first.number, " ", WHY, sent.leader, NOW)
    for _twice in range(2):
        return_annulment(sent.case, first.number, "Skriv hva som var feil.", WHY, sent.leader, NOW)
    assert ReturnGiven.objects.get().key == "reasons"
    second = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    assert done(sent) == ["annulment_proposed", "annulment_returned", "annulment_proposed"]
    with pytest.raises(Faulty, match="since you opened"):
        approve_annulment(sent.case, first.number, sent.leader, NOW)
    approve_annulment(sent.case, second.number, sent.leader, NOW)
    assert standing(sent) is State.ANNULLED


def test_only_whoever_proposed_it_takes_it_back_and_only_before_it_is_approved(sent: Ready) -> None:
    first = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    with pytest.raises(Faulty, match="Return it instead"):
        take_back_annulment(sent.case, first.number, sent.leader, NOW)
    for _twice in range(2):
        take_back_annulment(sent.case, first.number, sent.caseworker, NOW)
    assert done(sent) == ["annulment_proposed", "annulment_taken_back"]
    with pytest.raises(Faulty, match="since you opened"):
        approve_annulment(sent.case, first.number, sent.leader, NOW)
    second = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    approve_annulment(sent.case, second.number, sent.leader, NOW)
    with pytest.raises(Faulty, match="since you opened"):
        take_back_annulment(sent.case, second.number, sent.caseworker, NOW)


@pytest.mark.parametrize("step", ["record_event", "look_up"])
def test_a_connection_lost_while_proposing_proposes_nothing(sent: Ready, step: str) -> None:
    lost = patch.object(annulment_control, step, side_effect=ConnectionError)
    with lost, pytest.raises(ConnectionError):
        propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    assert done(sent) == []


def test_the_case_says_that_an_annulment_waits_or_is_returned(sent: Ready) -> None:
    def texts(user: object) -> list[tuple[str, str]]:
        found = notices_of(sent.case, user, TODAY)
        return [(str(one.text), one.address) for one in found if "annul" in str(one.text).lower()]

    proposal = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    address = f"/sak/{sent.case.number}/annuller/"
    assert [where for _text, where in texts(sent.leader)] == [address]
    assert [where for _text, where in texts(sent.auditor)] == [""]
    return_annulment(sent.case, proposal.number, "Skriv hva som var feil.", WHY, sent.leader, NOW)
    assert "Skriv hva som var feil." in texts(sent.caseworker)[0][0]
    assert texts(sent.auditor) == []


def test_the_page_asks_at_most_ten_times_however_the_proposal_stands(sent: Ready, client: Client) -> None:
    def asked() -> int:
        client.force_login(sent.leader)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/sak/{sent.case.number}/annuller/").status_code == 200
        questions = [query["sql"] for query in queries]
        return sum(not one.startswith(("SAVEPOINT", "RELEASE")) for one in questions)

    counts = [asked()]
    proposal = propose_annulment(sent.case, ASKED, sent.caseworker, NOW)
    counts.append(asked())
    return_annulment(sent.case, proposal.number, "Skriv mer.", WHY, sent.leader, NOW)
    counts.append(asked())
    assert max(counts) <= 10, counts


def test_the_page_goes_from_the_proposal_to_the_letter(sent: Ready, client: Client) -> None:
    address = f"/sak/{sent.case.number}/annuller/"
    day = patch("django.utils.timezone.localdate", lambda value=None: TODAY)
    typed = {"ground": "invalid", "why": ASKED.why, "heard": ASKED.heard, "from_on": "20.11.2026"}
    client.force_login(sent.caseworker)
    assert client.post(address, {"do": "propose", "why": "", "from_on": ""}).status_code == 422
    assert "feil person" in client.post(address, {**typed, "do": "see"}).content.decode()
    assert done(sent) == []
    with day:
        assert client.post(address, {**typed, "do": "propose"}).status_code == 302
    number = CaseEvent.objects.get(kind="annulment_proposed").pk
    own = client.get(address).content.decode()
    assert 'value="take_back"' in own
    assert 'value="approve"' not in own
    assert client.post(address, {"do": "approve", "based_on": number}).status_code == 403
    client.force_login(sent.leader)
    assert 'value="approve"' in client.get(address).content.decode()
    for _twice in range(2):
        returned = {"do": "return", "based_on": number, "chosen": "reasons", "reason": "Skriv mer."}
        assert client.post(address, returned).status_code == 302
    client.force_login(sent.caseworker)
    again = client.get(address).content.decode()
    assert "Skriv mer." in again
    assert "feil person" in again
    with day:
        client.post(address, {**typed, "do": "propose"})
    number = CaseEvent.objects.filter(kind="annulment_proposed").order_by("-pk")[0].pk
    client.force_login(sent.leader)
    with day:
        assert client.post(address, {"do": "approve", "based_on": number}).status_code == 302
    assert standing(sent) is State.ANNULLED
    assert CaseLetter.objects.get().sent_by == sent.leader
