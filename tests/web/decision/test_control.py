"""Two persons decide: who may approve how much, why a decision is returned, and taking back in time."""

from datetime import date

import pytest
from django.test import Client

from rettvis.journey.decision import Act, State
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role, RoleAssignment, User
from rettvis.web.application.models import Status
from rettvis.web.decision.authority import approval_of
from rettvis.web.decision.control import AuthorityRow, DecisionSettings, ReturnGiven
from rettvis.web.decision.returns import chosen_of, counted, reasons_for, save_reasons
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import LONG_AGO, Place
from tests.web.decision.ready import TODAY, Ready, make_ready


@pytest.fixture
def ready(here: Place) -> Ready:
    """A decision sent for approval."""
    found = make_ready(here)
    do(found.case, Act.SEND_FOR_APPROVAL, found.caseworker, TODAY)
    return found


def state(ready: Ready) -> State:
    return whole_case(ready.case).snapshot.decision.state


def other_leader(place: Place) -> User:
    user = User.objects.create_user("leader-2", "Berit Leder", "et langt passord")
    RoleAssignment.objects.create(
        user=user, role=Role.TEAM_LEADER, municipality=place.municipality, starts_on=LONG_AGO
    )
    return user


def level(place: Place, **more: object) -> AuthorityRow:
    scope = {} if "user" in more else {"role": Role.TEAM_LEADER}
    leader = place.people[Role.TEAM_LEADER]
    return AuthorityRow.objects.create(
        municipality=place.municipality, from_on=LONG_AGO, set_by=leader, **{**scope, **more}
    )


def test_who_sent_it_takes_it_back_before_it_is_approved_and_nobody_else(ready: Ready) -> None:
    with pytest.raises(Faulty):
        do(ready.case, Act.WITHDRAW, ready.leader, TODAY)
    do(ready.case, Act.WITHDRAW, ready.caseworker, TODAY)
    assert state(ready) is State.DRAFT
    ready.case.refresh_from_db()
    assert ready.case.status == Status.IN_PROGRESS
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    with pytest.raises(Faulty):
        do(ready.case, Act.WITHDRAW, ready.caseworker, TODAY)


def test_who_approved_takes_it_back_before_it_is_sent_and_nobody_else(ready: Ready, here: Place) -> None:
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    with pytest.raises(Faulty):
        do(ready.case, Act.TAKE_BACK_APPROVAL, other_leader(here), TODAY)
    do(ready.case, Act.TAKE_BACK_APPROVAL, ready.leader, TODAY)
    assert state(ready) is State.FOR_APPROVAL
    acts = [event.act for event in whole_case(ready.case).snapshot.decision.history]
    assert acts == [Act.SEND_FOR_APPROVAL, Act.APPROVE, Act.TAKE_BACK_APPROVAL]


def test_a_limit_of_hours_stops_one_leader_and_names_the_other(ready: Ready, here: Place) -> None:
    berit = other_leader(here)
    level(here, most_minutes=60)
    level(here, user=berit)
    with pytest.raises(Faulty, match="Berit Leder"):
        do(ready.case, Act.APPROVE, ready.leader, TODAY)
    do(ready.case, Act.APPROVE, berit, TODAY)
    assert state(ready) is State.APPROVED


def test_a_cost_that_is_not_known_is_not_within_a_limit(ready: Ready, here: Place) -> None:
    level(here, most_cost=100_000_000)
    with pytest.raises(Faulty, match="no hourly price"):
        do(ready.case, Act.APPROVE, ready.leader, TODAY)
    prices = {line.service.value: 50_000 for line in ready.file.case.granted}
    DecisionSettings.objects.create(
        municipality=here.municipality, number=1, prices=prices, saved_by=ready.leader
    )
    do(ready.case, Act.APPROVE, ready.leader, TODAY)


def test_a_refusal_needs_a_level_that_covers_it(ready: Ready, here: Place) -> None:
    level(here, may_refuse=False)
    with pytest.raises(Faulty, match="refus"):
        do(ready.case, Act.APPROVE, ready.leader, TODAY)


def test_the_newest_level_that_has_begun_counts(ready: Ready, here: Place) -> None:
    level(here, most_minutes=60)
    level(here, most_minutes=90_000)
    level(here, most_minutes=1)
    later = AuthorityRow(
        municipality=here.municipality, role=Role.TEAM_LEADER, from_on=date(2030, 1, 1), set_by=ready.leader
    )
    later.save()
    assert all(one.why_not for one in approval_of(whole_case(ready.case), TODAY).everybody)
    level(here, withdrawn=True)
    assert [one.why_not for one in approval_of(whole_case(ready.case), TODAY).everybody] == [()]


def test_a_leader_who_has_lost_her_role_does_not_approve(ready: Ready) -> None:
    RoleAssignment.objects.filter(user=ready.leader).update(ends_on=date(2021, 1, 1))
    with pytest.raises(Refused):
        do(ready.case, Act.APPROVE, User.objects.get(pk=ready.leader.pk), TODAY)
    assert state(ready) is State.FOR_APPROVAL


def test_an_approval_from_a_page_that_is_old_is_refused(ready: Ready) -> None:
    seen = whole_case(ready.case).number
    do(ready.case, Act.WITHDRAW, ready.caseworker, TODAY)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    with pytest.raises(Faulty, match="since you opened"):
        do(ready.case, Act.APPROVE, ready.leader, TODAY, seen=seen)


def test_a_return_has_reasons_from_the_list_and_a_comment(ready: Ready, client: Client) -> None:
    client.force_login(ready.leader)
    address = f"/sak/{ready.case.number}/vedtak/gjor/"
    asked = {"do": "return", "based_on": whole_case(ready.case).number, "reason": "Se på timene igjen."}
    client.post(address, asked)
    client.post(address, {**asked, "chosen": "there is no such reason"})
    assert state(ready) is State.FOR_APPROVAL
    client.post(address, {**asked, "chosen": ["hours", "reasons"], "reason": " "})
    assert state(ready) is State.FOR_APPROVAL
    for _twice in range(2):
        client.post(address, {**asked, "chosen": ["hours", "reasons"]})
    assert state(ready) is State.RETURNED
    event = whole_case(ready.case).snapshot.decision.history[-1]
    assert [one.key for one in event.chosen] == ["hours", "reasons"]
    assert event.reason == "Se på timene igjen."
    assert ReturnGiven.objects.count() == 2


def test_a_list_of_reasons_has_versions_and_what_was_chosen_keeps_its_words(
    ready: Ready, here: Place
) -> None:
    first = chosen_of(here.municipality.pk, ["hours"])
    do(ready.case, Act.RETURN, ready.leader, TODAY, reason="Timene.", chosen=first)
    number, before = reasons_for(here.municipality.pk)
    assert number == 0
    rows = [("hours", "Utmålingen henger ikke sammen"), ("", "Mangler legeerklæring"), ("", " ")]
    saved = save_reasons(here.municipality, 0, rows, ready.leader)
    assert saved.content == [("hours", rows[0][1]), ("mangler-legeerklring", rows[1][1])]
    assert ReturnGiven.objects.get().text == next(one.text for one in before if one.key == "hours")
    assert [(row["key"], row["times"]) for row in counted([here.municipality], LONG_AGO)] == [("hours", 1)]
    with pytest.raises(Faulty, match="meanwhile"):
        save_reasons(here.municipality, 0, rows, ready.leader)
    with pytest.raises(Refused):
        save_reasons(here.municipality, 1, rows, ready.caseworker)
