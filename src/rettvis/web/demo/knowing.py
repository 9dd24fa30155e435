"""Who knows of which case in the demonstration: a protected address, and a case opened in need."""

from rettvis.web.application.knowing import open_in_need
from rettvis.web.application.models import OPEN_STATUSES, Case, Protection
from rettvis.web.application.protection import Address, change_address
from rettvis.web.demo.decided import Place

WHY = "Legevakta ringte om personen, og ingen på kontoret svarte. Måtte vite hvem som hjelper hjemme."
HIDDEN = Address("Skjult vei 1", "0000", "Fjordvik", Protection.STRICTLY_CONFIDENTIAL)


def who_knows(place: Place) -> None:
    """Make them of cases that are there: none comes or goes."""
    open_cases = Case.objects.filter(unit=place.unit, status__in=OPEN_STATUSES).order_by("pk")
    opened, protected = open_cases.first(), open_cases.filter(assigned_to=None).last()
    if opened is not None:
        open_in_need(opened.number, WHY, place.users["berit"])
    if protected is not None:
        change_address(protected, HIDDEN, place.users["kari"])
