"""Who gains and who loses, group by group, with small counts hidden.

A group's figures today, and its figures in a what-if, are hidden where any of the counts is small, or what is
left of the group beside them. What-ifs that change the same thing, such as two thresholds, are also held
against one another: the few between them are persons. How a table of counts is hidden is the caller's rule.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rettvis.journey.simulation.what_if.outcome import OPEN, Counted, Moves, Result
from rettvis.rulekit.findings import Outcome

Hide = Callable[[Mapping[str, int]], frozenset[str] | None]
"""Which groups of a table of counts are hidden; None where the whole table must be."""


@dataclass(frozen=True)
class Figures:
    """How many have the right, how many have no answer yet, and how many there are in all.

    ``gain`` and ``lose`` are those who get and lose the right for certain; 0 today. ``through_open`` are the
    counts of those who go from an answer to none, or the other way; they are not shown, but can be worked out.
    """

    persons: int
    right: int
    open: int
    gain: int = 0
    lose: int = 0
    through_open: tuple[int, ...] = ()

    @classmethod
    def of(cls, moves: Moves) -> "Figures":
        """The figures of some persons in the what-if."""
        then = moves.outcomes()
        not_settled = sum(then[one] for one in OPEN)
        ends = ((Outcome.MET,), (Outcome.NOT_MET,))
        through = tuple(n for end in ends for n in (moves.count(OPEN, end), moves.count(end, OPEN)))
        return cls(moves.persons, then[Outcome.MET], not_settled, moves.gain.least, moves.lose.least, through)

    @classmethod
    def today(cls, moves: Moves) -> "Figures":
        """The figures of the same persons today."""
        now = moves.outcomes(today=True)
        return cls(moves.persons, now[Outcome.MET], sum(now[one] for one in OPEN))

    def counts(self) -> tuple[int, ...]:
        """Every group of persons that a reader sees or can work out."""
        refused = self.persons - self.right - self.open
        kept = self.right - self.gain
        return self.persons, self.right, self.open, refused, self.gain, self.lose, kept, *self.through_open


@dataclass(frozen=True)
class Group:
    """One group: its figures today and in the what-if, each None where they are hidden."""

    today: Figures | None
    then: Figures | None


Division = Mapping[str, Group]
"""The groups of one division, by their keys."""


def divided(result: Result, hide: Hide) -> list[dict[str, Division]]:
    """For each what-if, each division with its small groups hidden."""
    shown: list[dict[str, Division]] = []
    for counted in result.scenarios:
        alike = [
            earlier
            for earlier, other in zip(shown, result.scenarios, strict=False)
            if _same_kind(counted, other)
        ]
        shown.append({name: _division(counted, name, alike, hide) for name in counted.by})
    return shown


def _same_kind(one: Counted, other: Counted) -> bool:
    """Whether two what-ifs change the same parameters, to different values."""
    return one.scenario.changes.keys() == other.scenario.changes.keys()


def _division(counted: Counted, name: str, alike: Sequence[Mapping[str, Division]], hide: Hide) -> Division:
    groups = counted.by[name]
    today = {group: Figures.today(moves) for group, moves in groups.items()}
    then = {group: Figures.of(moves) for group, moves in groups.items()}
    now_hidden = _hidden(_tables(today), hide)
    near = [{key: group.then for key, group in earlier[name].items()} for earlier in alike]
    then_hidden = _hidden(chain(_tables(then), _between(then, near)), hide) | now_hidden
    return {
        group: Group(
            None if group in now_hidden else today[group], None if group in then_hidden else then[group]
        )
        for group in groups
    }


def _hidden(tables: Iterable[Mapping[str, int]], hide: Hide) -> set[str]:
    """The groups that some table hides; every one where a table must be withheld."""
    hidden: set[str] = set()
    for counts in tables:
        found = hide(counts)
        hidden |= counts.keys() if found is None else found
    return hidden


def _tables(figures: Mapping[str, Figures]) -> Iterator[dict[str, int]]:
    """A table for each count that the groups have."""
    apart = {group: one.counts() for group, one in figures.items()}
    for place in range(len(next(iter(apart.values()), ()))):
        yield {group: counts[place] for group, counts in apart.items()}


def _between(
    figures: Mapping[str, Figures], others: Sequence[Mapping[str, Figures | None]]
) -> Iterator[dict[str, int]]:
    """The persons between this what-if and each one of its kind that is shown."""
    for other in others:
        seen = {group: told for group, told in other.items() if told is not None}
        yield {group: abs(figures[group].right - told.right) for group, told in seen.items()}
        yield {group: abs(figures[group].open - told.open) for group, told in seen.items()}


def may_be_told(result: Result, small: Callable[[int], bool]) -> list[bool]:
    """For each what-if, whether its totals name no small count, nor does its distance to one of its kind."""
    told: list[bool] = []
    today = Figures.today(result.today.whole).counts()
    for counted in result.scenarios:
        figures = Figures.of(counted.whole)
        near = [
            abs(figures.right - Figures.of(other.whole).right)
            for other, seen in zip(result.scenarios, told, strict=False)
            if seen and _same_kind(counted, other)
        ]
        told.append(not any(map(small, (*today, *figures.counts(), *near))))
    return told
