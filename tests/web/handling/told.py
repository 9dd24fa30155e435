"""An event that somebody has written down, for the tests that walk every page."""

from django.utils import timezone

from rettvis.journey.handling import EventKind
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case, CaseEvent
from rettvis.web.handling.services import Told, write_event
from tests.web.conftest import Place


def an_event(case: Case, place: Place) -> CaseEvent:
    """A conversation with the person."""
    by, today = place.people[Role.CASEWORKER], timezone.localdate()
    told = Told(EventKind.CONTACT, today, reason="Ringte", form="an event")
    return write_event(case, told, by, today)
