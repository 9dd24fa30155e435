"""After a decision: when it is looked at again, the notice before less is given, and how it all went."""

from rettvis.journey.review.notice_letter import about_a_minor, notice_letter

__all__ = [
    "about_a_minor",
    "notice_letter",
]
