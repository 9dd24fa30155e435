"""After a decision: when it is looked at again, the notice before less is given, and how it all went."""

from rettvis.journey.review.annulment_letter import AnnulGround, Annulment, annulment_letter
from rettvis.journey.review.dates import DueDate, DueWhat, Warnings, due_dates
from rettvis.journey.review.history import Bar, LineStanding, Stretch, bar, first_and_last, place
from rettvis.journey.review.notice_letter import about_a_minor, notice_letter

__all__ = [
    "AnnulGround",
    "Annulment",
    "Bar",
    "DueDate",
    "DueWhat",
    "LineStanding",
    "Stretch",
    "Warnings",
    "about_a_minor",
    "annulment_letter",
    "bar",
    "due_dates",
    "first_and_last",
    "notice_letter",
    "place",
]
