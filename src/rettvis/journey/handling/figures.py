"""Figures of case-handling time: median, 90th percentile and the share over the limit, exact.

The 90th percentile is by nearest rank: of the times put in order, the one whose place is nine tenths of how
many there are, rounded up. It is always a time that a case really took, and nine cases in ten took no longer.
The median is the time in the middle; of an even number the mean of the two in the middle, which may be half
a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

NINE_TENTHS = Fraction(9, 10)


@dataclass(frozen=True)
class CaseTime:
    """The time of one case in whole days: all of it, and how much of it was waiting on others.

    ``limit`` is the most days the municipality allows itself for a case of its kind; None where it has set
    none.
    """

    days: int
    waiting: int
    limit: int | None = None

    @property
    def own(self) -> int:
        """The days without waiting on others."""
        return self.days - self.waiting


@dataclass(frozen=True)
class Spread:
    """How a number of cases spread over days. The figures are None where there is no case.

    ``over`` of ``limited`` cases (those with a limit) took longer than it; ``share_over`` is a fraction of
    one.
    """

    cases: int
    median: Fraction | None
    percentile_90: int | None
    limited: int
    over: int

    @property
    def share_over(self) -> Fraction | None:
        """The share over the limit; None where no case has one."""
        return Fraction(self.over, self.limited) if self.limited else None


@dataclass(frozen=True)
class TimeFigures:
    """The spread of some cases, with and without the days of waiting on others."""

    whole: Spread
    own: Spread


def time_figures(cases: Iterable[CaseTime]) -> TimeFigures:
    """The figures of ``cases``."""
    times = list(cases)
    return TimeFigures(
        spread([(one.days, one.limit) for one in times]), spread([(one.own, one.limit) for one in times])
    )


def spread(times: Sequence[tuple[int, int | None]]) -> Spread:
    """The spread of (days, limit) pairs; exactly at the limit is within it."""
    days = sorted(day for day, _limit in times)
    limited = [(day, limit) for day, limit in times if limit is not None]
    return Spread(
        cases=len(days),
        median=median_of(days),
        percentile_90=nearest_rank(days, NINE_TENTHS),
        limited=len(limited),
        over=sum(day > limit for day, limit in limited),
    )


def median_of(ordered: Sequence[int]) -> Fraction | None:
    """The middle of numbers in order; the mean of the two in the middle of an even number."""
    if not ordered:
        return None
    middle, odd = divmod(len(ordered), 2)
    return Fraction(ordered[middle]) if odd else Fraction(ordered[middle - 1] + ordered[middle], 2)


def nearest_rank(ordered: Sequence[int], share: Fraction) -> int | None:
    """The number at the place ``share`` of how many there are, rounded up, in numbers in order."""
    if not ordered:
        return None
    place = -(-share.numerator * len(ordered) // share.denominator)
    return ordered[max(place, 1) - 1]


def months_back(day: date, count: int) -> list[date]:
    """The first days of the ``count`` months that end with the month of ``day``, the earliest first."""
    whole = day.year * 12 + day.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(whole - count + 1, whole + 1)]
