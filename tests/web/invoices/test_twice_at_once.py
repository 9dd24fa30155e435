"""The same act at the same moment: one file, one payment."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, OperationalError, connection

from rettvis.web.access.models import Role
from rettvis.web.invoices.models import PaidLine, ReceivedFile
from rettvis.web.invoices.receiving import receive_file
from rettvis.web.invoices.services import approve, attest
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_file, a_world, received


def both(act: Callable[[], object]) -> list[DatabaseError]:
    """Do it in two threads at once; what went wrong in either."""
    barrier, wrong = Barrier(2), []

    def one() -> None:
        barrier.wait()
        try:
            act()
        except DatabaseError as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=one) for _time in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_the_same_file_at_the_same_moment_is_received_once(here: Place) -> None:
    content, user = a_file(a_world(here)[0]), here.people[Role.CONTROLLER]
    wrong = both(lambda: receive_file(user, here.municipality, content, NOW))
    assert all(isinstance(one, OperationalError) for one in wrong), wrong
    assert ReceivedFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invoice_approved_at_the_same_moment_is_paid_once(here: Place) -> None:
    row = received(here, a_file(a_world(here)[0]))
    attest(here.people[Role.CONTROLLER], row, NOW)
    wrong = both(lambda: approve(here.people[Role.TEAM_LEADER], row, NOW))
    assert all(isinstance(one, OperationalError) for one in wrong), wrong
    assert PaidLine.objects.count() == 1
