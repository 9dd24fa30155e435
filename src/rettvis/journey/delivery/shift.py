"""One line of a timesheet: who assisted whom, for which provider, from when to when."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rettvis.journey.application.choice import Choice
from rettvis.journey.delivery.local_time import DAY, day_at, midnight, moment_of
from rettvis.rulekit.wording import N_

LONGEST = DAY + 60
"""Minutes in the longest line: one turn of the clock, on the night when it is turned back."""


class ShiftKind(Choice):
    """What the time was used for."""

    ORDINARY = "ordinary", N_("Ordinary")
    NIGHT = "night", N_("Active night")
    RESTING_NIGHT = "resting_night", N_("Resting night")
    ACCOMPANYING = "accompanying", N_("Accompanying")
    TRAINING = "training", N_("Training of assistants")
    TRAVEL = "travel", N_("Travel")


HOME = "kommune"
ABROAD = "utland"
"""What the place of a line says where it was in the municipality, and abroad."""
NIGHT_KINDS = frozenset({ShiftKind.NIGHT, ShiftKind.RESTING_NIGHT})


def on_two_days(first: int, last: int) -> bool:
    """Whether two moments lie on one local day or on two that follow each other, the last midnight too."""
    return last <= midnight(day_at(first) + 2)


@dataclass(frozen=True)
class Shift:
    """``person`` and ``assistant`` are references, never names. ``start`` and ``end`` know their time zone.

    ``pause`` is whole minutes; ``stated`` the minutes that the line itself gives, ``price`` øre an hour,
    both None where it gives none. ``place`` is :data:`HOME`, ``utenfor``, :data:`ABROAD` or nothing.
    ``line_id`` is the provider's own, ``found_at`` a file and line.
    Raises ValueError for an end that is not after the start, a line above :data:`LONGEST` or on three days,
    or a pause longer than the line: whoever reads a file says so as a fault.
    """

    person: str
    assistant: str
    provider: str
    start: datetime
    end: datetime
    pause: int = 0
    kind: ShiftKind = ShiftKind.ORDINARY
    stated: int | None = None
    price: int | None = None
    place: str = ""
    line_id: str = ""
    found_at: str = ""

    def __post_init__(self) -> None:
        length = self.last - self.first
        if (
            not 0 < length <= LONGEST
            or not on_two_days(self.first, self.last)
            or not 0 <= self.pause <= length
        ):
            raise ValueError(f"a line from {self.start} to {self.end} with a pause of {self.pause} minutes")

    @cached_property
    def first(self) -> int:
        """The moment it begins."""
        return moment_of(self.start)

    @cached_property
    def last(self) -> int:
        """The moment it is over."""
        return moment_of(self.end)

    @property
    def minutes(self) -> int:
        """Whole minutes by the clock, the pause left out."""
        return self.last - self.first - self.pause

    @cached_property
    def day(self) -> int:
        """The number of the local day it begins on: the line's date."""
        return day_at(self.first)

    @cached_property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Day number and minutes for each local day of the line.

        The pause is taken from the longer piece, the first where they are alike; what is left of it from
        the other.
        """
        turn = midnight(self.day + 1)
        if self.last <= turn:
            return ((self.day, self.minutes),)
        before, after = turn - self.first, self.last - turn
        if before >= after:
            taken = min(self.pause, before)
            return (self.day, before - taken), (self.day + 1, after - (self.pause - taken))
        taken = min(self.pause, after)
        return (self.day, before - (self.pause - taken)), (self.day + 1, after - taken)
