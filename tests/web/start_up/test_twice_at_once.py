"""The same act at the same moment, and two who mend the same line: one of each is written."""

import pytest
from django.db import OperationalError

from rettvis.journey.delivery.start_up import StayKind
from rettvis.rulekit.faults import Faulty
from rettvis.web.application.models import Case
from rettvis.web.hourbank.models import BankLine
from rettvis.web.start_up.models import StartUpLine
from rettvis.web.start_up.more_services import change, stay
from tests.web.conftest import Place
from tests.web.invoices.test_twice_at_once import both
from tests.web.start_up.made import DAY, TODAY, a_case, act, begun


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_sent_twice_at_once_moves_the_hours_once(here: Place) -> None:
    case = a_case(here)
    _one, other = begun(case, here)
    wrong = both(lambda: change(act(case, here, "change"), TODAY - 30 * DAY, TODAY, other, "Eget ønske."))
    assert all(isinstance(one, OperationalError) for one in wrong), wrong
    assert StartUpLine.objects.filter(kind="change").count() == 1
    assert BankLine.objects.filter(kind="provider", day=TODAY).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_the_same_stay_at_once_one_is_told(here: Place) -> None:
    case = a_case(here)
    row = stay(act(case, here, "in"), StayKind.HOSPITAL, TODAY - 5 * DAY, None)
    keys, told = iter(("one", "two")), []

    def end() -> None:
        try:
            stay(act(case, here, next(keys)), StayKind.HOSPITAL, row.day, TODAY, row)
        except Faulty as faulty:
            told.extend(faulty.faults)

    wrong = both(end)
    assert len(wrong) + len(told) == 1
    assert StartUpLine.objects.filter(replaces=row).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_stays_at_once_in_two_cases_of_one_person_one_is_told(here: Place) -> None:
    first, second = a_case(here), a_case(here)
    Case.objects.filter(pk=second.pk).update(person=first.person)
    second.refresh_from_db()
    cases, told = iter((first, second)), []

    def begin() -> None:
        case = next(cases)
        try:
            stay(act(case, here, f"stay {case.pk}"), StayKind.HOSPITAL, TODAY - 5 * DAY, None)
        except Faulty as faulty:
            told.extend(faulty.faults)

    wrong = both(begin)
    assert len(wrong) + len(told) == 1
    assert StartUpLine.objects.filter(kind="stay").count() == 1
