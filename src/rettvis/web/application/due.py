"""What is due in a case because of when its application was received."""

from datetime import date

from rettvis.edges.holidays import holidays_around
from rettvis.lawbook.deadlines import Deadline, count_deadline
from rettvis.rulekit.faults import Fault


def preliminary_reply(received: date) -> Deadline | None:
    """When the preliminary reply is due (fvl. § 11 a); None for a year whose holidays are not known."""
    holidays = holidays_around(received, "received_on")
    if isinstance(holidays, Fault):
        return None
    found = count_deadline("preliminary-reply", received, holidays)
    return None if isinstance(found, Fault) else found
