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
    """The counts of some persons in a what-if, and today's beside them; ``open`` have no answer yet."""

    moves: Moves

    @property
    def persons(self) -> int:
        """How many there are."""
        return self.moves.persons

    @property
    def right(self) -> int:
        """How many have the right for certain."""
        return self.moves.outcomes()[Outcome.MET]

    @property
    def open(self) -> int:
        """How many have no answer: a fact is missing, or a person must answer."""
        return sum(self.moves.outcomes()[one] for one in OPEN)

    @property
    def right_today(self) -> int:
        """How many have the right today."""
        return self.moves.outcomes(today=True)[Outcome.MET]

    @property
    def open_today(self) -> int:
        """How many have no answer today."""
        return sum(self.moves.outcomes(today=True)[one] for one in OPEN)

    def today(self) -> tuple[int, ...]:
        """Every group of persons that today's figures tell of."""
        refused = self.persons - self.right_today - self.open_today
        return self.persons, self.right_today, self.open_today, refused

    def movers(self) -> tuple[int, ...]:
        """Every group that is told of where today, who gain and who lose are shown."""
        gain, lose = self.moves.gain.least, self.moves.lose.least
        return gain, lose, self.right_today - lose

    def then(self) -> tuple[int, ...]:
        """Every group that is told of where the right in the what-if is shown as well."""
        ends = ((Outcome.MET,), (Outcome.NOT_MET,))
        through = (n for end in ends for n in (self.moves.count(OPEN, end), self.moves.count(end, OPEN)))
        return self.right, self.open, self.persons - self.right - self.open, *through


@dataclass(frozen=True)
class Group:
    """One group as it may be shown; None is hidden. ``open`` have no answer in the what-if."""

    persons: int | None
    right_today: int | None
    open_today: int | None
    gain: int | None
    lose: int | None
    right: int | None
    open: int | None

    @property
    def hidden(self) -> bool:
        """Whether nothing of the what-if is shown."""
        return self.gain is None


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
    figures = {group: Figures(moves) for group, moves in counted.by[name].items()}
    today = _hidden(_tables({group: one.today() for group, one in figures.items()}), hide)
    movers = _hidden(_tables({group: one.movers() for group, one in figures.items()}), hide) | today
    near = _between(figures, [earlier[name] for earlier in alike])
    then = _hidden(chain(_tables({group: one.then() for group, one in figures.items()}), near), hide) | movers
    return {
        group: Group(
            *((None,) * 3 if group in today else one.today()[:3]),
            *((None,) * 2 if group in movers else one.movers()[:2]),
            *((None,) * 2 if group in then else one.then()[:2]),
        )
        for group, one in figures.items()
    }


def _hidden(tables: Iterable[Mapping[str, int]], hide: Hide) -> set[str]:
    """The groups that some table hides; every one where a table must be withheld."""
    hidden: set[str] = set()
    for counts in tables:
        found = hide(counts)
        hidden |= counts.keys() if found is None else found
    return hidden


def _tables(counts: Mapping[str, tuple[int, ...]]) -> Iterator[dict[str, int]]:
    """A table for each count that the groups have."""
    for place in range(len(next(iter(counts.values()), ()))):
        yield {group: own[place] for group, own in counts.items()}


def _between(figures: Mapping[str, Figures], others: Sequence[Division]) -> Iterator[dict[str, int]]:
    """The persons between this what-if and each one of its kind that is shown."""
    for other in others:
        right = {group: told.right for group, told in other.items() if told.right is not None}
        yield {group: abs(figures[group].right - told) for group, told in right.items()}
        not_settled = {group: told.open for group, told in other.items() if told.open is not None}
        yield {group: abs(figures[group].open - told) for group, told in not_settled.items()}


def may_be_told(result: Result, small: Callable[[int], bool]) -> list[bool]:
    """For each what-if, whether its totals name no small count, nor does its distance to one of its kind."""
    told: list[bool] = []
    for counted in result.scenarios:
        figures = Figures(counted.whole)
        near = [
            abs(figures.right - Figures(other.whole).right)
            for other, seen in zip(result.scenarios, told, strict=False)
            if seen and _same_kind(counted, other)
        ]
        told.append(not any(map(small, (*figures.today(), *figures.movers(), *figures.then(), *near))))
    return told
