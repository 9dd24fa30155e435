"""Saving the application of a case: checked, kept, logged, and the step's state written."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_noop

from rettvis.journey.application import Application, check_application, missing_in_application
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.models import User
from rettvis.web.application.events import correct_received
from rettvis.web.application.forms import ApplicationSheet
from rettvis.web.application.models import Case
from rettvis.web.application.saving import Saved, save_sheet
from rettvis.web.application.services import group_of, mark_step
from rettvis.web.application.store import KEPT
from rettvis.web.pages.steps import State

WHAT = gettext_noop("The application")


def save_application(
    case: Case, based_on: int, application: Application, user: User, on: date
) -> Saved[Application]:
    """Save the application as known on the day ``on``.

    Raises ``Faulty`` with every fault, :class:`~rettvis.web.application.saving.Conflict` when somebody saved
    in between, ``Settled`` for a decided case, and ``Refused``.
    """
    faults = check_application(application, on)
    if faults:
        raise Faulty(faults)
    saved = save_sheet(KEPT, ApplicationSheet, lambda _now: application, case, based_on, user)
    if application.received_on and application.received_on != case.received_on:
        _received_on(case, application.received_on, user)
    mark_step(case, "application", State.STARTED if missing_in_application(application) else State.DONE)
    return saved


def begin_application(case: Case, application: Application, user: User, on: date) -> Saved[Application]:
    """The first revision of a case that was just registered: what was known about how it came in."""
    return save_application(case, 0, replace(application, received_on=case.received_on), user, on)


def _received_on(case: Case, day: date, user: User) -> None:
    """The day was corrected: what follows from it follows."""
    case.received_on = day
    case.group = group_of(case.person.birth_date, day)
    case.save(update_fields=["received_on", "group"])
    correct_received(case, day, user)
