"""A step given to everybody who fulfils the condition: tried, done in small pieces, stopped and taken up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rettvis.journey.application import Service
from rettvis.journey.supplement import ConditionAnswer, NotNow
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.supplement import introducing, tasks
from rettvis.web.supplement.granting import write_finding
from rettvis.web.supplement.introducing import do_some, dry_run, go_on, start, stop
from rettvis.web.supplement.models import GrantRow, IntroducedRow, Introduction, IntroductionState
from rettvis.web.supplement.tasks import do_introduction
from tests.web.conftest import Place
from tests.web.supplement.made import NOW, SCHEME, SEPTEMBER, a_scheme, decided

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PAUSE", 0)
    monkeypatch.setattr(introducing, "AT_ONCE", 3)


def leader(place: Place) -> Any:
    return place.people["team_leader"]


def do_all(row: Introduction) -> None:
    while do_some(row.pk, LATER):
        pass


def test_the_dry_run_lists_everybody_with_a_reason_and_writes_nothing(here: Place) -> None:
    contact, bpa = decided(here, "A A"), decided(here, "B B", Service.BPA)
    without = decided(here, "C C", Service.BPA, contact=0)
    no = decided(here, "D D")
    write_finding(no, ConditionAnswer.NOT_MET, SEPTEMBER, "Samtale.", leader(here), NOW, key="no")
    found = {one.case: one.tried for one in dry_run(leader(here), a_scheme(here), 2, SEPTEMBER)}
    assert {case for case, tried in found.items() if tried.grant} == {contact.pk, bpa.pk}
    assert found[without.pk].not_now is NotNow.UNKNOWN
    assert found[no.pk].not_now is NotNow.NOT_MET
    assert "Samtale." in found[no.pk].because.say("nb")
    assert not GrantRow.objects.exists()
    assert not Introduction.objects.exists()


def test_everybody_who_fulfils_the_condition_gets_the_hours_and_one_letter(here: Place) -> None:
    cases = [decided(here, f"Person {number}") for number in range(introducing.AT_ONCE + 2)]
    without = decided(here, "C C", Service.BPA, contact=0)
    row, new = start(a_scheme(here), 2, SEPTEMBER, leader(here), NOW)
    assert new
    do_introduction.func(row.pk)
    row.refresh_from_db()
    assert row.state == IntroductionState.DONE
    assert row.total == len(cases) + 1 == row.people.count()
    grants = list(GrantRow.objects.all())
    assert {(one.case_id, one.minutes_per_week, one.starts_on, one.service_code) for one in grants} == {
        (case.pk, 120, SEPTEMBER, "TILLEGG") for case in cases
    }
    letters = CaseLetter.objects.all()
    assert {one.case_id for one in letters} == {case.pk for case in cases}
    assert len(letters) == len(cases)
    assert row.people.get(case=without).not_now == NotNow.UNKNOWN


def test_an_introduction_begun_again_gives_nobody_anything_twice(here: Place) -> None:
    for number in range(introducing.AT_ONCE + 2):
        decided(here, f"Person {number}")
    row, _new = start(a_scheme(here), 2, SEPTEMBER, leader(here), NOW)
    assert do_some(row.pk, LATER)
    do_introduction.func(row.pk)
    do_introduction.func(row.pk)
    assert GrantRow.objects.count() == CaseLetter.objects.count() == introducing.AT_ONCE + 2


def test_it_stops_when_told_and_goes_on_where_it_was(here: Place) -> None:
    for number in range(2 * introducing.AT_ONCE):
        decided(here, f"Person {number}")
    row, _new = start(a_scheme(here), 2, SEPTEMBER, leader(here), NOW)
    do_some(row.pk, LATER)
    stop(row, leader(here), LATER)
    assert not do_some(row.pk, LATER)
    assert GrantRow.objects.count() == introducing.AT_ONCE
    go_on(row, leader(here), LATER)
    do_all(row)
    assert GrantRow.objects.count() == 2 * introducing.AT_ONCE


def test_what_breaks_in_the_middle_is_undone_and_the_rest_can_be_taken_up(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [decided(here, f"Person {number}") for number in range(introducing.AT_ONCE + 2)]
    row, _new = start(a_scheme(here), 2, SEPTEMBER, leader(here), NOW)
    real, last = introducing.write_grants, cases[-1]

    def breaks(given: Any, *more: Any) -> Any:
        made = real(given, *more)
        if last.pk in {one.case.pk for one in given}:
            raise OSError("Ola Berg")
        return made

    monkeypatch.setattr(introducing, "write_grants", breaks)
    with pytest.raises(OSError, match="Ola"):
        do_introduction.func(row.pk)
    row.refresh_from_db()
    assert (row.state, row.fault) == (IntroductionState.STOPPED, "OSError")
    assert (
        GrantRow.objects.count()
        == CaseLetter.objects.count()
        == IntroducedRow.objects.count()
        == introducing.AT_ONCE
    )
    monkeypatch.undo()
    go_on(row, leader(here), LATER)
    do_all(row)
    assert GrantRow.objects.count() == CaseLetter.objects.count() == len(cases)


def test_two_at_once_are_one(here: Place) -> None:
    decided(here)
    scheme = a_scheme(here)
    one, _new = start(scheme, 2, SEPTEMBER, leader(here), NOW)
    same, new = start(scheme, 2, SEPTEMBER, leader(here), NOW)
    assert (same.pk, new) == (one.pk, False)
    with pytest.raises(Faulty, match="under way"):
        start(scheme, 3, SEPTEMBER, leader(here), NOW)
    assert Introduction.objects.count() == 1


def test_an_introduction_again_gives_only_those_who_have_come_since(here: Place) -> None:
    decided(here)
    scheme = a_scheme(here)
    do_all(start(scheme, 2, SEPTEMBER, leader(here), NOW)[0])
    new = decided(here, "Ny Person")
    row, _new = start(scheme, 2, SEPTEMBER, leader(here), LATER)
    do_all(row)
    assert [one.case_id for one in row.people.filter(grant__isnull=False)] == [new.pk]
    assert row.people.get(grant=None).not_now == NotNow.HAS_IT


def test_another_step_takes_the_place_of_the_first(here: Place) -> None:
    decided(here)
    scheme = a_scheme(here)
    do_all(start(scheme, 2, SEPTEMBER, leader(here), NOW)[0])
    do_all(start(scheme, 3, date(2026, 11, 1), leader(here), LATER)[0])
    first, second = GrantRow.objects.order_by("pk")
    assert first.ends.get().last_day == date(2026, 10, 31)
    assert (second.minutes_per_week, second.starts_on) == (180, date(2026, 11, 1))


def test_a_step_that_does_not_exist_and_a_day_outside_are_refused_together(here: Place) -> None:
    with pytest.raises(Faulty) as refused:
        start(a_scheme(here), 7, date(2026, 8, 1), leader(here), NOW)
    assert [fault.place for fault in refused.value.faults] == ["step", "first"]
    proposal = SCHEME.replace("decided_on: 2026-06-17\n", "")
    with pytest.raises(Faulty, match="proposal"):
        start(a_scheme(here, proposal), 2, SEPTEMBER, leader(here), NOW)


def test_a_caseworker_and_another_municipality_may_not_start_it(here: Place, elsewhere: Place) -> None:
    scheme = a_scheme(here)
    for user in (here.people["caseworker"], elsewhere.people["team_leader"], here.people["auditor"]):
        with pytest.raises(Refused):
            start(scheme, 2, SEPTEMBER, user, NOW)


def test_whoever_lost_her_role_stops_it(here: Place) -> None:
    decided(here)
    row, _new = start(a_scheme(here), 2, SEPTEMBER, leader(here), NOW)
    leader(here).assignments.update(ends_on=date(2026, 1, 1))
    assert not do_some(row.pk, LATER)
    row.refresh_from_db()
    assert (row.state, row.fault) == (IntroductionState.STOPPED, "Refused")
    assert not GrantRow.objects.exists()


def test_a_protected_person_is_counted_and_done_in_the_case(here: Place) -> None:
    case = decided(here)
    Case.objects.filter(pk=case.pk).update(protected=True)
    row, _new = start(a_scheme(here), 2, SEPTEMBER, leader(here), NOW)
    do_all(row)
    assert row.people.get().not_now == NotNow.CLOSED
    assert not GrantRow.objects.exists()


def test_the_database_refuses_a_double_grant_and_a_changed_one(here: Place) -> None:
    decided(here)
    do_all(start(a_scheme(here), 2, SEPTEMBER, leader(here), NOW)[0])
    row = GrantRow.objects.get()
    for change in ({}, {"introduction": None, "number": row.number}):
        copy = GrantRow.objects.get()
        copy.pk, copy._state.adding = None, True
        for name, value in change.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)
    with pytest.raises(Exception, match="kept as they were written"), transaction.atomic():
        GrantRow.objects.update(minutes_per_week=1)
