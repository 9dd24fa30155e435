"""Users and their hours, measured: how many, how much, the mean and the middle, all exact."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rettvis.journey.statistics.own_cases.lines import Ints, Marks


@dataclass(frozen=True)
class Measured:
    """Some users on a day. Minutes are whole minutes a week.

    ``users`` have a granted line in force; ``with_hours`` of them have one that is given in hours, and only
    those count in the mean and the median. ``largest`` are the most minutes of one user and of the next.
    """

    users: int
    with_hours: int
    minutes: int
    median: Fraction | None
    least: int | None
    largest: tuple[int, int]

    @property
    def mean(self) -> Fraction | None:
        """Minutes a week of a user with hours; None without any."""
        return Fraction(self.minutes, self.with_hours) if self.with_hours else None

    @property
    def most(self) -> int | None:
        """The most minutes of one user; None without hours."""
        return self.largest[0] if self.with_hours else None


def measured(minutes: Ints, in_hours: Marks) -> Measured:
    """Measure users by the minutes a week of each, and by which of them have hours at all."""
    given = minutes if in_hours.all() else minutes[in_hours]
    count = len(given)
    if not count:
        return Measured(len(minutes), 0, 0, None, None, (0, 0))
    low, high = (count - 1) // 2, count // 2
    top = [count - 2] if count > 1 else []
    parted = np.partition(given, sorted({low, high, count - 1, *top}))
    return Measured(
        users=len(minutes),
        with_hours=count,
        minutes=int(given.sum()),
        median=Fraction(int(parted[low]) + int(parted[high]), 2),
        least=int(given.min()),
        largest=(int(parted[-1]), int(parted[-2]) if count > 1 else 0),
    )
