"""After the introduction: a changed decision changes nothing, a condition that lapses ends the hours."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rettvis.journey.application import Service
from rettvis.journey.decision import Decision, Extent, Official, Organised, ServiceLine
from rettvis.journey.hourbank import Account, balance
from rettvis.journey.supplement import ConditionAnswer
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.decision.in_force import replace_lines
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.hourbank.sources import service_titles
from rettvis.web.hourbank.store import ledger_of
from rettvis.web.supplement.granting import give, write_finding
from rettvis.web.supplement.introducing import do_some, start
from rettvis.web.supplement.models import FindingRow, GrantEndRow, GrantRow
from tests.web.conftest import Place, new_case
from tests.web.decision.ready import make_ready
from tests.web.supplement.made import NOW, SEPTEMBER, a_scheme, decided

NOVEMBER = date(2026, 11, 1)
YEAR_END = date(2026, 12, 31)


def introduced(place: Place) -> None:
    """Step 2 from 1 September for all."""
    row, _new = start(a_scheme(place), 2, SEPTEMBER, place.people["team_leader"], NOW)
    while do_some(row.pk, NOW):
        pass


def changed(place: Place, earlier: Case, minutes: int, on: date) -> Case:
    """A new ordinary decision that takes the place of the earlier one, as sending does it."""
    case = new_case(place, earlier.person.name, date(2026, 9, 20), person=earlier.person)
    case.decided_on = on
    case.save(update_fields=["decided_on"])
    line = ServiceLine(
        "line",
        Service.SUPPORT_CONTACT,
        granted=True,
        organised=Organised.CONTRACT,
        extent=Extent(minutes),
        start=on,
        content="følge",
    )
    handler, leader = place.people["caseworker"], place.people["team_leader"]
    people = Official(str(handler.pk), handler.name), Official(str(leader.pk), leader.name, may_approve=True)
    decision = as_sent(Decision(lines=(line,)), *people, (on, on, on))
    replace_lines(case, decision, on)
    keep_finished([Finished(case, decision)], leader)
    return case


def extra(case: Case, day: date) -> tuple[int, int]:
    """Minutes of the scheme so far and in the year, in the person's bank."""
    ledger = ledger_of([case.person_id], day.year)
    found = balance(ledger, Account(str(case.person_id), "TILLEGG", day.year), day)
    return found.granted, found.granted_year


def find(case: Case, place: Place, answer: str, on: date, key: str = "k") -> FindingRow:
    user = place.people["caseworker"]
    return write_finding(case, ConditionAnswer(answer), on, "Samtale i dag.", user, NOW, key=key)


def test_only_whose_condition_lapses_loses_the_hours(here: Place) -> None:
    reduced, ended, other = (decided(here, name) for name in ("A A", "B B", "C C"))
    introduced(here)
    before = extra(other, YEAR_END)
    assert before == extra(reduced, YEAR_END) == extra(ended, YEAR_END)
    changed(here, reduced, 60, NOVEMBER)
    find(ended, here, "not_met", NOVEMBER)
    assert ServiceLineRow.objects.in_force(YEAR_END).get(case__person=reduced.person).minutes_per_week == 60
    assert extra(reduced, YEAR_END) == extra(other, YEAR_END) == before
    assert extra(ended, YEAR_END) == extra(ended, date(2026, 10, 31))
    assert extra(ended, YEAR_END)[0] < before[0]
    end = GrantEndRow.objects.get()
    assert (end.grant.person_id, end.last_day, end.finding.reason) == (  # type: ignore[union-attr]
        ended.person_id,
        date(2026, 10, 31),
        "Samtale i dag.",
    )
    assert [one.kind for one in CaseLetter.objects.filter(case=ended).order_by("pk")] == [
        "supplement",
        "supplement_end",
    ]


def test_an_ordinary_decision_that_ends_is_no_finding(here: Place) -> None:
    case = decided(here, end=date(2026, 9, 30))
    introduced(here)
    assert not GrantEndRow.objects.exists()
    assert extra(case, YEAR_END)[0] > extra(case, date(2026, 9, 30))[0]


