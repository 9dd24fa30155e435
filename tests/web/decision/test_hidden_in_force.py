"""What is in force in a case that the reader may not open is said to be there, and nothing more."""

from dataclasses import replace

import pytest
from django.test import Client

from rettvis.journey.application import Service
from rettvis.journey.decision import Act, Extent, GoesOn, ServiceLine, State
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.models import Role, Unit
from rettvis.web.application.models import Case
from rettvis.web.decision.services import do, prepare
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, Ready, make_ready
from tests.web.review.test_after import BEGAN, decided

CONTACT = ServiceLine("earlier", Service.SUPPORT_CONTACT, True, extent=Extent(77), start=BEGAN)


@pytest.fixture
def earlier(here: Place) -> Case:
    """A decided case of another unit than the caseworker's."""
    case = decided(here, CONTACT)
    case.unit = Unit.objects.create(municipality=here.municipality, name="Barn og unge")
    case.save()
    return case


@pytest.fixture
def ready(here: Place, earlier: Case) -> Ready:
    """Case 3 of the same person; the caseworker's role is for her unit alone, the leader's for all."""
    found = make_ready(here)
    found.case.person = earlier.person
    found.case.save()
    here.people[Role.CASEWORKER].assignments.update(unit=here.unit)
    here.people[Role.TEAM_LEADER].assignments.update(unit=None)
    return found


def test_the_page_says_that_a_decision_is_there_and_neither_case_nor_content(
    ready: Ready, earlier: Case, client: Client
) -> None:
    address = f"/sak/{ready.case.number}/vedtak/"
    for page in (address, f"/sak/{ready.case.number}/brev/", f"/sak/{ready.case.number}/forhandsvarsel/"):
        client.force_login(ready.caseworker)
        html = client.get(page).content.decode()
        assert earlier.number not in html, page
        assert "1\xa0time og 17\xa0minutter" not in html, page
    assert "i en sak du ikke har tilgang til" in client.get(address).content.decode()
    client.force_login(ready.leader)
    html = client.get(address).content.decode()
    assert earlier.number in html


def test_only_somebody_who_may_open_the_case_replaces_its_decision(ready: Ready, earlier: Case) -> None:
    whole = whole_case(ready.case)
    decision = replace(whole.draft.decision, goes_on=(GoesOn(earlier.number, "earlier"),))
    draft = replace(whole.draft, decision=decision)
    prepare(ready.case, whole.number, draft, whole.snapshot.application, ready.leader)
    with pytest.raises(Faulty, match="a case that you may not open") as caught:
        do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    assert earlier.number not in str(caught.value)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.leader, TODAY)
    assert whole_case(ready.case).snapshot.decision.state is State.FOR_APPROVAL
