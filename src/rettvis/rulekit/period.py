"""A period of whole days, both its first and its last day included."""

from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From ``first`` to ``last``, both included; ``last`` is None where no end is set.

    The calendar's very last day (``date.max``) as ``last`` is the same as no end.
    Raises ValueError where the end comes before the start; :func:`read_period` gives a fault instead.
    """

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it starts ({self.first})")
        if self.last == date.max:
            object.__setattr__(self, "last", None)

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def days(self) -> int | None:
        """How many days; None where no end is set."""
        return None if self.last is None else (self.last - self.first).days + 1

    @property
    def next_first(self) -> date | None:
        """The day on which a following period would start; None where no end is set."""
        return None if self.last is None else self.last + ONE_DAY

    def is_before(self, other: "Period") -> bool:
        """Whether every day of this period comes before every day of ``other``."""
        return self.last is not None and self.last < other.first

    def is_after(self, other: "Period") -> bool:
        """Whether every day of this period comes after every day of ``other``."""
        return other.is_before(self)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have at least one day in common."""
        return not self.is_before(other) and not other.is_before(self)

    def meets(self, other: "Period") -> bool:
        """Whether ``other`` starts on the day after this period ends."""
        return self.next_first == other.first

    def intersection(self, other: "Period") -> "Period | None":
        """The days in common; None where there are none."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.last, other.last) if end is not None]
        return Period(max(self.first, other.first), min(ends, default=None))

    def until(self, day: date) -> "Period | None":
        """The part that lies before ``day``; None where there is none."""
        if day <= self.first:
            return None
        end = day - ONE_DAY
        return Period(self.first, end if self.last is None else min(end, self.last))

    def since(self, day: date) -> "Period | None":
        """The part from ``day`` on, ``day`` included; None where there is none."""
        if self.last is not None and self.last < day:
            return None
        return Period(max(self.first, day), self.last)

    def split(self, day: date) -> "tuple[Period | None, Period | None]":
        """What lies before ``day`` and what lies from ``day`` on; together they are the period."""
        return self.until(day), self.since(day)

    def say(self) -> str:
        """The two dates in ISO form, for messages to developers."""
        return f"{self.first}–{self.last or ''}"


def read_period(place: str, first: date, last: date | None) -> Period | Fault:
    """A period from dates that a person gave; a fault where the end comes before the start."""
    if last is None or last >= first:
        return Period(first, last)
    message = sentence(
        "The end, {last:date}, comes before the start, {first:date}. Change one of the two dates.",
        last=last,
        first=first,
    )
    return Fault(place, message)
