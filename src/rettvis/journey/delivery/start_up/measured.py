"""The time from decision to first day of assistance: of one case, and of many by month or provider.

Whole calendar days; median and 90th percentile as for case-handling time (nearest rank, a time that somebody
really waited).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rettvis.journey.handling.figures import Spread, spread

Key = TypeVar("Key", str, tuple[int, int])


@dataclass(frozen=True)
class Started:
    """A start-up that has come to its first day; ``provider`` is an organisation number."""

    case: str
    person: int
    provider: str
    decided_on: date
    first_day: date

    @property
    def days(self) -> int:
        """Days from the decision; the same day is 0."""
        return (self.first_day - self.decided_on).days

    @property
    def month(self) -> tuple[int, int]:
        """Year and month of the first day."""
        return self.first_day.year, self.first_day.month


def start_up_spread(started: Iterable[Started]) -> Spread:
    """The spread of all of them."""
    return spread([(one.days, None) for one in started])


def by_month(started: Iterable[Started]) -> dict[tuple[int, int], Spread]:
    """By the month of the first day, the earliest first."""
    return _by(started, lambda one: one.month)


def by_provider(started: Iterable[Started]) -> dict[str, Spread]:
    """By the provider's organisation number, in order."""
    return _by(started, lambda one: one.provider)


def _by(started: Iterable[Started], key: Callable[[Started], Key]) -> dict[Key, Spread]:
    groups: dict[Key, list[Started]] = {}
    for one in started:
        groups.setdefault(key(one), []).append(one)
    return {name: start_up_spread(groups[name]) for name in sorted(groups)}
