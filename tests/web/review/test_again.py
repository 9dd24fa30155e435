"""A new assessment begins as a marked copy of the last one, and every part is looked into anew."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from rettvis.journey.decision import Act
from rettvis.journey.decision.gate import gate
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case, Kind
from rettvis.web.assessment.services import save_assessment
from rettvis.web.assessment.store import load_assessment
from rettvis.web.decision.documents import made_record
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.pages.content import to_json
from rettvis.web.review.opening import confirm_part, open_again
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, Ready, make_ready

NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def decided(here: Place) -> Ready:
    """Case 3, decided."""
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, NOW)
    ready.case.refresh_from_db()
    return ready


@pytest.fixture
def again(decided: Ready) -> Case:
    """The new assessment."""
    case, new = open_again(decided.case, Kind.REVIEW, decided.caseworker, TODAY)
    assert new
    return case


def copied_blockers(case: Case) -> set[str]:
    return {one.anchor for one in gate(whole_case(case).snapshot, TODAY) if one.name == "copied"}


def test_the_last_assessment_is_copied_and_says_from_where(decided: Ready, again: Case) -> None:
    before, after = whole_case(decided.case).snapshot, whole_case(again).snapshot
    assert after.assessment == before.assessment
    assert after.choices == before.choices
    assert after.application == replace(before.application, received_on=TODAY)
    assert after.copied is not None
    assert after.copied.case_number == decided.case.number
    assert not whole_case(again).has_draft


def test_one_click_opens_it_once(decided: Ready, again: Case) -> None:
    same, new = open_again(decided.case, Kind.REVIEW, decided.leader, TODAY)
    assert (same.pk, new) == (again.pk, False)


def test_only_a_decided_case_and_only_who_may(here: Place, decided: Ready, elsewhere: Place) -> None:
    with pytest.raises(Refused):
        open_again(decided.case, Kind.REVIEW, elsewhere.people[Role.CASEWORKER], TODAY)
    with pytest.raises(Faulty):
        open_again(make_ready(here).case, Kind.REVIEW, decided.caseworker, TODAY)


def test_what_stands_as_copied_must_be_confirmed(decided: Ready, again: Case) -> None:
    waiting = copied_blockers(again)
    assert {"copied.dognklokke", "copied.application", "copied.calculation"} <= waiting
    for _twice in range(2):
        confirm_part(again, "dognklokke", decided.caseworker, TODAY)
    assert again.events.filter(kind="confirmed").count() == 1
    assert copied_blockers(again) == waiting - {"copied.dognklokke"}


def test_what_is_changed_needs_no_confirmation_and_stands_in_the_record(decided: Ready, again: Case) -> None:
    assessment = load_assessment(again)
    assert assessment is not None
    save_assessment(again, replace(assessment, summary="Behovet er større enn før."), decided.caseworker)
    assert "copied.periode" not in copied_blockers(again)
    record = str(made_record(whole_case(again), TODAY).blocks)
    assert "Behovet er større enn før." in record
    assert decided.case.number in record


def test_a_changed_row_is_marked_in_words_where_it_stands(
    decided: Ready, again: Case, client: Client
) -> None:
    assessment = load_assessment(again)
    assert assessment is not None
    rows = assessment.clock.rows
    changed = replace(rows[0], note="Tar lengre tid nå", words=rows[0].words)
    clock = replace(assessment.clock, rows=(changed, *rows[1:-1]))
    save_assessment(again, replace(assessment, clock=clock), decided.caseworker)
    client.force_login(decided.caseworker)
    html = client.get(f"/sak/{again.number}/kartlegging/dognklokke/").content.decode()
    assert "Endret siden kopien" in html
    assert decided.case.number in html
    assert "Fjernet" in html
    untouched = client.get(f"/sak/{again.number}/kartlegging/husstand/").content.decode()
    assert "Endret siden kopien. Før" not in untouched
    assert "bekreft" in untouched


def test_two_versions_stand_beside_each_other_with_who_and_when(
    decided: Ready, again: Case, client: Client
) -> None:
    assessment = load_assessment(again)
    assert assessment is not None
    save_assessment(again, replace(assessment, summary="Andre utgave"), decided.caseworker)
    save_assessment(again, replace(assessment, summary="Tredje utgave"), decided.leader)
    client.force_login(decided.caseworker)
    address = f"/sak/{again.number}/endringer/?steg=assessment"
    html = client.get(f"{address}&fra=1&til=3").content.decode()
    assert "Tredje utgave" in html
    assert decided.leader.name in html
    assert "Andre utgave" not in html
    assert "Andre utgave" in client.get(f"{address}&fra=2&til=3").content.decode()
    for step in ("application", "calculation", "conditions", "decision", "nonsense"):
        assert client.get(f"/sak/{again.number}/endringer/?steg={step}&fra=x&til=999").status_code == 200


def test_a_decided_case_is_not_confirmed_or_copied_into(decided: Ready, client: Client) -> None:
    client.force_login(decided.caseworker)
    for address in ("endringer/bekreft", "endringer/kopier"):
        client.post(f"/sak/{decided.case.number}/{address}/", {"part": "dognklokke"})
    assert not decided.case.events.filter(kind__in=["copied", "confirmed"]).exists()


def test_a_copied_case_can_be_kept_whole_when_its_letter_is_sent(again: Case) -> None:
    kept = to_json(whole_case(again).snapshot)
    assert kept["copied"]["parts"][0]["title"]["text"]
