"""From when to when a decision's line is in force: its own days, less what later decisions did to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class SpellEnd(StrEnum):
    """Why a line is no longer in force after its last day."""

    OPEN = "open"
    RAN_OUT = "ran_out"
    REPLACED = "replaced"
    ANNULLED = "annulled"


@dataclass(frozen=True)
class LineChanged:
    """What a later decision did to a line: from and including a day it counts again, or no more."""

    from_on: date
    in_force: bool
    why: SpellEnd = SpellEnd.REPLACED


@dataclass(frozen=True)
class Spell:
    """Days on which a line is in force, both included; ``last`` None is until further notice."""

    first: date
    last: date | None
    end: SpellEnd


def spells(first: date, last: date | None, changes: Iterable[LineChanged] = ()) -> Iterator[Spell]:
    """The days from ``first`` to ``last`` on which a line is in force, in order, as few spells as can be.

    ``changes`` come in the order they were made; of one day the one made last counts. Before any change the
    line is in force. A line that ends before it begins is never in force.
    """
    newest: dict[date, LineChanged] = {}
    for change in changes:
        newest[change.from_on] = change
    begins: date | None = first
    for day in sorted(newest):
        change = newest[day]
        if change.in_force:
            begins = max(day, first) if begins is None else begins
        elif begins is not None:
            yield from _cut(begins, day - timedelta(days=1), change.why, last)
            begins = None
    if begins is not None:
        yield from _cut(begins, None, SpellEnd.OPEN, last)


def _cut(begins: date, until: date | None, why: SpellEnd, last: date | None) -> Iterator[Spell]:
    """The spell, ended by the line's own last day where that comes first."""
    if last is not None and (until is None or last <= until):
        until, why = last, SpellEnd.RAN_OUT
    if until is None or begins <= until:
        yield Spell(begins, until, why)