def test_a_finding_sent_twice_is_one_and_unknown_ends_nothing(here: Place) -> None:
    case = decided(here)
    introduced(here)
    assert find(case, here, "unknown", NOVEMBER, "a") == find(case, here, "not_met", NOVEMBER, "a")
    assert FindingRow.objects.count() == 1
    assert not GrantEndRow.objects.exists()


def test_a_finding_before_the_first_day_takes_all_the_hours_back(here: Place) -> None:
    case = decided(here)
    introduced(here)
    find(case, here, "not_met", date(2026, 8, 1))
    assert extra(case, YEAR_END) == (0, 0)
    assert "får ikke" in repr(CaseLetter.objects.filter(case=case).latest("pk").document)


def test_hours_come_back_with_a_finding_and_a_new_grant(here: Place) -> None:
    case = decided(here)
    introduced(here)
    find(case, here, "not_met", date(2026, 10, 1), "a")
    scheme, user = a_scheme(here), here.people["caseworker"]
    with pytest.raises(Faulty):
        give(case, scheme, 2, NOVEMBER, user, NOW)
    find(case, here, "met", NOVEMBER, "b")
    give(case, scheme, 2, NOVEMBER, user, NOW)
    with pytest.raises(Faulty):
        give(case, scheme, 2, NOVEMBER, user, NOW)
    assert [one.number for one in GrantRow.objects.order_by("pk")] == [1, 2]


def test_what_is_missing_in_a_finding_is_told_at_once(here: Place) -> None:
    user = here.people["caseworker"]
    with pytest.raises(Faulty) as refused:
        write_finding(decided(here), None, None, " ", user, NOW, key="k")
    assert [fault.place for fault in refused.value.faults] == ["answer", "from_on", "reason"]


def test_only_who_handles_the_case_finds_and_gives(here: Place, elsewhere: Place) -> None:
    case = decided(here)
    for user in (here.people["auditor"], elsewhere.people["caseworker"]):
        with pytest.raises(Refused):
            write_finding(case, ConditionAnswer.MET, NOVEMBER, "x", user, NOW, key="k")
        with pytest.raises(Refused):
            give(case, a_scheme(here), 2, NOVEMBER, user, NOW)


def test_the_need_and_the_right_are_the_same_with_the_hours_and_without(here: Place) -> None:
    ready = make_ready(here)

    def seen() -> Any:
        whole = whole_case(Case.objects.get(pk=ready.case.pk))
        return whole.snapshot, whole.snapshot.right_on(NOVEMBER)

    before = seen()
    write_finding(ready.case, ConditionAnswer.MET, SEPTEMBER, "Samtale.", ready.caseworker, NOW, key="k")
    give(ready.case, a_scheme(here), 2, SEPTEMBER, ready.caseworker, NOW)
    assert seen() == before


def test_the_hours_have_a_service_code_and_a_bank_of_their_own(here: Place) -> None:
    case = decided(here)
    introduced(here)
    accounts = {one.service for one in ledger_of([case.person_id], 2026).accounts(2026)}
    assert accounts == {"support_contact", "TILLEGG"}
    assert service_titles()["TILLEGG"].say("nb") == "Tilleggstimer gjennom tilleggsordningen"  # type: ignore[union-attr]


def test_the_page_of_the_case_finds_gives_and_tells(here: Place, client: Client) -> None:
    case = decided(here, service=Service.BPA, contact=0)
    a_scheme(here)
    client.force_login(here.people["caseworker"])
    hours, condition = (reverse(name, args=[case.number]) for name in ("case_supplement", "case_condition"))
    form = {"step": "2", "first": "01.11.2026"}
    refused = client.post(hours, form)
    assert refused.status_code == 422
    assert "ingen har sett på det" in refused.content.decode()
    assert "Ikke kjent ennå" in client.get(condition).content.decode()
    told = {"answer": "met", "from_on": "01.09.2026", "reason": "Hjemmebesøk 2. mars.", "key": "k"}
    assert client.post(condition, told).status_code == 302
    assert "Hjemmebesøk 2. mars." in client.get(condition).content.decode()
    assert client.post(hours, form).status_code == 302
    assert "2\u00a0timer (trinn 2)" in client.get(hours).content.decode()
    assert client.post(condition, {"key": "x"}).status_code == 422
