"""Participation: what the person says matters, how each wish was weighed, and what information was given.

Law: pbrl § 3-1 (great weight on the person's view for these services), § 3-2 and § 3-5 (information).
"""

from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class Weighing(Choice):
    """What became of a wish."""

    FOLLOWED = "followed", N_("Followed")
    PARTLY = "partly", N_("Partly followed")
    NOT_FOLLOWED = "not_followed", N_("Not followed")


@dataclass(frozen=True)
class Wish:
    """One thing that the person says matters, in the person's words, and how and why it was weighed."""

    words: str
    weighed: Weighing | None = None
    reason: str = ""


@dataclass(frozen=True)
class Information:
    """What information was given, when, and how it was adapted to the person."""

    what: str
    on: date | None = None
    adapted: str = ""


@dataclass(frozen=True)
class Participation:
    """The person's wishes and the information given."""

    wishes: tuple[Wish, ...] = ()
    information: tuple[Information, ...] = ()
