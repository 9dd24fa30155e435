"""The sum of what many independent persons cost: its whole distribution, by FFT and without draws.

Each person's cost is put on a lattice of equal spacing, so that its mean is kept. The distribution of a sum
is the product of the transforms. The lattice is only as wide as the sum can be in practice: 12 standard
deviations and 20 persons to each side of the mean, beyond which less than one in a million millions is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from rettvis.journey.simulation.uncertain import Numbers

LATTICE = 2**13
"""How many points the lattice has."""
DEVIATIONS = 12
PERSONS_BESIDE = 20
"""How wide the lattice is on each side of the mean: standard deviations, and persons of the dearest kind."""
AT_ONCE = 128
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

    @property
    def mean(self) -> Fraction:
        """The expected cost of all of them, in øre; those who come or leave are there half of the time."""
        there = self.count * (1 - self.leavers / 2) + self.newcomers / 2
        return there * self.mean_use * self.unit

    @property
    def variance(self) -> float:
        """The variance of the cost of all of them, in øre squared."""
        if self.known:
            return 0.0
        first, second = float(self.mean_use), float(self.values**2 @ self.weights)
        stays, stays_squared = float(1 - self.leavers / 2), float(1 - 2 * self.leavers / 3)
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
        """The lowest point that is not exceeded with ``chance``."""
        found = int(np.searchsorted(self.chances, chance - LEFT_OVER))
        return (self.first + min(found, len(self.chances) - 1)) * self.spacing

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


def total_of_persons(kinds: Sequence[Persons], size: int = LATTICE) -> TotalOfPersons:
    """What all of them cost together; raises ValueError where there is nobody, or nothing costs."""
    dearest = max((kind.unit for kind in kinds), default=Fraction(0))
    if dearest <= 0:
        raise ValueError("there is nobody, or nobody costs anything")
    first, spacing = _lattice(kinds, dearest, size)
    product = np.ones(size // 2 + 1, dtype=np.complex128)
    for start in range(0, len(kinds), AT_ONCE):
        product *= _transformed(kinds[start : start + AT_ONCE], spacing, size)
    chances = np.roll(np.fft.irfft(product, size), -(first % size)).clip(0.0)
    cumulative = np.cumsum(chances)
    return TotalOfPersons(first, spacing, cumulative / cumulative[-1])


def _lattice(kinds: Sequence[Persons], dearest: Fraction, size: int) -> tuple[int, Fraction]:
    """Where the lattice starts, and its spacing: a whole part of the dearest person where that can be."""
    mean = float(sum(kind.mean for kind in kinds))
    deviation = sqrt(sum(kind.variance for kind in kinds))
    beside = DEVIATIONS * deviation + PERSONS_BESIDE * float(dearest)
    most = float(sum(kind.count * kind.unit for kind in kinds))
    low = max(mean - beside, 0.0)
    high = mean + beside if any(kind.newcomers for kind in kinds) else min(mean + beside, most)
    fine = Fraction(max(high - low, float(dearest))) / (size - 4)
    parts = (dearest / fine).__floor__()
    spacing = dearest / parts if parts else fine
    return (Fraction(low) / spacing).__floor__(), spacing


def _transformed(kinds: Sequence[Persons], spacing: Fraction, size: int) -> NDArray[np.complex128]:
    """The product of the transforms of some kinds of persons."""
    one = np.fft.rfft(
        np.stack([_on_lattice(k.values, k.weights, k.unit / spacing, size) for k in kinds]), axis=1
    )
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
    return np.fft.rfft(_on_lattice(values, weights, kind.unit / spacing, size))


def _on_lattice(values: Numbers, weights: Numbers, points: Fraction, size: int) -> Numbers:
    """One person's chances at each point: what lies between two points is shared so that the mean is kept.

    ``points`` is how many points full use spans.
    """
    places = values * float(points)
    below = places.astype(np.int64)
    above = places - below
    length = int(below.max()) + 2
    found = np.bincount(below, weights * (1 - above), length)
    found += np.bincount(below + 1, weights * above, length)
    if length <= size:
        return np.concatenate((found, np.zeros(size - length)))
    return np.bincount(np.arange(length) % size, found, size).astype(np.float64)
