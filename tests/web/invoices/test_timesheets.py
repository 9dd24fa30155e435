"""Hours of an invoice are held against what the supervisors have approved, while the approval stands."""

from datetime import date

import pytest

from rettvis.web.access.models import Role
from rettvis.web.delivery.services import Approved, approve_hours
from rettvis.web.invoices.models import ReadInvoice
from rettvis.web.invoices.rematching import match_open
from rettvis.web.timesheets.approving import unlock
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import PRICE, a_file, received, the_agreement, the_provider
from tests.web.timesheets.made import a_person, an_approval, line, taken

JUNE = {"first": date(2026, 6, 1), "last": date(2026, 6, 30)}


@pytest.fixture
def invoiced(here: Place) -> ReadInvoice:
    """Four hours in June, of which nothing is approved yet."""
    the_agreement(here)
    case = a_person(here)
    taken(here, [line(case.number, "2026-06-03")])
    return received(here, a_file(case, minutes=240, price=PRICE, number="J-1", **JUNE))


def left(row: ReadInvoice) -> list[str]:
    """What still deviates."""
    return sorted(row.deviations.filter(gone__isnull=True).values_list("code", flat=True))


def test_a_timesheet_that_is_approved_later_is_found_by_itself(here: Place, invoiced: ReadInvoice) -> None:
    assert left(invoiced) == ["not_approved"]
    match_open(NOW)
    case = invoiced.lines.get().case
    approval = an_approval(case, here)
    assert match_open(NOW) == 1
    assert (left(invoiced), invoiced.lines.get().worked) == ([], 240)
    unlock(here.people[Role.CASEWORKER], approval, "Feil dag.", NOW)
    assert match_open(NOW) == 1
    assert left(invoiced) == ["not_approved"]


def test_hours_that_were_approved_without_a_timesheet_are_not_counted_twice(
    here: Place, invoiced: ReadInvoice
) -> None:
    case, user = invoiced.lines.get().case, here.people[Role.CONTROLLER]
    lines = [Approved(f"d{day}", case, date(2026, 6, day), "ordinary", 240) for day in (3, 4)]
    approve_hours(user, the_provider(here), lines, NOW)
    an_approval(case, here)
    match_open(NOW)
    assert invoiced.lines.get().worked == 480
    assert left(invoiced) == ["fewer_than_worked"]
