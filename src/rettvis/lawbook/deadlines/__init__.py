"""Deadlines in a case, counted with every step shown.

domstolloven § 148: a period in weeks ends on the weekday it began on, a period in months on the same day of
the month, and where the month has no such day, on its last.  § 149: a period that ends on a Saturday, a
holiday or a day that the law makes equal to one, lasts through the next working day.  fvl. § 30 refers to
these two, and not to the court holidays of § 140, so the summer stops no clock; and what is handed to the
post in time is in time. § 36 says the same of a claim for costs.

Which way a weekend moves a deadline is decided with care for the person: what a *party* must do by a day
moves forward; what the *municipality* or the County Governor must do does not, and the explanation says so.
NOT AUTOMATED: the day on which a person "got or should have got sufficient knowledge" (pbrl. § 7-5) is given
by a caseworker; whether a complaint that comes late is tried all the same (fvl. § 31) is for a person.
"""

from rettvis.lawbook.deadlines.counting import Deadline, count_deadline
from rettvis.lawbook.deadlines.days_off import Holidays, day_off
from rettvis.lawbook.deadlines.kinds import KINDS, Kind
from rettvis.lawbook.deadlines.steps import Step

__all__ = ["KINDS", "Deadline", "Holidays", "Kind", "Step", "count_deadline", "day_off"]
