"""Values over time: cut where something changes, computed once for each piece, and merged again."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Generic, TypeVar

from rettvis.rulekit.period import ONE_DAY, Period

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Piece(Generic[T]):
    """One value and the period it holds for."""

    period: Period
    value: T


class Timeline(Generic[T]):
    """Pieces in order of time that never overlap; a day without a piece is a gap, and stays one.

    Raises ValueError naming both periods where two pieces overlap.
    """

    __slots__ = ("_starts", "pieces")

    def __init__(self, pieces: Iterable[Piece[T]] = ()) -> None:
        self.pieces: tuple[Piece[T], ...] = tuple(sorted(pieces, key=lambda piece: piece.period.first))
        for one, two in pairwise(self.pieces):
            if one.period.overlaps(two.period):
                raise ValueError(f"{one.period.say()} and {two.period.say()} overlap")
        self._starts = [piece.period.first for piece in self.pieces]

    @classmethod
    def of(cls, *pairs: tuple[Period, T]) -> "Timeline[T]":
        """A timeline of (period, value) pairs."""
        return cls(Piece(period, value) for period, value in pairs)

    def __iter__(self) -> Iterator[Piece[T]]:
        return iter(self.pieces)

    def __len__(self) -> int:
        return len(self.pieces)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and self.pieces == other.pieces

    def __hash__(self) -> int:
        return hash(self.pieces)

    def __repr__(self) -> str:
        inside = ", ".join(f"{piece.period.say()}: {piece.value!r}" for piece in self.pieces)
        return f"Timeline({inside})"

    def piece_at(self, day: date) -> Piece[T] | None:
        """The piece that holds on ``day``; None in a gap."""
        index = bisect_right(self._starts, day) - 1
        if index < 0 or day not in self.pieces[index].period:
            return None
        return self.pieces[index]

    def at(self, day: date) -> T | None:
        """The value on ``day``; None in a gap."""
        piece = self.piece_at(day)
        return None if piece is None else piece.value

    def gaps(self) -> tuple[Period, ...]:
        """The periods without a value between the first piece and the last."""
        found = []
        for one, two in pairwise(self.pieces):
            start = one.period.next_first
            if start is not None and start < two.period.first:
                found.append(Period(start, two.period.first - ONE_DAY))
        return tuple(found)

    def within(self, period: Period) -> "Timeline[T]":
        """The part that lies within ``period``."""
        parts = ((piece.period.intersection(period), piece.value) for piece in self.pieces)
        return Timeline(Piece(part, value) for part, value in parts if part is not None)

    def cut(self, *days: date) -> "Timeline[T]":
        """The same values with a new piece starting on each of ``days``."""
        pieces = list(self.pieces)
        for day in days:
            halves = [(half, piece.value) for piece in pieces for half in piece.period.split(day)]
            pieces = [Piece(half, value) for half, value in halves if half is not None]
        return Timeline(pieces)

    def map(self, function: Callable[[T], R]) -> "Timeline[R]":
        """Each value put through ``function``, once for each piece."""
        return Timeline(Piece(piece.period, function(piece.value)) for piece in self.pieces)

    def merged(self) -> "Timeline[T]":
        """Neighbours with equal values made into one piece; a gap keeps them apart."""
        result: list[Piece[T]] = []
        for piece in self.pieces:
            if result and result[-1].period.meets(piece.period) and result[-1].value == piece.value:
                result[-1] = Piece(Period(result[-1].period.first, piece.period.last), piece.value)
            else:
                result.append(piece)
        return Timeline(result)


def combine(function: Callable[..., R], *timelines: Timeline[Any]) -> Timeline[R]:
    """``function`` of the values of all ``timelines``, where all of them have one; a gap in one is a gap."""
    pieces = []
    for period in _stretches(timelines):
        values = [timeline.piece_at(period.first) for timeline in timelines]
        if all(value is not None for value in values):
            pieces.append(Piece(period, function(*(value.value for value in values if value is not None))))
    return Timeline(pieces)


def combine_any(function: Callable[..., R], *timelines: Timeline[Any]) -> Timeline[R]:
    """``function`` of the values, where at least one has one; None stands for a gap in the others."""
    pieces = []
    for period in _stretches(timelines):
        values = [timeline.at(period.first) for timeline in timelines]
        if any(timeline.piece_at(period.first) is not None for timeline in timelines):
            pieces.append(Piece(period, function(*values)))
    return Timeline(pieces)


def _stretches(timelines: Iterable[Timeline[Any]]) -> list[Period]:
    """The stretches of time in which no timeline changes, from the first start to the last end."""
    periods = [piece.period for timeline in timelines for piece in timeline.pieces]
    changes = {period.first for period in periods}
    changes.update(period.next_first for period in periods if period.next_first is not None)
    starts = sorted(changes)
    stretches = [Period(one, two - ONE_DAY) for one, two in pairwise(starts)]
    if any(period.last is None for period in periods):
        stretches.append(Period(starts[-1]))
    return stretches
