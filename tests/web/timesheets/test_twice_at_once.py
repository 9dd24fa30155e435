"""The same act at the same moment: one file, one approval."""

import pytest

from rettvis.web.access.models import Role
from rettvis.web.hourbank.models import BankLine
from rettvis.web.timesheets.models import Approval, SheetFile, ShiftLine, WaitingFile
from rettvis.web.timesheets.taking import take_in
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.test_twice_at_once import both
from tests.web.timesheets.made import a_person, a_sheet, an_approval, line, taken, uploaded


@pytest.mark.django_db(transaction=True)
def test_the_same_file_at_the_same_moment_is_taken_in_once(here: Place) -> None:
    case = a_person(here)
    number = uploaded(here, a_sheet([line(case.number)] * 2)).pk
    row = WaitingFile.objects.select_related("provider").get(pk=number)
    assert both(lambda: take_in(here.people[Role.CONTROLLER], row, NOW)) == []
    assert (SheetFile.objects.count(), ShiftLine.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_month_approved_at_the_same_moment_is_in_the_bank_once(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    assert both(lambda: an_approval(case, here)) == []
    assert Approval.objects.count() == 1
    assert BankLine.objects.filter(key__startswith="shift/").count() == 1
