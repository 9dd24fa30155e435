"""What an administrator writes of the municipality itself."""

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.edges.organisation_number import organisation_number, organisation_number_fault
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User

WRITTEN = gettext_noop("The organisation number of the municipality was written")


def write_number(user: User, municipality: Municipality, typed: str) -> None:
    """Write the organisation number that invoices are to be made out to; empty takes it away.

    Raises ``Faulty`` for what is no organisation number.
    """
    number = organisation_number(typed)
    fault = organisation_number_fault(number) if number else None
    if fault is not None:
        raise Faulty([Fault("number", fault)])
    with transaction.atomic():
        grant = require_in(user, Action.MANAGE_ROLES, municipality.pk)
        Municipality.objects.filter(pk=municipality.pk).update(organisation_number=number)
        look_up(grant, Action.MANAGE_ROLES, what=WRITTEN)
