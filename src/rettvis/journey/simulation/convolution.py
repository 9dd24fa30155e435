"""The sum of what many independent persons cost: its whole distribution, by FFT and without draws.

Each person's cost is put on a lattice of equal spacing, so that its mean and variance are kept. The
distribution of a sum is the product of the transforms. The lattice is only as wide as the sum can be in
practice: by Bernstein's inequality less than two in a million millions lies outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from rettvis.journey.simulation.uncertain import Numbers

LEAST = 2**10
MOST = 2**14
"""How many points the lattice has, which is a power of two: from the least to the most."""
FINENESS = 5000
"""The spacing is at most the mean divided by this, where the lattice may have so many points."""
BESIDE = 28.0
"""The chance that the sum lies beside the lattice is at most 2 × exp(−28), 1.4 in a million millions."""
OUTCOME = 0.01
"""A point with more of the chance than this is an outcome of its own, such as that everybody uses all."""
AT_ONCE = 32
"""How many kinds of persons are transformed at once; more would only take memory."""
PARTS_OF_YEAR = 64
"""Into how many parts a year is cut for those who come or leave within it."""
LEFT_OVER = 1e-12
"""What the arithmetic of the transforms may leave of a chance."""


@dataclass(frozen=True)
class Persons:
    """``count`` persons alike: ``unit`` is øre at full use, ``values`` are shares of it with their weights.

    ``mean_use`` is the exact mean of the shares, ``newcomers`` the mean of a Poisson number, ``leavers`` each
    person's chance to leave.
    """

    count: int
    unit: Fraction
    values: Numbers
    weights: Numbers
    mean_use: Fraction
    newcomers: Fraction = Fraction(0)
    leavers: Fraction = Fraction(0)

    @property
    def known(self) -> bool:
        """Whether nothing about them is uncertain."""
        return len(self.values) == 1 and not self.moves

    @property
    def moves(self) -> bool:
        """Whether somebody may come or leave within the year."""
        return bool(self.newcomers or self.leavers)

    @cached_property
    def mean(self) -> Fraction:
        """The expected cost of all of them, in øre; those who come or leave are there half of the time."""
        there = self.count * (1 - self.leavers / 2) + self.newcomers / 2 if self.moves else self.count
        return there * self.mean_use * self.unit

    @cached_property
    def variance(self) -> float:
        """The variance of the cost of all of them, in øre squared."""
        if self.known:
            return 0.0
        first, second = float(self.mean_use), float(self.values**2 @ self.weights)
        leaves = float(self.leavers)
        stays, stays_squared = 1 - leaves / 2, 1 - 2 * leaves / 3
        one = second * stays_squared - (first * stays) ** 2
        all_of_them = self.count * one + float(self.newcomers) * second / 3
        return max(all_of_them, 0.0) * float(self.unit) ** 2


@dataclass(frozen=True)
class TotalOfPersons:
    """The distribution of a sum: the lattice is (first + 0, 1, 2 …) × spacing, in øre."""

    first: int
    spacing: Fraction
    chances: Numbers
    """The chance that the sum is at most each point."""

    def value(self, chance: float) -> Fraction:
        """The cost that is not exceeded with ``chance``.

        Where a point is an outcome of its own (:data:`OUTCOME`), it is that point; elsewhere the distribution
        is taken as even between the points.
        """
        last = len(self.chances) - 1
        found = min(int(np.searchsorted(self.chances, chance - LEFT_OVER)), last)
        before = np.concatenate(([0.0], self.chances[:-1]))
        if found == 0 or self.chances[found] - before[found] > OUTCOME:
            return (self.first + found) * self.spacing
        place = float(np.interp(chance, (self.chances + before) / 2, np.arange(last + 1)))
        return (self.first + Fraction(place)) * self.spacing

    def chance_above(self, limit: Fraction) -> float:
        """The chance that the sum is more than ``limit`` øre."""
        place = (limit / self.spacing).__floor__() - self.first
        if place < 0:
            return 1.0
        return 1.0 - float(self.chances[min(place, len(self.chances) - 1)])

    def draw(self, uniform: Numbers) -> Numbers:
        """Values of the sum for numbers drawn evenly from [0, 1)."""
        found = np.minimum(np.searchsorted(self.chances, uniform, side="right"), len(self.chances) - 1)
        return (self.first + found) * float(self.spacing)


def total_of_persons(kinds: Sequence[Persons]) -> TotalOfPersons:
    """What all of them cost together; raises ValueError where there is nobody, or nothing costs."""
    dearest = max((kind.unit for kind in kinds), default=Fraction(0))
    if dearest <= 0:
        raise ValueError("there is nobody, or nobody costs anything")
    first, spacing, size = _lattice(kinds, dearest)
    product = np.ones(size // 2 + 1, dtype=np.complex128)
    for start in range(0, len(kinds), AT_ONCE):
        product *= _transformed(kinds[start : start + AT_ONCE], spacing, size)
    chances = np.roll(np.fft.irfft(product, size), -(first % size))
    cumulative = np.maximum.accumulate(np.cumsum(chances).clip(0.0))
    return TotalOfPersons(first, spacing, cumulative / cumulative[-1])


def _lattice(kinds: Sequence[Persons], dearest: Fraction) -> tuple[int, Fraction, int]:
    """Where the lattice starts, its spacing (a whole part of the dearest person if it can), and its size."""
    mean = sum(float(kind.mean) for kind in kinds)
    variance = sum(kind.variance for kind in kinds)
    steep = BESIDE * float(dearest) / 3
    beside = steep + sqrt(steep**2 + 2 * BESIDE * variance)
    most = sum(kind.count * float(kind.unit) for kind in kinds) + float(dearest)
    low = max(mean - beside, 0.0)
    high = mean + beside if any(kind.newcomers for kind in kinds) else min(mean + beside, most)
    width = max(high - low, float(dearest))
    size = LEAST
    while size < MOST and size * mean < FINENESS * width:
        size *= 2
    fine = Fraction(width) / (size - 8)
    parts = (dearest / fine).__floor__()
    spacing = dearest / parts if parts else fine
    return (Fraction(low) / spacing).__floor__() - 2, spacing, size


def _transformed(kinds: Sequence[Persons], spacing: Fraction, size: int) -> NDArray[np.complex128]:
    """The product of the transforms of some kinds of persons."""
    one = np.fft.rfft(_on_lattice(kinds, spacing, size), axis=1)
    part = {n: _part_of_year(kind, spacing, size) for n, kind in enumerate(kinds) if kind.moves}
    product = np.ones(one.shape[1], dtype=np.complex128)
    for number, kind in enumerate(kinds):
        transform = one[number]
        if kind.leavers:
            leaves = float(kind.leavers)
            transform = (1 - leaves) * transform + leaves * part[number]
        product *= transform if kind.count == 1 else transform**kind.count
        if kind.newcomers:
            product *= np.exp(float(kind.newcomers) * (part[number] - 1))
    return product


def _part_of_year(kind: Persons, spacing: Fraction, size: int) -> NDArray[np.complex128]:
    """The transform for one who is there for a part of the year, each part alike."""
    parts = (np.arange(PARTS_OF_YEAR) + 0.5) / PARTS_OF_YEAR
    values = np.outer(parts, kind.values).ravel()
    weights = np.outer(np.full(PARTS_OF_YEAR, 1 / PARTS_OF_YEAR), kind.weights).ravel()
    there = replace(kind, values=values, weights=weights)
    return np.fft.rfft(_on_lattice([there], spacing, size)[0])


def _on_lattice(kinds: Sequence[Persons], spacing: Fraction, size: int) -> Numbers:
    """The chance of each point for one person of each kind; what lies between is shared by the three nearest.

    That keeps mean and variance; a share may be below zero, which the sum evens out. What reaches beyond the
    lattice goes on from its other end.
    """
    width, rows = float(spacing), np.arange(len(kinds))
    many = [len(kind.values) for kind in kinds]
    points = np.repeat([float(kind.unit) / width for kind in kinds], many)
    places = np.concatenate([kind.values for kind in kinds]) * points
    weights = np.concatenate([kind.weights for kind in kinds])
    nearest = np.floor(places + 0.5)
    beside = places - nearest
    length = int(nearest.max()) + 3
    cells = nearest.astype(np.int64) + np.repeat(rows * length, many)
    half, all_cells = weights * beside / 2, len(kinds) * length
    found = np.bincount(cells + 1, weights * (1 - beside**2), all_cells)
    found += np.bincount(cells, half * (beside - 1), all_cells)
    found += np.bincount(cells + 2, half * (beside + 1), all_cells)
    shares = found.reshape(len(kinds), length)
    chances = np.zeros((len(kinds), size))
    chances[:, -1] = shares[:, 0]
    for start in range(1, length, size):
        part = shares[:, start : start + size]
        chances[:, : part.shape[1]] += part
    return chances
