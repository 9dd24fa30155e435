"""Which service lines are in force on a day: begun, not ended, neither replaced nor annulled."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rettvis.journey.application import Service
from rettvis.journey.decision import Decision, Extent, GoesOn, Official, ServiceLine
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.decision.in_force import decision_in_force, in_force, replace_lines
from rettvis.web.decision.models import LineChange, ServiceLineRow, Why
from tests.web.conftest import Place, new_case

BEGAN = date(2025, 3, 3)
BEGINS_ANEW = date(2026, 6, 1)
DAY = timedelta(days=1)
CONTACT = ServiceLine("contact", Service.SUPPORT_CONTACT, True, extent=Extent(180), start=BEGAN)
RESPITE = ServiceLine("respite", Service.RESPITE, True, extent=Extent(600), start=BEGAN)
ANEW = Decision(lines=(replace(CONTACT, extent=Extent(240), start=BEGINS_ANEW),))


def decided(place: Place, *lines: ServiceLine) -> Case:
    """A decided case of a person with these lines."""
    case = new_case(place)
    case.decided_on = BEGAN
    people = Official("1", "Kari"), Official("2", "Lise", may_approve=True)
    decision = as_sent(Decision(lines=lines), *people, (BEGAN, BEGAN, BEGAN))
    keep_finished([Finished(case, decision)], place.people[Role.CASEWORKER])
    return case


def again(place: Place, case: Case) -> Case:
    """Another case of the same person."""
    other = new_case(place)
    other.person = case.person
    other.save()
    return other


def keys(on: date) -> set[str]:
    return {row.key for row in in_force(on)}


def test_a_line_is_in_force_from_its_first_day_to_its_last(here: Place) -> None:
    decided(here, replace(CONTACT, end=BEGAN + 10 * DAY))
    assert keys(BEGAN - DAY) == set()
    assert keys(BEGAN) == keys(BEGAN + 10 * DAY) == {"contact"}
    assert keys(BEGAN + 11 * DAY) == set()


def test_a_line_without_a_first_day_begins_the_day_it_was_decided(here: Place) -> None:
    decided(here, replace(CONTACT, start=None))
    assert keys(BEGAN - DAY) == set()
    assert keys(BEGAN) == {"contact"}


def test_a_refusal_is_never_in_force(here: Place) -> None:
    decided(here, replace(CONTACT, granted=False))
    assert keys(BEGAN) == set()


def test_a_replaced_line_is_in_force_until_the_day_before_the_new_one(here: Place) -> None:
    case = decided(here, CONTACT)
    assert replace_lines(again(here, case), ANEW, BEGINS_ANEW - 20 * DAY) == {case.pk}
    assert keys(BEGINS_ANEW - DAY) == {"contact"}
    assert keys(BEGINS_ANEW) == set()


def test_what_a_person_says_goes_on_is_not_replaced(here: Place) -> None:
    case = decided(here, CONTACT, RESPITE)
    decision = replace(ANEW, goes_on=(GoesOn(case.number, "respite"),))
    assert replace_lines(again(here, case), decision, BEGINS_ANEW) == set()
    assert keys(BEGINS_ANEW) == {"respite"}


def test_what_a_new_decision_says_nothing_of_stops_the_day_it_is_sent(here: Place) -> None:
    case = decided(here, CONTACT, RESPITE)
    sent_on = BEGINS_ANEW - 20 * DAY
    assert replace_lines(again(here, case), ANEW, sent_on) == {case.pk}
    assert keys(sent_on) == {"contact"}


def test_a_line_that_is_restored_is_in_force_again(here: Place) -> None:
    case = decided(here, CONTACT)
    other = again(here, case)
    replace_lines(other, ANEW, BEGINS_ANEW)
    line = ServiceLineRow.objects.get()
    back = BEGINS_ANEW + 5 * DAY
    LineChange.objects.create(line=line, from_on=back, in_force=True, why=Why.RESTORED, by_case=other)
    assert [keys(day) for day in (BEGINS_ANEW - DAY, BEGINS_ANEW, back - DAY, back)] == [
        {"contact"},
        set(),
        set(),
        {"contact"},
    ]


@pytest.mark.parametrize("on", [BEGAN, BEGINS_ANEW])
def test_what_a_person_has_now_is_gathered_from_all_her_decisions(here: Place, on: date) -> None:
    first = decided(here, CONTACT)
    second = again(here, first)
    second.decided_on = BEGAN
    people = Official("1", "Kari"), Official("2", "Lise", may_approve=True)
    decision = as_sent(Decision(lines=(RESPITE,)), *people, (BEGAN, BEGAN, BEGAN))
    keep_finished([Finished(second, decision)], here.people[Role.CASEWORKER])
    found = decision_in_force(again(here, first), on)
    assert found is not None
    assert {line.key for line in found.lines} == {"contact", "respite"}
    assert {found.case_of(place) for place in (0, 1)} == {first.number, second.number}
