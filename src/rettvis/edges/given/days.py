"""Days as people write them."""

import re
from datetime import date

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def read_date(text: str, place: str) -> date | Fault:
    """A date written 2026-07-01 or 1.7.2026; a fault that shows both forms otherwise."""
    day_first = _DAY_FIRST.fullmatch(text.strip())
    try:
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            return date(year, month, day)
        if _ISO_DATE.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        return Fault(place, sentence("The calendar has no date “{text}”.", text=text))
    message = sentence("“{text}” is not a date. Write it as 2026-07-01 or 1.7.2026.", text=text)
    return Fault(place, message)
