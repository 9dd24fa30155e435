"""Dated versions of a rule, a number or a citation: new law is a new version, and the old one stays."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import sentence

T = TypeVar("T")


@dataclass(frozen=True)
class Version(Generic[T]):
    """What held in ``period``, and the ``source`` that says so."""

    period: Period
    value: T
    source: str


class Versions(Generic[T]):
    """Versions that follow each other without overlap or gap.

    Raises ValueError when it is made (at start-up) where two versions overlap, or leave days between them;
    the message names both.
    """

    def __init__(self, name: str, *versions: Version[T]) -> None:
        self.name = name
        self.all: tuple[Version[T], ...] = tuple(sorted(versions, key=lambda version: version.period.first))
        if not self.all:
            raise ValueError(f"{name} has no version")
        for one, two in pairwise(self.all):
            if not one.period.meets(two.period):
                what = "overlap" if one.period.overlaps(two.period) else "leave a gap"
                raise ValueError(
                    f"{name}: the versions {one.period.say()} ({one.source}) and "
                    f"{two.period.say()} ({two.source}) {what}"
                )

    def find(self, on: date) -> Version[T] | Fault:
        """The version that holds on the day; a fault that names the first or last day otherwise."""
        for version in self.all:
            if on in version.period:
                return version
        first, last = self.all[0].period.first, self.all[-1].period.last
        if on < first:
            text = sentence(
                "Nothing is known for {day:date}: the first version holds from {first:date}.",
                day=on,
                first=first,
            )
        else:
            text = sentence(
                "Nothing holds on {day:date}: the last version held until {last:date}.", day=on, last=last
            )
        return Fault(self.name, text)

    def at(self, on: date) -> T:
        """The value that holds on the day; raises :class:`Faulty` where none does."""
        found = self.find(on)
        if isinstance(found, Fault):
            raise Faulty([found])
        return found.value
